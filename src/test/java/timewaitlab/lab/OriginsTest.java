package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Side;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Origin;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.TcpFlags;

/** Every value of a verdict says which event it came from. */
class OriginsTest {
    private static final Trace FLAGSHIP =
            RunScenario.run(ScenarioLibrary.open("flagship").value().orElseThrow());

    @Test
    void whatTheServerRemembersCameWithTheConnectionOfTheOtherClient() {
        List<Judged> refused = FLAGSHIP.verdicts().stream()
                .filter(judged -> judged.verdict().ruleId().equals("listen.host-stamp"))
                .toList();
        assertThat(refused).hasSizeGreaterThan(3);
        for (Judged drop : refused) {
            int older = place(drop, "listen.host-stamp.older");
            Cause by = drop.originOf(older, Side.LEFT).cause().orElseThrow();
            Leg last = FLAGSHIP.legs().get(((Cause.BySegment) by).leg() - 1);
            Leg first = FLAGSHIP.legs().get(last.rewrites() - 1);
            assertThat(first.at()).isEqualTo("A");
            assertThat(last.arrived()).isLessThan(drop.time());
            assertThat(Integer.toUnsignedLong(last.segment().tsVal()))
                    .isEqualTo(drop.verdict().findings().get(older).left());
            assertThat(drop.originOf(older, Side.RIGHT)).isEqualTo(Origin.of(drop.cause()));
        }
    }

    @Test
    void constantsAndWhatNobodyWroteSaySo() {
        Judged drop = FLAGSHIP.verdicts().stream()
                .filter(judged -> judged.verdict().ruleId().equals("listen.host-stamp"))
                .findFirst()
                .orElseThrow();
        assertThat(drop.originOf(place(drop, "listen.host-stamp.fresh"), Side.RIGHT))
                .isEqualTo(Origin.CONSTANT);
        assertThat(drop.originOf(place(drop, "listen.recycle-on"), Side.LEFT)).isEqualTo(Origin.START);
        assertThat(drop.originOf(place(drop, "listen.recycle-on"), Side.RIGHT)).isEqualTo(Origin.CONSTANT);
        Cause listen = drop.originOf(place(drop, "listen.somebody-listens"), Side.LEFT)
                .cause()
                .orElseThrow();
        AppCall call = FLAGSHIP.calls().get(((Cause.ByCall) listen).call() - 1);
        assertThat(call.call()).startsWith("listen");
    }

    @Test
    void aFieldOfASocketNamesTheCallOrTheSegmentThatWroteIt() {
        Trace trace = new Small().run();
        Judged lastAck = trace.verdicts().stream()
                .filter(judged ->
                        judged.at().equals("B") && judged.verdict().ruleId().startsWith("ack.last"))
                .findFirst()
                .orElseThrow();
        int place = placeOf(lastAck, "snd_nxt");
        Cause by = lastAck.originOf(place, Side.RIGHT).cause().orElseThrow();
        AppCall close = trace.calls().get(((Cause.ByCall) by).call() - 1);
        assertThat(close.call()).as("the FIN was sent by").isEqualTo("close");
        Judged fin = trace.verdicts().stream()
                .filter(judged -> judged.at().equals("B")
                        && legOf(trace, judged).segment().has(TcpFlags.FIN))
                .findFirst()
                .orElseThrow();
        Cause data = fin.originOf(placeOf(fin, "rcv_nxt"), Side.RIGHT).cause().orElseThrow();
        assertThat(trace.legs()
                        .get(((Cause.BySegment) data).leg() - 1)
                        .segment()
                        .length())
                .isEqualTo(10);
    }

    /** In TIME-WAIT and before: a remembered timestamp came with the segment that is named. */
    @Test
    void aRememberedTimestampNamesTheSegmentThatCarriedIt() {
        int ofEntries = 0;
        for (String scenario : List.of("flagship", "reused-quintuple", "last-ack-lost")) {
            Trace trace = RunScenario.run(ScenarioLibrary.open(scenario).value().orElseThrow());
            for (Judged judged : trace.verdicts()) {
                List<Finding> findings = judged.verdict().findings();
                for (int i = 0; i < findings.size(); i++) {
                    boolean remembers = findings.get(i).check().left().name().equals("ts_recent")
                            && judged.originOf(i, Side.LEFT).cause().isPresent();
                    if (remembers) {
                        Cause by = judged.originOf(i, Side.LEFT).cause().orElseThrow();
                        Leg carrier = trace.legs().get(((Cause.BySegment) by).leg() - 1);
                        assertThat(Integer.toUnsignedLong(carrier.segment().tsVal()))
                                .as("%s, verdict %s", scenario, judged.id())
                                .isEqualTo(findings.get(i).left());
                        ofEntries += judged.verdict().chain().hook().equals("time-wait") ? 1 : 0;
                    }
                }
            }
        }
        assertThat(ofEntries).isPositive();
    }

    private static Leg legOf(Trace trace, Judged judged) {
        return judged.cause() instanceof Cause.BySegment by
                ? trace.legs().get(by.leg() - 1)
                : trace.legs().get(0);
    }

    private static int place(Judged judged, String check) {
        List<Finding> findings = judged.verdict().findings();
        for (int i = 0; i < findings.size(); i++) {
            if (findings.get(i).check().id().equals(check)) {
                return i;
            }
        }
        throw new AssertionError(check + " is not among " + findings);
    }

    private static int placeOf(Judged judged, String right) {
        List<Finding> findings = judged.verdict().findings();
        for (int i = 0; i < findings.size(); i++) {
            if (findings.get(i).check().right().name().equals(right)) {
                return i;
            }
        }
        throw new AssertionError(right + " is not among " + findings);
    }
}
