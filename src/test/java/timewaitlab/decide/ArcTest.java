package timewaitlab.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distances for which a serial comparison holds, against the comparison itself. */
class ArcTest {
    private static final long HALF = 1L << 31;

    @ParameterizedTest
    @CsvSource({
        "BEFORE, 0, -2147483648, -1",
        "AFTER, 0, 1, 2147483648",
        "AHEAD_BY_MORE_THAN, 1, 2, 2147483647",
        "SAME_AS, 0, 0, 0",
    })
    void whereItHolds(Comparison comparison, long margin, long first, long last) {
        assertThat(comparison.heldArc(margin)).isEqualTo(new Arc(first, last));
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE, 0, false, 0",
        "AFTER, 0, true, 0",
        "AHEAD_BY_MORE_THAN, 1, true, 1",
    })
    void theEdgeNearestToZero(Comparison comparison, long margin, boolean above, long outside) {
        Arc arc = comparison.heldArc(margin);
        assertThat(arc.isAbove()).isEqualTo(above);
        assertThat(arc.nearestOutside()).isEqualTo(outside);
    }

    @Test
    void hasWhatTheComparisonHoldsFor() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Comparison comparison = Comparison.values()[random.nextInt(Comparison.SAME_AS.ordinal() + 1)];
            long margin = comparison == Comparison.AHEAD_BY_MORE_THAN ? random.nextInt(4) : 0;
            long away = near(random);
            Arc arc = comparison.heldArc(margin);
            boolean holds = comparison.holds(away & 0xffff_ffffL, 0, margin);
            String what = comparison + " " + margin + " at " + away + ", seed " + seed;
            assertThat(arc.has(away)).as(what).isEqualTo(holds);
            assertThat(arc.complement().has(away)).as("not " + what).isEqualTo(!holds);
            assertThat(arc.mirrored().has((int) -away)).as("mirrored " + what).isEqualTo(holds);
        }
    }

    private static long near(Random random) {
        long middle = random.nextBoolean() ? 0 : HALF;
        return random.nextInt(3) == 0 ? random.nextInt() : (int) (middle + random.nextInt(9) - 4);
    }
}
