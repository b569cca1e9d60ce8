package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.base.Dice;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.nat.ConntrackConstant;
import timewaitlab.nat.ConntrackCounter;
import timewaitlab.nat.ConntrackEffect;
import timewaitlab.nat.ConntrackEntry;
import timewaitlab.nat.ConntrackSettings;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.ConntrackTable;
import timewaitlab.nat.FreePorts;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator;
import timewaitlab.nat.PortAllocator.Policy;
import timewaitlab.nat.Tracker;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Section G of the vectors: what each kernel's connection tracking makes of a row of packets. */
class ConntrackVectorsTest {
    /** A NAT, asked with packets in the words {@code > flags seq [ack [length]]} (from inside) and {@code < ...}. */
    private static final class Box {
        private final AddressBook book = new AddressBook();
        private final Address inside = book.intern("10.0.0.5");
        private final Address other = book.intern("10.0.0.6");
        private final Address server = book.intern("198.51.100.9");
        private final Address outside = book.intern("203.0.113.7");
        private final Tracker tracker;
        private final ConntrackEntry look = new ConntrackEntry();
        private long now;

        Box(KernelProfile kernel, ConntrackSettings settings) {
            this(kernel, settings, 0, 0);
        }

        Box(KernelProfile kernel, ConntrackSettings settings, int low, int high) {
            FreePorts ports = new FreePorts(outside, new PortAllocator(Policy.MASQUERADE, low, high, new Dice(1)));
            tracker = new Tracker(
                    new Tracker.Chains(kernel.chain(Hook.CONNTRACK), kernel.chain(Hook.NAT)),
                    settings,
                    new NatFilter(true, true),
                    ports,
                    book);
        }

        Box(String kernel) {
            this(kernel(kernel), kernel(kernel).conntrack());
        }

        Outcome from(Address source, int port, Address to, int toPort, String packet) {
            return tracker.outward(segment(packet).from(source, port).to(to, toPort), now);
        }

        Outcome send(String packet) {
            return packet.startsWith(">")
                    ? from(inside, 40_000, server, 80, packet.substring(2))
                    : tracker.inward(
                            segment(packet.substring(2)).from(server, 80).to(outside, 40_000), now);
        }

        private static Segment segment(String words) {
            String[] word = words.split(" ");
            int ack = word.length > 2 ? Integer.parseUnsignedInt(word[2]) : 0;
            int window = word.length > 4 ? Integer.parseInt(word[4]) : 10_000;
            Segment segment =
                    new Segment().header(TcpFlags.parse(word[0]), Integer.parseUnsignedInt(word[1]), ack, window);
            return word.length > 3 ? segment.length(Integer.parseInt(word[3]), 0) : segment;
        }

        /** Short state, seconds left, + for ASSURED; {@code iv} for what is dropped; {@code -} for no entry. */
        String after(String packet) {
            Outcome outcome = send(packet);
            boolean invalid = outcome.disposition() == Disposition.DROP;
            return invalid ? "iv" : state();
        }

        String state() {
            int row = tracker.table().find(FourTuple.key(inside, 40_000, server, 80));
            if (row == ConntrackTable.NONE) {
                return "-";
            }
            tracker.table().view(row, look);
            long left = (look.due() - now) / SimTime.SECOND;
            String name = Arrays.stream(look.state().name().split("_"))
                    .map(part -> part.substring(0, 1))
                    .reduce("", String::concat);
            String word = switch (look.state()) {
                case ESTABLISHED -> "ES";
                case CLOSE -> "CL";
                default -> name;
            };
            return word + "(" + left + ")" + (look.isAssured() ? "+" : "");
        }

        List<String> all(String packets) {
            return Stream.of(packets.split(", ")).map(this::after).toList();
        }

        int portOf(Address source, int port, Address to, int toPort) {
            int row = tracker.table().find(FourTuple.key(source, port, to, toPort));
            return tracker.table().view(row, look).outsidePort();
        }
    }

    private static KernelProfile kernel(String version) {
        return LinuxProfiles.named(version).orElseThrow();
    }

    static List<KernelProfile> kernels() {
        return LinuxProfiles.all();
    }

    static Stream<KernelProfile> between(String first, String last) {
        List<KernelProfile> all = LinuxProfiles.all();
        return all.subList(all.indexOf(kernel(first)), all.indexOf(kernel(last)) + 1).stream();
    }

    private static final String OPEN = "> S 1000, < S. 5000 1001, > . 1001 5001";

    /** CT8: up to 3.0 the SYN-ACK to an ignored SYN ends the entry and dies. */
    @Test
    void anIgnoredSynUpTo30() {
        between("2.6.32", "3.0").forEach(kernel -> {
            Box box = new Box(kernel, kernel.conntrack());
            box.all(OPEN);
            assertThat(box.all("> S 9000, < S. 70000 9001")).containsExactly("ES(432000)+", "iv");
            assertThat(box.state()).isEqualTo("-");
        });
    }

    /** V-CT-11, V-CT-12: 6.0 had the new way to begin anew, but not yet the exemption. */
    @Test
    void theRstOfARefusedClientIn60() {
        KernelProfile before = kernel("5.15");
        ConntrackSettings settings = before.conntrack().with(ConntrackConstant.REINIT_BY_ANY, 0);
        Box box = new Box(before, settings);
        assertThat(box.all("> S 3000000000, < . 1 1000000000, > R 1000000000"))
                .containsExactly("SS(120)", "SS(120)", "CL(10)");
        box = new Box(before, settings);
        assertThat(box.all("> S 500000000, < . 1 1000000000, > R 1000000000"))
                .containsExactly("SS(120)", "SS(120)", "iv");
    }

    /** V-CT-14, CT15: full of what is assured, the table takes nobody in and knows those it has. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kernels")
    void aFullTable(KernelProfile kernel) {
        Box box = new Box(kernel, kernel.conntrack().with(ConntrackSysctl.MAX, 3));
        open(box, 40_000);
        open(box, 40_001);
        assertThat(box.from(box.inside, 40_002, box.server, 80, "S 1").disposition())
                .isEqualTo(Disposition.ACCEPT);
        assertThat(box.from(box.inside, 40_003, box.server, 80, "S 1").disposition())
                .as("the half-open one goes")
                .isEqualTo(Disposition.ACCEPT);
        assertThat(box.tracker.counter(ConntrackCounter.early_drop)).isEqualTo(1);
        assertThat(box.tracker.table().find(FourTuple.key(box.inside, 40_002, box.server, 80)))
                .isEqualTo(ConntrackTable.NONE);
        establish(box, 40_003);
        Outcome refused = box.from(box.inside, 40_004, box.server, 80, "S 1");
        assertThat(refused.disposition()).isEqualTo(Disposition.DROP);
        assertThat(refused.toString()).isEqualTo("DROP TABLE_FULL");
        assertThat(box.tracker.counter(ConntrackCounter.drop)).isEqualTo(1);
        assertThat(box.after("> . 1001 5001")).as("what is known passes").startsWith("ES(");
        assertThat(box.tracker.table().size()).isEqualTo(3);
    }

    private static void open(Box box, int port) {
        box.from(box.inside, port, box.server, 80, "S 1000");
        establish(box, port);
    }

    private static void establish(Box box, int port) {
        int outside = box.portOf(box.inside, port, box.server, 80);
        Segment synAck = Box.segment("S. 5000 1001").from(box.server, 80).to(box.outside, outside);
        if (port == 40_003) {
            synAck = Box.segment("S. 5000 2").from(box.server, 80).to(box.outside, outside);
        }
        box.tracker.inward(synAck, box.now);
        String ack = port == 40_003 ? ". 2 5001" : ". 1001 5001";
        assertThat(box.from(box.inside, port, box.server, 80, ack).disposition())
                .isEqualTo(Disposition.ACCEPT);
    }

    /**
     * CT16: from 4.12 the collector frees closing entries, though assured, once the table was full: at first a part of
     * the table every 125 ms, from 5.14 all that is above 95 % when it comes by.
     */
    @ParameterizedTest
    @CsvSource({
        "4.11, 61,    DROP,   100",
        "4.12, 0.1,   DROP,   100",
        "4.12, 0.126, ACCEPT, 100",
        "5.4,  0.126, ACCEPT, 100",
        "5.15, 59,    DROP,   100",
        "5.15, 61,    ACCEPT, 95"
    })
    void theCollectorFreesWhatIsClosing(String version, double seconds, Disposition then, int left) {
        Box box = fullOfClosing(version, 100);
        box.now = Math.round(seconds * SimTime.SECOND);
        assertThat(box.from(box.inside, 40_200, box.server, 80, "S 1").disposition())
                .isEqualTo(then);
        assertThat(box.tracker.table().size()).isEqualTo(left);
    }

    /** gc_worker() does nothing where a hundredth of the limit is less than one entry. */
    @Test
    void aTinyTableIsNotCollected() {
        Box box = fullOfClosing("4.12", 99);
        box.now = 61 * SimTime.SECOND;
        assertThat(box.from(box.inside, 40_200, box.server, 80, "S 1").disposition())
                .isEqualTo(Disposition.DROP);
    }

    private static Box fullOfClosing(String version, int max) {
        KernelProfile kernel = kernel(version);
        Box box = new Box(kernel, kernel.conntrack().with(ConntrackSysctl.MAX, max));
        for (int port = 40_100; port < 40_100 + max; port++) {
            open(box, port);
            box.from(box.inside, port, box.server, 80, "F. 1001 5001");
        }
        assertThat(box.tracker.table().size()).isEqualTo(max);
        assertThat(box.from(box.inside, 40_200, box.server, 80, "S 1").disposition())
                .isEqualTo(Disposition.DROP);
        return box;
    }

    /** NT2, NT3, NT5: one port serves many destinations, and one source each. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kernels")
    void portsTowardsDestinations(KernelProfile kernel) {
        Box box = new Box(kernel, kernel.conntrack());
        box.from(box.inside, 40_000, box.server, 80, "S 1");
        box.from(box.other, 40_000, box.server, 80, "S 1");
        int changed = box.portOf(box.other, 40_000, box.server, 80);
        assertThat(changed).as("V-NT-01").isNotEqualTo(40_000).isBetween(1_024, 65_535);
        Address second = box.book.intern("198.51.100.10");
        box = new Box(kernel, kernel.conntrack());
        box.from(box.inside, 40_000, box.server, 80, "S 1");
        box.from(box.other, 40_000, second, 80, "S 1");
        assertThat(box.portOf(box.other, 40_000, second, 80)).as("V-NT-02").isEqualTo(40_000);
        box.from(box.other, 40_000, box.server, 81, "S 1");
        assertThat(box.portOf(box.other, 40_000, box.server, 81)).isEqualTo(40_000);
        box = new Box(kernel, kernel.conntrack());
        box.all(OPEN + ", > F. 1001 5001, < F. 5001 1002, > . 1002 5002");
        box.from(box.other, 40_000, box.server, 80, "S 900000");
        assertThat(box.portOf(box.other, 40_000, box.server, 80)).as("V-NT-03").isNotEqualTo(40_000);
        assertThat(box.state()).as("V-NT-03: nobody goes while ports abound").isEqualTo("TW(120)+");
    }

    /** NT1: a source that has a mapping keeps it towards other destinations, when it can. */
    @Test
    void aMappingIsUsedAgain() {
        KernelProfile kernel = kernel("6.18");
        Box box = new Box(kernel, kernel.conntrack());
        box.from(box.inside, 40_000, box.server, 80, "S 1");
        box.from(box.other, 40_000, box.server, 80, "S 1");
        int changed = box.portOf(box.other, 40_000, box.server, 80);
        Outcome again = box.from(box.other, 40_000, box.server, 81, "S 1");
        assertThat(again.toString()).isEqualTo("ACCEPT MAPPING_REUSED");
        assertThat(box.portOf(box.other, 40_000, box.server, 81)).isEqualTo(changed);
    }

    /** NT5, NT10, and nat-port-range-4 as recorded: without a free port only a closing entry may give way. */
    @Test
    void withoutAFreePort() {
        for (String version : List.of("5.15", "6.6")) {
            KernelProfile kernel = kernel(version);
            Box box = new Box(kernel, kernel.conntrack(), 40_000, 40_000);
            box.all(OPEN);
            Outcome refused = box.from(box.inside, 40_001, box.server, 80, "S 900000");
            assertThat(refused.toString()).isEqualTo("DROP INSERT_FAILED");
            assertThat(box.tracker.counter(ConntrackCounter.insert_failed)).isEqualTo(1);
            box.all("> F. 1001 5001, < F. 5001 1002, > . 1002 5002");
            Outcome older = box.from(box.inside, 40_001, box.server, 80, "S 900");
            assertThat(older.disposition()).as("a lower number").isEqualTo(Disposition.DROP);
            Outcome newer = box.from(box.inside, 40_001, box.server, 80, "S 900000");
            boolean evicts = version.equals("6.6");
            assertThat(newer.has(ConntrackEffect.EVICT.bit())).isEqualTo(evicts);
            assertThat(box.state()).isEqualTo(evicts ? "-" : "TW(120)+");
        }
    }

    /** CT11: windows are scaled only if both sides say so, and be_liberal excuses everything but a RST. */
    @Test
    void scaledWindowsAndLiberality() {
        KernelProfile kernel = kernel("6.18");
        Box box = new Box(kernel, kernel.conntrack());
        Segment syn = Box.segment("S 1000").synOptions(1460, 7, true);
        box.tracker.outward(syn.from(box.inside, 40_000).to(box.server, 80), 0);
        Segment synAck = Box.segment("S. 5000 1001").synOptions(1460, 7, true);
        box.tracker.inward(synAck.from(box.server, 80).to(box.outside, 40_000), 0);
        box.send("> . 1001 5001");
        box.send("< . 5001 1001 0 1000");
        assertThat(box.after("> P. 120000 5001 10"))
                .as("1000 << 7 is the window")
                .startsWith("ES(");
        assertThat(box.after("> P. 139000 5001 10"))
                .as("a little too much passes")
                .isEqualTo("ES(300)+");
        assertThat(box.after("> P. 900000 5001 10")).isEqualTo("iv");
        Box liberal = new Box(kernel, kernel.conntrack().with(ConntrackSysctl.TCP_BE_LIBERAL, 1));
        liberal.all(OPEN);
        assertThat(liberal.after("> P. 900000 5001 10")).startsWith("ES(");
        assertThat(liberal.after("> R 1000")).isEqualTo("iv");
        Box excusing = new Box(kernel, kernel.conntrack().with(ConntrackSysctl.TCP_IGNORE_INVALID_RST, 1));
        excusing.all(OPEN);
        assertThat(excusing.after("> R 1000")).isEqualTo("ES(10)+");
    }

    /** An accessor for tables as {@code conntrack -L} prints them. */
    @Test
    void theTableCanBeListed() {
        Box box = new Box("6.18");
        box.all(OPEN);
        box.from(box.other, 40_000, box.server, 81, "S 1");
        box.now = SimTime.SECOND;
        List<String> lines = new ArrayList<>();
        box.tracker
                .list(box.now)
                .forEach(entry -> lines.add(entry.state() + " " + entry.left() / SimTime.SECOND + " "
                        + entry.original() + " " + entry.reply() + (entry.assured() ? " ASSURED" : "")
                        + (entry.unreplied() ? " UNREPLIED" : "")));
        assertThat(lines)
                .containsExactly(
                        "ESTABLISHED 431999 10.0.0.5:40000-198.51.100.9:80 198.51.100.9:80-203.0.113.7:40000 ASSURED",
                        "SYN_SENT 119 10.0.0.6:40000-198.51.100.9:81 198.51.100.9:81-203.0.113.7:40000 UNREPLIED");
    }
}
