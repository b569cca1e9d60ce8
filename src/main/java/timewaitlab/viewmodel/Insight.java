package timewaitlab.viewmodel;

import java.util.function.Predicate;
import timewaitlab.draw.LadderTrace;
import timewaitlab.lab.RunWords;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/**
 * What the window asks of a trace again and again. Made with the experiment, so on the thread that ran it: of a long
 * run it takes a while, which the window must not stand still for.
 *
 * @param ladder without the mappings of NATs, which are many and seldom what matters
 * @param words what tests of fields may compare with
 */
public record Insight(TraceIndex index, Narration narration, LadderTrace ladder, RunWords words) {
    static Insight of(Trace trace) {
        return new Insight(
                new TraceIndex(trace),
                Narration.of(trace),
                new LadderTrace(withoutMappings(trace)),
                RunWords.of(trace));
    }

    /** The trace without the mappings of NATs. */
    static Trace withoutMappings(Trace trace) {
        return without(trace, span -> span.kind() == TimerKind.NAT_MAPPING);
    }

    /** The trace without such timers. */
    static Trace without(Trace trace, Predicate<TimerSpan> such) {
        return trace.withTimers(trace.timers().stream().filter(such.negate()).toList());
    }
}
