package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import timewaitlab.app.Laboratories;
import timewaitlab.base.SimTime;
import timewaitlab.draw.DumpPen;
import timewaitlab.trace.Census;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.viewmodel.LoadPlot.Kind;

/** The Load pane without a window: its numbers are the census's, and what is chosen is what is written down. */
class LoadPaneTest {
    private static final long MS = SimTime.MILLISECOND;
    private static final long SECOND = SimTime.SECOND;

    private static MainViewModel showing(String scenario) throws InterruptedException {
        MainViewModel model = new MainViewModel(Laboratories.real(), Runnable::run);
        model.start(scenario);
        settled(model);
        return model;
    }

    /** The sim thread does one thing after the other. */
    private static void settled(MainViewModel model) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        model.alongside(() -> "", any -> done.countDown());
        assertThat(done.await(120, TimeUnit.SECONDS)).isTrue();
    }

    private static LoadPlot plot(LoadPane pane, Kind kind) {
        return pane.plots().stream()
                .filter(plot -> plot.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyPlotSaysWhatTheCensusCounted() throws InterruptedException {
        try (MainViewModel model = showing("busy-server")) {
            LoadPane pane = new LoadPane(model);
            Census census = model.index().trace().census();
            assertThat(pane.plots())
                    .extracting(LoadPlot::kind)
                    .containsExactly(Kind.TIME_WAIT, Kind.PORTS, Kind.TRACKED, Kind.REFUSALS);
            LoadPlot waiting = plot(pane, Kind.TIME_WAIT);
            assertThat(waiting.lines()).extracting(LoadPlot.Line::name).containsExactly("B");
            assertThat(waiting.height(waiting.lines().get(0), census.last(65 * SECOND)))
                    .isEqualTo(172_231);
            LoadPlot ports = plot(pane, Kind.PORTS);
            assertThat(ports.lines()).extracting(LoadPlot.Line::name).containsExactly("B", "C");
            assertThat(ports.number(ports.lines().get(0), 58 * SECOND)).isEqualTo("28,232 of 28,232");
            assertThat(ports.height(ports.lines().get(0), census.last(58 * SECOND)))
                    .isEqualTo(100);
            LoadPlot tracked = plot(pane, Kind.TRACKED);
            assertThat(tracked.number(tracked.lines().get(0), 70 * SECOND)).isEqualTo("167,998 of 262,144");
            LoadPlot refusals = plot(pane, Kind.REFUSALS);
            assertThat(refusals.number(refusals.lines().get(0), 70 * SECOND)).isEqualTo("1,769");
            assertThat(refusals.title()).isEqualTo("Refusals in each 0.1 s");
            assertThat(refusals.height(refusals.lines().get(0), census.last(58 * SECOND)))
                    .as("as many as were counted, not scaled to a second")
                    .isEqualTo(50);
            assertThat(IntStream.range(0, refusals.size())
                            .mapToDouble(
                                    number -> refusals.height(refusals.lines().get(0), number))
                            .sum())
                    .as("each is counted once")
                    .isEqualTo(1769);
            assertThat(refusals.refusals())
                    .startsWith(56_500 * MS)
                    .allMatch(moment -> moment <= 60_100 * MS)
                    .hasSizeBetween(35, 37);
        }
    }

    @Test
    void onlyAPartOfALargeRunIsWrittenDownAndItIsShownFirst() throws InterruptedException {
        try (MainViewModel model = showing("busy-server")) {
            LoadPane pane = new LoadPane(model);
            assertThat(model.playhead().getTime()).isEqualTo(56_456 * MS);
            assertThat(pane.recordedSpan()).contains(new LoadPane.Span(56_456 * MS, 56_476 * MS));
            assertThat(pane.recorded()).startsWith("Written down: 56.456 to 56.476 s, 1,047 of 3,6");
            assertThat(pane.moment()).startsWith("Counted at 56.400 s");
        }
    }

    @Test
    void aChosenPartIsWrittenDownAndIsTheSameRun() throws InterruptedException {
        try (MainViewModel model = showing("busy-server")) {
            LoadPane pane = new LoadPane(model);
            String digest = model.index().trace().digest();
            pane.choose(60 * SECOND + 5 * MS, 60 * SECOND);
            assertThat(pane.offer()).matches("Write down 60.000 to 60.005 s \\(2[67]\\d segments\\)");
            pane.record();
            settled(model);
            assertThat(model.index().trace().digest()).isEqualTo(digest);
            assertThat(model.index().trace().plan()).isEqualTo(RecordingPlan.window(60 * SECOND, 60 * SECOND + 5 * MS));
            assertThat(model.index().trace().legs()).hasSizeBetween(250, 320);
            assertThat(model.playhead().getTime()).isEqualTo(60 * SECOND);
            assertThat(model.session().undoableProperty().get())
                    .as("looking is no edit")
                    .isFalse();
            assertThat(pane.record(":32768")).isEmpty();
            settled(model);
            assertThat(model.index().trace().digest()).isEqualTo(digest);
            assertThat(model.index().trace().legs())
                    .isNotEmpty()
                    .hasSizeLessThan(400)
                    .allMatch(leg -> leg.segment().srcPort() == 32_768
                            || leg.segment().dstPort() == 32_768
                            || leg.rewrites() != 0
                            || model.index().after(leg.id()).isPresent());
            assertThat(pane.recorded()).startsWith("Written down: :32768, ");
            assertThat(model.getExperiment().orElseThrow().partly()).startsWith("Only :32768 is written down");
            model.deeds().to(model.index().journeys().get(0).id(), Deeds.Deed.DROP);
            settled(model);
            assertThat(model.session().interventions())
                    .as("its connection is there from its start, so it has a name")
                    .hasSize(1);
            assertThat(model.index().trace().digest()).isNotEqualTo(digest);
        }
    }

    /** Nearly all of these entries were made before anything was written down. */
    @Test
    void theStateDiagramHasTheCountedSockets() throws InterruptedException {
        try (MainViewModel model = showing("busy-server")) {
            StatesPane states = StatesPane.of(model.index(), "B", 0, 56_470 * MS);
            DumpPen pen = new DumpPen();
            pen.draw(states.layout(model.index(), 200, 574).marks());
            assertThat(pen.text()).contains("163k");
        }
    }

    @Test
    void whatIsBeingWrittenDownCanBeGivenUp() throws InterruptedException {
        try (MainViewModel model = showing("busy-server")) {
            LoadPane pane = new LoadPane(model);
            Experiment before = model.getExperiment().orElseThrow();
            pane.choose(SECOND, 2 * SECOND);
            pane.record();
            assertThat(model.runs().workingProperty().get()).isTrue();
            model.runs().cancel();
            settled(model);
            assertThat(model.runs().workingProperty().get()).isFalse();
            assertThat(model.getExperiment().orElseThrow()).isSameAs(before);
        }
    }

    /** Which of its kind it is depends on what went before. */
    @Test
    void aSegmentOfACutOutPartIsNotChanged() throws InterruptedException {
        try (MainViewModel model = showing("busy-server")) {
            model.deeds().to(model.index().journeys().get(0).id(), Deeds.Deed.DROP);
            assertThat(model.session().interventions()).isEmpty();
            assertThat(model.noticeProperty().get().title()).startsWith("Only a part of this run is written down.");
            assertThat(model.getExperiment().orElseThrow().partly())
                    .startsWith("Written down from 56.456 to 56.476 s only");
        }
    }

    @Test
    void whatIsTooMuchForALadderIsCutShort() throws InterruptedException {
        try (MainViewModel model = showing("busy-server")) {
            LoadPane pane = new LoadPane(model);
            pane.choose(0, 70 * SECOND);
            assertThat(pane.offer()).matches("Write down 0.000 to 1\\.[89]00 s \\((9\\d|100),\\d{3} segments\\)");
        }
    }

    @Test
    void zoomingInShowsTheMarkedPart() throws InterruptedException {
        try (MainViewModel model = showing("flagship")) {
            LoadPane pane = new LoadPane(model);
            assertThat(pane.recordedSpan()).isEmpty();
            assertThat(pane.recorded()).startsWith("All of the run is written down, ");
            pane.choose(10 * SECOND, 4 * SECOND);
            pane.zoomIn();
            assertThat(pane.shownProperty().get()).isEqualTo(new LoadPane.Span(4 * SECOND, 10 * SECOND));
            assertThat(pane.chosenProperty().get()).isEqualTo(Optional.empty());
            assertThat(pane.isZoomed()).isTrue();
            pane.zoomOut();
            assertThat(pane.isZoomed()).isFalse();
            assertThat(plot(pane, Kind.REFUSALS).lines())
                    .extracting(LoadPlot.Line::name)
                    .containsExactly("B dropped");
        }
    }

    @Test
    void whatIsNoConnectionIsSaid() throws InterruptedException {
        try (MainViewModel model = showing("flagship")) {
            LoadPane pane = new LoadPane(model);
            for (String wrong : List.of("", "x", "10.0.0.1", "10.0.0.1:80-", "-10.0.0.1:80", "123456")) {
                assertThat(pane.record(wrong)).as(wrong).isPresent();
            }
            model.select(1);
            assertThat(pane.selected()).isEqualTo("10.0.0.2:40000-198.51.100.9:80");
        }
    }

    @Test
    void aCaptureWasNotCounted() {
        assertThat(LoadPlot.of(Census.NONE)).isEmpty();
    }
}
