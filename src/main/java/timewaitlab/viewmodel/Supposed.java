package timewaitlab.viewmodel;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Verdict;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.OnHost;
import timewaitlab.trace.TraceEvent.Judged;

/** A verdict that never was, in the place of one that was: the same segment with other values. */
final class Supposed {
    private Supposed() {}

    /** What would have been recorded, as far as the verdict itself says it. Its id is 0. */
    static Judged of(Judged judged, Verdict<?> verdict) {
        Outcome outcome = verdict.outcome();
        return new Judged(
                0,
                judged.time(),
                judged.at(),
                judged.cause(),
                judged.socket(),
                judged.stateBefore(),
                judged.orphan(),
                verdict,
                List.of(),
                counters(verdict),
                Effect.stateAfter(judged.stateBefore(), outcome.effects()),
                timer(verdict),
                judged.origins().size() == 2 * verdict.findings().size() ? judged.origins() : List.of());
    }

    private static Map<String, Long> counters(Verdict<?> verdict) {
        long unseen = verdict.situation().unseenCounts();
        Map<String, Long> moved = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            if ((verdict.outcome().counts() & counter.bit() & ~unseen) != 0) {
                moved.put(counter.name(), 1L);
            }
        }
        return moved;
    }

    private static @Nullable String timer(Verdict<?> verdict) {
        boolean restarts = verdict.outcome().has(Effect.RESTART_TIMEWAIT.bit());
        return restarts && verdict.situation() instanceof OnHost<?> host
                ? "restart " + host.settings().get(Constant.TCP_TIMEWAIT_LEN) + " s"
                : null;
    }

    /** Whether this verdict is one that only would have been. */
    static boolean is(Judged judged) {
        return judged.id() == 0;
    }
}
