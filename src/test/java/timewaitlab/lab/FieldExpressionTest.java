package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Problem;
import timewaitlab.base.SimTime;
import timewaitlab.trace.Trace;

/** Tests of fields find the moments of the flagship that they are about, and say where they are wrong. */
class FieldExpressionTest {
    private static final Trace FLAGSHIP =
            RunScenario.run(ScenarioLibrary.open("flagship").value().orElseThrow());

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        verdict == drop                                                  ; 5.022 6.022 8.022 12.022 20.022 36.022
        verdict == DROP && tcp.analysis.retransmission == 0 && frame.time_relative < 6 ; 5.022
        (verdict == drop) && !(frame.time_relative >= 8)                 ; 5.022 6.022
        tcp.options.timestamp.tsval < 1000                               ; ''
        tcp.flags.syn && !tcp.flags.ack && from == A                     ; 0.000 5.500
        tcp.options.timestamp.tsval == 260487                            ; 5.000 5.001
        tcp.flags == 0x02 && ip.src == 203.0.113.7 && tcp.dstport == 80 && frame.time_relative < 6 ; 0.001 5.001 5.501
        from == C && tcp.analysis.retransmission && frame.time_relative <= 8 ; 6.000 8.000
        state == TIME-WAIT && state.host == "B"                          ; 0.110 5.610 68.110
        host.B.state == TIME-WAIT                                        ; 0.110 5.610 68.110
        host.A.state == TIME-WAIT                                        ; ''
        reason == pawspassive && frame.time_relative > 30                ; 36.022
        state.before == LISTEN && verdict == accept && judge != A && frame.time_relative < 1 ; 0.022
        frame.number == 1 || frame.number == 3                           ; 0.000 0.022
        ip.addr == 10.0.0.3 && tcp.port == 40000 && tcp.port == 80 && frame.time_relative < 6 ; 5.000
        ip.addr != 198.51.100.9                                          ; ''
        """)
    void findsTheMoments(String text, String moments) {
        FieldExpression test = FieldExpression.parse(text).value().orElseThrow();
        assertThat(test.moments(FLAGSHIP)).extracting(SimTime::text).isEqualTo(words(moments));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
        tsval < 1000                       ; 1  ; unknown field "tsval"
        tcp.flags.syn &&                   ; 17 ; the test ends here
        tcp.len == many                    ; 12 ; "many" does not fit
        tcp.len ==                         ; 11 ; the test ends here
        (tcp.len == 1                      ; 14 ; the test ends here
        tcp.len == 1 tcp.len               ; 14 ; "tcp.len" is too much
        tcp.len = 1                        ; 9  ; "=" does not belong here
        verdict < drop                     ; 9  ; words have no order
        host.B.state == TIMEWAIT           ; 17 ; "TIMEWAIT" does not fit
        host.B.state == LISTEN && verdict  ; 1  ; a change of state is no segment
        verdict == drp                     ; 12 ; "drp" does not fit
        state == TIMEWAIT                  ; 10 ; "TIMEWAIT" does not fit
        verdict ==                         ; 11 ; the test ends here
        state == LISTEN && verdict == drop ; 1  ; a change of state is no segment
        """)
    void saysWhereItIsWrong(String text, int column, String what) {
        List<Problem> problems = FieldExpression.parse(text).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).what()).contains(what);
        assertThat(problems.get(0).column()).isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        tsval < 5     ; did you mean tcp.options.timestamp.tsval?
        tcp.flags.ac  ; unknown field
        """)
    void proposesTheFieldThatWasMeant(String text, String hint) {
        assertThat(FieldExpression.parse(text).problems().get(0).what()).contains(hint);
    }

    @ParameterizedTest
    @CsvSource({"100", "100000"})
    void noNestingBringsItDown(int depth) {
        assertThat(FieldExpression.parse("(".repeat(depth)).problems()).hasSize(1);
        assertThat(FieldExpression.parse("!".repeat(depth)).problems()).hasSize(1);
    }
}
