package timewaitlab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** packetdrill's notation of a segment, and the place where it stops being one. */
class SegmentNotationTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # text                                                              | flags | seq        | ack | win   | len | tsval
        S 2000000:2000000(0) win 65535 <TS val 200001 ecr 0>                | S     | 2000000    | 0   | 65535 | 0   | 200001
        S. seq 1000 ack 1 win 65535 <TS val 5 ecr 0>                        | S.    | 1000       | 1   | 65535 | 0   | 5
        P. 1:101(100) ack 7                                                 | P.    | 1          | 7   | 65535 | 100 |
        S 4294967295:4294967295(0) win 29200 <mss 1460,sackOK,TS val 4294967295 ecr 0,nop,wscale 7> | S | 4294967295 | 0 | 29200 | 0 | 4294967295
        . ack 3                                                             | .     | 0          | 3   | 65535 | 0   |
        R                                                                   | R     | 0          | 0   | 65535 | 0   |
        FA seq 9 len 10                                                     | F.    | 9          | 0   | 65535 | 10  |
        """)
    void whatIsRead(String text, String flags, long seq, long ack, int win, int len, Long tsval) {
        Segment segment = SegmentNotation.parse(text);
        assertThat(TcpFlags.text(segment.flags())).isEqualTo(flags);
        assertThat(SeqNum.unsigned(segment.seq())).isEqualTo(seq);
        assertThat(SeqNum.unsigned(segment.ack())).isEqualTo(ack);
        assertThat(segment.window()).isEqualTo(win);
        assertThat(segment.length()).isEqualTo(len);
        assertThat(segment.isTimestamped()).isEqualTo(tsval != null);
        assertThat(SeqNum.unsigned(segment.tsVal())).isEqualTo(tsval == null ? 0 : tsval);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # text                       | said
        ''                           | column 1: expected flags
        x seq 5                      | column 1: expected flags
        S banana                     | column 3: expected SEQ:END(LEN)
        S seq 5 wim 7                | column 9: expected SEQ:END(LEN)
        S seq 4294967296             | does not fit 32 bits
        S 99999999999:99999999999(0) | does not fit 32 bits
        S seq 5 <TS val 1 ecr 0      | column 9: expected
        """)
    void whatIsNot(String text, String said) {
        assertThatThrownBy(() -> SegmentNotation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said)
                .satisfies(problem -> assertThat(problem.getMessage().lines()).hasSize(1));
    }

    @Test
    void theEndMustFollowFromTheLength() {
        assertThat(SegmentNotation.parse("P. 100:110(10) ack 1").endSeq()).isEqualTo(110);
    }
}
