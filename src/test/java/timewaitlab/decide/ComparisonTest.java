package timewaitlab.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static timewaitlab.decide.Comparison.AHEAD_BY_MORE_THAN;
import static timewaitlab.decide.Comparison.EQUALS;
import static timewaitlab.decide.Comparison.IS_SET;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Comparisons against their definitions, and flips that flip: at the value named, and not one unit before it. */
class ComparisonTest {
    private static final int TRIPLES = 100_000;
    private static final long MASK = 0xffff_ffffL;

    @ParameterizedTest(name = "{0} {1} {2} by {3}: {4}")
    @CsvSource(textBlock = """
        # left,      relation,           right,      margin, holds
        5,           BEFORE,             6,          0,      true
        6,           BEFORE,             6,          0,      false
        4294967295,  BEFORE,             0,          0,      true
        0,           BEFORE,             2147483648, 0,      true
        2147483648,  BEFORE,             0,          0,      true
        2147483649,  BEFORE,             0,          0,      true
        2147483647,  BEFORE,             0,          0,      false
        6,           AFTER,              5,          0,      true
        0,           AFTER,              4294967295, 0,      true
        2147483648,  AFTER,              0,          0,      true
        2147483649,  AFTER,              0,          0,      false
        6,           AHEAD_BY_MORE_THAN, 5,          0,      true
        6,           AHEAD_BY_MORE_THAN, 5,          1,      false
        7,           AHEAD_BY_MORE_THAN, 5,          1,      true
        1,           AHEAD_BY_MORE_THAN, 4294967295, 1,      true
        2147483647,  AHEAD_BY_MORE_THAN, 0,          1,      true
        2147483648,  AHEAD_BY_MORE_THAN, 0,          1,      false
        4294967295,  SAME_AS,            4294967295, 0,      true
        59,          LESS_THAN,          60,         0,      true
        60,          LESS_THAN,          60,         0,      false
        61,          MORE_THAN,          60,         0,      true
        60,          AT_LEAST,           60,         0,      true
        7,           IS_SET,             9,          0,      true
        0,           IS_SET,             0,          0,      false
        -3,          EQUALS,             -3,         0,      true""")
    void whatHolds(long left, Comparison comparison, long right, long margin, boolean holds) {
        assertThat(comparison.holds(left, right, margin)).isEqualTo(holds);
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithItsDefinition(Comparison comparison) {
        Random random = new Random(1122);
        for (int i = 0; i < TRIPLES; i++) {
            long right = value(comparison, random, 0);
            long left = value(comparison, random, right);
            long margin = margin(comparison, random);
            if (comparison.holds(left, right, margin) != defined(comparison, left, right, margin)) {
                fail("seed 1122: %s %s %s by %s", left, comparison, right, margin);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void flipsAtTheNearestValue(Comparison comparison) {
        Random random = new Random(6191);
        for (int i = 0; i < TRIPLES; i++) {
            long right = value(comparison, random, 0);
            long left = value(comparison, random, right);
            long margin = margin(comparison, random);
            for (Side side : comparison == IS_SET ? new Side[] {Side.LEFT} : Side.values()) {
                assertFlips(comparison, side, new long[] {left, right, margin});
            }
        }
    }

    private static void assertFlips(Comparison comparison, Side side, long[] triple) {
        long from = triple[side.ordinal()];
        long to = comparison.flipsAt(side, triple[0], triple[1], triple[2]);
        boolean held = comparison.holds(triple[0], triple[1], triple[2]);
        long move = comparison.isSerial() ? (int) (to - from) : to - from;
        long nearer = comparison.isSerial() ? to - Long.signum(move) & MASK : to - Long.signum(move);
        if (with(comparison, side, triple, to) == held || with(comparison, side, triple, nearer) != held) {
            fail("seed 6191: %s, %s of (%s, %s, %s) to %s", comparison, side, triple[0], triple[1], triple[2], to);
        }
    }

    private static boolean with(Comparison comparison, Side side, long[] triple, long value) {
        return side == Side.LEFT
                ? comparison.holds(value, triple[1], triple[2])
                : comparison.holds(triple[0], value, triple[2]);
    }

    private static boolean defined(Comparison comparison, long left, long right, long margin) {
        int ahead = (int) left - (int) right;
        return switch (comparison) {
            case BEFORE -> ahead < 0;
            case AFTER -> (int) right - (int) left < 0;
            case AHEAD_BY_MORE_THAN -> ahead > margin;
            case SAME_AS -> (int) left == (int) right;
            case EQUALS -> left == right;
            case IS_SET -> left != 0;
            case LESS_THAN -> left < right + margin;
            case MORE_THAN -> left > right + margin;
            case AT_LEAST -> left >= right + margin;
        };
    }

    private static long margin(Comparison comparison, Random random) {
        boolean takes = !comparison.isSerial() && comparison != EQUALS && comparison != IS_SET
                || comparison == AHEAD_BY_MORE_THAN;
        return takes ? random.nextInt(3) * (long) random.nextInt(2000) : 0;
    }

    /** Mostly near {@code other}, at it, or half the ring away: there the answers change. */
    private static long value(Comparison comparison, Random random, long other) {
        long near = other + random.nextInt(5) - 2;
        long value = switch (random.nextInt(4)) {
            case 0 -> near;
            case 1 -> near + (1L << 31);
            case 2 -> near + random.nextInt(4000) - 2000;
            default -> comparison.isSerial() ? random.nextInt() : random.nextInt(1_000_000);
        };
        return comparison.isSerial() ? value & MASK : value;
    }
}
