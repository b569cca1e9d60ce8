package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import timewaitlab.base.SimTime;
import timewaitlab.trace.Trace;

/** The rows of what happens at one instant. */
class RowsTest {
    /** A capture knows of no way: what is answered arrives in the instant in which it was asked. */
    @Test
    void noSegmentOfACaptureRunsUpOrOverItsAnswer() {
        Trace trace = ZooTrace.captured();
        Rows rows = Rows.of(trace);
        int[][] expected = {{0, 0}, {0, 1}, {0, 0}, {1, 1}, {1, 2}, {2, 3}};
        for (int i = 0; i < expected.length; i++) {
            assertThat(new int[] {rows.sent(i), rows.arrived(i)})
                    .as(trace.legs().get(i).toString())
                    .containsExactly(expected[i]);
        }
        assertThat(rows.all()).extracting(Rows.Row::count).containsExactly(2, 4);
    }

    @Test
    void lifelinesShareARowUnlessOneFollowsFromTheOther() {
        Rows rows = Rows.of(ZooTrace.trace());
        assertThat(rows.between(500 * SimTime.MILLISECOND, 500 * SimTime.MILLISECOND))
                .extracting(Rows.Row::count)
                .containsExactly(2);
    }
}
