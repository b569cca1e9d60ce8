package timewaitlab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Dice;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** What the per-host memory is kept under, as recorded: kernel-by-kernel, one address of the server or all of them. */
public class PeerMemoryKeyTest {
    @ParameterizedTest(name = "{0}: a remembered peer, from another port, to the same address {1}, to another {2}")
    @CsvSource(textBlock = """
        # kernel,  same address, another address
          2.6.32,  dropped,      dropped
          3.10,    dropped,      dropped
          4.4,     dropped,      answered
          4.9,     dropped,      answered
          4.10.17, dropped,      answered
          4.12,    answered,     answered
          6.18,    answered,     answered""")
    void portsPlayNoPartAndAddressesByVersion(String kernel, String same, String other) {
        assertThat(fate(kernel, "198.51.100.9")).isEqualTo(same);
        assertThat(fate(kernel, "198.51.100.10")).isEqualTo(other);
    }

    private static String fate(String version, String reached) {
        return fate(LinuxProfiles.named(version).orElseThrow(), reached);
    }

    /** What becomes of an old SYN to {@code reached} when 198.51.100.9 remembers its sender. */
    public static String fate(KernelProfile kernel, String reached) {
        AddressBook book = new AddressBook();
        Address first = book.intern("198.51.100.9");
        Address peer = book.intern("203.0.113.7");
        List<Segment> sent = new ArrayList<>();
        Host host = new Host(
                new HostIdentity(
                        "B",
                        List.of(first, book.intern("198.51.100.10")),
                        kernel,
                        kernel.has(Sysctl.TCP_TW_RECYCLE)
                                ? kernel.settings().with(Sysctl.TCP_TW_RECYCLE, 1)
                                : kernel.settings(),
                        TimestampClock.startingAt(0)),
                new Surroundings(
                        book,
                        Chance.of(new Dice(1)),
                        new SegmentPool(),
                        (segment, again) -> sent.add(segment.copy()),
                        null));
        host.calls().listen(0, 80, 128, true);
        long remembered = FourTuple.key(first, 80, peer, 40_000);
        host.peers().put(host.peerKey(remembered), 5_000, host.secondAt(0));
        Segment syn = new Segment();
        syn.from(peer, 51_111).to(book.intern(reached), 80).header(TcpFlags.SYN, 1, 0, 65_535);
        syn.timestamp(4_000, 0);
        host.receive(syn, 3 * SimTime.SECOND);
        return sent.isEmpty() ? "dropped" : "answered";
    }
}
