package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Phrases;
import timewaitlab.lab.FieldProposals.Proposal;

/** What is proposed while somebody writes a test of fields; the caret stands at the bar. */
class FieldProposalsTest {
    private static final RunWords FLAGSHIP =
            RunWords.of(RunScenario.run(ScenarioLibrary.open("flagship").value().orElseThrow()));

    private static List<Proposal> at(String marked) {
        return FieldProposals.at(marked.replace("¦", ""), marked.indexOf('¦'), RunWords.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '`', textBlock = """
        # written,                        proposals in their order
        tcp.options¦,                     tcp.options.timestamp.tsval tcp.options.timestamp.tsecr
        TSV¦,                             tcp.options.timestamp.tsval
        fate == ¦,                        JUDGED FORWARDED LOST FILTERED IN_FLIGHT
        verdict == dr¦,                   DROP
        verdict != ¦,                     ACCEPT REPLY DROP CONSUME
        state == time¦,                   TIME-WAIT
        !(state.b¦,                       state.before
        verdict == drop && ip.s¦,         ip.src
        verdict == drop||ip.d¦ == 1,      ip.dst\
        """)
    void whatBeginsOrHoldsWhatIsWrittenIsProposed(String written, String proposals) {
        List<String> wanted = Arrays.asList(proposals.split(" "));
        List<String> found = at(written).stream().map(Proposal::word).toList();
        assertThat(found).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "tcp.port == 8¦",
                "tcp.port ¦",
                "verdict == drop ¦",
                "ip.src == ¦",
                "verdict == drop¦",
                "reason == ¦"
            })
    void whereANumberOrAnOperatorIsWantedNothingIs(String written) {
        assertThat(at(written)).isEmpty();
    }

    @Test
    void anEmptyTextMayBeginWithAnyField() {
        assertThat(at("¦")).extracting(Proposal::word).isEqualTo(FieldProposals.fields());
    }

    @Test
    void theWordAtTheCaretIsReplacedAndNothingElse() {
        String text = "tcp.fl == 1 && verdict == drop";
        Proposal flags = FieldProposals.at(text, 6, RunWords.NONE).get(0);
        assertThat(flags.in(text)).isEqualTo("tcp.flags == 1 && verdict == drop");
        assertThat(flags.caret(text)).isEqualTo(9);
        Proposal drop = FieldProposals.at("verdict == d", 12, RunWords.NONE).get(0);
        assertThat(drop.in("verdict == d")).isEqualTo("verdict == DROP ");
        assertThat(drop.caret("verdict == d")).isEqualTo(16);
    }

    @Test
    void whatIsProposedCanBeRead() {
        for (String field : FieldProposals.fields()) {
            assertThat(FieldExpression.parse(field).problems()).as(field).isEmpty();
            for (Proposal word : FieldProposals.at(field + " == ", field.length() + 4, FLAGSHIP)) {
                assertThat(FieldExpression.parse(field + " == " + word.word()).problems())
                        .as("%s == %s", field, word.word())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '`', textBlock = """
        from == ¦,                A C N B
        to != ¦,                  A C N B
        judge == ¦,               A C N B
        state.host == ¦,          A C B
        host¦,                    host.A.state host.C.state host.B.state state.host
        host.B.state == time¦,    TIME-WAIT
        rule == host-st¦,         listen.host-stamp
        reason == paws¦,          PAWSPassive
        verdict == drop && judge == b¦, ``\
        """)
    void wordsOfTheRunAreProposed(String written, String proposals) {
        List<String> found = FieldProposals.at(written.replace("¦", ""), written.indexOf('¦'), FLAGSHIP).stream()
                .map(Proposal::word)
                .toList();
        assertThat(String.join(" ", found)).isEqualTo(proposals);
    }

    @Test
    void everyFieldSaysWhatItIs() {
        Phrases phrases = Phrases.of("messages");
        assertThat(FieldProposals.fields())
                .allSatisfy(field -> assertThat(phrases.find("field." + field)).isPresent());
    }
}
