package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Disposition;
import timewaitlab.export.HostCommand;
import timewaitlab.scenario.Scenario;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.sim.Verb;
import timewaitlab.sim.Wiring;
import timewaitlab.tcp.EntryWanted;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Census;
import timewaitlab.trace.Keyframes;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Party;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.StateChange;

/** What is counted of a run is what the run written down in full says of the same instants. */
class CensusTest {
    private static Trace all(String id) {
        Scenario scenario = ScenarioLibrary.open(id).value().orElseThrow();
        return new Simulation(scenario.wiring(), RecordingPlan.ALL, RunLimits.LESSON)
                .run(() -> false)
                .trace();
    }

    /** Those that can be written down in full. */
    static List<String> small() {
        return ScenarioLibrary.ids().stream()
                .filter(id -> ScenarioLibrary.open(id)
                        .value()
                        .orElseThrow()
                        .recording()
                        .isComplete())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("small")
    void everyCountIsTheStateOfThatInstant(String id) {
        Trace trace = all(id);
        Set<String> binding = binding(id);
        Census census = trace.census();
        Keyframes keyframes = Keyframes.of(trace);
        assertThat(census.size()).isGreaterThan(300);
        assertThat(census.time(0)).isZero();
        assertThat(census.time(census.size() - 1)).isEqualTo(trace.until());
        for (int number = 0; number < census.size(); number++) {
            long time = census.time(number);
            for (Party party : trace.parties()) {
                String where = id + ", " + party.name() + " at " + SimTime.text(time) + " s: ";
                assertThat(census.value(party.name(), Census.DROPS, time))
                        .as(where + Census.DROPS)
                        .isEqualTo(drops(trace, party.name(), time));
                if (party.kind() != Party.Kind.NAT) {
                    assertThat(states(census, party.name(), time))
                            .as(where + "states")
                            .isEqualTo(states(keyframes, party.name(), time));
                    assertThat(census.value(party.name(), Census.REFUSED, time))
                            .as(where + Census.REFUSED)
                            .isEqualTo(refusals(trace, party.name(), time));
                    assertThat(census.value(party.name(), Census.PORTS, time))
                            .as(where + Census.PORTS)
                            .isEqualTo(binding.contains(party.name()) ? 0 : mostPorts(keyframes, party.name(), time));
                }
            }
        }
    }

    /** Hosts whose connections name their own ports: connect() then chooses none. */
    private static Set<String> binding(String id) {
        return ScenarioLibrary.open(id).value().orElseThrow().tasks().stream()
                .filter(task -> task.program().verbs().stream()
                        .map(verb -> verb instanceof Verb.Try tried ? tried.verb() : verb)
                        .anyMatch(verb -> verb instanceof Verb.Connect connect && connect.fromPort() != 0))
                .map(Wiring.Task::machine)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"flagship", "nat-forgets", "src/test/resources/scenarios/full-nat.yaml"})
    void connectionsOfANatAreTheLinesOfConntrack(String id) {
        Trace trace = all(id);
        Memories memories = Memories.of(trace);
        Party nat = trace.parties().stream()
                .filter(party -> party.kind() == Party.Kind.NAT)
                .findFirst()
                .orElseThrow();
        long most = 0;
        for (int number = 0; number < trace.census().size(); number++) {
            long time = trace.census().time(number);
            long lines = HostCommand.CONNTRACK
                    .print(trace, memories, nat, time)
                    .lines()
                    .filter(line -> line.startsWith("tcp"))
                    .count();
            assertThat(trace.census().value(nat.name(), Census.TRACKED, time))
                    .as("%s at %s s", id, SimTime.text(time))
                    .isEqualTo(lines);
            most = Math.max(most, lines);
        }
        assertThat(most).isPositive();
    }

    /** A run that is stopped at an instant has what a run that went on counted there. */
    @ParameterizedTest(name = "through a NAT: {0}")
    @ValueSource(booleans = {false, true})
    void aSilentRunIsCountedAsItStands(boolean nat) {
        Churn churn = new Churn(300, 70, nat);
        Census census = new Simulation(churn.wiring(), RecordingPlan.TALLY, RunLimits.NONE)
                .run(() -> false)
                .census();
        Simulation stopped = new Simulation(churn.wiring(), RecordingPlan.TALLY, RunLimits.NONE);
        for (int number = 0; number < census.size(); number += 7) {
            long time = census.time(number);
            stopped.runTo(time, () -> false);
            assertThat(census.value("S", TcpState.TIME_WAIT.label(), time))
                    .isEqualTo(stopped.host("S").timeWaits().table().size());
            if (nat) {
                assertThat(census.value("N", Census.TRACKED, time))
                        .isEqualTo(stopped.nat("N").tracker().list(time).size());
            }
        }
        assertThat(census.value("S", TcpState.TIME_WAIT.label(), 65 * SimTime.SECOND))
                .isEqualTo(300 * 60L);
    }

    @Test
    void whatIsRecordedDoesNotChangeWhatIsCounted() {
        Churn churn = new Churn(40, 3, true);
        Trace all = new Simulation(churn.wiring(), RecordingPlan.ALL, RunLimits.NONE)
                .run(() -> false)
                .trace();
        Trace part = new Simulation(
                        churn.wiring(),
                        RecordingPlan.window(SimTime.SECOND, SimTime.SECOND + SimTime.MILLISECOND),
                        RunLimits.NONE)
                .run(() -> false)
                .trace();
        assertThat(part.legs()).hasSizeLessThan(all.legs().size() / 10);
        assertThat(part.plan().from()).isEqualTo(SimTime.SECOND);
        for (Census.Gauge gauge : all.census().gauges()) {
            for (int number = 0; number < gauge.size(); number++) {
                long time = all.census().time(number);
                assertThat(part.census().value(gauge.at(), gauge.what(), time))
                        .as("%s %s", gauge.at(), gauge.what())
                        .isEqualTo(gauge.value(number));
            }
        }
    }

    @Test
    void aRunThatWasEndedEarlyIsCountedNoFurther() {
        Churn churn = new Churn(40, 3, false);
        Simulation ended = new Simulation(churn.wiring(), RecordingPlan.TALLY, new RunLimits(500)).run(() -> false);
        assertThat(ended.census().until()).isLessThan(2 * SimTime.SECOND).isPositive();
    }

    private static Map<TcpState, Long> states(Census census, String host, long time) {
        Map<TcpState, Long> counts = new HashMap<>();
        for (TcpState state : TcpState.values()) {
            long count = census.value(host, state.label(), time);
            if (count > 0) {
                counts.put(state, count);
            }
        }
        return counts;
    }

    private static Map<TcpState, Long> states(Keyframes keyframes, String host, long time) {
        Map<TcpState, Long> counts = new HashMap<>();
        keyframes.at(host, time).open().values().stream()
                .map(StateChange::to)
                .filter(state -> state != TcpState.LISTEN)
                .forEach(state -> counts.merge(state, 1L, Long::sum));
        return counts;
    }

    private static long mostPorts(Keyframes keyframes, String host, long time) {
        Map<String, Long> held = new HashMap<>();
        for (StateChange change : keyframes.at(host, time).open().values()) {
            List<StateChange> history = keyframes.history(host, change.socket().toString(), time);
            if (history.stream().anyMatch(each -> each.to() == TcpState.SYN_SENT)) {
                held.merge(
                        change.socket().local().address().text() + " "
                                + change.socket().remote(),
                        1L,
                        Long::sum);
            }
        }
        return held.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static long drops(Trace trace, String at, long time) {
        return trace.verdicts().stream()
                        .filter(judged -> judged.at().equals(at) && judged.time() <= time)
                        .filter(judged -> judged.verdict().outcome().disposition() == Disposition.DROP)
                        .filter(judged -> judged.cause() instanceof Cause.BySegment)
                        .filter(judged -> !(judged.verdict().situation() instanceof EntryWanted))
                        .count()
                + trace.tracked().stream()
                        .filter(tracked -> tracked.at().equals(at) && tracked.time() <= time)
                        .filter(tracked -> tracked.verdict().outcome().disposition() == Disposition.DROP)
                        .count();
    }

    private static long refusals(Trace trace, String host, long time) {
        return trace.calls().stream()
                .filter(call -> call.at().equals(host) && call.call().equals("connect"))
                .filter(call -> !call.result().equals("OK") && !call.result().equals("pending"))
                .filter(call -> call.time() + call.took() <= time)
                .count();
    }
}
