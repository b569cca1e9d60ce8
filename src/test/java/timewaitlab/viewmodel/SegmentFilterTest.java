package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import timewaitlab.base.SimTime;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.viewmodel.SegmentFilter.Span;

/** The filter of the ladder on the flagship, without a window. */
class SegmentFilterTest {
    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.windowOn("flagship");
    private final SegmentFilter filter = model.filter();

    private void apply(String text) {
        filter.textProperty().set(text);
        filter.apply(() -> {});
        delivery.until(() -> filter.applied().equals(text));
    }

    private Set<Integer> legs() {
        return filter.trace().legs().stream().map(Leg::id).collect(Collectors.toSet());
    }

    @Test
    void aSegmentIsShownWholeWhereOneOfItsLegsPasses() {
        apply("ip.src == 10.0.0.3 && tcp.flags.syn");
        assertThat(filter.course().journeys())
                .hasSize(7)
                .allMatch(leg -> leg.at().equals("C"));
        for (Leg leg : filter.course().journeys()) {
            int behind = model.index().after(leg.id()).orElseThrow().id();
            assertThat(legs()).as("the leg behind the NAT").contains(behind);
        }
        assertThat(filter.tally()).isEqualTo("7 of 36 segments · 6 of 6 refusals");
        assertThat(filter.trace().legs()).hasSize(14);
        filter.clear();
        assertThat(filter.course()).isSameAs(model.index().course());
        assertThat(filter.tally()).isEqualTo("36 of 36 segments · 6 of 6 refusals");
    }

    @Test
    void aVerdictIsThatOfTheWholeSegmentAndAStateChangeThatOfItsCause() {
        apply("ip.src == 10.0.0.3 && verdict == drop");
        assertThat(filter.course().journeys())
                .as("the address is one leg's, the verdict the other's")
                .hasSize(6);
        apply("!(verdict == drop)");
        assertThat(filter.course().journeys()).hasSize(30);
        assertThat(filter.course().refusals()).isEmpty();
        apply("state == TIME-WAIT && state.host == B");
        assertThat(filter.course().journeys())
                .isNotEmpty()
                .allMatch(leg ->
                        model.index().lastLeg(leg.id()).orElseThrow().to().equals("B"));
    }

    @Test
    void stepsAndRefusalsKeepToWhatIsShown() {
        apply("tcp.flags.syn && ip.src == 10.0.0.2");
        model.seek(0);
        model.selectedProperty().set(0);
        for (Leg leg : filter.course().journeys()) {
            model.stepSegment(1);
            assertThat(model.selectedProperty().get()).isEqualTo(leg.id());
        }
        model.seek(0);
        model.stepRefusal(true);
        assertThat(model.playhead().getTime()).as("no refusal is shown").isZero();
        model.stepForward();
        model.stepForward();
        assertThat(model.playhead().getTime()).as("past the hidden second").isGreaterThan(5 * SimTime.SECOND);
        assertThat(legs())
                .contains(model.explained().map(model.index()::journeyOf).orElseThrow());
    }

    @Test
    void whatIsSelectedAndHiddenIsSelectedNoLonger() {
        model.goTo(model.index().journeys().get(0).id());
        apply("verdict == drop");
        assertThat(model.selectedProperty().get()).isZero();
        assertThat(model.explained()).as("no refusal so early").isEmpty();
    }

    @Test
    void theTimersOfWhatIsShownAreShown() {
        apply("ip.src == 10.0.0.3 && tcp.flags.syn");
        assertThat(filter.trace().timers())
                .extracting(span -> span.at() + ' ' + span.kind())
                .contains("C RETRANSMIT", "B PEER_MEMORY", "N NAT_MAPPING")
                .doesNotContain("A RETRANSMIT")
                .doesNotContain("B " + TimerKind.FIN_WAIT_2);
    }

    @Test
    void onlyThisConnectionIsBothSidesOfTheNat() {
        int syn = model.index().journeys().stream()
                .filter(leg -> leg.at().equals("C"))
                .findFirst()
                .orElseThrow()
                .id();
        filter.toConnectionOf(syn);
        delivery.until(() -> !filter.applied().isEmpty());
        assertThat(filter.applied())
                .isEqualTo("ip.addr == 10.0.0.3 && tcp.port == 40000 && ip.addr == 198.51.100.9 && tcp.port == 80"
                        + " || ip.addr == 203.0.113.7 && tcp.port == 40001 && ip.addr == 198.51.100.9"
                        + " && tcp.port == 80");
        assertThat(filter.course().journeys())
                .hasSizeBetween(6, 16)
                .allMatch(leg ->
                        model.index().party(leg.at()).isPresent() && !leg.at().equals("A"));
    }

    @Test
    void aMistakeIsPlacedWhileItIsWrittenAndChangesNothing() {
        apply("verdict == drop");
        filter.textProperty().set("verdict == drop && tcp.flags.sin == 1");
        delivery.until(() -> filter.problemProperty().get().isPresent());
        assertThat(filter.problemText()).startsWith("At column 20, unknown field \"tcp.flags.sin\"");
        assertThat(filter.problemSpan()).contains(new Span(19, 32));
        filter.apply(() -> {
            throw new AssertionError("applied");
        });
        delivery.next();
        assertThat(filter.applied()).isEqualTo("verdict == drop");
        filter.textProperty().set("verdict ==");
        delivery.until(() -> filter.problemText().contains("the test ends here"));
        assertThat(filter.problemSpan()).as("beyond the end").contains(new Span(10, 11));
        filter.revert();
        delivery.until(() -> filter.problemProperty().get().isEmpty());
        assertThat(filter.textProperty().get()).isEqualTo("verdict == drop");
    }

    @Test
    void itOutlastsEditsAndBranchesAndEndsWithTheScenario() {
        apply("verdict == drop");
        model.edit(ScenarioChoice.of("flagship").withSysctl("B", "tcp_tw_recycle", 0));
        delivery.until(() -> !model.session().interventions().isEmpty());
        assertThat(filter.course().journeys()).as("nothing is refused any more").isEmpty();
        model.session().undo();
        delivery.until(() -> model.session().interventions().isEmpty());
        assertThat(filter.course().journeys()).hasSize(6);
        assertThat(LadderRow.all(
                        filter.course(), model.index(), model.getExperiment().orElseThrow()))
                .hasSize(6)
                .allMatch(row -> row.verdict().startsWith("DROP"));
        model.start("nat-forgets");
        delivery.until(() ->
                Objects.equals(model.getExperiment().orElseThrow().choice().scenario(), "nat-forgets"));
        assertThat(filter.applied()).isEmpty();
        assertThat(filter.course()).isSameAs(model.index().course());
    }

    @Test
    void aLessonShowsEverything() {
        apply("verdict == drop");
        model.lessons().begin();
        delivery.until(() -> model.lessons().getStep().isPresent());
        assertThat(filter.shownProperty().get()).isEmpty();
        filter.textProperty().set("verdict == drop");
        filter.apply(() -> {});
        assertThat(filter.shownProperty().get()).isEmpty();
        assertThat(model.noticeProperty().get()).isNotNull();
    }

    @Test
    void bothFuturesThatAreComparedAreSiftedAndSayHowManyAreHidden() {
        model.compare().kernels("linux-2.6.32", "linux-4.12");
        delivery.until(() -> model.compare().pairProperty().get() != null);
        model.compare().activeProperty().set(true);
        apply("ip.src == 10.0.0.3 && tcp.flags.syn");
        CompareModel.Pair pair =
                Objects.requireNonNull(model.compare().pairProperty().get());
        assertThat(pair.left().ladder().trace().legs()).hasSize(14);
        assertThat(pair.right().ladder().trace().legs()).hasSize(2);
        assertThat(pair.left().told()).isEqualTo("kernel B = linux-2.6.32 · 29 hidden");
        assertThat(pair.partsAt()).as("where they part is not sifted").contains(5_022_000_000L);
        CompareLadders ladders = CompareLadders.of(model, 1200, Set.of()).orElseThrow();
        assertThat(ladders.left().y(5_022_000_000L))
                .as("one clock")
                .isEqualTo(ladders.right().y(5_022_000_000L));
        CompareLadders laid = ladders.showing(0, ladders.height());
        assertThat(laid.left().legsBetween(0, ladders.height())).hasSize(14).allMatch(legs()::contains);
        assertThat(laid.right().legsBetween(0, ladders.height())).hasSize(2);
        filter.clear();
        pair = Objects.requireNonNull(model.compare().pairProperty().get());
        assertThat(pair.left().ladder().hidden()).isZero();
        assertThat(pair.left().told()).isEqualTo("kernel B = linux-2.6.32");
    }

    @Test
    void whoeverIsLedToWhatIsHiddenIsToldSo() {
        int first = model.index().journeys().get(0).id();
        apply("verdict == drop");
        model.goTo(first);
        assertThat(model.selectedProperty().get()).isEqualTo(first);
        assertThat(model.noticeProperty().get().title())
                .isEqualTo("Segment " + first + " is hidden by the filter verdict == drop.");
        model.dismiss();
        model.goTo(filter.course().journeys().get(0).id());
        assertThat(model.noticeProperty().get()).isNull();
    }
}
