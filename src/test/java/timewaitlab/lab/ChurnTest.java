package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Sysctl;
import timewaitlab.sim.LoadTally;
import timewaitlab.trace.RecordingPlan;

/** The load by which speed is measured does the work it claims to do. */
class ChurnTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # rate, seconds, nat,   clients, peak
            1,      61,      false, 1,       60
            100,    70,      false, 1,       6000
            100,    70,      true,  1,       6000
            471,    65,      true,  2,       28260
            100,    5,       false, 1,       500
            """)
    void everyConnectionIsMadeAndWaitsAFullMinute(int rate, int seconds, boolean nat, int clients, long peak) {
        Churn churn = new Churn(rate, seconds, nat);
        ChurnRun run = ChurnRun.of(churn, RecordingPlan.TALLY);
        long all = (long) rate * seconds;
        assertThat(churn.clients()).isEqualTo(clients);
        assertThat(run.load()).isEqualTo(new LoadTally(all, all, 0));
        assertThat(run.reopened()).isZero();
        assertThat(run.overflowed()).isZero();
        assertThat(run.peakTimeWait()).isEqualTo(peak).isEqualTo(churn.expectedPeak());
        assertThat(run.segments()).isEqualTo(all * 10 * (nat ? 2 : 1));
    }

    @Test
    void recordingChangesNothing() {
        Churn churn = new Churn(200, 2, true);
        assertThat(ChurnRun.of(churn, RecordingPlan.ALL).digest())
                .isEqualTo(ChurnRun.of(churn, RecordingPlan.TALLY).digest());
    }

    @Test
    void limitsAreRaisedOnlyWhereTheLoadNeedsIt() {
        assertThat(new Churn(2_400, 10, false).timeWaitBuckets()).isEqualTo(Sysctl.TCP_MAX_TW_BUCKETS.initial());
        assertThat(new Churn(10_000, 100, false).timeWaitBuckets()).isEqualTo(610_000);
        assertThat(new Churn(10_000, 100, false).clients()).isEqualTo(22);
        assertThat(new Churn(2_400, 10, false).clients()).isEqualTo(6);
        assertThat(new Churn(2_400, 10, true).conntrackMax()).isEqualTo(300_000);
    }
}
