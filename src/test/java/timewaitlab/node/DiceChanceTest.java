package timewaitlab.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import timewaitlab.base.Dice;
import timewaitlab.base.SimTime;
import timewaitlab.wire.SeqNum;

/** IS1 of the rules: where initial sequence numbers come from. */
class DiceChanceTest {
    private static final long SEED = 7;
    private static final long KEY = 0x0001_0002_9c40_0050L;

    private final Chance chance = new DiceChance(new Dice(SEED));

    private int isn(long second, long rekey) {
        return chance.initialSequence(KEY, second * SimTime.SECOND, rekey);
    }

    @Test
    void theClockGoesOnceRoundIn274Seconds() {
        assertThat(SeqNum.unsigned(isn(1, 0) - isn(0, 0))).isEqualTo(15_625_000);
        assertThat(SeqNum.unsigned(isn(274, 0) - isn(0, 0))).isEqualTo(274L * 15_625_000);
        assertThat(isn(299, 300)).isEqualTo(isn(299, 0));
    }

    /** The upper byte counts the keys; what is hashed with a new one lies anywhere in the lower three. */
    @Test
    void aNewKeyEvery300Seconds() {
        for (int keys = 1; keys < 5; keys++) {
            int before = isn(300L * keys - 1, 300);
            int after = isn(300L * keys, 300);
            long past = SeqNum.unsigned(after - before - 15_625_000);
            assertThat(past).as("seed %d, key %d", SEED, keys).isBetween(1L, (1L << 25) - 1);
            assertThat(past).as("hashed anew").isNotEqualTo(1L << 24);
        }
    }
}
