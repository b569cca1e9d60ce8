package timewaitlab.nat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Dice;
import timewaitlab.base.SimTime;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** What a NAT remembers of connections, in the words of {@code > flags} (from inside) and {@code < flags}. */
class ConntrackTableTest {
    private final AddressBook book = new AddressBook();
    private final Address inside = book.intern("10.0.0.5");
    private final Address other = book.intern("10.0.0.6");
    private final Address server = book.intern("198.51.100.9");
    private final Address outside = book.intern("203.0.113.7");
    private final ConntrackTable table = table(1_000);
    private long now;

    private ConntrackTable table(long capacity) {
        return new ConntrackTable(
                outside, new PortAllocator(PortAllocator.Policy.SEQUENTIAL, 0, 0, new Dice(1)), capacity);
    }

    private static Segment segment(Address from, int fromPort, Address to, int toPort, String flags) {
        Segment segment = new Segment();
        return segment.from(from, fromPort).to(to, toPort).header(TcpFlags.parse(flags), 1, 2, 100);
    }

    private ConntrackEntry out(String flags) {
        return table.fromInside(segment(inside, 40_000, server, 80, flags), now);
    }

    private ConntrackEntry in(String flags) {
        return table.fromOutside(segment(server, 80, outside, 40_000, flags), now);
    }

    private List<String> states(String packets) {
        return Arrays.stream(packets.split(", "))
                .map(packet -> packet.startsWith(">") ? out(packet.substring(2)) : in(packet.substring(2)))
                .map(entry -> entry == null ? "invalid" : entry.state().name())
                .toList();
    }

    @ParameterizedTest(name = "{2}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
        # packets                                 | states                                                             | fact
        > S, < S., > ., > F., < ., < F., > .      | SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT CLOSE_WAIT LAST_ACK TIME_WAIT | V-CT-01
        > S, < S., > ., > F., < F., > .           | SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT LAST_ACK TIME_WAIT          | V-CT-02
        > S, < S., > ., > S                       | SYN_SENT SYN_RECV ESTABLISHED ESTABLISHED                          | V-CT-06
        > S.                                      | invalid                                                            | V-CT-07
        > .                                       | ESTABLISHED                                                        | V-CT-08
        > F.                                      | invalid                                                            | CT5
        > R                                       | invalid                                                            | CT5
        < S                                       | invalid                                                            | ON5: nobody expects it
        > S, < ., > R                             | SYN_SENT SYN_SENT CLOSE                                            | CT9, from 3.13
        > S, < S., > ., < R., > S                 | SYN_SENT SYN_RECV ESTABLISHED CLOSE CLOSE                          | V-CT-05
        > S, < S., > ., < R., > S, > S            | SYN_SENT SYN_RECV ESTABLISHED CLOSE CLOSE CLOSE                    | V-CT-05
        > S, < S., > ., < R., > S, < S.           | SYN_SENT SYN_RECV ESTABLISHED CLOSE CLOSE SYN_RECV                 | V-CT-05
        > S, < S., > ., > S, < S.                 | SYN_SENT SYN_RECV ESTABLISHED ESTABLISHED SYN_RECV                 | CT8
        > S, < S., > ., > S, < ., < S.            | SYN_SENT SYN_RECV ESTABLISHED ESTABLISHED ESTABLISHED ESTABLISHED  | CT8: the SYN was not the last
        > S, < S., > ., < S.                      | SYN_SENT SYN_RECV ESTABLISHED ESTABLISHED                          | CT8: no SYN before it""")
    void packetsMoveTheEntry(String packets, String states, String fact) {
        assertThat(states(packets)).containsExactly(states.split(" "));
    }

    /** CT6: whoever closed in order, or reset from this side, begins a new connection with a SYN. */
    @ParameterizedTest(name = "{0}: a SYN begins anew: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        > S, < S., > ., > F., < F., > . | true
        > S, < S., > ., < F., > F., < . | true
        > S, < S., > ., > R             | true
        > S, > R                        | true""")
    void aSynOnAFinishedEntry(String packets, boolean anew) {
        states(packets);
        ConntrackEntry before = out("R");
        ConntrackEntry after = out("S");
        assertThat(after).isNotNull();
        assertThat(after != before).isEqualTo(anew);
        assertThat(after.state()).isEqualTo(ConntrackState.SYN_SENT);
        assertThat(after.outsidePort()).as("its port is free again").isEqualTo(40_000);
        assertThat(table.size()).isEqualTo(1);
    }

    /** CT7: after the server's RST a SYN passes by the old mapping, and the entry runs out as it would have. */
    @Test
    void aSynAfterTheServersRstPassesByTheOldMapping() {
        states("> S, < S., > .");
        ConntrackEntry reset = in("R.");
        now = 4 * SimTime.SECOND;
        ConntrackEntry passed = out("S");
        assertThat(passed).isSameAs(reset);
        assertThat(passed.state()).isEqualTo(ConntrackState.CLOSE);
        assertThat(passed.due()).isEqualTo(10 * SimTime.SECOND);
    }

    @Test
    void anEntryLivesAsLongAsItsStateSays() {
        out("S");
        now = 120 * SimTime.SECOND - 1;
        assertThat(in("S.")).isNotNull();
        now += 60 * SimTime.SECOND;
        assertThat(in(".")).as("60 s after SYN-RECV").isNull();
        assertThat(table.size()).isZero();
    }

    /** NT2, NT3, NT5. */
    @Test
    void oneOutsidePortServesManyServersButOnlyOneHostEach() {
        assertThat(out("S").outsidePort()).isEqualTo(40_000);
        assertThat(table.fromInside(segment(other, 40_000, server, 80, "S"), now)
                        .outsidePort())
                .isEqualTo(40_001);
        Address second = book.intern("198.51.100.10");
        assertThat(table.fromInside(segment(other, 40_000, second, 80, "S"), now)
                        .outsidePort())
                .isEqualTo(40_000);
        assertThat(table.fromInside(segment(other, 40_000, server, 81, "S"), now)
                        .outsidePort())
                .isEqualTo(40_000);
        assertThat(table.size()).isEqualTo(4);
    }

    @Test
    void aFullTableDropsWhatIsNewAndKnowsWhatIsOld() {
        ConntrackTable small = table(2);
        for (int port = 40_000; port < 40_002; port++) {
            assertThat(small.fromInside(segment(inside, port, server, 80, "S"), now))
                    .isNotNull();
            small.fromOutside(segment(server, 80, outside, port, "S."), now);
            assertThat(small.fromInside(segment(inside, port, server, 80, "."), now)
                            .isAssured())
                    .isTrue();
        }
        assertThat(small.fromInside(segment(inside, 40_002, server, 80, "S"), now))
                .isNull();
        assertThat(small.fromInside(segment(inside, 40_001, server, 80, "."), now))
                .isNotNull();
        assertThat(small.size()).isEqualTo(2);
    }

    /** CT15: what is not assured makes room, and what has ended takes none. */
    @Test
    void aFullTableEvictsTheOldestThatIsNotAssured() {
        ConntrackTable small = table(3);
        for (int port = 40_000; port < 40_003; port++) {
            assertThat(small.fromInside(segment(inside, port, server, 80, "S"), now))
                    .isNotNull();
        }
        small.fromOutside(segment(server, 80, outside, 40_000, "S."), now);
        assertThat(small.fromInside(segment(inside, 40_000, server, 80, "."), now)
                        .isAssured())
                .isTrue();
        assertThat(small.fromInside(segment(inside, 40_003, server, 80, "S"), now))
                .isNotNull();
        assertThat(small.size()).isEqualTo(3);
        assertThat(small.fromOutside(segment(server, 80, outside, 40_001, "S."), now))
                .as("the oldest half-open one is gone")
                .isNull();
        assertThat(small.fromOutside(segment(server, 80, outside, 40_000, "."), now))
                .isNotNull();
    }

    @Test
    void entriesWhoseTimeHasPassedTakeNoRoom() {
        ConntrackTable small = table(2);
        for (int port = 40_000; port < 40_002; port++) {
            small.fromInside(segment(inside, port, server, 80, "S"), now);
            small.fromOutside(segment(server, 80, outside, port, "S."), now);
            small.fromInside(segment(inside, port, server, 80, "."), now);
            small.fromInside(segment(inside, port, server, 80, "F."), now);
        }
        now = 119 * SimTime.SECOND;
        assertThat(small.fromInside(segment(inside, 40_002, server, 80, "S"), now))
                .isNull();
        now = 120 * SimTime.SECOND;
        assertThat(small.fromInside(segment(inside, 40_002, server, 80, "S"), now))
                .isNotNull();
        assertThat(small.size()).isEqualTo(1);
    }

    @Test
    void aConnectionMetInItsMiddleIsAssuredByAnAnswer() {
        assertThat(out(".").isAssured()).isFalse();
        assertThat(out(".").isAssured()).isFalse();
        assertThat(in(".").isAssured()).isTrue();
    }

    @Test
    void whoeverForgetsTellsEveryEntryGoodBye() {
        int[] gone = {0};
        table.whenGone(entry -> gone[0]++);
        out("S");
        table.clear();
        assertThat(gone[0]).isEqualTo(1);
        assertThat(table.size()).isZero();
        assertThat(in("S.")).as("nobody inside expects it any more").isNull();
    }
}
