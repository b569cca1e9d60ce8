package timewaitlab.viewmodel;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import timewaitlab.base.Watch;
import timewaitlab.trace.Trace;
import timewaitlab.viewmodel.Laboratory.Answer;

/** What a window asks the engine for: to open, to run again, to try, to run beside. Answers come back to the window. */
public final class Runs implements AutoCloseable {
    private final MainViewModel model;
    private final SimRunner runner;
    /** The work under way that the window says it does, by its number. */
    private final Set<Integer> underWay = new HashSet<>();

    private final Vignettes vignettes;
    private int lastBegun;
    /** The one that something newer supersedes. */
    private int submitted;

    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper(false);

    Runs(MainViewModel model, UiThread ui) {
        this.model = model;
        runner = new SimRunner(ui, this::sayMishap);
        vignettes = new Vignettes(model);
    }

    /** Whether the engine is busy for this window. */
    public ReadOnlyBooleanProperty workingProperty() {
        return working.getReadOnlyProperty();
    }

    /** What is said where a run is shown, as long as there is none. */
    public String insteadOfARun() {
        return Texts.say(working.get() ? "main.coming" : "ladder.empty");
    }

    /** Which part of that is done, 0 to 1, or {@link SimRunner#UNKNOWN}; asked once a frame. */
    public double part() {
        return runner.part();
    }

    void start(String scenario) {
        start(scenario, () -> {});
    }

    /** The same; {@code shown} is told when it is shown, and not when it is refused or given up. */
    void start(String scenario, Runnable shown) {
        ScenarioChoice choice = ScenarioChoice.of(scenario);
        submit(watch -> model.laboratory().run(choice, watch), done -> {
            model.open(done);
            shown.run();
        });
    }

    /** Opens a scenario or a capture; what was done to it before, as far as {@code sessions} knows, goes on. */
    void open(Path file, Optional<Path> sessions) {
        resume(
                sessions,
                Optional.of(file.toString()),
                watch -> model.laboratory().open(file, watch));
    }

    /** Goes on with what this file, or one beside it, says of a scenario, or of any; else starts the scenario. */
    void resume(Path sessions, Optional<String> scenario) {
        String otherwise = scenario.orElseGet(
                () -> model.laboratory().ids().stream().findFirst().orElse(""));
        ScenarioChoice choice = ScenarioChoice.of(otherwise);
        resume(Optional.of(sessions), scenario, watch -> model.laboratory().run(choice, watch));
    }

    private void resume(Optional<Path> sessions, Optional<String> scenario, Function<Watch, Answer> otherwise) {
        Resumption resumption = new Resumption(model, sessions.map(SessionFiles::new), scenario);
        submit(watch -> resumption.run(watch, otherwise), resumption::show);
    }

    /** Runs something else of the same session; {@code ran} is told before it is shown, and not when it is refused. */
    void again(ScenarioChoice choice, Consumer<Experiment> ran) {
        again(choice, ran, () -> {});
    }

    /**
     * The same; {@code shown} is told after it is shown. Whoever went on to another branch meanwhile stays there.
     */
    void again(ScenarioChoice choice, Consumer<Experiment> ran, Runnable shown) {
        submit(watch -> model.laboratory().run(choice, watch), done -> {
            Trace before = model.session().shownTrace().orElse(model.index().trace());
            ran.accept(done);
            if (model.session().isShown(done)) {
                model.show(done, before);
                shown.run();
            }
        });
    }

    /** Runs the same once more, to have another part of it written down. */
    void more(ScenarioChoice choice, Consumer<Experiment> ran) {
        submit(watch -> model.laboratory().run(choice, watch), ran);
    }

    /**
     * Runs what would come of an edit and shows it, without counting it as one: while something is dragged. An edit
     * whose run is not there yet waits for the end of that.
     */
    void preview(ScenarioChoice choice, Runnable shown) {
        end(submitted);
        runner.submit(watch -> model.laboratory().run(choice, watch), answer -> {
            if (answer instanceof Answer.Done done) {
                model.put(done.experiment());
                shown.run();
            }
        });
    }

    /** Shows again what the session holds, after a preview that came to nothing. */
    void endPreview() {
        runner.supersede();
        model.session().getTree().shown().flatMap(Future::run).ifPresent(model::put);
        model.session().runEdited();
    }

    /** Runs something that is shown beside this, not instead of it. A refusal is said. */
    void beside(ScenarioChoice choice, Consumer<Experiment> ran) {
        int mine = begin();
        runner.beside(watch -> model.laboratory().run(choice, watch), answer -> {
            end(mine);
            receive(answer, ran);
        });
    }

    /**
     * Does something that may take long, such as drawing a large file, while the window says that it works and how far
     * it has come. Work that gives up, cancelled, comes to nothing.
     */
    <T> void watched(Function<Watch, T> work, Consumer<Optional<T>> receiver) {
        int mine = begin();
        runner.watched(work, done -> {
            end(mine);
            receiver.accept(done);
        });
    }

    /** Does something at once where it is little, else as {@link #watched} does. */
    <T> void soon(boolean little, Function<Watch, T> work, Consumer<Optional<T>> receiver) {
        if (little) {
            receiver.accept(Optional.of(work.apply(Watch.NONE)));
        } else {
            watched(work, receiver);
        }
    }

    <T> void alongside(Supplier<T> work, Consumer<T> receiver) {
        runner.alongside(work, receiver);
    }

    /** Does something that nobody waits for: see {@link SimRunner#idly}. */
    <T> void idly(BooleanSupplier enough, Function<Watch, T> work, Consumer<Optional<T>> receiver) {
        runner.idly(enough, work, receiver);
    }

    /** Small pictures of scenarios. */
    public Vignettes vignettes() {
        return vignettes;
    }

    /** What is run instead of what is shown comes to nothing. */
    void giveUp() {
        runner.supersede();
        model.session().forgetEdited();
        end(submitted);
    }

    public void cancel() {
        runner.cancel();
        model.session().forgetEdited();
        underWay.clear();
        working.set(false);
    }

    /** A mistake of the program, not of whoever sits here: what is shown stays. */
    private void sayMishap(Throwable ours) {
        String line = String.valueOf(ours).lines().findFirst().orElse("");
        model.say(new Notice(Texts.say("notice.mishap"), List.of(line), true));
    }

    private int begin() {
        underWay.add(++lastBegun);
        working.set(true);
        return lastBegun;
    }

    private void end(int work) {
        underWay.remove(work);
        working.set(!underWay.isEmpty());
    }

    private void submit(Function<Watch, Answer> work, Consumer<Experiment> receiver) {
        model.session().forgetEdited();
        int mine = begin();
        end(submitted);
        submitted = mine;
        runner.submit(work, answer -> {
            end(mine);
            if (!(answer instanceof Answer.Done)) {
                model.session().forgetEdited();
            }
            receive(answer, receiver);
        });
    }

    private void receive(Answer answer, Consumer<Experiment> receiver) {
        if (answer instanceof Answer.Done done) {
            receiver.accept(done.experiment());
        } else if (answer instanceof Answer.Refused refused
                && !refused.problems().isEmpty()) {
            Notice problem = new Notice(Texts.say("notice.refused"), refused.problems(), true);
            model.say(problem);
            if (model.getExperiment().isEmpty()) {
                openInstead(problem);
            }
        }
    }

    /** What is shown when the first thing asked for could not be; what was wrong with that stays said. */
    private void openInstead(Notice problem) {
        model.laboratory().ids().stream().findFirst().ifPresent(first -> {
            ScenarioChoice choice = ScenarioChoice.of(first);
            submit(watch -> model.laboratory().run(choice, watch), done -> {
                model.open(done);
                model.say(problem);
            });
        });
    }

    @Override
    public void close() {
        runner.close();
    }
}
