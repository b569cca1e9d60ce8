package timewaitlab.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimTimeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.000",
        "5022000000, 5.022",
        "5207500000, 5.207",
        "5207999999, 5.207",
        "109999999999, 109.999",
        "110000000000, 110.000"
    })
    void aClockShowsTheMillisecondThatHasBegun(long nanos, String shown) {
        assertThat(SimTime.clock(nanos)).isEqualTo(shown);
    }
}
