package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import timewaitlab.base.SimTime;
import timewaitlab.scenario.ChangeReader;
import timewaitlab.scenario.Intervention;
import timewaitlab.scenario.Scenario;
import timewaitlab.sim.SegmentName;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.TcpFlags;

/** What a person does to the flagship comes out as it would on a wire. */
class InterventionsTest {
    private static final long MILLI = SimTime.MILLISECOND;
    private static final String FIRST_SYN_OF_C = "C 10.0.0.3:40000 > 198.51.100.9:80 S no 1";
    private static final String SYN_OF_A = "A 10.0.0.2:40000 > 198.51.100.9:80 S no 1";

    private static Scenario flagship() {
        return ScenarioLibrary.open("flagship").value().orElseThrow();
    }

    private static Scenario with(String... changes) {
        List<Intervention> done = Arrays.stream(changes)
                .map(text -> ChangeReader.read("what-if", text, flagship()))
                .map(reading -> reading.value()
                        .orElseThrow(() -> new AssertionError(reading.problems().toString())))
                .map(Intervention::of)
                .toList();
        return flagship().withInterventions(done);
    }

    private static Trace run(String... changes) {
        return RunScenario.run(with(changes));
    }

    private static AppCall connect(Trace trace, String host) {
        return trace.calls().stream()
                .filter(call -> call.at().equals(host) && call.call().equals("connect"))
                .findFirst()
                .orElseThrow();
    }

    private static Leg leg(Trace trace, String name) {
        return trace.legs().stream()
                .filter(leg ->
                        SegmentName.of(trace, leg.id()).orElseThrow().text().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDroppedSynIsSentAgainAndItsNameStaysItsOwn() {
        Trace trace = run("drop " + SYN_OF_A);
        Leg dropped = leg(trace, SYN_OF_A);
        assertThat(dropped.fate()).isEqualTo(Fate.LOST);
        assertThat(dropped.time()).isZero();
        assertThat(leg(trace, SYN_OF_A.replace("no 1", "no 2")).time()).isEqualTo(SimTime.SECOND);
        assertThat(connect(trace, "A").took()).isEqualTo(1044 * MILLI);
    }

    @Test
    void theSameSegmentCanBeDroppedBehindTheNat() {
        Trace trace = run("drop N 203.0.113.7:40000 > 198.51.100.9:80 S no 1");
        assertThat(leg(trace, SYN_OF_A).fate()).isEqualTo(Fate.FORWARDED);
        assertThat(connect(trace, "A").took()).isEqualTo(1044 * MILLI);
    }

    @Test
    void anArrivalMovesAndNeverBeforeItsSending() {
        assertThat(leg(run("delay " + SYN_OF_A + " by 30 ms"), SYN_OF_A).arrived())
                .isEqualTo(31 * MILLI);
        Trace hurried = run("delay " + SYN_OF_A + " by -5 s");
        assertThat(leg(hurried, SYN_OF_A).arrived()).isZero();
        assertThat(connect(hurried, "A").took()).isEqualTo(43 * MILLI);
    }

    @Test
    void aHeldSegmentLeavesLaterAsItWas() {
        Trace before = run();
        Trace after = run("hold " + SYN_OF_A + " by 200 ms");
        Leg held = leg(after, SYN_OF_A);
        assertThat(held.time()).isEqualTo(200 * MILLI);
        assertThat(held.arrived()).isEqualTo(201 * MILLI);
        assertThat(held.segment().tsVal())
                .isEqualTo(leg(before, SYN_OF_A).segment().tsVal());
        assertThat(held.cause()).isEqualTo(leg(before, SYN_OF_A).cause());
    }

    @Test
    void aDuplicateArrivesTwice() {
        Trace trace = run("duplicate " + SYN_OF_A + " by 3 ms");
        List<Leg> syns = trace.legs().stream()
                .filter(leg -> leg.at().equals("A") && leg.segment().flags() == TcpFlags.SYN && leg.time() == 0)
                .toList();
        assertThat(syns).extracting(Leg::arrived).containsExactly(MILLI, 4 * MILLI);
    }

    @Test
    void aReorderedSegmentArrivesRightAfterTheNextOne() {
        String ack = "A 10.0.0.2:40000 > 198.51.100.9:80 . no 1";
        Trace before = run();
        Leg usual = leg(before, ack);
        Trace after = run("reorder " + ack);
        Leg reordered = leg(after, ack);
        Leg next = after.legs().stream()
                .filter(leg -> leg.at().equals("A") && leg.id() > reordered.id())
                .findFirst()
                .orElseThrow();
        assertThat(reordered.time()).isEqualTo(usual.time());
        assertThat(reordered.arrived()).isEqualTo(next.arrived());
        Leg onward = after.legs().stream()
                .filter(leg -> leg.rewrites() == reordered.id())
                .findFirst()
                .orElseThrow();
        assertThat(onward.id())
                .as("the NAT saw the other one first")
                .isGreaterThan(after.legs().stream()
                        .filter(leg -> leg.rewrites() == next.id())
                        .findFirst()
                        .orElseThrow()
                        .id());
    }

    @Test
    void anInjectedResetEndsTheConnection() {
        Trace before = run();
        Leg request = before.legs().stream()
                .filter(leg -> leg.at().equals("A") && leg.segment().length() > 0)
                .findFirst()
                .orElseThrow();
        String seq = Integer.toUnsignedString(request.segment().seq());
        Trace after = run("inject at 45 ms from N 203.0.113.7:40000 > 198.51.100.9:80 R " + seq + ":" + seq + "(0)");
        assertThat(Divergences.first(before, after)).isLessThan(100 * MILLI);
        assertThat(after.legs())
                .anyMatch(leg -> leg.at().equals("N") && leg.time() == 45 * MILLI && leg.fate() == Fate.JUDGED);
    }

    @Test
    void aSysctlWrittenBeforeCsSynLetsItIn() {
        assertThat(connect(run("set B.tcp_tw_recycle = 0 at 5.01 s"), "C").took())
                .isEqualTo(44 * MILLI);
        assertThat(connect(run("set B.tcp_tw_recycle = 0 at 5.03 s"), "C").took())
                .as("the second SYN gets in")
                .isEqualTo(1044 * MILLI);
        assertThat(connect(run("kernel B = 4.12", "set B.tcp_tw_recycle = 1 at 1 s"), "C")
                        .took())
                .as("a sysctl its kernel lacks changes nothing")
                .isEqualTo(44 * MILLI);
    }

    @Test
    void startingLaterMovesTheClockOfTheSyn() {
        Trace late = run("start C no 1 by 61 s");
        assertThat(leg(late, FIRST_SYN_OF_C).time()).isEqualTo(66 * SimTime.SECOND);
        assertThat(connect(late, "C").took()).isEqualTo(44 * MILLI);
    }

    @Test
    void linksSlowDownAndBreakFromAnInstant() {
        assertThat(connect(run("link A-N delay 11 ms"), "A").took()).isEqualTo(64 * MILLI);
        Trace slow = run("link A-N delay 11 ms at 10 ms");
        assertThat(leg(slow, SYN_OF_A).arrived()).isEqualTo(MILLI);
        assertThat(connect(slow, "A").took()).isEqualTo(54 * MILLI);
        Trace down = run("link N-B down until 500 ms");
        assertThat(connect(down, "A").took()).isEqualTo(1044 * MILLI);
        Trace both =
                run("link A-N delay 11 ms at 0.1 us", "delay " + SYN_OF_A.replace("S no 1", ". no 1") + " by 5 ms");
        assertThat(leg(both, SYN_OF_A.replace("S no 1", ". no 1")).arrived()
                        - leg(both, SYN_OF_A.replace("S no 1", ". no 1")).time())
                .as("delays add up")
                .isEqualTo(16 * MILLI);
    }

    @Test
    void socketOptionsReachEverySocketOfAHost() {
        Trace reset = run("option A.SO_LINGER = 0");
        assertThat(reset.legs())
                .anyMatch(leg -> leg.at().equals("A") && (leg.segment().flags() & TcpFlags.RST) != 0);
        Trace later = run("option A.SO_LINGER = 0 at 50 ms");
        assertThat(later.legs())
                .anyMatch(leg -> leg.at().equals("A") && (leg.segment().flags() & TcpFlags.RST) != 0);
        Trace tooLate = run("option A.SO_LINGER = 0 at 20 s");
        assertThat(tooLate.legs())
                .noneMatch(leg -> leg.at().equals("A") && (leg.segment().flags() & TcpFlags.RST) != 0);
    }

    @Test
    void aNatForgetsAndCountsPortsOtherwise() {
        Trace forgot = run("conntrack N forget at 50 ms");
        assertThat(Divergences.differ(run(), forgot)).isTrue();
        Trace random = run("nat N ports random");
        assertThat(random.legs())
                .filteredOn(leg -> leg.at().equals("N") && leg.to().equals("B"))
                .anyMatch(
                        leg -> leg.segment().srcPort() != 40000 && leg.segment().srcPort() != 40001);
    }

    /** C's flow is new at 5 s, A's second one at 5.5 s; the one of the start has its port. */
    @Test
    void aNatGivesOutPortsOtherwiseFromAnInstantOn() {
        List<Integer> usual = portsAtB(run());
        List<Integer> later = portsAtB(run("nat N ports random at 5.2 s"));
        assertThat(later.subList(0, 2)).as("flows from before keep theirs").isEqualTo(usual.subList(0, 2));
        assertThat(later.get(2)).as("a flow from after").isNotEqualTo(usual.get(2));
        assertThat(portsAtB(run("nat N ports random at 69 s"))).isEqualTo(usual);
    }

    /** The ports under which flows came to B, in order of coming. */
    private static List<Integer> portsAtB(Trace trace) {
        return trace.legs().stream()
                .filter(leg -> leg.at().equals("N") && leg.to().equals("B"))
                .map(leg -> leg.segment().srcPort())
                .distinct()
                .toList();
    }

    @Test
    void whatIsOffChangesNothing() {
        Scenario off = flagship()
                .withInterventions(with("drop " + SYN_OF_A).interventions().stream()
                        .map(each -> each.turned(false))
                        .toList());
        assertThat(RunScenario.digest(off)).isEqualTo(RunScenario.digest(flagship()));
    }
}
