package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import timewaitlab.base.SimTime;
import timewaitlab.scenario.Intervention;
import timewaitlab.trace.RecordingPlan;

/** What is done is in a file before the next thing can be done, and comes back from it. */
class AutosaveTest {
    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.window();
    private final MainViewModel later = delivery.window();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void start() {
        file = folder.resolve("deep").resolve(Autosave.FILE);
        Autosave.keep(model, file);
        model.start("flagship");
        delivery.until(() -> model.getExperiment().isPresent());
        model.playhead().pause();
    }

    private void write(String text) {
        int before = model.session().interventions().size();
        model.line().begin(text);
        model.line().submit();
        delivery.until(() -> model.session().interventions().size() > before);
    }

    private boolean holds(String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void everyEditIsKeptAndComesBackAsItWas() {
        write("set B.tcp_tw_recycle = 0");
        model.seek(5 * SimTime.SECOND);
        model.deeds().fork();
        model.session().rename(2, "a \"slow\" link: #2");
        write("link N-B delay 40 ms at 5 s");
        model.session().replace(0, model.session().interventions().get(0).turned(false));
        delivery.until(() -> !model.session().interventions().get(0).isOn());
        delivery.until(() -> holds("off: true"));
        later.resume(file, Optional.empty());
        delivery.until(() -> later.getExperiment().isPresent());
        assertThat(later.session().getTree().current()).isEqualTo(2);
        assertThat(later.session().getTree().futures())
                .extracting(Future::name)
                .containsExactly("main", "a \"slow\" link: #2");
        assertThat(later.session().interventions()).isEqualTo(model.session().interventions());
        assertThat(later.index().trace().digest())
                .isEqualTo(model.index().trace().digest());
        assertThat(later.noticeProperty().get()).isNotNull();
        delivery.until(() -> later.session().getTree().futures().get(0).run().isPresent());
        assertThat(BranchRow.of(later.session().getTree()))
                .extracting(BranchRow::note)
                .isEqualTo(BranchRow.of(model.session().getTree()).stream()
                        .map(BranchRow::note)
                        .toList());
        later.session().show(1);
        delivery.until(() -> later.session().getTree().current() == 1);
        assertThat(later.session().interventions())
                .extracting(Intervention::title)
                .containsExactly("set B.tcp_tw_recycle = 0");
        later.deeds().fork();
        assertThat(later.session().getTree().current()).as("numbers go on").isEqualTo(3);
    }

    @Test
    void whereNothingIsDoneNothingIsKept() {
        model.alongside(() -> 0, done -> model.say(new Notice("written", List.of(), false)));
        delivery.until(() -> model.noticeProperty().get() != null
                && model.noticeProperty().get().title().equals("written"));
        assertThat(file).doesNotExist();
        later.resume(file, Optional.of("nat-forgets"));
        delivery.until(() -> later.getExperiment().isPresent());
        assertThat(later.getExperiment().orElseThrow().choice().scenario()).isEqualTo("nat-forgets");
    }

    @Test
    void whatWasUndoneCanBeDoneAgainAfterAKill() {
        write("set B.tcp_tw_recycle = 0");
        write("link N-B delay 40 ms at 5 s");
        model.session().undo();
        delivery.until(() -> model.session().interventions().size() == 1);
        model.session().undo();
        // The first step back was written too, with what could be undone then.
        delivery.until(() -> model.session().interventions().isEmpty() && holds("redo:") && !holds("undo:"));
        later.resume(file, Optional.empty());
        delivery.until(() -> later.getExperiment().isPresent());
        assertThat(later.session().undoableProperty().get()).isFalse();
        later.session().redo();
        delivery.until(() -> later.session().interventions().size() == 1);
        later.session().redo();
        delivery.until(() -> later.session().interventions().size() == 2);
        assertThat(later.session().redoableProperty().get()).isFalse();
        later.session().undo();
        delivery.until(() -> later.session().interventions().size() == 1);
        assertThat(later.session().interventions())
                .extracting(Intervention::title)
                .containsExactly("set B.tcp_tw_recycle = 0");
    }

    /** As a killed process leaves it: only the file is there. */
    @Test
    void whatWasWrittenDownAndWhichSegmentsAreShownComeBackAfterAKill() {
        LoadPane pane = new LoadPane(model);
        pane.choose(4 * SimTime.SECOND, 6 * SimTime.SECOND);
        pane.record();
        RecordingPlan window = RecordingPlan.window(4 * SimTime.SECOND, 6 * SimTime.SECOND);
        delivery.until(() -> model.index().trace().plan().equals(window) && holds("record: {from: 4 s, until: 6 s}"));
        model.deeds().fork();
        assertThat(pane.record(":40000")).isEmpty();
        RecordingPlan connection = RecordingPlan.connections(List.of(":40000"));
        delivery.until(() -> model.index().trace().plan().equals(connection) && holds("connections:"));
        model.filter().show("verdict == drop");
        delivery.until(() -> holds("filter: \"verdict == drop\""));
        model.close();
        later.resume(file, Optional.empty());
        delivery.until(() ->
                later.getExperiment().isPresent() && !later.filter().applied().isEmpty());
        assertThat(later.index().trace().plan()).isEqualTo(connection);
        assertThat(later.filter().applied()).isEqualTo("verdict == drop");
        assertThat(later.index().trace().legs())
                .hasSameSizeAs(model.index().trace().legs());
        later.session().show(1);
        delivery.until(() -> later.session().getTree().current() == 1
                && later.index().trace().plan().equals(window));
        assertThat(new LoadPane(later).recorded()).startsWith("Written down: 4.000 to 6.000 s");
    }

    @Test
    void aSessionOfAnotherScenarioOrABrokenFileStartsAfresh() throws IOException {
        write("set B.tcp_tw_recycle = 0");
        delivery.until(() -> holds("tcp_tw_recycle"));
        later.resume(file, Optional.of("nat-forgets"));
        delivery.until(() -> later.getExperiment().isPresent());
        assertThat(later.session().interventions()).isEmpty();
        Files.writeString(file, "scenario: flagship\nshown: 7\nbranches: [{id: 1, name: x, parent: 3}]\n");
        MainViewModel third = delivery.window();
        third.resume(file, Optional.of("flagship"));
        delivery.until(() -> third.getExperiment().isPresent());
        assertThat(third.session().getTree().futures()).hasSize(1);
    }

    @Test
    void whatCannotBeKeptIsSaidOnce() throws IOException {
        Path blocked = folder.resolve("blocked");
        Files.writeString(blocked, "a file where a folder should be");
        Autosave.keep(model, blocked.resolve("session.yaml"));
        write("set B.tcp_tw_recycle = 0");
        delivery.until(() -> model.noticeProperty().get() != null
                && model.noticeProperty().get().isProblem());
        assertThat(model.noticeProperty().get().lines()).hasSize(1);
        assertThat(model.session().interventions())
                .as("the edit counts all the same")
                .hasSize(1);
    }
}
