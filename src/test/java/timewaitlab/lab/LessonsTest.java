package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.base.Language;
import timewaitlab.base.Problem;
import timewaitlab.scenario.Lesson;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.trace.Trace;

/** Every shipped lesson asks something that has one answer, sets a task that can be done, and asks again otherwise. */
class LessonsTest {
    static List<String> teaching() {
        return ScenarioLibrary.ids();
    }

    @Test
    void everyShippedScenarioTeaches() {
        assertThat(teaching())
                .hasSizeGreaterThanOrEqualTo(15)
                .startsWith("flagship")
                .allSatisfy(id -> assertThat(scenario(id).lesson()).isPresent());
    }

    private static Scenario scenario(String id) {
        return ScenarioLibrary.open(id).value().orElseThrow();
    }

    /** It stands below the title where a scenario is chosen. */
    @ParameterizedTest
    @MethodSource("teaching")
    void aLessonIsAboutWhatItAsks(String id) {
        assertThat(LessonText.about(scenario(id)))
                .isEqualTo(TeachLesson.of(scenario(id)).orElseThrow().question().text())
                .endsWith("?");
    }

    @ParameterizedTest
    @MethodSource("teaching")
    void everyLessonCanBeTaught(String id) {
        Scenario scenario = scenario(id);
        TeachLesson lesson = TeachLesson.of(scenario).orElseThrow();
        Trace trace = RunScenario.run(scenario);
        assertThat(right(lesson.question(), trace)).as("choices that are right").isEqualTo(1);
        assertThat(TeachLesson.sentence(trace, lesson.question())).contains("*");
        assertThat(lesson.freeze(trace)).isLessThan(lesson.question().time()).isNotNegative();
        assertThat(lesson.isDone(trace)).as("the task is not done yet").isFalse();
        assertThat(scenario.branches())
                .as("a branch that does the task")
                .anyMatch(branch -> lesson.isDone(RunScenario.run(scenario.with(branch))));
        Lesson.Question transfer = lesson.transfer().orElseThrow();
        Trace other = lesson.runTransfer(() -> false);
        assertThat(right(transfer, other))
                .as("choices that are right for the transfer")
                .isEqualTo(1);
        assertThat(course(other)).as("the transfer's run").isNotEqualTo(course(trace));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        # scenario,      where the answer may lie
        flagship,        B
        both-close,      A
        who-ate-my-syn,  F B
        """)
    void whereTheAnswerLiesIsToldOnlyIfThatIsNotAsked(String id, String places) {
        assertThat(TeachLesson.of(scenario(id)).orElseThrow().suspects()).containsExactly(places.split(" "));
    }

    /** What a class could see of a run: a timer or a call may go another way while every segment stays. */
    private static List<Object> course(Trace trace) {
        return List.of(trace.digest(), trace.states().toString(), trace.calls());
    }

    private static long right(Lesson.Question question, Trace trace) {
        return question.choices().stream()
                .filter(choice -> choice.isRight(trace))
                .count();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        # scenario,        right,         with other numbers
        flagship,          Nothing,       SYN+ACK
        reused-quintuple,  ACK,           SYN+ACK
        last-ack-lost,     ACK,           Nothing
        ports-run-out,     EADDRNOTAVAIL, It connects
        nat-forgets,       RST,           Passes it on
        how-it-closes,     RST,           FIN
        both-close,        Both,          Both
        never-closed,      After an hour, After 600 s
        lower-fin-timeout, 60 s,          20 s
        one-second-later,  EADDRNOTAVAIL, It connects
        restart-the-server, EADDRINUSE,   OK
        nobody-answers,    131 s,         127 s
        queue-full,        Nothing,       Nothing
        keepalive-ghost,   It stands,     After 65 s
        table-full,        Nothing,       SYN+ACK
        who-ate-my-syn,    The INVALID rule of F, Passes it on
        ghost-byte,        Takes it,      ACK
        rebooted-client,   ACK,           Nothing
        two-versions,      SYN+ACK,       Nothing
        """)
    void theEngineGrades(String id, String right, String transferred) {
        Scenario scenario = scenario(id);
        TeachLesson lesson = TeachLesson.of(scenario).orElseThrow();
        assertThat(chosen(lesson.question(), RunScenario.run(scenario))).isEqualTo(right);
        assertThat(chosen(lesson.transfer().orElseThrow(), lesson.runTransfer(() -> false)))
                .isEqualTo(transferred);
    }

    @ParameterizedTest
    @CsvSource({"es", "zh"})
    void everyLessonIsTaughtInEveryLanguage(String tag) {
        List<String> english =
                teaching().stream().flatMap(LessonsTest::sentences).toList();
        Language.use(Language.of(tag));
        List<String> translated =
                teaching().stream().flatMap(LessonsTest::sentences).toList();
        assertThat(translated).hasSameSizeAs(english).doesNotContainAnyElementsOf(english);
    }

    @AfterEach
    void speakEnglish() {
        Language.use(Language.ENGLISH);
    }

    /** What is said in whole sentences: titles, questions, what one has to know, and the task. */
    private static Stream<String> sentences(String id) {
        TeachLesson lesson = TeachLesson.of(scenario(id)).orElseThrow();
        Lesson.Question transfer = lesson.transfer().orElseThrow();
        return Stream.of(
                LessonText.title(scenario(id)),
                lesson.question().text(),
                lesson.question().context(),
                lesson.task().orElseThrow().text(),
                transfer.text(),
                transfer.context());
    }

    private static String chosen(Lesson.Question question, Trace trace) {
        return question.choices()
                .get(TeachLesson.right(question, trace).orElseThrow())
                .text();
    }

    @Test
    void aSegmentIsNearlyThereWhenTheRunFreezes() {
        Scenario scenario = scenario("flagship");
        long freeze = TeachLesson.of(scenario).orElseThrow().freeze(RunScenario.run(scenario));
        assertThat(freeze).isEqualTo(5_017_485_000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # in the lesson                              | what is said
        asks: {at: Z, time: 1 s}                     | s.yaml:6:14: unknown host "Z"
        asks: {at: B, time: soon}                    | s.yaml:6:23: "soon" is not a duration
        colour: green                                | s.yaml:6:3: unknown key "colour"
        choices: [{say: x, is: MAYBE}]               | s.yaml:6:26: unknown answer "MAYBE"
        choices: [{say: x, is: DROP}]                | s.yaml:6:12: 1 choices; expected 2 to 6
        task: {do: x}                                | s.yaml:6:9: "goal" is missing
        transfer: {question: x, change: {set: {Q: 1}}} | s.yaml:6:42: no host is called "Q"
        """)
    void aWrongLessonIsNamedByItsPlace(String line, String said) {
        String text =
                "id: s\ntitle: S\nuntil: 1 s\nhosts: {B: {address: 10.0.0.1, kernel: 6.18}}\nlesson:\n  " + line + "\n";
        assertThat(ScenarioParser.parse("s.yaml", text).problems())
                .extracting(Problem::toString)
                .anySatisfy(problem -> assertThat(problem).startsWith(said));
    }
}
