package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.SimTime;
import timewaitlab.scenario.Scenario;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.sim.Wiring;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.Tracked;

/** A part of a run that is opened later is the part that everything would have shown. */
class RecordingPlanTest {
    private static final long FROM = SimTime.SECOND;
    private static final long UNTIL = 2 * SimTime.SECOND;
    /** As much of a run as can be written down where not all of it can. */
    private static final long PART = 20 * SimTime.MILLISECOND;

    private static Simulation run(Wiring wiring, RecordingPlan plan) {
        return new Simulation(wiring, plan, RunLimits.NONE).run(() -> false);
    }

    private static Wiring churn(boolean nat) {
        return new Churn(40, 3, nat).wiring();
    }

    private static String said(Judged judged) {
        return judged.time() + " " + judged.at() + " " + judged.socket() + " " + judged.stateBefore() + " > "
                + judged.stateAfter() + " " + judged.verdict().ruleId() + " "
                + judged.verdict().findings() + " "
                + judged.counters();
    }

    private static String said(Tracked tracked) {
        return tracked.time() + " " + tracked.connection() + " " + tracked.before() + " > " + tracked.after() + " "
                + tracked.verdict().findings();
    }

    private static List<String> verdicts(Trace trace, Predicate<Judged> wanted) {
        return trace.verdicts().stream()
                .filter(wanted)
                .map(RecordingPlanTest::said)
                .toList();
    }

    @ParameterizedTest(name = "through a NAT: {0}")
    @ValueSource(booleans = {false, true})
    void oneSecondIsThatSecondOfTheWholeRun(boolean nat) {
        Trace all = run(churn(nat), RecordingPlan.ALL).trace();
        Trace second = run(churn(nat), RecordingPlan.window(FROM, UNTIL)).trace();
        assertThat(second.digest()).isEqualTo(all.digest());
        assertThat(verdicts(second, any -> true))
                .isEqualTo(verdicts(all, judged -> judged.time() >= FROM && judged.time() < UNTIL))
                .hasSizeGreaterThan(400);
        assertThat(second.tracked().stream().map(RecordingPlanTest::said))
                .containsExactlyElementsOf(all.tracked().stream()
                        .filter(tracked -> tracked.time() >= FROM && tracked.time() < UNTIL)
                        .map(RecordingPlanTest::said)
                        .toList());
        assertThat(second.states().stream().map(Object::toString))
                .hasSameSizeAs(all.states().stream()
                        .filter(change -> change.time() >= FROM && change.time() < UNTIL)
                        .toList());
        assertThat(second.counters()).isEqualTo(all.counters());
    }

    /** Segments on their way when the second begins are told of with the moment they were sent. */
    @Test
    void whatWasUnderWayIsThereToo() {
        long between = FROM + SimTime.MILLISECOND / 2;
        Trace all = run(churn(false), RecordingPlan.ALL).trace();
        Trace part = run(churn(false), RecordingPlan.window(between, UNTIL)).trace();
        List<Leg> arriving = all.legs().stream()
                .filter(leg -> leg.arrived() >= between && leg.arrived() < UNTIL)
                .toList();
        assertThat(arriving).anyMatch(leg -> leg.time() < between);
        assertThat(part.legs().stream().filter(leg -> leg.arrived() < UNTIL))
                .extracting(
                        Leg::time,
                        Leg::at,
                        Leg::to,
                        Leg::arrived,
                        Leg::fate,
                        leg -> leg.segment().toString())
                .containsExactlyInAnyOrderElementsOf(arriving.stream()
                        .map(leg -> tuple(
                                leg.time(),
                                leg.at(),
                                leg.to(),
                                leg.arrived(),
                                leg.fate(),
                                leg.segment().toString()))
                        .toList());
    }

    @ParameterizedTest(name = "through a NAT: {0}")
    @ValueSource(booleans = {false, true})
    void oneConnectionIsAllThatHappensToIt(boolean nat) {
        Trace all = run(churn(nat), RecordingPlan.ALL).trace();
        String inside = all.verdicts().stream()
                .filter(judged -> judged.at().equals("C") && judged.time() > FROM)
                .findFirst()
                .orElseThrow()
                .socket();
        Trace one = run(churn(nat), RecordingPlan.connections(List.of(inside))).trace();
        assertThat(one.digest()).isEqualTo(all.digest());
        assertThat(one.legs()).hasSize(nat ? 20 : 10).allMatch(leg -> leg.fate() != Fate.IN_FLIGHT);
        Set<String> names = one.verdicts().stream().map(Judged::socket).collect(Collectors.toSet());
        assertThat(names).hasSize(2).contains(inside);
        assertThat(verdicts(one, any -> true)).isEqualTo(verdicts(all, judged -> names.contains(judged.socket())));
        assertThat(one.tracked()).hasSize(nat ? 10 : 0);
        assertThat(one.calls().stream().map(call -> call.at() + " " + call.call() + " " + call.result()))
                .containsExactly(
                        "C connect OK",
                        "C write OK",
                        "C read OK",
                        "S read OK",
                        "S write OK",
                        "S close OK",
                        "C close OK");
        assertThat(one.verdicts())
                .as("seen from its beginning, so everything has its origin")
                .allMatch(judged -> judged.origins().size()
                        == 2 * judged.verdict().findings().size());
    }

    /** A port, or an end, names every connection that has it; whoever asks for too much gets what came first. */
    @Test
    void oneEndIsEnough() {
        Leg first = run(churn(false), RecordingPlan.ALL).trace().legs().get(0);
        int own = first.segment().srcPort();
        String one = first.segment().src().text() + ":" + own;
        Trace port =
                run(churn(false), RecordingPlan.connections(List.of(":" + own))).trace();
        Trace end = run(churn(false), RecordingPlan.connections(List.of(one))).trace();
        assertThat(port.legs())
                .hasSizeBetween(8, 12)
                .allMatch(leg -> leg.segment().srcPort() == own || leg.segment().dstPort() == own);
        assertThat(verdicts(end, any -> true)).isEqualTo(verdicts(port, any -> true));
        Trace much = run(new Churn(2_400, 10, false).wiring(), RecordingPlan.window(0, 9 * SimTime.SECOND))
                .trace();
        assertThat(much.legs()).hasSizeBetween(RecordingPlan.MOST_SEGMENTS, RecordingPlan.MOST_SEGMENTS + 2);
        assertThat(much.plan().until())
                .as("and the trace says how far it goes")
                .isLessThan(9 * SimTime.SECOND)
                .isGreaterThanOrEqualTo(much.legs().get(much.legs().size() - 1).time());
    }

    @ParameterizedTest
    @MethodSource("timewaitlab.lab.ScenarioLibrary#ids")
    void everyPlanHasTheSameDigest(String id) {
        Scenario scenario = ScenarioLibrary.open(id).value().orElseThrow();
        Trace all = run(scenario.wiring(), scenario.recording()).trace();
        long middle = scenario.until() / 2;
        boolean large = !scenario.recording().isComplete();
        List<RecordingPlan> plans = List.of(
                RecordingPlan.TALLY,
                RecordingPlan.window(0, large ? PART : middle),
                RecordingPlan.window(middle, large ? middle + PART : Long.MAX_VALUE),
                RecordingPlan.connections(all.verdicts().stream()
                        .map(Judged::socket)
                        .filter(socket -> socket.contains("-"))
                        .limit(1)
                        .toList()));
        for (RecordingPlan plan : plans) {
            assertThat(run(scenario.wiring(), plan).digest()).as("%s", plan).isEqualTo(all.digest());
        }
    }
}
