package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Dice;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Verdict;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.node.Chance;
import timewaitlab.node.Host;
import timewaitlab.node.HostIdentity;
import timewaitlab.node.SegmentPool;
import timewaitlab.node.Surroundings;
import timewaitlab.tcp.ConnectAttempt;
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

/**
 * connect() meets a time-wait entry of the quadruplet it would take. Rows up to V-RU-15 were produced by the real
 * {@code tcp_twsk_unique}; V-RU-07 asks for a delay of 0, which the sysctl refuses, so its boundary is shown at 1.
 */
class ConnectVectorsTest {
    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        # id     | kernels      | words                                              | fact                             | verdict
        V-RU-01  | 2.6.32..4.14 | tcp_tw_reuse=1 stamp=1000 second=1001              | one second is not enough         | DROP EADDRNOTAVAIL
        V-RU-02  | 2.6.32..4.14 | tcp_tw_reuse=1 stamp=1000 second=1002              | two are                          | ACCEPT TIMEWAIT_REUSED
        V-RU-03  | 4.19..6.8    | tcp_tw_reuse=1 stamp=1000 second=1000              | the same second                  | DROP EADDRNOTAVAIL
        V-RU-04  | 4.19..6.8    | tcp_tw_reuse=1 stamp=1000 second=1001              | the next, be it 5 ms later       | ACCEPT TIMEWAIT_REUSED
        V-RU-05  | 6.14..6.18   | tcp_tw_reuse=1 stamp=1 entry=5000000 ms=5001000    | 1000 ms are not more than 1000   | DROP EADDRNOTAVAIL
        V-RU-06  | 6.14..6.18   | tcp_tw_reuse=1 stamp=1 entry=5000000 ms=5001001    | 1001 ms are                      | ACCEPT TIMEWAIT_REUSED
        V-RU-07  | 6.14..6.18   | tcp_tw_reuse=1 tcp_tw_reuse_delay=1 stamp=1 entry=5000000 ms=5000001 | 1 ms is not more than 1 | DROP EADDRNOTAVAIL
        V-RU-07' | 6.14..6.18   | tcp_tw_reuse=1 tcp_tw_reuse_delay=1 stamp=1 entry=5000000 ms=5000002 | 2 ms are     | ACCEPT TIMEWAIT_REUSED
        V-RU-08  | 4.19..6.8    | tcp_tw_reuse=2 stamp=970 second=1000               | loopback only                    | DROP EADDRNOTAVAIL
        V-RU-09  | 4.19..6.8    | tcp_tw_reuse=2 stamp=970 second=1000 loopback      | on loopback                      | ACCEPT TIMEWAIT_REUSED
        V-RU-10  | all          | tcp_tw_reuse=0 stamp=1000 second=1000 bound        | a port bound before: at once     | ACCEPT TIMEWAIT_REUSED
        V-RU-11  | all          | tcp_tw_reuse=1 stamp=0 second=1050 bound           | without timestamps: never        | DROP EADDRNOTAVAIL
        V-RU-11' | all          | tcp_tw_reuse=1 stamp=0 second=1050                 | without timestamps: never        | DROP EADDRNOTAVAIL
        V-RU-14  | 6.14..6.18   | tcp_tw_reuse=1 stamp=1 entry=0 ms=10000 fin-wait-2 | FIN-WAIT-2 is not reusable       | DROP EADDRNOTAVAIL
        V-RU-15  | 4.19..6.8    | tcp_tw_reuse=1 stamp=990 second=1000 fin-wait-2    | FIN-WAIT-2 was reusable          | ACCEPT TIMEWAIT_REUSED
        """)
    void uniqueQuadruplet(String id, String kernels, String words, String fact, String expected) {
        for (KernelProfile kernel : Kernels.named(kernels)) {
            Verdict<ConnectAttempt> verdict = kernel.chain(Hook.CONNECT).verdict(attempt(kernel, words));
            assertThat(verdict.outcome().toString())
                    .as("%s on %s", words, kernel)
                    .isEqualTo(expected);
            boolean recycled = verdict.outcome().disposition() == Disposition.ACCEPT;
            assertThat(verdict.outcome().counts()).isEqualTo(recycled ? Counter.TcpExtTWRecycled.bit() : 0);
        }
    }

    /** connect() in the words of the table. */
    static ConnectAttempt attempt(KernelProfile kernel, String words) {
        Map<String, String> said = new HashMap<>();
        Settings settings = kernel.settings();
        for (String word : words.split(" ")) {
            String[] pair = word.split("=");
            Optional<Sysctl> sysctl = Sysctl.named(pair[0]);
            if (sysctl.isPresent()) {
                settings = settings.with(sysctl.get(), Long.parseLong(pair[1]));
            } else {
                said.put(pair[0], pair.length > 1 ? pair[1] : "");
            }
        }
        TimeWaitSocket entry = new TimeWaitSocket();
        entry.tsRecentStamp = Integer.parseInt(said.get("stamp"));
        entry.entryStamp = Integer.parseInt(said.getOrDefault("entry", "0"));
        entry.finWait2 = said.containsKey("fin-wait-2");
        long now = Long.parseLong(said.getOrDefault("ms", "5000000")) * SimTime.MILLISECOND;
        int second = Integer.parseInt(said.getOrDefault("second", "1000"));
        return new ConnectAttempt()
                .call(settings, now, second, said.containsKey("bound"), said.containsKey("loopback"))
                .meets(entry);
    }

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
                host.calls().setOption(socket, SocketOption.SO_REUSEADDR, 1);
                assertThat(host.calls().bind(now, socket, book.any(), port)).isEqualTo(Errno.OK);
            }
            host.calls().connect(now, socket, new Endpoint(there, toPort));
            return socket;
        }
    }
}
