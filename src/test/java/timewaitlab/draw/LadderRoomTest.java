package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.base.Watch;
import timewaitlab.draw.Outline.Box;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.TimerKind;

/** Chips, words and bands of the shipped scenarios keep out of each other's way. */
class LadderRoomTest {
    /** What a window of 1440 leaves to the ladder between two diagrams. */
    private static final double AT_1440 = 464;

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

    /** Also where nothing else in the window gives way, and in a language with longer words. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void whatIsSaidOfTimersStaysOnTheNarrowestSheet(String id) {
        LadderTrace trace = new LadderTrace(run(id));
        TimeScale scale = TimeScale.compressed(trace.trace(), Emphasis.EXPLORE.pitch());
        Words longer = key -> Words.inUse().of(key).replace("remembers", "ha de recordar esto");
        for (Words words : List.of(Words.inUse(), longer)) {
            LadderOptions options = LadderOptions.of(0).withWords(words);
            double width = Math.max(AT_1440, LadderWidths.least(trace, options));
            LadderLayout whole = LadderLayout.whole(trace, scale, options.withWidth(width), Watch.NONE)
                    .at(trace.trace().until());
            List<BandWords.Block> said = new ArrayList<>(whole.words().between(0, whole.height()));
            said.addAll(whole.countdowns());
            trace.trace()
                    .verdicts()
                    .forEach(judged -> said.addAll(whole.at(judged.time()).countdowns()));
            for (BandWords.Block block : said) {
                assertThat(block.box().right()).as("%s", block.lines()).isLessThanOrEqualTo(width);
                assertThat(block.box().x()).as("%s", block.lines()).isNotNegative();
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

    /** Facts for projectors: at least 24 points, at least 3 pixels; what is decor may be finer. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void whatIsPresentedIsNeitherSmallNorThin(String id) {
        Trace trace = run(id);
        LadderOptions options = LadderOptions.of(1024).withEmphasis(Emphasis.PRESENT);
        TimeScale scale = TimeScale.compressed(trace, Emphasis.PRESENT.pitch());
        LadderLayout whole = LadderLayout.of(trace, scale, options);
        for (long time : new long[] {0, trace.until() / 2, trace.until()}) {
            flat(whole.at(time).marks()).forEach(mark -> {
                if (mark instanceof Mark.Text text) {
                    assertThat(text.lettering().size()).as(text.text()).isGreaterThanOrEqualTo(24);
                }
                if (mark instanceof Mark.Shape shape && shape.stroke() != null && !isDecor(shape.stroke())) {
                    assertThat(shape.stroke().width()).as("%s", shape).isGreaterThanOrEqualTo(3);
                }
            });
        }
    }

    private static boolean isDecor(Stroke stroke) {
        return Set.of(Ink.LINE, Ink.LINE_SOFT, Ink.PAPER).contains(stroke.ink());
    }

    private static Stream<Mark> flat(List<Mark> marks) {
        return marks.stream().flatMap(mark -> mark instanceof Mark.Group group ? flat(group.marks()) : Stream.of(mark));
    }

    private static Trace run(String id) {
        return RunScenario.run(ScenarioLibrary.open(id).value().orElseThrow());
    }

    private static LadderLayout layout(Trace trace, double width) {
        return LadderLayout.of(trace, TimeScale.compressed(trace, Emphasis.EXPLORE.pitch()), LadderOptions.of(width));
    }
}
