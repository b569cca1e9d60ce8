package timewaitlab.lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.capture.Capture;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.By;

/**
 * Judges a capture as one host of it would, by driving the very same host as a run does: arrivals are its input,
 * departures are matched with what it sends. Hidden values come from the capture; where an application's call is hidden,
 * or whether an arrival was dealt with before a departure of the same moment, the guess holds that contradicts least.
 */
public final class ExplainCapture {
    /** How often a capture may be gone through again with another guess, and how many frames that may cost. */
    private static final int MOST_PASSES = 40;

    private static final long MOST_FRAMES = 4_000_000;
    /** An arrival waits no longer than this for the processor. */
    private static final long LONGEST_WAIT = 30 * SimTime.MILLISECOND;

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
        explain.tryOrders();
        explain.tryShutdowns();
        return new ExplainedTrace(capture, request, explain.index, explain.best).explanation();
    }

    private boolean mayGoOn() {
        return passes++ < MOST_PASSES && (long) passes * index.frames().size() < MOST_FRAMES;
    }

    /** Per quadruplet: puts the last arrival before an unexplained departure after it, and keeps what helps. */
    private void tryOrders() {
        Set<Integer> tried = new HashSet<>();
        for (Map<Integer, Integer> more = overtaken(tried); !more.isEmpty() && mayGoOn(); more = overtaken(tried)) {
            tried.addAll(more.keySet());
            Map<Integer, Integer> late = guesses.copyOfLate();
            late.putAll(more);
            CapturePass pass = new CapturePass(request, index, guesses.withLate(late)).run();
            Map<Long, Integer> before = best.contradictions();
            Map<Long, Integer> after = pass.contradictions();
            boolean all = true;
            for (int arrival : more.keySet()) {
                long key = index.frames().get(arrival).key();
                if (after.getOrDefault(key, 0) >= before.getOrDefault(key, 0)) {
                    late.remove(arrival);
                    all = false;
                }
            }
            guesses = guesses.withLate(late);
            best = all ? pass : new CapturePass(request, index, guesses).run();
        }
    }

    /** The arrivals just before departures that nothing explains, one a quadruplet. */
    private Map<Integer, Integer> overtaken(Set<Integer> tried) {
        Map<Integer, Integer> found = new HashMap<>();
        Set<Long> keys = new HashSet<>();
        for (Heard said : best.heard()) {
            if (!said.attributed && keys.add(said.frame.key())) {
                List<Frame> same = index.of(said.frame.key());
                Frame arrival = arrivalBefore(said.frame, same, tried);
                if (arrival != null) {
                    found.put(arrival.at(), said.frame.at());
                }
            }
        }
        return found;
    }

    private @Nullable Frame arrivalBefore(Frame departure, List<Frame> same, Set<Integer> tried) {
        for (int i = departure.order() - 1; i >= 0; i--) {
            Frame before = same.get(i);
            if (departure.time() - before.time() > LONGEST_WAIT) {
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

    /** A close() before something that contradicts, towards the same peer, that was not yet tried as shutdown(). */
    private @Nullable Frame closed(Set<Integer> tried) {
        for (int i = 0; i < best.heard().size(); i++) {
            Heard wrong = best.heard().get(i);
            if (wrong.isContradicted() && wrong.frame.inbound()) {
                for (int before = i - 1; before >= 0; before--) {
                    Heard closed = best.heard().get(before);
                    if (By.call("close").equals(closed.by)
                            && closed.frame.segment().dst()
                                    == wrong.frame.segment().src()
                            && !tried.contains(closed.frame.at())) {
                        return closed.frame;
                    }
                }
            }
        }
        return null;
    }
}
