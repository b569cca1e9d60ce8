package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import timewaitlab.base.SimTime;
import timewaitlab.draw.LadderLayout;
import timewaitlab.scenario.Intervention;
import timewaitlab.trace.TraceEvent.Leg;

/** What somebody does while a run is still on its way: nothing is lost, mixed up, or shown where it does not belong. */
class RunsTest {
    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.windowOn("flagship");
    private final Session session = model.session();

    @TempDir
    private Path folder;

    private String digest() {
        return model.index().trace().digest();
    }

    private void recycleOff() {
        session.edit(choice -> choice.withSysctl("B", "tcp_tw_recycle", 0));
    }

    private int synOfC() {
        return model.index().journeys().stream()
                .filter(leg -> leg.at().equals("C"))
                .findFirst()
                .map(Leg::id)
                .orElseThrow();
    }

    /** Takes the head of C's SYN and moves it, so that a run of that is on its way. */
    private DragModel dragging() {
        DragModel drag = new DragModel(model);
        LadderLayout ladder = new LadderViewModel(model).layout(700).orElseThrow();
        double[] head = ladder.lineOf(synOfC()).orElseThrow().end(true);
        drag.take(ladder, drag.gripAt(ladder, synOfC(), head[0], head[1]).orElseThrow());
        drag.to(ladder.y(6 * SimTime.SECOND), () -> {});
        return drag;
    }

    @Test
    void aBranchThatIsRenamedMeanwhileKeepsItsNewName() {
        recycleOff();
        session.rename(1, "without memory");
        delivery.until(() -> !session.interventions().isEmpty());
        assertThat(session.getTree().shown().orElseThrow().name()).isEqualTo("without memory");
    }

    @Test
    void asManyEditsAsAreMadeMeanwhileAreKeptAndCanBeUndoneOneByOne() {
        String before = digest();
        recycleOff();
        session.edit(choice -> choice.withKernel("C", "linux-4.10.1"));
        session.edit(choice -> choice.withSysctl("B", "tcp_rfc1337", 1));
        delivery.until(() -> !model.runs().workingProperty().get());
        assertThat(session.interventions())
                .extracting(Intervention::title)
                .containsExactly("set B.tcp_tw_recycle = 0", "kernel C = linux-4.10.1", "set B.tcp_rfc1337 = 1");
        for (int left = 2; left >= 0; left--) {
            session.undo();
            int edits = left;
            delivery.until(() -> session.interventions().size() == edits);
        }
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void anEditThatIsUndoneBeforeItsRunIsThereComesToNothing() {
        String before = digest();
        recycleOff();
        session.undo();
        assertThat(model.runs().workingProperty().get()).isFalse();
        session.edit(choice -> choice.withSysctl("B", "tcp_rfc1337", 1));
        delivery.until(() -> !session.interventions().isEmpty());
        assertThat(session.interventions()).extracting(Intervention::title).containsExactly("set B.tcp_rfc1337 = 1");
        session.undo();
        delivery.until(() -> session.interventions().isEmpty());
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void undoInAForkLeavesTheEditOfAnotherBranch() {
        recycleOff();
        session.fork(SimTime.SECOND);
        session.undo();
        delivery.until(() -> !model.runs().workingProperty().get());
        session.show(1);
        assertThat(session.interventions()).extracting(Intervention::title).containsExactly("set B.tcp_tw_recycle = 0");
    }

    @Test
    void whatIsRefusedIsNotGoneOnFrom() {
        session.edit(choice -> choice.withKernel("C", "linux-1.0"));
        delivery.until(() -> !model.runs().workingProperty().get());
        recycleOff();
        delivery.until(() -> !session.interventions().isEmpty());
        assertThat(session.interventions()).extracting(Intervention::title).containsExactly("set B.tcp_tw_recycle = 0");
    }

    @Test
    void whoForkedMeanwhileStaysInTheForkAndTheEditIsTheOthers() {
        String before = digest();
        recycleOff();
        session.fork(SimTime.SECOND);
        delivery.until(() -> !model.runs().workingProperty().get());
        assertThat(session.getTree().current()).isEqualTo(2);
        assertThat(digest()).as("what is shown is the fork").isEqualTo(before);
        assertThat(session.interventions()).isEmpty();
        session.show(1);
        assertThat(session.interventions()).extracting(Intervention::title).containsExactly("set B.tcp_tw_recycle = 0");
        assertThat(digest()).isNotEqualTo(before);
        assertThat(session.undoableProperty().get()).isTrue();
    }

    @Test
    void aBranchThatIsDeletedMeanwhileIsNotShownAgain() {
        String before = digest();
        session.fork(SimTime.SECOND);
        recycleOff();
        session.delete(2);
        delivery.until(() -> !model.runs().workingProperty().get());
        assertThat(session.getTree().futures()).hasSize(1);
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void theParentOfADeletedBranchIsShownEvenWhereItHasNotRunYet() {
        Path file = folder.resolve(Autosave.FILE);
        Autosave.keep(model, file);
        String before = digest();
        session.fork(SimTime.SECOND);
        recycleOff();
        delivery.until(() -> !session.interventions().isEmpty() && isWritten(file, "tcp_tw_recycle"));
        MainViewModel later = delivery.window();
        later.resume(file, Optional.empty());
        delivery.until(() -> later.getExperiment().isPresent());
        later.session().delete(2);
        delivery.until(() -> !later.runs().workingProperty().get());
        assertThat(later.session().getTree().current()).isEqualTo(1);
        assertThat(later.index().trace().digest()).isEqualTo(before);
    }

    private static boolean isWritten(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Test
    void aDragThatIsGivenUpCancelsNoSave() throws IOException {
        Path file = folder.resolve("ladder.png");
        TakeAway.save(model, "ladder.png", file);
        dragging().giveUp();
        assertThat(model.runs().workingProperty().get())
                .as("it is still written")
                .isTrue();
        delivery.until(() -> model.noticeProperty().get() != null);
        assertThat(model.noticeProperty().get().title()).doesNotContain("cancelled");
        assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(model.runs().workingProperty().get()).isFalse();
    }

    @Test
    void aRunThatADragTakesThePlaceOfIsNotWaitedForForEver() {
        recycleOff();
        assertThat(model.runs().workingProperty().get()).isTrue();
        DragModel drag = dragging();
        assertThat(model.runs().workingProperty().get()).isFalse();
        delivery.until(() -> drag.by().equals("+978 ms"));
        drag.giveUp();
        delivery.until(() -> !model.runs().workingProperty().get());
        assertThat(session.interventions())
                .extracting(Intervention::title)
                .as("the edit is run after all")
                .containsExactly("set B.tcp_tw_recycle = 0");
        session.undo();
        delivery.until(() -> session.interventions().isEmpty());
    }

    @Test
    void aDragIsOnTopOfTheEditWhoseRunItTakesThePlaceOf() {
        String before = digest();
        recycleOff();
        DragModel drag = dragging();
        delivery.until(() -> drag.by().equals("+978 ms"));
        drag.letGo();
        delivery.until(() -> !model.runs().workingProperty().get());
        assertThat(session.interventions())
                .hasSize(2)
                .first()
                .matches(edit -> edit.title().startsWith("set B."));
        session.undo();
        delivery.until(() -> session.interventions().size() == 1);
        session.undo();
        delivery.until(() -> session.interventions().isEmpty());
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void anEditMadeDuringADragIsNotLostEither() {
        DragModel drag = dragging();
        recycleOff();
        drag.to(0, () -> {});
        drag.giveUp();
        delivery.until(() -> session.interventions().size() == 1);
        assertThat(session.interventions().get(0).title()).startsWith("set B.");
    }

    @Test
    void whatEndsFirstDoesNotHideThatOtherWorkGoesOn() {
        Gate gate = new Gate();
        recycleOff();
        model.runs()
                .watched(
                        watch -> {
                            gate.pass();
                            return "";
                        },
                        done -> {});
        delivery.until(() -> !session.interventions().isEmpty());
        assertThat(model.runs().workingProperty().get())
                .as("the run has ended, the other has not")
                .isTrue();
        gate.open();
        delivery.next();
        assertThat(model.runs().workingProperty().get()).isFalse();
    }

    @Test
    void aBreakpointIsLookedForInTheRunThatCameMeanwhile() {
        recycleOff();
        model.breakpoints().add("verdict == drop");
        delivery.until(() -> model.breakpoints().pointsProperty().get().size() == 1);
        delivery.until(() -> {
            model.alongside(() -> "", any -> {});
            return model.breakpoints().pointsProperty().get().get(0).moments().isEmpty();
        });
        assertThat(session.interventions()).as("in which nothing is refused").hasSize(1);
    }

    @Test
    void aBreakpointThatIsAskedForTwiceIsOneAndTellsOnce() {
        Gate gate = new Gate();
        int[] told = {0};
        model.alongside(gate::pass, any -> {});
        model.breakpoints().add("verdict == drop", () -> told[0]++);
        model.breakpoints().add("verdict == drop", () -> told[0]++);
        gate.open();
        boolean[] all = {false};
        model.alongside(() -> true, done -> all[0] = done);
        delivery.until(() -> all[0]);
        assertThat(model.breakpoints().pointsProperty().get()).hasSize(1);
        assertThat(told[0]).isEqualTo(1);
    }

    @Test
    void aWindowThatIsClosedAsksForNothingAndHearsOfNothing() {
        model.alongside(() -> "", any -> model.say(new Notice("too late", List.of(), false)));
        model.close();
        model.alongside(
                () -> {
                    throw new AssertionError("nobody is there");
                },
                any -> {});
        model.start("nat-forgets");
        delivery.rest();
        assertThat(model.noticeProperty().get()).isNull();
    }
}
