package timewaitlab.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.wire.AddressBook;

/** How many hosts a kernel has room for: R13 of the recordings, 40 hosts and a table of two buckets. */
class MetricsTableTest {
    private static final int HOSTS = 40;

    private static Settings of(String kernel) {
        return LinuxProfiles.named(kernel).orElseThrow().settings().with(Constant.TCPMHASH_ENTRIES, 2);
    }

    /** The addresses that were recorded: 198.18.90.41 to .64 and 198.18.91.1 to .16. */
    private static int number(int host) {
        String text = host < 24 ? "198.18.90." + (41 + host) : "198.18.91." + (host - 23);
        return new AddressBook().intern(text).number();
    }

    /** Keeps the hosts in the order in which they were met, a jiffy each, and answers those that had to go. */
    private static LongStream gone(Settings settings, int salt) {
        MetricsTable table = new MetricsTable(settings, OptionalInt.of(salt));
        return IntStream.range(0, HOSTS)
                .mapToLong(host -> table.meet(host, number(host), host) - host)
                .filter(offset -> offset != 0);
    }

    @Test
    void allHostsOfARangeFallIntoOneBucketOf310() {
        assertThat(gone(of("3.10"), 7)).hasSize(HOSTS - 6).containsOnly(-6L);
    }

    @Test
    void saltAndFactorSpreadThemLater() {
        assertThat(gone(of("4.4"), 0)).hasSize(HOSTS - 6);
        assertThat(gone(of("4.4"), 0x1fa52665)).hasSize(HOSTS - 12);
        assertThat(gone(of("4.10.17"), 0)).hasSize(HOSTS - 12);
    }

    @Test
    void whoIsMetAgainStaysLonger() {
        MetricsTable table = new MetricsTable(of("3.10"), OptionalInt.empty());
        IntStream.range(0, 6).forEach(host -> table.meet(host, number(host), host));
        table.meet(0, number(0), 6);
        assertThat(table.meet(6, number(6), 7)).isEqualTo(1);
    }

    @Test
    void withoutTheSaltOnlyTheLastSixAreSure() {
        MetricsTable table = new MetricsTable(of("4.10.17"), OptionalInt.empty());
        IntStream.range(0, HOSTS).forEach(host -> table.meet(host, number(host), host));
        assertThat(IntStream.range(0, HOSTS).filter(table::mayBeGone).max()).hasValue(HOSTS - 7);
        assertThat(table.mayBeGone(HOSTS - 6)).isFalse();
    }

    @Test
    void nobodyHasToGoBefore36NorWhereThereIsRoom() {
        assertThat(gone(of("3.2"), 0)).isEmpty();
        Settings usual = of("4.4").with(Constant.TCPMHASH_ENTRIES, 16_384);
        assertThat(gone(usual, 0)).isEmpty();
        MetricsTable table = new MetricsTable(usual, OptionalInt.empty());
        IntStream.range(0, HOSTS).forEach(host -> table.meet(host, number(host), host));
        assertThat(IntStream.range(0, HOSTS).filter(table::mayBeGone)).isEmpty();
    }
}
