package timewaitlab.lab;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import timewaitlab.capture.Capture;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.Agreement;
import timewaitlab.lab.Explanation.By;

/**
 * Judges a capture as one host of it would, by driving the very same host as a run does: arrivals are its input,
 * departures are matched with what it sends. Hidden values come from the capture; where an application's call is hidden,
 * the first guess that leaves nothing contradicted holds.
 */
public final class ExplainCapture {
    /** How often a capture may be gone through again with another guess, and how many frames that may cost. */
    private static final int MOST_PASSES = 40;

    private static final long MOST_FRAMES = 4_000_000;

    private final ExplainRequest request;
    private final CaptureIndex index;

    private ExplainCapture(Capture capture, ExplainRequest request) {
        this.request = request;
        index = new CaptureIndex(capture, Set.copyOf(request.hosts()));
    }

    /** Judges the capture. */
    public static Explanation of(Capture capture, ExplainRequest request) {
        ExplainCapture explain = new ExplainCapture(capture, request);
        return new ExplainedTrace(capture, request, explain.index, explain.bestPass()).explanation();
    }

    private CapturePass bestPass() {
        Set<Integer> shutdowns = new HashSet<>();
        CapturePass best = new CapturePass(request, index, shutdowns).run();
        Set<Integer> tried = new HashSet<>();
        long frames = index.frames().size();
        int passes = 1;
        for (Frame guess = guess(best, tried);
                guess != null && passes < MOST_PASSES && passes * frames < MOST_FRAMES;
                guess = guess(best, tried), passes++) {
            tried.add(guess.at());
            Set<Integer> other = new LinkedHashSet<>(shutdowns);
            other.add(guess.at());
            CapturePass pass = new CapturePass(request, index, other).run();
            if (contradictions(pass) < contradictions(best)) {
                best = pass;
                shutdowns = other;
            }
        }
        return best;
    }

    /** A close() before something that contradicts, from the same peer, that was not yet tried as shutdown(). */
    private static @org.jspecify.annotations.Nullable Frame guess(CapturePass pass, Set<Integer> tried) {
        for (int i = 0; i < pass.heard().size(); i++) {
            Heard wrong = pass.heard().get(i);
            if (wrong.agreement == Agreement.CONTRADICTS) {
                for (int before = i - 1; before >= 0; before--) {
                    Heard closed = pass.heard().get(before);
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

    private static long contradictions(CapturePass pass) {
        return pass.heard().stream()
                .filter(heard -> heard.agreement == Agreement.CONTRADICTS || !heard.attributed)
                .count();
    }
}
