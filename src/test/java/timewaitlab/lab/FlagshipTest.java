package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Code;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Party;
import timewaitlab.decide.WhatIf;
import timewaitlab.scenario.Scenario;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/**
 * Two laptops behind one address, one server with tcp_tw_recycle: to the millisecond and the tick, stated here a second
 * time so that an error in the scenario file cannot hide one in the engine.
 */
class FlagshipTest {
    private static final long MS = SimTime.MILLISECOND;

    private static final Scenario SCENARIO =
            ScenarioLibrary.open("flagship").value().orElseThrow();
    private static final Trace TRACE = RunScenario.run(SCENARIO);

    @Test
    void theMemoryRefusesSixSynsAndTheSeventhGetsItsAnswer() {
        assertThat(synsOf("C"))
                .extracting(syn -> line(syn, judgementOn(syn)))
                .containsExactly(
                        "sent 5000 TSval 260487, at B 5022: DROP listen.host-stamp",
                        "sent 6000 TSval 260737, at B 6022: DROP listen.host-stamp",
                        "sent 8000 TSval 261237, at B 8022: DROP listen.host-stamp",
                        "sent 12000 TSval 262237, at B 12022: DROP listen.host-stamp",
                        "sent 20000 TSval 264237, at B 20022: DROP listen.host-stamp",
                        "sent 36000 TSval 268237, at B 36022: DROP listen.host-stamp",
                        "sent 68000 TSval 276237, at B 68022: ACCEPT listen.request");
    }

    @Test
    void everyRefusalNamesTheRememberedTickItsAgeAndTheDifference() {
        List<Long> differences = List.of(845_315L, 846_440L, 845_940L, 844_940L, 842_940L, 838_940L);
        List<Long> remembered = List.of(1_105_802L, 1_107_177L, 1_107_177L, 1_107_177L, 1_107_177L, 1_107_177L);
        List<Long> ages = List.of(5L, 1L, 3L, 7L, 15L, 31L);
        List<Judged> drops = refusals();
        assertThat(drops).hasSize(6);
        for (int i = 0; i < drops.size(); i++) {
            Finding older = finding(drops.get(i), "listen.host-stamp.older");
            assertThat(older.difference()).isEqualTo(differences.get(i));
            assertThat(older.left()).isEqualTo(remembered.get(i));
            assertThat(older.right())
                    .isEqualTo(SeqNum.unsigned(segmentOf(drops.get(i)).segment().tsVal()));
            assertThat(older.margin()).isEqualTo(1);
            assertThat(older.held()).isTrue();
            assertThat(finding(drops.get(i), "listen.host-stamp.fresh").left()).isEqualTo(ages.get(i));
            assertThat(drops.get(i).replies()).isEmpty();
            assertThat(drops.get(i).counters()).isEqualTo(Map.of("TcpExtPAWSPassive", 1L));
            assertThat(drops.get(i).stateAfter()).isEqualTo(TcpState.LISTEN);
        }
        Finding fresh = finding(judgementOn(synsOf("C").get(6)), "listen.host-stamp.fresh");
        assertThat(fresh.left())
                .as("age of the memory when the seventh arrives")
                .isEqualTo(63);
        assertThat(fresh.held()).isFalse();
    }

    @Test
    void theServerRemembersAHigherTickAtOnceAndALowerOneAfterMoreThanSixtySeconds() {
        List<TimerSpan> memories = timers(TimerKind.PEER_MEMORY);
        assertThat(memories).hasSize(1);
        TimerSpan memory = memories.get(0);
        assertThat(memory.time()).isEqualTo(110 * MS);
        assertThat(memory.value()).isEqualTo("1105802");
        assertThat(memory.restarts())
                .containsExactly(
                        new TimerSpan.Restart(5_610 * MS, "1107177", 65_000 * MS),
                        new TimerSpan.Restart(68_110 * MS, "276259", 128_000 * MS));
    }

    @Test
    void connectsReturnWhenTheySaid() {
        assertThat(connects())
                .containsExactly("A at 0: OK after 44", "C at 5000: OK after 63044", "A at 5500: OK after 44");
        Leg synAck = TRACE.legs().stream()
                .filter(leg -> leg.at().equals("B") && leg.segment().flags() == (TcpFlags.SYN | TcpFlags.ACK))
                .filter(leg -> leg.time() > 6_000 * MS)
                .findFirst()
                .orElseThrow();
        assertThat(synAck.time()).isEqualTo(68_022 * MS);
        assertThat(SeqNum.unsigned(synAck.segment().tsEcr())).isEqualTo(276_237);
        assertThat(SeqNum.unsigned(synAck.segment().tsVal())).isEqualTo(48_213_000L + 68_022);
    }

    @Test
    void countersTellSixDropsAndNoListenDrop() {
        Map<String, Long> ofB = TRACE.counters().get("B");
        assertThat(ofB).containsEntry("TcpExtPAWSPassive", 6L).doesNotContainKey("TcpExtListenDrops");
        assertThat(ofB).containsEntry("TcpPassiveOpens", 3L).containsEntry("TcpExtTWKilled", 3L);
        assertThat(TRACE.counters().get("C")).containsEntry("TcpExtTCPSynRetrans", 6L);
    }

    @Test
    void theNatGivesCTheNextPortAndTheTimestampsPassUntouched() {
        for (Leg syn : synsOf("C")) {
            Leg outside = continuation(syn);
            assertThat(outside.segment().src().text()).isEqualTo("203.0.113.7");
            assertThat(outside.segment().srcPort()).isEqualTo(40_001);
            assertThat(outside.segment().tsVal()).isEqualTo(syn.segment().tsVal());
            assertThat(outside.segment().seq()).isEqualTo(syn.segment().seq());
            assertThat(outside.arrived() - syn.time()).isEqualTo(22 * MS);
        }
        assertThat(synsOf("A"))
                .extracting(syn -> continuation(syn).segment().srcPort())
                .containsExactly(40_000, 40_002);
    }

    @Test
    void recycledTimeWaitLastsThreeAndAHalfTimeouts() {
        List<TimerSpan> waits = timers(TimerKind.TIME_WAIT);
        assertThat(waits).hasSize(3);
        TimerSpan first = waits.get(0);
        assertThat(first.time()).isEqualTo(110 * MS);
        // RTO 44 + 200 ms; 3.5 times that is 854 ms; in slots of 128 ms that is 896 ms
        assertThat(first.ended()).isEqualTo((110 + 7 * 128) * MS);
        StateChange gone = TRACE.states().stream()
                .filter(change -> change.from() == TcpState.TIME_WAIT && change.to() == TcpState.CLOSED)
                .findFirst()
                .orElseThrow();
        assertThat(gone.time()).isEqualTo(first.ended());
        assertThat(gone.socket().toString()).isEqualTo("198.51.100.9:80-203.0.113.7:40000");
    }

    @Test
    void everyRefusalSaysWhatTheSenderTheClockTheOperatorAndAnotherKernelCouldChange() {
        for (Judged drop : refusals()) {
            Finding older = finding(drop, "listen.host-stamp.older");
            Map<String, Long> changes = drop.verdict().whatIfs().stream()
                    .filter(whatIf -> whatIf.outcome().disposition() == Disposition.ACCEPT)
                    .collect(Collectors.toMap(WhatIf::change, WhatIf::to));
            assertThat(changes)
                    .containsEntry("SEG.TSval", older.left() - 1)
                    .containsEntry("SEG.TS option", 0L)
                    .containsEntry("peer.ts_stamp age", 60L)
                    .containsEntry("tcp_tw_recycle", 0L)
                    .containsEntry("tcp_timestamps", 0L)
                    .containsEntry("peer.ts", older.right() + 1);
            assertThat(drop.verdict().whatIfs())
                    .extracting(WhatIf::who)
                    .contains(Party.SENDER, Party.TIME, Party.OPERATOR, Party.HISTORY);
            List<ExploreWhatIfs.Change> kernels = ExploreWhatIfs.of(drop.verdict()).stream()
                    .filter(change -> change.isKernel() && change.changesAnswer())
                    .toList();
            assertThat(kernels)
                    .extracting(ExploreWhatIfs.Change::toText)
                    .as("nothing before 4.12 lets it pass")
                    .containsExactly("linux-4.12");
        }
    }

    /** A what-if is a judgement: what it promises comes true when the run is made so. */
    @Test
    void promisedChangesComeTrue() {
        int ticksBefore = 5 * 250;
        assertThat(refusalsIn(withClock("C", 1_105_801 - ticksBefore)))
                .as("C's first SYN carries 1105801")
                .isEmpty();
        List<Judged> oneTickLess = refusalsIn(withClock("C", 1_105_800 - ticksBefore));
        assertThat(oneTickLess)
                .as("one tick less: refused until its clock overtakes what A left at 5.610")
                .extracting(judged -> judged.time() / MS
                        + " "
                        + finding(judged, "listen.host-stamp.older").difference())
                .containsExactly("5022 2", "6022 1127", "8022 627");
    }

    @Test
    void theJsonShowsTheVerdictsOfTheTrace() {
        JsonNode json = RunJson.of(SCENARIO, TRACE, RunScenario.check("", TRACE, SCENARIO.expectations()));
        List<JsonNode> shown =
                StreamSupport.stream(json.get("verdicts").spliterator(), false).toList();
        assertThat(shown).hasSize(TRACE.verdicts().size() + TRACE.tracked().size());
        for (int i = 0; i < TRACE.verdicts().size(); i++) {
            assertSame(shown.get(i), TRACE.verdicts().get(i));
        }
        for (JsonNode atNat : shown.subList(TRACE.verdicts().size(), shown.size())) {
            assertThat(atNat.get("host").asText()).isEqualTo("N");
            assertThat(atNat.get("rule").asText()).matches("(ct|nat)\\..*");
        }
    }

    private static void assertSame(JsonNode shown, Judged judged) {
        assertThat(shown.get("id").asInt()).isEqualTo(judged.id());
        assertThat(shown.get("t").asDouble()).isEqualTo(judged.time() / 1e9);
        assertThat(shown.get("host").asText()).isEqualTo(judged.at());
        assertThat(shown.get("rule").asText()).isEqualTo(judged.verdict().ruleId());
        assertThat(shown.get("disposition").asText())
                .isEqualTo(judged.verdict().outcome().disposition().name());
        Code code = judged.verdict().outcome().code();
        String documented = code instanceof ReplyKind kind ? kind.label() : code.name();
        assertThat(shown.get("reason").asText()).isEqualTo(documented);
        if (judged.cause() instanceof Cause.BySegment) {
            assertThat(shown.get("cause").get("segment").asInt()).isEqualTo(legId(judged));
        } else if (judged.cause() instanceof Cause.ByCall call) {
            assertThat(shown.get("cause").get("call").asInt()).isEqualTo(call.call());
        } else if (judged.cause() instanceof Cause.ByTimer timer) {
            assertThat(shown.get("cause").get("timer").asText()).isEqualTo(timer.name());
        }
        assertThat(shown.get("replies")).hasSize(judged.replies().size());
        Map<String, Long> counters = new HashMap<>();
        shown.get("counters")
                .properties()
                .forEach(entry -> counters.put(entry.getKey(), entry.getValue().asLong()));
        assertThat(counters).isEqualTo(judged.counters());
        List<Finding> findings = judged.verdict().findings();
        assertThat(shown.get("findings")).hasSameSizeAs(findings);
        IntStream.range(0, findings.size())
                .forEach(i -> assertSame(shown.get("findings").get(i), findings.get(i)));
        assertThat(shown.get("whatIfs")).hasSameSizeAs(ExploreWhatIfs.of(judged.verdict()));
    }

    private static void assertSame(JsonNode shown, Finding finding) {
        assertThat(shown.get("check").asText()).isEqualTo(finding.check().id());
        String name = finding.check().left().name();
        assertThat(shown.get("left").get("name").asText())
                .as("sysctls are printed dotted")
                .isEqualTo(Sysctl.named(name).map(Sysctl::dotted).orElse(name));
        assertThat(shown.get("left").get("value").asLong()).isEqualTo(finding.left());
        assertThat(shown.get("right").get("value").asLong()).isEqualTo(finding.right());
        assertThat(shown.get("margin").get("value").asLong()).isEqualTo(finding.margin());
        assertThat(shown.get("difference").asLong()).isEqualTo(finding.difference());
        assertThat(shown.get("held").asBoolean()).isEqualTo(finding.held());
    }

    private static Trace withClock(String host, int tick) {
        return RunScenario.run(SCENARIO.with(new Scenario.Edit.Clock(host, TimestampClock.startingAt(tick))));
    }

    private static String line(Leg syn, Judged judged) {
        return "sent " + syn.time() / MS + " TSval "
                + SeqNum.unsigned(syn.segment().tsVal()) + ", at B "
                + judged.time() / MS + ": " + judged.verdict().outcome().disposition() + " "
                + judged.verdict().ruleId();
    }

    private static List<String> connects() {
        return TRACE.calls().stream()
                .filter(call -> call.call().startsWith("connect"))
                .map(FlagshipTest::words)
                .toList();
    }

    private static String words(AppCall call) {
        return call.at() + " at " + call.time() / MS + ": " + call.result() + " after " + call.took() / MS;
    }

    private static List<TimerSpan> timers(TimerKind kind) {
        return TRACE.timers().stream()
                .filter(timer -> timer.at().equals("B") && timer.kind() == kind)
                .toList();
    }

    private static List<Leg> synsOf(String host) {
        return TRACE.legs().stream()
                .filter(leg -> leg.at().equals(host) && leg.segment().flags() == TcpFlags.SYN)
                .toList();
    }

    private static Leg continuation(Leg leg) {
        return TRACE.legs().stream()
                .filter(next -> next.rewrites() == leg.id())
                .findFirst()
                .orElseThrow();
    }

    private static Judged judgementOn(Leg syn) {
        int leg = continuation(syn).id();
        return TRACE.verdicts().stream()
                .filter(judged -> legId(judged) == leg)
                .findFirst()
                .orElseThrow();
    }

    private static List<Judged> refusals() {
        return refusalsIn(TRACE);
    }

    private static List<Judged> refusalsIn(Trace trace) {
        return trace.verdicts().stream()
                .filter(judged -> judged.verdict().outcome().disposition() == Disposition.DROP)
                .toList();
    }

    private static Leg segmentOf(Judged judged) {
        return TRACE.legs().get(legId(judged) - 1);
    }

    private static int legId(Judged judged) {
        return judged.cause() instanceof Cause.BySegment segment ? segment.leg() : -1;
    }

    private static Finding finding(Judged judged, String check) {
        return judged.verdict().findings().stream()
                .filter(finding -> finding.check().id().equals(check))
                .findFirst()
                .orElseThrow();
    }
}
