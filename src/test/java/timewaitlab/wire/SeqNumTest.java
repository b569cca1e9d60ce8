package timewaitlab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Serial order against 64-bit arithmetic, at the wrap above all. */
class SeqNumTest {
    private static final long RING = 1L << 32;

    @ParameterizedTest(name = "{0} and {1}: before {2}, after {3}")
    @CsvSource({
        "0, 0, false, false",
        "4294967295, 0, true, false",
        "0, 4294967295, false, true",
        "0, 2147483647, true, false",
        "0, 2147483648, true, true",
        "0, 2147483649, false, true",
        "2147483648, 0, true, true"
    })
    void orderAcrossTheWrap(long a, long b, boolean before, boolean after) {
        assertThat(SeqNum.isBefore((int) a, (int) b)).isEqualTo(before);
        assertThat(SeqNum.isAfter((int) a, (int) b)).isEqualTo(after);
        assertThat(SeqNum.unsigned((int) a)).isEqualTo(a);
    }

    @Test
    void agreesWith64Bits() {
        Random random = new Random(9293);
        for (int i = 0; i < 200_000; i++) {
            long from = random.nextInt() & RING - 1;
            long step = random.nextInt(4) == 0 ? (RING >> 1) + random.nextInt(3) - 1 : random.nextInt() & RING - 1;
            int a = (int) from;
            int b = (int) (from + step);
            long width = random.nextInt() & RING - 1;
            boolean agrees = SeqNum.isBefore(a, b) == (step != 0 && step <= RING >> 1)
                    && SeqNum.isAfter(b, a) == SeqNum.isBefore(a, b)
                    && SeqNum.isBetween(b, a, (int) (from + width)) == step <= width;
            if (!agrees) {
                fail("seed 9293: %s + %s, width %s", from, step, width);
            }
        }
    }

    @Test
    void windowsIncludeBothEnds() {
        assertThat(SeqNum.isBetween(-2, -2, 3)).isTrue();
        assertThat(SeqNum.isBetween(3, -2, 3)).isTrue();
        assertThat(SeqNum.isBetween(4, -2, 3)).isFalse();
        assertThat(SeqNum.isBetween(-3, -2, 3)).isFalse();
    }
}
