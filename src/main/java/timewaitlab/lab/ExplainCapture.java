package timewaitlab.lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import timewaitlab.base.Watch;
import timewaitlab.capture.Capture;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.By;
import timewaitlab.lab.Guesses.Guess;
import timewaitlab.scenario.CaptureContext.ClockSet;

/**
 * Judges a capture as one host of it would, by driving the very same host as a run does: arrivals are its input,
 * departures are matched with what it sends. Hidden values come from the capture; where one is not shown, the guess
 * holds that contradicts least.
 */
public final class ExplainCapture {
    /** How often a capture may be gone through again with other guesses, and how many frames that may cost. */
    private static final int MOST_PASSES = 60;

    private static final int WATCHED_EVERY = 256;

    private static final long MOST_FRAMES = 4_000_000;

    private final ExplainRequest request;
    private final Watch watch;
    private final CaptureIndex index;
    private CapturePass best;
    private Guesses guesses = Guesses.none();
    private int passes = 1;

    private ExplainCapture(Capture capture, ExplainRequest request, Watch watch) {
        this.request = request;
        this.watch = watch;
        List<ClockSet> sets = request.context().steps().stream()
                .filter(ClockSet.class::isInstance)
                .map(ClockSet.class::cast)
                .toList();
        index = new CaptureIndex(capture, Set.copyOf(request.hosts()), sets);
        best = pass(guesses);
    }

    /** Judges the capture. */
    public static Explanation of(Capture capture, ExplainRequest request) {
        return of(capture, request, Watch.NONE);
    }

    /**
     * The same while somebody waits, who is told frames the first time through; how often again nobody can know.
     *
     * @throws java.util.concurrent.CancellationException when it is not wanted any more
     */
    public static Explanation of(Capture capture, ExplainRequest request, Watch watch) {
        ExplainCapture explain = new ExplainCapture(capture, request, watch);
        for (Guesses.Kind kind : Guesses.Kind.values()) {
            explain.improve(kind);
        }
        explain.doubtCalls();
        return new ExplainedTrace(capture, request, explain.index, explain.best).explanation();
    }

    /**
     * An answer that nothing but itself reveals the call behind cannot be told: with the other call, that answer alone
     * would contradict.
     */
    private void doubtCalls() {
        Map<Long, Frame> hidden = new LinkedHashMap<>();
        for (Heard said : best.heard()) {
            boolean closes =
                    By.call("close").equals(said.by) || By.call("shutdown").equals(said.by);
            if (closes && best.isCallHidden(said.frame) && best.contradictions(said.frame.key()) == 0) {
                hidden.put(said.frame.key(), said.frame);
            }
        }
        if (hidden.isEmpty() || !mayGoOn()) {
            return;
        }
        CapturePass other = pass(guesses.withOtherCalls(hidden.values()));
        Map<Long, Heard> only = new HashMap<>();
        for (int i = 0; i < other.heard().size(); i++) {
            Heard wrong = other.heard().get(i);
            if (wrong.isContradicted() && wrong.frame.inbound() && hidden.containsKey(wrong.frame.key())) {
                boolean first = only.put(wrong.frame.key(), best.heard().get(i)) == null;
                if (!first) {
                    hidden.remove(wrong.frame.key());
                }
            }
        }
        only.keySet().retainAll(hidden.keySet());
        only.values().stream().filter(this::isLastWord).forEach(heard -> heard.doubt(Explanation.Doubt.APP_UNKNOWN));
    }

    /** Whether the host said nothing more on that quadruplet than what answers this. */
    private boolean isLastWord(Heard heard) {
        return index.of(heard.frame.key()).stream()
                .filter(frame -> !frame.inbound() && frame.at() > heard.frame.at())
                .allMatch(frame -> heard.observed.stream()
                        .anyMatch(seen -> seen.frame() == frame.captured().frame()));
    }

    private CapturePass pass(Guesses tried) {
        return new CapturePass(request, index, tried).run(this::watched);
    }

    private void watched(int frame) {
        if (frame % WATCHED_EVERY == 0) {
            watch.orGiveUp();
            watch.reached(frame, passes == 1 ? index.frames().size() : 0);
        }
    }

    private boolean mayGoOn() {
        return passes++ < MOST_PASSES && (long) passes * index.frames().size() < MOST_FRAMES;
    }

    /** Tries guesses of one kind, one a quadruplet at a time, on all quadruplets at once; keeps those that help. */
    private void improve(Guesses.Kind kind) {
        Set<Guess> tried = new HashSet<>();
        Map<Long, Guess> next = suggestions(kind, tried);
        while (!next.isEmpty() && mayGoOn()) {
            tried.addAll(next.values());
            attempt(next);
            next = suggestions(kind, tried);
        }
    }

    /** For each quadruplet where something contradicts, a guess that nobody tried and that might explain it. */
    private Map<Long, Guess> suggestions(Guesses.Kind kind, Set<Guess> tried) {
        Map<Long, Guess> next = new LinkedHashMap<>();
        Suggestions suggestions = new Suggestions(index, best, guesses, tried);
        for (int i = 0; i < best.heard().size(); i++) {
            Heard wrong = best.heard().get(i);
            if (wrong.isContradicted() && !next.containsKey(wrong.frame.key())) {
                suggestions.of(kind, i).ifPresent(guess -> next.put(wrong.frame.key(), guess));
            }
        }
        return next;
    }

    /** Tries guesses together; those that helped once more without the others; and then one by one. */
    private void attempt(Map<Long, Guess> next) {
        Guesses other = guesses.with(next.values());
        CapturePass pass = pass(other);
        Map<Long, Guess> helped = new LinkedHashMap<>(next);
        helped.keySet().removeIf(key -> pass.contradictions(key) >= best.contradictions(key));
        if (helped.size() == next.size() && pass.allContradictions() < best.allContradictions()) {
            best = pass;
            guesses = other;
        } else if (!helped.isEmpty() && helped.size() < next.size() && mayGoOn()) {
            attempt(helped);
        } else if (helped.size() > 1) {
            helped.forEach((key, guess) -> {
                if (mayGoOn()) {
                    attempt(Map.of(key, guess));
                }
            });
        }
    }
}
