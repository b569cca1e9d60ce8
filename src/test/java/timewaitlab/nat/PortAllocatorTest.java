package timewaitlab.nat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import timewaitlab.base.Dice;
import timewaitlab.nat.PortAllocator.Policy;

/** A flow keeps its port when it can; otherwise the search stays in the range of its own. */
class PortAllocatorTest {
    private static PortAllocator allocator(Policy policy, int low, int high) {
        return new PortAllocator(policy, low, high, new Dice(1));
    }

    @ParameterizedTest
    @EnumSource
    void aFreePortIsKept(Policy policy) {
        assertThat(allocator(policy, 0, 0).allocate(40_000, port -> true)).isEqualTo(40_000);
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
                int port = allocator.allocate(wanted, candidate -> !taken.contains(candidate));
                assertThat(port).as("%s", policy).isBetween(low, high);
                assertThat(taken.add(port)).isTrue();
            }
            if (free < 600) {
                assertThat(allocator.allocate(wanted, candidate -> !taken.contains(candidate)))
                        .isEqualTo(PortAllocator.NONE);
            }
        }
    }

    @Test
    void sequentialTakesTheNextAndWrapsAround() {
        PortAllocator allocator = allocator(Policy.SEQUENTIAL, 0, 0);
        assertThat(allocator.allocate(40_000, port -> port != 40_000)).isEqualTo(40_001);
        assertThat(allocator.allocate(40_000, port -> port > 40_004)).isEqualTo(40_005);
        assertThat(allocator.allocate(65_535, port -> port != 65_535)).isEqualTo(1_024);
    }

    /** NT4: the rover goes on where it stopped; from 5.0 the start is drawn anew. */
    @Test
    void roverRemembersAndRandomDoesNot() {
        PortAllocator rover = allocator(Policy.ROVER, 0, 0);
        int first = rover.allocate(40_000, port -> port != 40_000);
        assertThat(rover.allocate(50_000, port -> port != 50_000)).isEqualTo(first + 1);
        PortAllocator random = allocator(Policy.RANDOM, 0, 0);
        Set<Integer> drawn = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            drawn.add(random.allocate(40_000, port -> port != 40_000));
        }
        assertThat(drawn).hasSizeGreaterThan(90);
        assertThat(allocator(Policy.RANDOM, 0, 0).allocate(40_000, port -> port != 40_000))
                .as("the same dice, the same port")
                .isEqualTo(allocator(Policy.RANDOM, 0, 0).allocate(40_000, port -> port != 40_000));
    }

    @ParameterizedTest
    @EnumSource
    void aRangeThatWasAskedForIsKept(Policy policy) {
        PortAllocator allocator = allocator(policy, 40_000, 40_003);
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            taken.add(allocator.allocate(50_000, port -> !taken.contains(port)));
        }
        assertThat(taken).containsExactlyInAnyOrder(40_000, 40_001, 40_002, 40_003);
        assertThat(allocator.allocate(50_000, port -> !taken.contains(port))).isEqualTo(PortAllocator.NONE);
    }
}
