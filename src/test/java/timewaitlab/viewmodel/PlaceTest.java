package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;
import timewaitlab.draw.LadderLayout;
import timewaitlab.scenario.Intervention;
import timewaitlab.trace.TraceEvent.Leg;

/** What is done from places of the flagship's ladder, and just before and after a segment. */
class PlaceTest {
    private static final double WIDTH = 460;

    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.windowOn("flagship");

    private Leg first(String host) {
        return model.index().journeys().stream()
                .filter(leg -> leg.at().equals(host))
                .findFirst()
                .orElseThrow();
    }

    private String line() {
        assertThat(model.line().openProperty().get()).isTrue();
        return model.line().textProperty().get();
    }

    private void submit() {
        model.line().submit();
        delivery.next();
        assertThat(model.line().problemProperty().get()).isEmpty();
        delivery.next();
    }

    private Place at(double x, long time) {
        LadderLayout shown = new LadderViewModel(model).layout(WIDTH).orElseThrow();
        return Place.of(shown, model.index(), x, shown.y(time));
    }

    private double lifeline(String party) {
        return new LadderViewModel(model).layout(WIDTH).orElseThrow().x(party);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(textBlock = """
        5299871234, 5300123456, 5300000000
        9999999999, 10000000001, 10000000000
        0, 12, 0
        17, 19, 19
        17, 17, 17
        4999999001, 4999999999, 4999999100
        """)
    void ofMomentsThatLookAlikeTheRoundestIsMeant(long first, long last, long roundest) {
        assertThat(Place.roundest(first, last)).isEqualTo(roundest);
    }

    @Test
    void theNearestHostWouldSend() {
        assertThat(at(lifeline("A") - 5, 0).host()).isEqualTo("A");
        assertThat(at(lifeline("C") + 5, 0).host()).isEqualTo("C");
        assertThat(at(lifeline("N") + 5, 0).host()).as("a box sends nothing").isEqualTo("C");
        assertThat(at(lifeline("B") - 5, 0).host()).isEqualTo("B");
    }

    @Test
    void aPlaceTellsItsMomentAndHowFarTheSelectedSegmentIs() {
        Place place = new Place(5300 * SimTime.MILLISECOND, "C");
        model.select(0);
        assertThat(place.text(model)).isEqualTo("5.300 s");
        model.select(first("C").id());
        assertThat(place.text(model)).isEqualTo("5.300 s   Δt +0.300 s from the selected segment");
    }

    @Test
    void aSegmentLikeTheLastOfThatHostIsPutOnItsWay() {
        model.deeds().injectAt(new Place(5300 * SimTime.MILLISECOND, "C"));
        assertThat(line()).startsWith("inject at 5.3 s from C 10.0.0.3:40000 > 198.51.100.9:80 S ");
        int legs = model.index().trace().legs().size();
        submit();
        assertThat(model.index().trace().legs()).hasSizeGreaterThan(legs);
        assertThat(model.session().interventions())
                .extracting(Intervention::title)
                .allMatch(title -> title.startsWith("inject at 5.3 s from C"));
        model.session().undo();
        delivery.next();
        assertThat(model.index().trace().legs()).hasSize(legs);
    }

    @Test
    void whoHasSentNothingYetSendsWhatItWillSendFirst() {
        model.deeds().injectAt(new Place(SimTime.SECOND, "C"));
        assertThat(line()).startsWith("inject at 1 s from C 10.0.0.3:40000 > 198.51.100.9:80 S ");
    }

    @Test
    void whoNeverSendsHasALineToFill() {
        model.deeds().injectAt(new Place(SimTime.SECOND, "D"));
        assertThat(line()).isEqualTo("inject at 1 s from D ");
    }

    @Test
    void oneLikeItIsSentJustBeforeIt() {
        Leg syn = first("C");
        model.deeds().injectBefore(syn.id());
        assertThat(line()).startsWith("inject at 4.999999 s from C 10.0.0.3:40000 > 198.51.100.9:80 S ");
        submit();
        Leg injected = first("C");
        assertThat(injected.time()).isEqualTo(syn.time() - SimTime.MICROSECOND);
        assertThat(injected.segment().seq()).isEqualTo(syn.segment().seq());
    }

    @Test
    void oneLikeItIsSentWhenItHasArrived() {
        Leg syn = first("C");
        model.deeds().injectAfter(syn.id());
        assertThat(line()).startsWith("inject at 5.022001 s from C ");
        submit();
        assertThat(model.index().journeys())
                .filteredOn(leg -> leg.at().equals("C"))
                .extracting(Leg::time)
                .startsWith(syn.time(), 5022 * SimTime.MILLISECOND + SimTime.MICROSECOND);
    }

    @Test
    void theFirstOfAllHasNothingBeforeIt() {
        model.deeds().injectBefore(first("A").id());
        assertThat(line()).startsWith("inject at 0 s from A ");
    }

    @Test
    void aLineThatIsOpenIsOpenedAnew() {
        int[] opened = {0};
        model.line().openProperty().addListener((open, before, now) -> opened[0] += now ? 1 : 0);
        model.deeds().injectBefore(first("C").id());
        model.deeds().injectAfter(first("C").id());
        assertThat(opened[0]).isEqualTo(2);
    }

    @Test
    void whyLeavesTheComparisonAndSelects() {
        model.select(0);
        int asked = model.showing().whyAskedProperty().get();
        model.deeds().why(first("C").id());
        assertThat(model.selectedProperty().get()).isEqualTo(first("C").id());
        assertThat(model.showing().whyAskedProperty().get()).isEqualTo(asked + 1);
        assertThat(model.compare().activeProperty().get()).isFalse();
        assertThat(model.why().orElseThrow().chip().text()).isEqualTo("DROP silently");
    }

    @Test
    void breakpointsAndMarksAreSetAtThePlaceNotAtThePlayhead() {
        model.seek(0);
        long there = 5300 * SimTime.MILLISECOND;
        model.breakpoints().toggleAt(there);
        delivery.next();
        assertThat(model.breakpoints().pointsProperty().get())
                .singleElement()
                .satisfies(point -> assertThat(point.text()).isEqualTo("frame.time_relative >= 5.300"));
        Bookmarks.toggleAt(model, there);
        assertThat(model.session().bookmarks().moments()).containsExactly(there);
        assertThat(model.playhead().getTime()).isZero();
    }

    @Test
    void whereNoSegmentIsSelectedThatIsSaid() {
        model.select(0);
        for (Runnable deed : List.<Runnable>of(
                () -> model.deeds().toSelected(Deeds.Deed.DROP),
                model.deeds()::injectBeforeSelected,
                model.deeds()::injectAfterSelected)) {
            model.dismiss();
            deed.run();
            assertThat(model.noticeProperty().get().title()).startsWith("No segment is selected");
        }
        assertThat(model.session().interventions()).isEmpty();
        assertThat(model.line().openProperty().get()).isFalse();
    }
}
