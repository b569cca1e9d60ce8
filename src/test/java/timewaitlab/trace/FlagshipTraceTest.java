package timewaitlab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import timewaitlab.decide.Disposition;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;

/** The hand-made flagship says what the lesson says. */
class FlagshipTraceTest {
    private final Trace trace = FlagshipTrace.trace();

    @Test
    void refusesSixSynsWithTheDifferencesOfTheLesson() {
        assertThat(trace.verdicts())
                .filteredOn(judged -> judged.verdict().outcome().disposition() == Disposition.DROP)
                .extracting(judged -> judged.verdict().findings().get(4).difference())
                .containsExactly(845315L, 846440L, 845940L, 844940L, 842940L, 838940L);
    }

    @Test
    void isInOrderOfTime() {
        assertThat(trace.verdicts()).extracting(Judged::time).isSorted();
        assertThat(trace.states()).extracting(TraceEvent::time).isSorted();
        assertThat(trace.calls()).extracting(TraceEvent::time).isSorted();
        assertThat(trace.legs()).extracting(Leg::id).isSorted().doesNotHaveDuplicates();
    }
}
