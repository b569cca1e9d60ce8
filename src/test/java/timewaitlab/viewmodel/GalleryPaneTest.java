package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.viewmodel.GalleryPane.Card;
import timewaitlab.viewmodel.GalleryPane.Part;
import timewaitlab.viewmodel.GalleryPane.Step;

/** The gallery without a window: its cards, the way among them, and what comes of opening one. */
class GalleryPaneTest {
    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private MainViewModel model;
    private GalleryPane gallery;

    @BeforeEach
    void open() {
        model = delivery.windowOn("flagship");
        gallery = new GalleryPane(model);
        model.showing().galleryProperty().set(true);
        gallery.look();
        delivery.until(() -> !gallery.cardsProperty().get().isEmpty());
    }

    private Card card(String id) {
        return gallery.cardsProperty().get().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCardForEveryLessonInTeachingOrder() {
        assertThat(gallery.cardsProperty().get())
                .extracting(Card::id)
                .containsExactlyElementsOf(model.laboratory().ids());
        assertThat(gallery.heading()).isEqualTo(gallery.cardsProperty().get().size() + " lessons");
        Card first = gallery.cardsProperty().get().get(0);
        assertThat(first)
                .isEqualTo(new Card(
                        "flagship",
                        1,
                        "Two laptops, one café",
                        "What does B send back to C?",
                        "recycle · nat · timestamps",
                        false));
        assertThat(first.spoken())
                .isEqualTo("1. Two laptops, one café. What does B send back to C? recycle · nat · timestamps.");
    }

    @Test
    void whatWasGoneThroughIsDone() {
        model.lessons()
                .book()
                .add(new LessonResult(
                        Instant.EPOCH, "reused-quintuple", "Nothing", 2, true, true, 1, "Nothing", true, 0));
        gallery.look();
        assertThat(gallery.cardsProperty().get()).filteredOn(Card::done).containsExactly(card("reused-quintuple"));
        assertThat(card("reused-quintuple").spoken()).endsWith("done.");
        assertThat(model.desk().remembered().text()).contains("lesson.done.reused-quintuple=1970-01-01T00:00:00Z");
        gallery.partProperty().set(Part.SCENARIOS);
        assertThat(gallery.cardsProperty().get()).noneMatch(Card::done);
    }

    @Test
    void aLessonBeginsInADemonstration() {
        gallery.open(card("reused-quintuple"));
        delivery.until(() -> model.lessons().getStep().equals(Optional.of(LessonStep.WATCH)));
        assertThat(model.index().trace().scenario()).isEqualTo("reused-quintuple");
        assertThat(model.showing().demoProperty().get()).isTrue();
        assertThat(model.showing().galleryProperty().get()).isFalse();
    }

    @Test
    void aScenarioIsOpenedWithoutItsLesson() {
        gallery.partProperty().set(Part.SCENARIOS);
        gallery.open(card("last-ack-lost"));
        delivery.until(() -> model.index().trace().scenario().equals("last-ack-lost"));
        delivery.rest();
        assertThat(model.showing().galleryProperty().get()).isFalse();
        assertThat(model.lessons().getStep()).isEmpty();
        assertThat(model.showing().demoProperty().get()).isFalse();
    }

    @Test
    void whatIsShownIsGoneBackToAsItWas() {
        model.seek(1_000_000_000L);
        Experiment before = model.getExperiment().orElseThrow();
        gallery.partProperty().set(Part.SCENARIOS);
        gallery.open(card("flagship"));
        assertThat(model.showing().galleryProperty().get()).isFalse();
        assertThat(model.getExperiment()).containsSame(before);
        assertThat(model.playhead().getTime()).isEqualTo(1_000_000_000L);
    }

    @Test
    void aFileThatCannotBeOpenedLeavesTheGalleryWhereItIs() {
        Path missing = Path.of("nowhere", "missing.pcap");
        model.desk().remembered().opened(missing);
        gallery.partProperty().set(Part.RECENT);
        Card card = gallery.cardsProperty().get().get(0);
        assertThat(card.title()).isEqualTo("missing.pcap");
        assertThat(card.question())
                .isEqualTo(String.valueOf(missing.toAbsolutePath().getParent()));
        gallery.open(card);
        delivery.until(() -> model.noticeProperty().get() != null);
        assertThat(model.noticeProperty().get().isProblem()).isTrue();
        assertThat(model.showing().galleryProperty().get()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, RIGHT, 1",
        "0, LEFT, 0",
        "4, RIGHT, 5",
        "7, UP, 2",
        "2, UP, 2",
        "2, DOWN, 7",
        "17, DOWN, 17",
        "9, FIRST, 0",
        "9, LAST, 19",
        "19, RIGHT, 19"
    })
    void arrowsLeadFromCardToCard(int from, Step step, int to) {
        assertThat(gallery.step(from, step, 5)).isEqualTo(to);
    }

    @Test
    void belowARowThatIsNotFullLiesItsLastCard() {
        assertThat(gallery.step(14, Step.DOWN, 6)).isEqualTo(19);
        assertThat(gallery.step(18, Step.DOWN, 6)).isEqualTo(18);
    }
}
