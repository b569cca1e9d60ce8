package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.draw.Outline.Box;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.TimerKind;

/** Chips, words and bands of the shipped scenarios keep out of each other's way. */
class LadderRoomTest {
    static List<String> scenarios() {
        return ScenarioLibrary.ids();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatIsLeftOfTimersStandsClearOfChips(String id) {
        Trace trace = run(id);
        LadderLayout whole = layout(trace, 984);
        for (Judged judged : trace.verdicts()) {
            LadderLayout then = whole.at(judged.time());
            for (BandWords.Block left : then.countdowns()) {
                for (Chips.Placed chip : then.chips().between(0, then.height())) {
                    boolean shown = chip.way().end() <= judged.time();
                    assertThat(shown && chip.box().touches(left.box()))
                            .as("%s at %s", chip.chip().text(), judged.time())
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void chipsStayOnTheSheet(String id) {
        LadderLayout layout = layout(run(id), 984);
        for (Chips.Placed chip : layout.chips().between(0, layout.height())) {
            Box box = chip.box();
            assertThat(box.x()).as(chip.chip().text()).isNotNegative();
            assertThat(box.right()).as(chip.chip().text()).isLessThanOrEqualTo(layout.width());
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aMappingIsOneThinBand(String id) {
        LadderLayout layout = layout(run(id), 984);
        for (Band band : layout.bands().between(0, layout.height())) {
            if (band.span().kind() == TimerKind.NAT_MAPPING) {
                assertThat(band.box().width()).isLessThanOrEqualTo(5);
                assertThat(band.marks(Double.POSITIVE_INFINITY)).hasSize(2);
            }
        }
    }

    private static Trace run(String id) {
        return RunScenario.run(ScenarioLibrary.open(id).value().orElseThrow());
    }

    private static LadderLayout layout(Trace trace, double width) {
        return LadderLayout.of(trace, TimeScale.compressed(trace, Emphasis.EXPLORE.pitch()), LadderOptions.of(width));
    }
}
