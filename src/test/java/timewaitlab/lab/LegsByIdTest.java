package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.SimTime;
import timewaitlab.base.Watch;
import timewaitlab.capture.Capture;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.trace.Cause;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.AddressBook;

/** Each leg of a trace is found by its id, however the trace came about, and no other id finds any. */
class LegsByIdTest {
    private static void finds(Trace trace, int ids) {
        for (Leg leg : trace.legs()) {
            assertThat(trace.leg(leg.id())).containsSame(leg);
        }
        long found = 0;
        for (int id = -1; id <= ids + 1; id++) {
            found += trace.leg(new Cause.BySegment(id)).stream().count();
        }
        assertThat(found).isEqualTo(trace.legs().size());
        assertThat(trace.leg(new Cause.ByCall(1))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("timewaitlab.lab.ScenarioLibrary#ids")
    void inEveryScenarioAndInWhatAFilterLeavesOfIt(String id) {
        Trace trace = RunScenario.run(ScenarioLibrary.open(id).value().orElseThrow());
        assertThat(trace.legs()).isNotEmpty();
        int ids = trace.legs().get(trace.legs().size() - 1).id();
        finds(trace, ids);
        FieldExpression answers =
                FieldExpression.parse("tcp.flags.ack == 1").value().orElseThrow();
        finds(Sieve.passed(trace, answers, Watch.NONE), ids);
    }

    @ParameterizedTest(name = "through a NAT: {0}")
    @ValueSource(booleans = {false, true})
    void inAPartThatBeginsWithSegmentsUnderWay(boolean nat) {
        long from = SimTime.SECOND + SimTime.MILLISECOND / 2;
        RecordingPlan plan = RecordingPlan.window(from, from + SimTime.SECOND);
        Trace part = new Simulation(new Churn(40, 3, nat).wiring(), plan, RunLimits.NONE)
                .run(() -> false)
                .trace();
        assertThat(part.legs()).anyMatch(leg -> leg.time() < from);
        finds(part, part.legs().size());
    }

    @Test
    void inACapture() {
        CapturedFamily.Recorded recorded = CapturedFamily.of("linux-6.18", "linux-6.18/close-client-first/server.pcap")
                .captures()
                .get(0);
        AddressBook book = new AddressBook();
        Capture capture = recorded.read(book);
        Trace trace = ExplainCapture.of(capture, recorded.bare(book, capture)).trace();
        finds(trace, trace.legs().size());
    }
}
