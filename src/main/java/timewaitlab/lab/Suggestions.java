package timewaitlab.lab;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import timewaitlab.capture.Checksum;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.By;
import timewaitlab.lab.Guesses.Guess;
import timewaitlab.lab.Guesses.Kind;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.TcpFlags;

/** What might explain something that contradicts in a pass, and was not tried yet. */
final class Suggestions {
    private final CaptureIndex index;
    private final CapturePass pass;
    private final Guesses guesses;
    private final Set<Guess> tried;

    Suggestions(CaptureIndex index, CapturePass pass, Guesses guesses, Set<Guess> tried) {
        this.index = index;
        this.pass = pass;
        this.guesses = guesses;
        this.tried = tried;
    }

    /** A guess of this kind for what contradicts at this place of the pass. */
    Optional<Guess> of(Kind kind, int place) {
        Heard wrong = pass.heard().get(place);
        return switch (kind) {
            case SHUTDOWN -> wrong.frame.inbound() ? shutdownBefore(place) : Optional.empty();
            case LATE -> wrong.attributed ? Optional.empty() : lateBefore(wrong.frame);
            case FIRED -> wrong.timer ? untried(Guess.fired(wrong.frame)) : Optional.empty();
            case EDGE -> edgeBefore(place);
            case DAMAGED -> mayBeDamaged(wrong) ? untried(Guess.damaged(wrong.frame)) : Optional.empty();
            case UNREAD -> wrong.frame.inbound() ? untried(Guess.unread(wrong.frame)) : Optional.empty();
            case BACKLOG -> backlog(wrong);
        };
    }

    private Optional<Guess> untried(Guess guess) {
        return tried.contains(guess) ? Optional.empty() : Optional.of(guess);
    }

    /** What contradicts, or the last arrival on its quadruplet that met a clock about to tick. */
    private Optional<Guess> edgeBefore(int place) {
        long key = pass.heard().get(place).frame.key();
        for (int before = place; before >= 0; before--) {
            Heard heard = pass.heard().get(before);
            if (heard.edge && heard.frame.key() == key && !tried.contains(Guess.edge(heard.frame))) {
                return Optional.of(Guess.edge(heard.frame));
            }
        }
        return Optional.empty();
    }

    private static boolean mayBeDamaged(Heard wrong) {
        return wrong.frame.inbound()
                && wrong.observed.isEmpty()
                && wrong.frame.captured().checksum() == Checksum.UNCHECKED;
    }

    /** A queue was full with as many as waited then: connections, or (by either kernel's test) requests. */
    private Optional<Guess> backlog(Heard wrong) {
        int port = FourTuple.localPortOf(wrong.frame.key());
        Optional<Guess> next = wrong.waiting > 0 ? untried(Guess.backlog(port, wrong.waiting - 1)) : Optional.empty();
        for (int less = 0; less < 2 && next.isEmpty() && wrong.requests > less; less++) {
            next = untried(Guess.backlog(port, wrong.requests - less));
        }
        return next;
    }

    /** The last arrival before an unexplained departure may have been dealt with after it. */
    private Optional<Guess> lateBefore(Frame departure) {
        List<Frame> same = index.of(departure.key());
        for (int i = departure.order() - 1; i >= 0; i--) {
            Frame before = same.get(i);
            if (departure.time() - before.time() > Hearing.LONGEST_WAIT || before.isRequest()) {
                return Optional.empty();
            }
            if (before.inbound() && !guesses.has(Kind.LATE, before)) {
                return untried(Guess.late(before, departure));
            }
        }
        return Optional.empty();
    }

    /** The nearest close() before this place that might have been a shutdown(). */
    private Optional<Guess> shutdownBefore(int place) {
        Frame wrong = pass.heard().get(place).frame;
        for (int before = place - 1; before >= 0; before--) {
            Heard closed = pass.heard().get(before);
            if (By.call("close").equals(closed.by)
                    && matters(closed.frame, wrong)
                    && !tried.contains(Guess.shutdown(closed.frame))) {
                return Optional.of(Guess.shutdown(closed.frame));
            }
        }
        return Optional.empty();
    }

    /** On the same quadruplet; or towards the same peer, when that never sent its FIN: then nothing is remembered. */
    private boolean matters(Frame fin, Frame wrong) {
        return fin.key() == wrong.key()
                || fin.segment().dst() == wrong.segment().src()
                        && index.of(fin.key()).stream().noneMatch(frame -> frame.inbound() && frame.has(TcpFlags.FIN));
    }
}
