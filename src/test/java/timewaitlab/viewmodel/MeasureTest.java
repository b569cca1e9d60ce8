package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import timewaitlab.app.Laboratories;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.viewmodel.Laboratory.Answer;
import timewaitlab.wire.TcpFlags;

/** What lies between two segments of the flagship. */
class MeasureTest {
    private static final TraceIndex INDEX =
            new TraceIndex(((Answer.Done) Laboratories.real().run(ScenarioChoice.of("flagship"), () -> false))
                    .experiment()
                    .trace());

    private static Leg of(String host, int flag) {
        return INDEX.journeys().stream()
                .filter(leg -> leg.at().equals(host) && leg.segment().has(flag))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void fromTheFinThatIsRememberedToTheSynThatIsRefused() {
        Leg fin = of("A", TcpFlags.FIN);
        Leg syn = of("C", TcpFlags.SYN);
        Measure measure = Measure.between(INDEX, fin.id(), syn.id()).orElseThrow();
        assertThat(measure.time()).isEqualTo("Δt +4.912 s");
        assertThat(measure.tsVal().orElseThrow()).isEqualTo(260487 - 1105802);
        assertThat(measure.seq()).isEqualTo(syn.segment().seq() - fin.segment().seq());
        Measure back = Measure.between(INDEX, syn.id(), fin.id()).orElseThrow();
        assertThat(back.text()).startsWith("Δt -4.912 s   Δseq ").endsWith("   ΔTSval +845315");
    }

    @Test
    void nothingIsMeasuredFromASegmentToItselfOrToNone() {
        int fin = of("A", TcpFlags.FIN).id();
        assertThat(Measure.between(INDEX, fin, fin)).isEmpty();
        assertThat(Measure.between(INDEX, fin, 0)).isEmpty();
        assertThat(Measure.between(INDEX, 0, fin)).isEmpty();
    }
}
