package timewaitlab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** tcpdump's letters, there and back. */
class TcpFlagsTest {
    @ParameterizedTest(name = "{0} prints {1}")
    @CsvSource({"S, S", "S., S.", "SA, S.", ".S, S.", "P., P.", "F., F.", "R, R", "RA, R.", "none, none", "-, none"})
    void lettersAreOrdered(String letters, String printed) {
        assertThat(TcpFlags.text(TcpFlags.parse(letters))).isEqualTo(printed);
    }

    @Test
    void everyCombinationSurvivesPrinting() {
        for (int flags = 0; flags < 256; flags++) {
            assertThat(TcpFlags.parse(TcpFlags.text(flags))).isEqualTo(flags);
        }
    }

    @Test
    void whatIsNoFlagIsNamed() {
        assertThatThrownBy(() -> TcpFlags.parse("SX"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'X'");
    }

    @Test
    void lengthInSequenceSpace() {
        Segment segment = new Segment();
        assertThat(segment.header(TcpFlags.ACK, 5, 0, 0).endSeq()).isEqualTo(5);
        assertThat(segment.header(TcpFlags.RST, 5, 0, 0).sequenceLength()).isZero();
        assertThat(segment.header(TcpFlags.SYN | TcpFlags.FIN, -1, 0, 0)
                        .length(10, 0)
                        .sequenceLength())
                .isEqualTo(12);
        assertThat(segment.endSeq()).isEqualTo(11);
    }
}
