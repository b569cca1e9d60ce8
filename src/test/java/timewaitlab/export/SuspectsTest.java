package timewaitlab.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.lab.TeachLesson;
import timewaitlab.scenario.Lesson;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.TcpFlags;

/** The whodunnit: five suspects look the same from the client's side, and what is looked at rules some of them out. */
class SuspectsTest {
    private static final Scenario SCENARIO =
            ScenarioLibrary.open("who-ate-my-syn").value().orElseThrow();
    private static final TeachLesson LESSON = TeachLesson.of(SCENARIO).orElseThrow();
    private static final Trace TRACE = RunScenario.run(SCENARIO);
    private static final Suspects SUSPECTS = Suspects.of(LESSON, TRACE, () -> false);

    @Test
    void everySuspectIsGuiltyInOneBranchAndInnocentInTheOthers() {
        List<Lesson.Choice> choices = LESSON.question().choices();
        List<Trace> branches = LESSON.runBranches(() -> false);
        for (int i = 0; i < choices.size(); i++) {
            Lesson.Choice choice = choices.get(i);
            long guilty = branches.stream().filter(choice::isRight).count();
            assertThat(guilty + (choice.isRight(TRACE) ? 1 : 0))
                    .as(choice.text())
                    .isEqualTo(1);
        }
    }

    /** What A sends, and what everybody else is told, is the same whoever did it. */
    @Test
    void allSuspectsLookTheSameFromTheClientsSide() {
        List<Trace> branches = LESSON.runBranches(() -> false);
        List<Trace> guilty = branches.stream()
                .filter(branch -> LESSON.question().choices().stream().anyMatch(choice -> choice.isRight(branch)))
                .toList();
        assertThat(guilty).hasSize(4);
        assertThat(syns(TRACE)).endsWith(10_000_000_000L, 13_000_000_000L, 19_000_000_000L);
        for (Trace branch : guilty) {
            assertThat(syns(branch)).isEqualTo(syns(TRACE));
            assertThat(calls(branch)).isEqualTo(calls(TRACE));
        }
    }

    private static List<Long> syns(Trace trace) {
        return trace.legs().stream()
                .filter(leg -> leg.at().equals("A") && leg.segment().has(TcpFlags.SYN))
                .map(Leg::time)
                .toList();
    }

    private static List<String> calls(Trace trace) {
        return trace.calls().stream()
                .filter(call -> call.call().equals("connect"))
                .map(call -> call.at() + " " + call.time() + " " + call.result() + " " + call.took())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0 | 0 1 2   | 0
        1 | 2       | 0
        2 | 0 1 2   | 0
        3 | 2 4     | 1
        4 | 2 4     | 3
        """)
    void whatIsLookedAtRulesOut(int look, String choices, int lines) {
        Set<Integer> expected = new TreeSet<>();
        Arrays.stream(choices.split(" ")).map(Integer::valueOf).forEach(expected::add);
        Suspects.Look seen = SUSPECTS.looks().get(look);
        assertThat(seen.lines()).as(seen.lines().toString()).hasSize(lines);
        assertThat(seen.rulesOut()).isEqualTo(expected);
    }

    @Test
    void twoObservationsAreEnough() {
        Set<Integer> out = new TreeSet<>(SUSPECTS.looks().get(0).rulesOut());
        out.addAll(SUSPECTS.looks().get(3).rulesOut());
        assertThat(out).containsExactly(0, 1, 2, 4);
        assertThat(TeachLesson.right(LESSON.question(), TRACE)).hasValue(3);
    }

    @Test
    void theLogNamesTheReason() {
        assertThat(SUSPECTS.looks().get(4).lines())
                .allSatisfy(line -> assertThat(line).contains("nf_ct_tcp: SEQ is under lower bound", "SYN"));
    }

    /** Where there is nothing to look at no branch is run. */
    @Test
    void aLessonWithoutObservationsHasNone() {
        TeachLesson other = TeachLesson.of(
                        ScenarioLibrary.open("flagship").value().orElseThrow())
                .orElseThrow();
        assertThat(Suspects.of(other, TRACE, () -> false).looks()).isEmpty();
    }

    /** What may be typed in a scenario is what can be typed in Commands. */
    @Test
    void commandsOfLessonsAreCommands() {
        assertThat(Arrays.stream(HostCommand.values()).map(HostCommand::line)).containsAll(Lesson.COMMANDS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        say: x, at: Z, run: dmesg, time: 1 s                | unknown host "Z"
        say: x, at: B, run: ps, time: 1 s                   | unknown command "ps"
        say: x, at: B, run: dmesg                           | "time" is missing
        say: x, at: B, run: dmesg, since: 2 s, time: 1 s    | it is looked at before that
        say: x, at: B, run: dmesg, time: 1 s, colour: green | unknown key "colour"
        """)
    void aWrongObservationIsNamedByItsPlace(String observation, String said) {
        String text = "id: s\ntitle: S\nuntil: 1 s\nhosts: {B: {address: 10.0.0.1, kernel: 6.18}}\nlesson:\n"
                + "  observations:\n    - {" + observation + "}\n";
        assertThat(ScenarioParser.parse("s.yaml", text).problems())
                .anySatisfy(problem ->
                        assertThat(problem.toString()).startsWith("s.yaml:7:").contains(said));
    }
}
