package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;
import timewaitlab.trace.Trace;
import timewaitlab.wire.TcpFlags;

/**
 * When keepalive probes leave, in jiffies of a kernel with HZ 250 whose timers get slack (KA4 to KA6), as a packet trace
 * of 2016 shows it: the connection is made at a known tick, and the whole run is counted from there.
 */
class KeepaliveVectorsTest {
    private static final long JIFFY = SimTime.SECOND / 250;
    /** A round trip of 10 ms: so many ticks have passed when the connection stands. */
    private static final long CONNECTING = 2;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # idle, interval, probes | kernel | made at | peer  | probes leave at                               | RST at
            V-KA-01: 10 20 5         | 3.10   | 2514445 | mute  | 2516952 2521968 2526976 2531984 2536992       | 2542000
            V-KA-01: 10 20 5         | 4.4    | 2514445 | mute  | 2516952 2521968 2526976 2531984 2536992       | 2542000
            V-KA-02: 10 75 9         | 3.10   | 1106167 | there | 1108672 1127424 1146240                       |
            V-KA-02: 10 75 9         | 4.4    | 1106167 | there | 1108672 1127424 1146240                       |
            """)
    void probesLeaveOnTheTick(String vector, String kernel, long made, String peer, String probes, String reset) {
        String[] numbers = vector.substring(vector.indexOf(':') + 2).split(" ");
        long start = made - CONNECTING;
        String sysctls = "tcp_keepalive_time: %s, tcp_keepalive_intvl: %s, tcp_keepalive_probes: %s"
                .formatted((Object[]) numbers);
        String faults = peer.equals("mute") ? ", faults: [{drop: any, from: B, after: 0.012 s}]" : "";
        Trace trace = new Small()
                .client("kernel: " + kernel + ", hz: 250, jiffies: " + start + ", sysctls: {" + sysctls + "}")
                .wire("delay: 5 ms" + faults)
                .answer("sleep 1 h")
                .call("setsockopt SO_KEEPALIVE, \"connect B:80 from 40000\", sleep 1 h")
                .until("165 s")
                .run();
        assertThat(ticks(trace, ".", start)).isEqualTo(List.of(probes.split(" ")));
        assertThat(ticks(trace, "R.", start)).isEqualTo(reset == null ? List.of() : List.of(reset));
    }

    /** The ticks at which A sent this, the handshake left out. */
    private static List<String> ticks(Trace trace, String flags, long start) {
        return trace.legs().stream()
                .filter(leg -> leg.at().equals("A") && leg.segment().flags() == TcpFlags.parse(flags))
                .filter(leg -> leg.time() > SimTime.SECOND)
                .map(leg -> Long.toString(start + leg.time() / JIFFY))
                .toList();
    }
}
