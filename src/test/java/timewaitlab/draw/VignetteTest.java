package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import timewaitlab.base.SimTime;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.Census;
import timewaitlab.trace.Trace;

/** Pictures as small as a card: the stretch around one moment, or a plot with its limit and the first refusal. */
class VignetteTest {
    private static final double WIDTH = 262;
    private static final double HEIGHT = 150;

    private static Trace run(String id) {
        Scenario scenario = ScenarioLibrary.open(id).value().orElseThrow();
        return RunScenario.run(scenario, () -> false);
    }

    private static List<String> groups(List<Mark> marks) {
        List<String> ids = new ArrayList<>();
        marks.forEach(mark -> {
            if (mark instanceof Mark.Group group) {
                ids.add(group.id());
            }
        });
        return ids;
    }

    @Test
    void theRefusalWithWhatIsAroundIt() throws IOException {
        Golden.matches("vignette-flagship", Vignette.of(run("flagship"), 5022 * SimTime.MILLISECOND, WIDTH, HEIGHT));
    }

    @Test
    void theFirstAndTheLastSegmentsAreAsMany() {
        Trace trace = run("nobody-answers");
        assertThat(groups(Vignette.of(trace, 0, WIDTH, HEIGHT))).hasSize(8).contains("leg-1");
        assertThat(groups(Vignette.of(trace, trace.until(), WIDTH, HEIGHT)))
                .hasSize(8)
                .contains("leg-" + trace.legs().get(trace.legs().size() - 1).id());
    }

    @Test
    void whereThereAreFewerSegmentsAllAreThere() {
        Trace trace = run("keepalive-ghost");
        assertThat(trace.legs()).hasSize(9);
        Trace few = new Trace(
                trace.scenario(),
                trace.seed(),
                trace.until(),
                trace.parties(),
                trace.legs().subList(0, 3),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                java.util.Map.of(),
                "");
        assertThat(groups(Vignette.of(few, 0, WIDTH, HEIGHT))).containsExactly("leg-1", "leg-2", "leg-3");
    }

    @Test
    void nothingIsOutsideTheCard() {
        for (String id : List.of("flagship", "who-ate-my-syn", "nat-forgets", "never-closed", "rebooted-client")) {
            Trace trace = run(id);
            for (Mark mark : Vignette.of(trace, trace.until() / 2, WIDTH, HEIGHT)) {
                Outline.Box box = Bounds.of(mark);
                assertThat(box.x()).as(id).isGreaterThanOrEqualTo(0);
                assertThat(box.right()).as(id).isLessThanOrEqualTo(WIDTH);
                assertThat(box.y()).as(id).isGreaterThanOrEqualTo(0);
                assertThat(box.bottom()).as(id).isLessThanOrEqualTo(HEIGHT);
            }
        }
    }

    @Test
    void whatIsFullAndTheFirstRefusal() throws IOException {
        Golden.matches(
                "vignette-ports-run-out", LoadVignette.of(run("ports-run-out").census(), WIDTH, HEIGHT));
    }

    @Test
    void whatWasNotCountedIsNotPlotted() {
        assertThat(LoadVignette.of(Census.NONE, WIDTH, HEIGHT)).isEmpty();
    }
}
