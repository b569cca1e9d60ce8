package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import timewaitlab.base.SimTime;
import timewaitlab.draw.MapLayout;
import timewaitlab.draw.MapRegions.Point;

/** The Map pane without a screen: the plane around the explained verdict, and the dot that is moved about on it. */
class MapPaneTest {
    private static final String FULL_NAT = "src/test/resources/scenarios/full-nat.yaml";

    private static final long REFUSED = 5022 * SimTime.MILLISECOND;

    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.window();
    private final MapPane map = new MapPane(model);

    @BeforeEach
    void start() {
        model.start("flagship");
        delivery.until(() -> model.getExperiment().isPresent());
        model.seek(REFUSED);
        map.activate(true);
        delivery.until(() -> map.shownProperty().get() != null && !map.isBusy());
    }

    @Test
    void theDotLiesOnTheSegment() {
        assertThat(map.dotProperty().get().y()).isEqualTo(-845_315);
        assertThat(map.isSupposed()).isFalse();
        assertThat(map.measures()).extracting(MapPane.Measure::difference).contains("-845315");
        assertThat(model.why().orElseThrow().place()).isEqualTo("5.022 s · B · LISTEN");
    }

    @Test
    void whatIsExplainedFollowsTheDotAndSaysThatItNeverHappened() {
        map.toEdge(0, 1);
        assertThat(map.dotProperty().get().y()).as("one tick of grace").isEqualTo(-1);
        WhyCard card = model.why().orElseThrow();
        assertThat(card.chip().kind()).isEqualTo(VerdictChip.Kind.ACCEPT);
        assertThat(card.place()).isEqualTo("supposed · B · LISTEN");
        map.nudge(0, -1);
        assertThat(model.why().orElseThrow().chip().kind()).isEqualTo(VerdictChip.Kind.DROP);
        assertThat(model.why().orElseThrow().notes())
                .extracting(WhyCard.Note::fact)
                .contains("PAWSPassive");
        map.putBack();
        assertThat(model.why().orElseThrow().place()).isEqualTo("5.022 s · B · LISTEN");
    }

    @Test
    void anotherMomentForgetsWhatWasSupposed() {
        map.nudge(0, 10);
        assertThat(model.supposedProperty().get()).isNotNull();
        model.seek(44 * SimTime.MILLISECOND);
        assertThat(model.supposedProperty().get()).isNull();
        delivery.until(() -> !map.isBusy());
        assertThat(map.isSupposed()).isFalse();
    }

    @Test
    void theFirstViewHoldsTheDotWithAirAroundIt() {
        MapLayout layout = map.layout(320, 340).orElseThrow();
        var dot = layout.place(map.dotProperty().get(), 7);
        assertThat(layout.plane().grown(-10).contains(dot.x(), dot.y())).isTrue();
        map.whole();
        MapLayout whole = map.layout(320, 340).orElseThrow();
        assertThat(whole.pointAt(0, 2000)).isEqualTo(new Point(Integer.MIN_VALUE, Integer.MIN_VALUE));
    }

    @Test
    void zoomKeepsThePlaceAndEndsAtSingleUnits() {
        map.layout(320, 340);
        for (int i = 0; i < 60; i++) {
            map.zoom(2);
        }
        MapLayout close = map.layout(320, 340).orElseThrow();
        var dot = close.place(map.dotProperty().get(), 1);
        assertThat(close.pointAt(dot.x(), dot.y())).isEqualTo(map.dotProperty().get());
        assertThat(close.pointAt(dot.x(), close.plane().y()).y() + 845_315)
                .as("ticks to the rim")
                .isBetween(0L, 20L);
    }

    @Test
    void anotherKernelShowsWhereTheTwoPart() {
        map.againstProperty().set("linux-4.12");
        delivery.until(() -> !map.isBusy());
        var regions = map.shownProperty().get().regions();
        assertThat(regions.cellAt(0, -845_315).differs()).isTrue();
        assertThat(regions.cellAt(0, 0).differs()).isFalse();
    }

    @Test
    void aTimersVerdictHasNoMap() {
        map.activate(false);
        model.seek(0);
        map.activate(true);
        delivery.until(() -> !map.isBusy());
        assertThat(map.shownProperty().get()).isNull();
        assertThat(map.layout(320, 340)).isEmpty();
    }

    @Test
    void ofWhatANatDecidesThereIsNoMapAndItSaysSo() {
        model.start(FULL_NAT);
        delivery.until(() -> model.getExperiment()
                .filter(shown -> shown.choice().scenario().equals(FULL_NAT))
                .isPresent());
        model.seek(21_001 * SimTime.MILLISECOND);
        delivery.until(() -> map.shownProperty().get() == null && !map.isBusy());
        assertThat(model.explained().orElseThrow().at()).isEqualTo("N");
        assertThat(map.withoutProperty().get()).isEqualTo(Texts.say("map.empty.nat"));
        model.seek(0);
        delivery.until(() -> !map.isBusy());
        assertThat(map.withoutProperty().get()).isEqualTo(Texts.say("map.empty.hint"));
    }
}
