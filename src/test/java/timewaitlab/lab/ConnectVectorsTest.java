package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Dice;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.node.Chance;
import timewaitlab.node.Host;
import timewaitlab.node.HostIdentity;
import timewaitlab.node.SegmentPool;
import timewaitlab.node.Surroundings;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.SocketOption;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;

/** What a connection inherits from the time-wait entry it takes over, and when there is no port left. */
class ConnectVectorsTest {
    /** V-RU-12, V-RU-13: the new connection begins beyond the window of the old one, never at 0, and shows its timestamp. */
    @ParameterizedTest(name = "{0} {1}: {2} -> {3}")
    @CsvSource({"V-RU-12, 4.14, 4294901759, 1", "V-RU-13, 5.15, 5000000, 5065537"})
    void whatTheNewConnectionInherits(String id, String kernel, long sndNxt, long isn) {
        Clientele host = new Clientele(kernel, 1);
        host.leaveTimeWait(40_000, (int) sndNxt, 200_000);
        Tcb socket = host.connect(40_000, 30, 80);
        assertThat(socket.state).isEqualTo(TcpState.SYN_SENT);
        assertThat(host.sent).hasSize(1);
        Segment syn = host.sent.get(0);
        assertThat(SeqNum.unsigned(syn.seq())).isEqualTo(isn);
        assertThat(syn.tsEcr()).isEqualTo(200_000);
        assertThat(host.host.counter(Counter.TcpExtTWRecycled)).isEqualTo(1);
    }

    /** V-RU-17: a full range of ports in TIME-WAIT to one destination; to any other there is room. */
    @Test
    void allPortsInTimeWait() {
        Clientele host = new Clientele("5.15", 0);
        for (int port = 32_768; port <= 60_999; port++) {
            host.leaveTimeWait(port, 5_000_000, 200_000);
        }
        assertThat(host.connect(0, 30, 80).error).isEqualTo(Errno.EADDRNOTAVAIL);
        assertThat(Errno.EADDRNOTAVAIL.number()).isEqualTo(99);
        assertThat(host.connect(0, 30, 81).state).isEqualTo(TcpState.SYN_SENT);
    }

    /** A host that closed connections to one server. */
    private static final class Clientele {
        private final AddressBook book = new AddressBook();
        private final Address here = book.intern("10.0.0.1");
        private final Address there = book.intern("10.0.0.2");
        private final List<Segment> sent = new ArrayList<>();
        private final Host host;

        Clientele(String kernel, int reuse) {
            KernelProfile profile = Kernels.only(kernel);
            Settings settings = profile.settings().with(Sysctl.TCP_TW_REUSE, reuse);
            HostIdentity identity =
                    new HostIdentity("client", List.of(here), profile, settings, TimestampClock.startingAt(0));
            host = new Host(
                    identity,
                    new Surroundings(
                            book,
                            Chance.of(new Dice(1)),
                            new SegmentPool(),
                            (segment, again) -> sent.add(segment.copy()),
                            null));
        }

        void leaveTimeWait(int port, int sndNxt, int tsRecent) {
            TimeWaitSocket entry = new TimeWaitSocket();
            entry.sndNxt = sndNxt;
            entry.tsRecent = tsRecent;
            entry.tsRecentStamp = host.secondAt(0);
            entry.reuseAddress = true;
            host.timeWaits().put(FourTuple.key(here, port, there, 80), entry, 0);
        }

        Tcb connect(int port, int atSecond, int toPort) {
            long now = atSecond * SimTime.SECOND;
            Tcb socket = host.calls().socket();
            if (port != 0) {
                host.calls().setOption(0, socket, SocketOption.SO_REUSEADDR, 1);
                assertThat(host.calls().bind(now, socket, book.any(), port)).isEqualTo(Errno.OK);
            }
            host.calls().connect(now, socket, new Endpoint(there, toPort));
            return socket;
        }
    }
}
