package timewaitlab.lab;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.capture.Capture;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.By;
import timewaitlab.wire.TcpFlags;

/**
 * Judges a capture as one host of it would, by driving the very same host as a run does: arrivals are its input,
 * departures are matched with what it sends. Hidden values come from the capture; where an application's call is
 * hidden, or whether an arrival was dealt with before a departure of the same moment, the guess holds that contradicts
 * least.
 */
public final class ExplainCapture {
    /** How often a capture may be gone through again with another guess, and how many frames that may cost. */
    private static final int MOST_PASSES = 60;

    private static final long MOST_FRAMES = 4_000_000;

    private final ExplainRequest request;
    private final CaptureIndex index;
    private CapturePass best;
    private Guesses guesses = Guesses.none();
    private int passes = 1;

    private ExplainCapture(Capture capture, ExplainRequest request) {
        this.request = request;
        index = new CaptureIndex(capture, Set.copyOf(request.hosts()));
        best = new CapturePass(request, index, guesses).run();
    }

    /** Judges the capture. */
    public static Explanation of(Capture capture, ExplainRequest request) {
        ExplainCapture explain = new ExplainCapture(capture, request);
        explain.tryShutdowns();
        explain.tryOrders();
        return new ExplainedTrace(capture, request, explain.index, explain.best).explanation();
    }

    private boolean mayGoOn() {
        return passes++ < MOST_PASSES && (long) passes * index.frames().size() < MOST_FRAMES;
    }

    /** Puts the last arrival before an unexplained departure after it, the earliest first, and keeps what helps. */
    private void tryOrders() {
        Set<Integer> tried = new HashSet<>();
        for (Heard wrong = overtaker(tried); wrong != null && mayGoOn(); wrong = overtaker(tried)) {
            Frame arrival = arrivalBefore(wrong.frame, index.of(wrong.frame.key()), tried);
            if (arrival == null) {
                throw new IllegalStateException("nothing before " + wrong.frame);
            }
            tried.add(arrival.at());
            Guesses other = guesses.withLate(arrival, wrong.frame);
            CapturePass pass = new CapturePass(request, index, other).run();
            if (pass.allContradictions() < best.allContradictions()) {
                best = pass;
                guesses = other;
            }
        }
    }

    /** The first departure that nothing explains and that an arrival just before it might. */
    private @Nullable Heard overtaker(Set<Integer> tried) {
        for (Heard said : best.heard()) {
            if (!said.attributed && arrivalBefore(said.frame, index.of(said.frame.key()), tried) != null) {
                return said;
            }
        }
        return null;
    }

    private @Nullable Frame arrivalBefore(Frame departure, List<Frame> same, Set<Integer> tried) {
        for (int i = departure.order() - 1; i >= 0; i--) {
            Frame before = same.get(i);
            if (departure.time() - before.time() > Hearing.LONGEST_WAIT) {
                return null;
            }
            if (before.isRequest()) {
                return null;
            }
            if (before.inbound() && !guesses.isLate(before)) {
                return tried.contains(before.at()) ? null : before;
            }
        }
        return null;
    }

    /** Tries shutdown() for the close() before something that contradicts. */
    private void tryShutdowns() {
        Set<Integer> tried = new HashSet<>();
        for (Frame guess = closed(tried); guess != null && mayGoOn(); guess = closed(tried)) {
            tried.add(guess.at());
            Guesses other = guesses.withShutdown(guess);
            CapturePass pass = new CapturePass(request, index, other).run();
            if (pass.allContradictions() < best.allContradictions()) {
                best = pass;
                guesses = other;
            }
        }
    }

    /** A close() before something that contradicts, and that might have been a shutdown() nobody tried yet. */
    private @Nullable Frame closed(Set<Integer> tried) {
        for (int i = 0; i < best.heard().size(); i++) {
            Heard wrong = best.heard().get(i);
            Frame fin = wrong.isContradicted() && wrong.frame.inbound() ? closedBefore(i, tried) : null;
            if (fin != null) {
                return fin;
            }
        }
        return null;
    }

    /** The nearest such close() before this place. */
    private @Nullable Frame closedBefore(int place, Set<Integer> tried) {
        Frame wrong = best.heard().get(place).frame;
        for (int before = place - 1; before >= 0; before--) {
            Heard closed = best.heard().get(before);
            boolean untried = !tried.contains(closed.frame.at());
            if (By.call("close").equals(closed.by) && untried && matters(closed.frame, wrong)) {
                return closed.frame;
            }
        }
        return null;
    }

    /** On the same quadruplet; or towards the same peer, when that never sent its FIN: then nothing is remembered. */
    private boolean matters(Frame fin, Frame wrong) {
        return fin.key() == wrong.key()
                || fin.segment().dst() == wrong.segment().src()
                        && index.of(fin.key()).stream().noneMatch(frame -> frame.inbound() && frame.has(TcpFlags.FIN));
    }
}
