package timewaitlab.viewmodel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import timewaitlab.scenario.Change;
import timewaitlab.scenario.Intervention;
import timewaitlab.scenario.SessionText;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;

/**
 * What somebody did to a scenario since it was opened: branches, each with its interventions, and what can be taken
 * back. An edit counts from the moment its run has ended; one that is refused never does.
 */
public final class Session {
    private static final int DEEPEST = 500;

    private final MainViewModel model;
    private final ReadOnlyObjectWrapper<Future.Tree> tree = new ReadOnlyObjectWrapper<>(Future.Tree.NONE);
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper(false);
    private final Map<Integer, Deque<ScenarioChoice>> undo = new HashMap<>();
    private final Map<Integer, Deque<ScenarioChoice>> redo = new HashMap<>();
    private final Bookmarks bookmarks = new Bookmarks();
    private int lastId;
    /** What was edited last, while its run is on its way. */
    private @Nullable Edited edited;

    /** An edit of a branch that was not run yet, and the choices before it that were not either; the first one was. */
    private record Edited(int branch, ScenarioChoice choice, List<ScenarioChoice> steps, Runnable shown) {}

    Session(MainViewModel model) {
        this.model = model;
    }

    /** The branches, and which one is shown. */
    public ReadOnlyObjectProperty<Future.Tree> treeProperty() {
        return tree.getReadOnlyProperty();
    }

    public Future.Tree getTree() {
        return tree.get();
    }

    public ReadOnlyBooleanProperty undoableProperty() {
        return undoable.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty redoableProperty() {
        return redoable.getReadOnlyProperty();
    }

    /** Moments to come back to. */
    public Bookmarks bookmarks() {
        return bookmarks;
    }

    /** What is done to the scenario in the branch that is shown. */
    public List<Intervention> interventions() {
        return tree.get().shown().map(future -> future.choice().interventions()).orElse(List.of());
    }

    /** What came of the branch that is shown, an edit that is only tried aside. */
    Optional<Trace> shownTrace() {
        return tree.get().shown().flatMap(Future::run).map(Experiment::trace);
    }

    /** Whether this run is that of the branch that is shown. */
    boolean isShown(Experiment run) {
        return tree.get()
                .shown()
                .flatMap(Future::run)
                .filter(its -> its.insight().index() == run.insight().index())
                .isPresent();
    }

    /** What was done to this branch at each step before, the last first. */
    List<List<Intervention>> done(int branch) {
        return steps(undo, branch);
    }

    /** What was done to this branch at each step that was undone, the last first. */
    List<List<Intervention>> undone(int branch) {
        return steps(redo, branch);
    }

    private static List<List<Intervention>> steps(Map<Integer, Deque<ScenarioChoice>> stacks, int branch) {
        return stacks.getOrDefault(branch, new ArrayDeque<>()).stream()
                .map(ScenarioChoice::interventions)
                .toList();
    }

    private static void stack(
            Map<Integer, Deque<ScenarioChoice>> stacks, int branch, String scenario, List<List<Intervention>> steps) {
        Deque<ScenarioChoice> stack = new ArrayDeque<>();
        steps.forEach(step -> stack.add(ScenarioChoice.of(scenario).withInterventions(step)));
        stacks.put(branch, stack);
    }

    /** A scenario was opened and has run: everything before is over. */
    void begin(Experiment first) {
        undo.clear();
        redo.clear();
        lastId = 1;
        String name = Texts.say("branch.main");
        publish(List.of(new Future(1, 0, name, 0, first.choice(), Optional.of(first))), 1);
        forgetTests();
        bookmarks.restore(List.of());
    }

    /** Only after the branches are those of what is opened: what was open before keeps its tests in its session. */
    private void forgetTests() {
        model.filter().clear();
        model.breakpoints().restore(List.of());
    }

    /** Takes up branches as they were left, of which the one that was shown has run; the others run now. */
    void resume(SessionText kept, Experiment ran) {
        undo.clear();
        redo.clear();
        List<Future> futures = new ArrayList<>();
        for (SessionText.Branch branch : kept.branches()) {
            stack(undo, branch.id(), kept.scenario(), branch.undo());
            stack(redo, branch.id(), kept.scenario(), branch.redo());
            Optional<Experiment> run = branch.id() == kept.shown() ? Optional.of(ran) : Optional.empty();
            futures.add(new Future(
                    branch.id(), branch.parent(), branch.name(), branch.at(), Resumption.choice(kept, branch), run));
        }
        lastId = futures.stream().mapToInt(Future::id).max().orElse(0);
        publish(futures, kept.shown());
        forgetTests();
        bookmarks.restore(kept.look().bookmarks());
        model.showResumed(ran, kept.look());
        futures.stream().filter(future -> future.run().isEmpty()).forEach(this::catchUp);
    }

    /** Which recording this is about, where it is about one. */
    Optional<SessionText.Recording> recording() {
        return tree.get().futures().stream()
                .flatMap(future -> future.run().stream())
                .flatMap(run -> run.recorded().stream())
                .map(Experiment.Recorded::file)
                .findFirst();
    }

    /** Runs a branch that is not shown, so that it can be said what came of it. */
    private void catchUp(Future future) {
        model.runs()
                .beside(
                        future.choice(),
                        ran -> tree.get()
                                .find(future.id())
                                .filter(there -> there.choice().equals(future.choice()))
                                .ifPresent(there -> replace(there.ran(there.choice(), ran))));
    }

    /** Runs this branch with other interventions; the former ones can be had back. */
    public void edit(ScenarioChoice next) {
        edit(choice -> next);
    }

    /** Runs this branch with other interventions, worked out from those it has. */
    public void edit(UnaryOperator<ScenarioChoice> change) {
        edit(change, () -> {});
    }

    /**
     * The same; {@code shown} is told when the new run is shown. An edit whose run is not there yet is gone on from,
     * so that none is lost; each can be had back.
     */
    void edit(UnaryOperator<ScenarioChoice> change, Runnable shown) {
        tree.get().shown().ifPresent(before -> {
            Optional<Edited> unrun = unrun();
            List<ScenarioChoice> steps =
                    new ArrayList<>(unrun.map(Edited::steps).orElse(List.of()));
            steps.add(unrun.map(Edited::choice).orElse(before.choice()));
            run(new Edited(before.id(), change.apply(steps.get(steps.size() - 1)), steps, shown));
        });
    }

    private void run(Edited next) {
        model.runs()
                .again(
                        next.choice(),
                        ran -> {
                            edited = null;
                            next.steps().forEach(step -> push(undo, next.branch(), step));
                            redo.remove(next.branch());
                            ran(next.branch(), next.choice(), ran);
                        },
                        next.shown());
        edited = next;
    }

    /** What was edited last in the branch that is shown, while it waits for its run. */
    private Optional<Edited> unrun() {
        return Optional.ofNullable(edited)
                .filter(each -> each.branch() == tree.get().current());
    }

    /** What the branch that is shown is as it was edited last, whether that has run or not. */
    Optional<ScenarioChoice> latest() {
        return unrun().map(Edited::choice).or(() -> tree.get().shown().map(Future::choice));
    }

    /** Runs what waits for its run, after something else was tried in its place. */
    void runEdited() {
        Optional.ofNullable(edited).ifPresent(this::run);
    }

    /** The run on its way is given up, or another one is asked for: what was edited last comes to nothing. */
    void forgetEdited() {
        edited = null;
    }

    /** Runs this branch with one change more. */
    public void add(Change change) {
        edit(choice -> choice.with(change));
    }

    /** Replaces one intervention of this branch; null takes it out. */
    public void replace(int at, @Nullable Intervention other) {
        Intervention old = interventions().get(at);
        if (other != null && old.change().equals(other.change()) && old.isOn() == other.isOn()) {
            rename(old, other);
        } else {
            edit(choice -> choice.replacing(old, other));
        }
    }

    /** A name changes no run. */
    private void rename(Intervention old, Intervention renamed) {
        tree.get().shown().ifPresent(shown -> {
            push(undo, shown.id(), shown.choice());
            redo.remove(shown.id());
            ScenarioChoice choice = shown.choice().replacing(old, renamed);
            replace(new Future(shown.id(), shown.parent(), shown.name(), shown.forkedAt(), choice, shown.run()));
        });
    }

    /** Runs this branch once more and writes another part of it down, then shows it at this moment. It is no edit. */
    void write(RecordingPlan plan, long moment) {
        tree.get().shown().ifPresent(shown -> {
            ScenarioChoice choice = shown.choice().writing(Optional.of(plan));
            model.runs().more(choice, ran -> {
                ran(shown.id(), choice, ran);
                if (isShown(ran)) {
                    model.put(ran);
                    model.seek(moment);
                }
            });
        });
    }

    /** Has the last edit of this branch back undone; one whose run is not there yet comes to nothing. */
    public void undo() {
        if (unrun().isPresent()) {
            model.runs().giveUp();
        } else {
            move(undo, redo);
        }
    }

    /** Does again what was undone last. */
    public void redo() {
        move(redo, undo);
    }

    private void move(Map<Integer, Deque<ScenarioChoice>> from, Map<Integer, Deque<ScenarioChoice>> to) {
        tree.get().shown().ifPresent(shown -> {
            Deque<ScenarioChoice> stack = from.get(shown.id());
            if (stack != null && !stack.isEmpty()) {
                ScenarioChoice wanted = stack.peek().writing(shown.choice().plan());
                model.runs().again(wanted, ran -> {
                    stack.poll();
                    push(to, shown.id(), shown.choice());
                    ran(shown.id(), wanted, ran);
                });
            }
        });
    }

    private static void push(Map<Integer, Deque<ScenarioChoice>> stacks, int id, ScenarioChoice choice) {
        Deque<ScenarioChoice> stack = stacks.computeIfAbsent(id, any -> new ArrayDeque<>());
        stack.push(choice);
        if (stack.size() > DEEPEST) {
            stack.removeLast();
        }
    }

    /** Forks the branch that is shown at this instant and goes on in the fork; the old future stays as it is. */
    public void fork(long at) {
        tree.get().shown().ifPresent(shown -> {
            Future forked =
                    new Future(++lastId, shown.id(), Texts.say("branch.new", lastId), at, shown.choice(), shown.run());
            List<Future> more = new ArrayList<>(tree.get().futures());
            more.add(forked);
            publish(more, forked.id());
        });
    }

    /** Forks the branch that is shown, with a change that gives the fork its name, and plays it. */
    public void fork(String name, long at, UnaryOperator<ScenarioChoice> change) {
        tree.get().shown().ifPresent(shown -> {
            ScenarioChoice next = change.apply(shown.choice());
            model.runs().again(next, ran -> {
                List<Future> more = new ArrayList<>(tree.get().futures());
                Future forked = new Future(++lastId, shown.id(), name, at, next, Optional.of(ran));
                more.add(forked);
                publish(more, forked.id());
            });
        });
    }

    /** Shows another branch. */
    public void show(int id) {
        tree.get()
                .find(id)
                .filter(future -> id != tree.get().current())
                .ifPresent(future -> future.run()
                        .ifPresentOrElse(
                                ran -> {
                                    publish(tree.get().futures(), id);
                                    model.showBranch(ran);
                                },
                                () -> model.runs().again(future.choice(), ran -> {
                                    replaceQuietly(future.ran(future.choice(), ran));
                                    publish(tree.get().futures(), id);
                                })));
    }

    /** Gives a branch another name. */
    public void rename(int id, String name) {
        if (!name.isBlank()) {
            tree.get().find(id).ifPresent(future -> replace(future.named(name.strip())));
        }
    }

    /** Takes a branch out; what was forked from it hangs on its parent. The last one stays. */
    public void delete(int id) {
        tree.get().find(id).filter(future -> tree.get().futures().size() > 1).ifPresent(gone -> {
            List<Future> rest = new ArrayList<>();
            for (Future future : tree.get().futures()) {
                if (future.id() != id) {
                    rest.add(future.parent() == id ? future.movedTo(gone.parent()) : future);
                }
            }
            undo.remove(id);
            redo.remove(id);
            boolean shown = tree.get().current() == id;
            int next = gone.parent() == 0 ? rest.get(0).id() : gone.parent();
            publish(rest, shown ? next : tree.get().current());
            if (shown) {
                tree.get().shown().ifPresent(this::showShown);
            }
        });
    }

    /** Its run, or, where it has not run yet, that run as soon as it is there. */
    private void showShown(Future future) {
        future.run()
                .ifPresentOrElse(
                        model::showBranch,
                        () -> model.runs().again(future.choice(), run -> ran(future.id(), future.choice(), run)));
    }

    /** What came of a branch, which may have another name by now, or be gone. */
    private void ran(int id, ScenarioChoice choice, Experiment run) {
        tree.get().find(id).ifPresent(there -> replace(there.ran(choice, run)));
    }

    private void replace(Future changed) {
        replaceQuietly(changed);
        publish(tree.get().futures(), tree.get().current());
    }

    private void replaceQuietly(Future changed) {
        List<Future> futures = new ArrayList<>(tree.get().futures());
        futures.replaceAll(future -> future.id() == changed.id() ? changed : future);
        tree.set(new Future.Tree(futures, tree.get().current()));
    }

    private void publish(List<Future> futures, int current) {
        tree.set(new Future.Tree(futures, current));
        undoable.set(!undo.getOrDefault(current, new ArrayDeque<>()).isEmpty());
        redoable.set(!redo.getOrDefault(current, new ArrayDeque<>()).isEmpty());
    }
}
