package timewaitlab.nat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import timewaitlab.base.Dice;
import timewaitlab.nat.PortAllocator.Occupancy;
import timewaitlab.nat.PortAllocator.Policy;

/** A flow keeps its port when it can; otherwise the search stays in the range of its own. */
class PortAllocatorTest {
    private static final ConntrackSettings UP_TO_420 = ConntrackSettings.defaults();
    private static final ConntrackSettings FROM_50 =
            UP_TO_420.with(ConntrackConstant.RANDOM_PORT_START, 1).with(ConntrackConstant.PORT_ATTEMPTS, 128);
    private static final ConntrackSettings FROM_66 = FROM_50.with(ConntrackConstant.EVICT_ATTEMPTS, 32);

    private static PortAllocator allocator(Policy policy, int low, int high) {
        return new PortAllocator(policy, low, high, new Dice(1));
    }

    /** Ports that are free, and ports whose holder gives way. */
    private static Occupancy ports(IntPredicate free, IntPredicate yielding) {
        return new Occupancy() {
            @Override
            public boolean isFree(int port) {
                return free.test(port);
            }

            @Override
            public boolean givesWay(int port) {
                return yielding.test(port);
            }
        };
    }

    private static Occupancy free(IntPredicate free) {
        return ports(free, port -> false);
    }

    @ParameterizedTest
    @EnumSource(names = "RANDOM", mode = EnumSource.Mode.EXCLUDE)
    void aFreePortIsKept(Policy policy) {
        assertThat(allocator(policy, 0, 0).allocate(40_000, UP_TO_420, free(port -> true)))
                .isEqualTo(40_000);
    }

    /** {@code --random-fully} looks at nobody's own port. */
    @Test
    void fullyRandomKeepsNothing() {
        PortAllocator random = allocator(Policy.RANDOM, 0, 0);
        Set<Integer> drawn = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            drawn.add(random.allocate(40_000, FROM_50, free(port -> true)));
        }
        assertThat(drawn)
                .hasSizeGreaterThan(90)
                .allSatisfy(port -> assertThat(port).isBetween(1024, 65_535));
    }

    /** NT3, V-NT-04: below 512 stays below 512, the other privileged ports in 600 to 1023. */
    @ParameterizedTest(name = "{0} taken: {1} to {2}")
    @CsvSource(textBlock = """
        1,     1,    511
        100,   1,    511
        511,   1,    511
        512,   600,  1023
        600,   600,  1023
        1023,  600,  1023
        1024,  1024, 65535
        40000, 1024, 65535
        65535, 1024, 65535""")
    void theRangeOfItsOwn(int wanted, int low, int high) {
        for (Policy policy : Policy.values()) {
            PortAllocator allocator = allocator(policy, 0, 0);
            Set<Integer> taken = new HashSet<>(Set.of(wanted));
            int free = high - low + 1 - (wanted >= low ? 1 : 0);
            for (int i = 0; i < Math.min(free, 600); i++) {
                int port = allocator.allocate(wanted, UP_TO_420, free(candidate -> !taken.contains(candidate)));
                assertThat(port).as("%s", policy).isBetween(low, high);
                assertThat(taken.add(port)).isTrue();
            }
            if (free < 600) {
                assertThat(allocator.allocate(wanted, UP_TO_420, free(candidate -> !taken.contains(candidate))))
                        .isEqualTo(PortAllocator.NONE);
            }
        }
    }

    @Test
    void sequentialTakesTheNextAndWrapsAround() {
        PortAllocator allocator = allocator(Policy.SEQUENTIAL, 0, 0);
        assertThat(allocator.allocate(40_000, FROM_50, free(port -> port != 40_000)))
                .isEqualTo(40_001);
        assertThat(allocator.allocate(40_000, FROM_50, free(port -> port > 40_004)))
                .isEqualTo(40_005);
        assertThat(allocator.allocate(65_535, FROM_50, free(port -> port != 65_535)))
                .isEqualTo(1_024);
    }

    /** NT4, V-NT-05: up to 4.20 the rover begins where it stopped, which is free again or leads to the next. */
    @Test
    void theRoverStaysWhereItStopped() {
        PortAllocator rover = allocator(Policy.MASQUERADE, 0, 0);
        assertThat(rover.allocate(40_000, UP_TO_420, free(port -> port > 1_100 && port != 40_000)))
                .isEqualTo(1_101);
        assertThat(rover.allocate(50_000, UP_TO_420, free(port -> port != 50_000)))
                .isEqualTo(1_101);
        assertThat(rover.allocate(50_000, UP_TO_420, free(port -> port != 50_000 && port != 1_101)))
                .isEqualTo(1_102);
    }

    /** NT4, V-NT-05: from 5.0 the start is drawn anew. */
    @Test
    void masqueradingFrom50BeginsAtRandom() {
        PortAllocator random = allocator(Policy.MASQUERADE, 0, 0);
        Set<Integer> drawn = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            drawn.add(random.allocate(40_000, FROM_50, free(port -> port != 40_000)));
        }
        assertThat(drawn).hasSizeGreaterThan(90);
        assertThat(allocator(Policy.MASQUERADE, 0, 0).allocate(40_000, FROM_50, free(port -> port != 40_000)))
                .as("the same dice, the same port")
                .isEqualTo(allocator(Policy.MASQUERADE, 0, 0).allocate(40_000, FROM_50, free(port -> port != 40_000)));
    }

    /** NT4: 128, 64, 32, 16 and 8 attempts, then it gives up; the whole range was looked at up to 4.20. */
    @Test
    void from50TheSearchGivesUp() {
        int[] looked = {0};
        Occupancy none = free(port -> {
            looked[0]++;
            return false;
        });
        assertThat(allocator(Policy.MASQUERADE, 0, 0).allocate(40_000, FROM_50, none))
                .isZero();
        assertThat(looked[0]).isEqualTo(1 + 128 + 64 + 32 + 16 + 8);
        looked[0] = 0;
        assertThat(allocator(Policy.MASQUERADE, 0, 0).allocate(40_000, UP_TO_420, none))
                .isZero();
        assertThat(looked[0]).isEqualTo(1 + 64_512);
        looked[0] = 0;
        assertThat(allocator(Policy.MASQUERADE, 50_000, 50_003).allocate(40_000, FROM_50, none))
                .isZero();
        assertThat(looked[0]).as("a small range once").isEqualTo(4);
    }

    /** NT5: from 6.6 a closing entry gives way, but only in the last 32 attempts of a round. */
    @Test
    void aClosingEntryGivesWayAtLast() {
        PortAllocator small = allocator(Policy.MASQUERADE, 50_000, 50_003);
        assertThat(small.allocate(40_000, FROM_66, ports(port -> false, port -> port == 50_002)))
                .isEqualTo(50_002);
        assertThat(small.evicts()).isTrue();
        assertThat(small.allocate(40_000, FROM_50, ports(port -> false, port -> true)))
                .isZero();
        assertThat(small.allocate(40_000, FROM_66, free(port -> port == 50_001)))
                .isEqualTo(50_001);
        assertThat(small.evicts()).isFalse();
        int[] looked = {0};
        Occupancy yielding = ports(
                port -> {
                    looked[0]++;
                    return false;
                },
                port -> true);
        assertThat(allocator(Policy.MASQUERADE, 0, 0).allocate(40_000, FROM_66, yielding))
                .isNotZero();
        assertThat(looked[0]).as("its own, 96 others, then one that gives way").isEqualTo(1 + 96 + 1);
    }

    @ParameterizedTest
    @EnumSource
    void aRangeThatWasAskedForIsKept(Policy policy) {
        PortAllocator allocator = allocator(policy, 40_000, 40_003);
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            taken.add(allocator.allocate(50_000, FROM_50, free(port -> !taken.contains(port))));
        }
        assertThat(taken).containsExactlyInAnyOrder(40_000, 40_001, 40_002, 40_003);
        assertThat(allocator.allocate(50_000, FROM_50, free(port -> !taken.contains(port))))
                .isEqualTo(PortAllocator.NONE);
    }
}
