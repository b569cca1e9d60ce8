package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import timewaitlab.base.Watch;

/** The pictures of the gallery come one after another, and give way to whatever somebody asks for. */
class VignettesTest {
    /** One whose run never ends by itself, until it is let go. */
    private static final String SLOW = "slow";

    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch running = new CountDownLatch(1);
    private volatile boolean free;

    /** The hand-made flagship under any name. */
    private final class Lab implements Laboratory {
        private final Laboratory flagship = new HandmadeLaboratory();

        @Override
        public List<ScenarioTitle> scenarios() {
            return List.of();
        }

        @Override
        public List<String> kernels() {
            return flagship.kernels();
        }

        @Override
        public Answer run(ScenarioChoice choice, Watch watch) {
            ran.add(choice.scenario());
            while (choice.scenario().equals(SLOW) && !free) {
                running.countDown();
                watch.orGiveUp();
                Thread.onSpinWait();
            }
            return flagship.run(choice, watch);
        }

        @Override
        public Answer open(Path file, Watch watch) {
            return flagship.open(file, watch);
        }
    }

    @Test
    void whatTakesLongWaitsForTheOthers() {
        MainViewModel model = delivery.window(new Lab(), Desk.bare());
        model.showing().galleryProperty().set(true);
        Vignettes vignettes = model.runs().vignettes();
        vignettes.want(List.of("a", SLOW, "b"));
        delivery.until(() -> vignettes.made().size() == 2);
        assertThat(vignettes.made()).containsOnlyKeys("a", "b");
        assertThat(vignettes.made().get("a")).isNotEmpty();
        free = true;
        delivery.until(() -> vignettes.made().size() == 3);
        assertThat(ran).startsWith("a", SLOW, "b", SLOW);
        vignettes.want(List.of("a", SLOW, "b"));
        delivery.rest();
        assertThat(ran).as("what is drawn is kept").hasSize(4);
    }

    @Test
    void whoeverAsksForSomethingDoesNotWait() throws InterruptedException {
        MainViewModel model = delivery.window(new Lab(), Desk.bare());
        model.showing().galleryProperty().set(true);
        model.runs().vignettes().want(List.of(SLOW));
        running.await();
        model.start("flagship");
        delivery.until(() -> model.getExperiment().isPresent());
        assertThat(model.runs().vignettes().made()).isEmpty();
    }

    @Test
    void behindTheGalleryNothingIsDrawn() {
        MainViewModel model = delivery.window(new Lab(), Desk.bare());
        model.runs().vignettes().want(List.of("a"));
        model.start("flagship");
        delivery.until(() -> model.getExperiment().isPresent());
        assertThat(ran).containsExactly("flagship");
    }
}
