package timewaitlab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.trace.TraceEvent.Judged;

/** Data is known by the write() that made it, and by the connection that was for. */
class StalePayloadTest {
    private static final Trace GHOST =
            RunScenario.run(ScenarioLibrary.open("ghost-byte").value().orElseThrow());

    @Test
    void aCopyThatCameLateIsKnownByTheWriteThatMadeIt() {
        Judged taken = GHOST.verdicts().stream()
                .filter(judged ->
                        judged.time() == 5_000_000 && judged.verdict().ruleId().equals("text.in-order"))
                .findFirst()
                .orElseThrow();
        assertThat(StalePayload.in(GHOST, taken)).hasValueSatisfying(write -> {
            assertThat(write.at()).isEqualTo("A");
            assertThat(write.call()).startsWith("write");
            assertThat(write.time()).isEqualTo(50_000);
        });
        assertThat(StalePayload.bytes(GHOST, "B")).isEqualTo(100);
        assertThat(StalePayload.bytes(GHOST, "A")).isZero();
    }

    @Test
    void nothingElseInAnyScenarioIsStale() {
        for (String id : ScenarioLibrary.ids()) {
            Trace trace = RunScenario.run(ScenarioLibrary.open(id).value().orElseThrow());
            long stale = trace.parties().stream()
                    .mapToLong(party -> StalePayload.bytes(trace, party.name()))
                    .sum();
            assertThat(stale).as(id).isEqualTo(id.equals("ghost-byte") ? 100 : 0);
        }
    }
}
