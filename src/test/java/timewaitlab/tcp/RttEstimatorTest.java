package timewaitlab.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The timeout that round trips make (kernel-rules RT1, RT2, RT3, RT5). */
class RttEstimatorTest {
    private static Tcb after(int hz, boolean jiffies, String millis) {
        Settings settings = Settings.defaults().with(Constant.HZ, hz).with(Constant.RTT_IN_JIFFIES, jiffies ? 1 : 0);
        Tcb socket = new Tcb();
        Arrays.stream(millis.split(" "))
                .forEach(each -> RttEstimator.sample(socket, Math.round(Double.parseDouble(each) * 1000), settings));
        return socket;
    }

    @ParameterizedTest(name = "HZ {0}, round trips of {1} ms: {2} ms timed in microseconds, {3} in jiffies")
    @CsvSource({
        // RT2: a LAN
        "1000, 0.1,       201, 201",
        "250,  0.1,       204, 204",
        "100,  0.1,       210, 210",
        // RT5: the first round trip
        "1000, 100,       300, 300",
        "1000, 300,       900, 900",
        "1000, 10,        210, 210",
        // a part of a jiffy counts for nothing in jiffies, and for a whole one in the sum of microseconds
        "250,  5,         208, 204",
        "250,  7.9,       208, 204",
        "250,  8.1,       212, 208",
        "100,  19,        220, 210",
        // eighths of a jiffy: one and a quarter are 1 jiffy, but 5 ms are 2
        "250,  4 12,      208, 204",
        "250,  4 12 12 12 12, 208, 208",
        "250,  40 4,      236, 232"
    })
    void theTimeoutIs(int hz, String millis, long micros, long jiffies) {
        assertThat(after(hz, false, millis).rto).isEqualTo(micros);
        assertThat(after(hz, true, millis).rto).isEqualTo(jiffies);
    }

    @ParameterizedTest(name = "{0} ms in jiffies of 4 ms: srtt {1} us, four mean deviations {2} us")
    @CsvSource({"9, 8000, 16000", "9 17, 9000, 20000", "9 1, 7500, 16000"})
    void eighthsOfJiffiesAreKept(String millis, long srtt, long deviation) {
        Tcb socket = after(250, true, millis);
        assertThat(socket.srtt).isEqualTo(srtt);
        assertThat(socket.meanDeviation).isEqualTo(deviation);
    }
}
