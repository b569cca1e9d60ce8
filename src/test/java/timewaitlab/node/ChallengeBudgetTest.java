package timewaitlab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.IntSummaryStatistics;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Dice;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.Settings;

/** CL1 of the rules: what a host may still send of challenge ACKs in a second. */
class ChallengeBudgetTest {
    private static final long SEED = 7;
    private static final int SECONDS = 20_000;

    private final Chance chance = new DiceChance(new Dice(SEED));
    private final ChallengeBudget budget = new ChallengeBudget();

    private int left(long nanos, int limit) {
        return budget.left(nanos, Settings.defaults().with(Sysctl.TCP_CHALLENGE_ACK_LIMIT, limit), chance);
    }

    /** Half of the limit, and as much as {@code prandom_u32_max(limit)}: never one and a half of it. */
    @ParameterizedTest(name = "tcp_challenge_ack_limit {0}: {1} to {2} a second")
    @CsvSource({"1000, 500, 1499", "100, 50, 149", "3, 2, 4", "1, 1, 1", "0, 0, 0"})
    void eachSecondIsDrawnAnew(int limit, int least, int most) {
        IntSummaryStatistics drawn = IntStream.range(0, SECONDS)
                .map(second -> left(second * SimTime.SECOND, limit))
                .summaryStatistics();
        assertThat(drawn.getMin()).as("seed %d", SEED).isEqualTo(least);
        assertThat(drawn.getMax()).as("seed %d", SEED).isEqualTo(most);
    }

    @Test
    void whatIsSpentComesBackWithTheNextSecond() {
        int drawn = left(SimTime.SECOND, 1000);
        budget.spend();
        budget.spend();
        assertThat(left(2 * SimTime.SECOND - 1, 1000)).isEqualTo(drawn - 2);
        assertThat(left(2 * SimTime.SECOND, 1000)).isBetween(500, 1499);
        assertThat(left(SimTime.SECOND, Integer.MAX_VALUE)).as("no limit").isEqualTo(Integer.MAX_VALUE);
    }
}
