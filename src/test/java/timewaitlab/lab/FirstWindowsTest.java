package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.TcpFlags;

/**
 * The windows of a connection that has just begun. Those of the SYN and the SYN-ACK are in the recordings of 2.6.32,
 * 3.10, 4.4, 4.10 and 6.18; so is that the fields after them are rounded up. The shift is that of a machine with memory
 * enough for the largest {@code tcp_rmem}; the recorded old ones had less of both, 5 and 6.
 */
class FirstWindowsTest {
    private static final String TAKEN_OVER = "{at: 2 s, on: A, do: [\"connect B:80\", write 10, read 10]}";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # kernel | SYN  | SYN-ACK | shift | ACK | SYN over TIME-WAIT
        2.6.32   | 5840  | 5792   | 7     | 46  | 5792
        3.0      | 14600 | 14480  | 7     | 115 | 14480
        3.10     | 14600 | 14480  | 7     | 115 | 14480
        3.18     | 29200 | 28960  | 7     | 229 | 28960
        4.4      | 29200 | 28960  | 7     | 229 | 28960
        4.10     | 29200 | 28960  | 7     | 229 | 28960
        4.19     | 29200 | 28960  | 7     | 229 | 28960
        5.4      | 64240 | 65160  | 7     | 502 | 65160
        6.14     | 64240 | 65160  | 7     | 502 | 65160
        6.18     | 64240 | 65160  | 10    | 63  | 65160
        """)
    void eachKernelHasItsOwn(String kernel, int syn, int synAck, int shift, int ack, int over) {
        String onePort = "ip_local_port_range.low: 40000, ip_local_port_range.high: 40000";
        Trace trace = both(kernel, "tcp_tw_reuse: 1, " + onePort)
                .call("connect B:80, write 10, read 10, close")
                .step(TAKEN_OVER)
                .until("4 s")
                .run();
        assertThat(window(trace, "A", "S", 0)).isEqualTo(syn);
        assertThat(window(trace, "B", "S.", 0)).isEqualTo(synAck);
        assertThat(leg(trace, "A", "S", 0).segment().windowScale()).isEqualTo(shift);
        assertThat(leg(trace, "B", "S.", 0).segment().windowScale()).isEqualTo(shift);
        assertThat(window(trace, "A", ".", 0)).isEqualTo(ack);
        assertThat(window(trace, "A", "S", 1)).isEqualTo(over);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2.6.32, 5840", "3.10, 14600", "4.10, 29200", "6.18, 64240"})
    void withoutTimestampsTheSynAckHasRoomForAsMuch(String kernel, int window) {
        Trace trace = both(kernel, "tcp_timestamps: 0").run();
        assertThat(window(trace, "A", "S", 0)).isEqualTo(window);
        assertThat(window(trace, "B", "S.", 0)).isEqualTo(window);
    }

    /** {@code tcp_grow_window}: by two segments for each, up to the room of a new socket; small ones change nothing. */
    @Test
    void fullSegmentsWidenIt() {
        Trace trace = both("2.6.32", "tcp_timestamps: 1")
                .call("\"connect B:80 from 40000\", write 5792, sleep 1 s, write 10, sleep 1 s, write 5792, read 10")
                .answer("read to end")
                .run();
        assertThat(trace.legs().stream()
                        .filter(leg -> leg.at().equals("B") && leg.segment().flags() == TcpFlags.ACK)
                        .map(leg -> leg.segment().window() << 7)
                        .distinct())
                .containsExactly(8704, 11_648, 14_592, 17_408, 20_352, 23_168, 26_112, 29_056);
    }

    @Test
    void aPeerThatDoesNotScaleIsOfferedTheWholeField() {
        Trace trace = both("6.18", "tcp_timestamps: 1")
                .step("{at: 1 s, on: A, do: inject 5000 > B:80 S 1000:1000(0) win 65535 <mss 1460>}")
                .run();
        Leg answer = leg(trace, "B", "S.", 1);
        assertThat(answer.segment().window()).isEqualTo(64_240);
        assertThat(answer.segment().windowScale()).isEqualTo(-1);
    }

    private static Small both(String kernel, String sysctl) {
        String words = "kernel: " + kernel + ", sysctls: {" + sysctl + "}";
        return new Small().client(words).server(words);
    }

    private static int window(Trace trace, String host, String flags, int which) {
        return leg(trace, host, flags, which).segment().window();
    }

    private static Leg leg(Trace trace, String host, String flags, int which) {
        int bits = TcpFlags.parse(flags);
        return trace.legs().stream()
                .filter(leg -> leg.at().equals(host) && leg.segment().flags() == bits)
                .skip(which)
                .findFirst()
                .orElseThrow();
    }
}
