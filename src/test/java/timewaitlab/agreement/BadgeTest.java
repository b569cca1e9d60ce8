package timewaitlab.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.agreement.Judgement.Way;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;

/** What a scenario rests on was recorded, and its badge says what those recordings come to. */
class BadgeTest {
    private static final Report SMALL = new Report(
            3,
            List.of(
                    judged("a", List.of("nat", "paws"), new Tally(5, 0, 0, 1, 0)),
                    judged("b", List.of("paws"), new Tally(7, 1, 0, 0, 2)),
                    judged("c", List.of("ports"), new Tally(9, 0, 3, 0, 0))));

    private static Judgement judged(String recording, List<String> topics, Tally tally) {
        return new Judgement(recording, "6.18", topics, Way.EXPLAIN, tally, List.of());
    }

    static List<String> ids() {
        return ScenarioLibrary.ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyShippedScenarioRestsOnRecordings(String id) {
        Set<String> recorded = new TreeSet<>();
        for (String family : Recordings.families()) {
            Recordings.of(family).forEach(recording -> recorded.addAll(Topics.of(recording)));
        }
        assertThat(shipped(id).topics()).isNotEmpty().isSubsetOf(recorded).doesNotHaveDuplicates();
    }

    @Test
    void aRecordingAboutTwoOfTheTopicsCountsOnce() {
        Badge badge = Badge.of(about("topics: [nat, paws]"), SMALL);
        assertThat(badge.tally()).isEqualTo(new Tally(12, 1, 0, 1, 2));
        assertThat(badge.agrees()).isTrue();
    }

    @Test
    void oneThatDisagreesIsNotHidden() {
        assertThat(Badge.of(about("topics: [nat, ports]"), SMALL).agrees()).isFalse();
    }

    @Test
    void noTopicsIsNoAgreement() {
        Badge badge = Badge.of(about(""), SMALL);
        assertThat(badge.tally()).isEqualTo(Tally.NONE);
        assertThat(badge.agrees()).isFalse();
    }

    @Test
    void aCancelledReportIsNotKept() {
        SessionReport session = new SessionReport();
        assertThatThrownBy(() -> session.judged((done, all) -> {}, () -> true))
                .isInstanceOf(CancellationException.class);
        assertThat(session.known()).isEmpty();
    }

    private static Scenario about(String topics) {
        String text = """
                id: x
                title: x
                until: 1 s
                %s
                hosts: {A: {address: 10.0.0.1, kernel: 6.18}}
                """.formatted(topics);
        return ScenarioParser.parse("x.yaml", text).value().orElseThrow();
    }

    private static Scenario shipped(String id) {
        return ScenarioLibrary.open(id).value().orElseThrow();
    }
}
