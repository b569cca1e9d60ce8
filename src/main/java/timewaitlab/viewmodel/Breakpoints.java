package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.lab.FieldExpression;
import timewaitlab.trace.Trace;

/** Where playing stops by itself: at moments, and wherever a test of fields holds. They outlast edits and branches. */
public final class Breakpoints {
    private final MainViewModel model;
    private final List<FieldExpression> tests = new ArrayList<>();
    private final ReadOnlyObjectWrapper<List<Point>> points = new ReadOnlyObjectWrapper<>(List.of());
    /** Those that are being looked for, before they are there. */
    private final Set<String> asked = new HashSet<>();
    /** What is being written, whose mistakes are told meanwhile. */
    private String written = "";

    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /**
     * A breakpoint.
     *
     * @param moments when it stops the run that is shown
     */
    public record Point(String text, List<Long> moments) {}

    Breakpoints(MainViewModel model) {
        this.model = model;
        model.experimentProperty().addListener((shown, before, now) -> findAgain());
        model.playhead().timeProperty().addListener((time, before, now) -> passed(before.longValue(), now.longValue()));
    }

    /** All of them. */
    public ReadOnlyObjectProperty<List<Point>> pointsProperty() {
        return points.getReadOnlyProperty();
    }

    /** What is wrong with the test written last; empty for nothing. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** A breakpoint at the moment that is shown, or none where there is one. */
    public void toggleHere() {
        toggleAt(model.playhead().getTime());
    }

    /** The same at any moment. */
    public void toggleAt(long moment) {
        String text = "frame.time_relative >= " + SimTime.text(moment);
        int there = texts().indexOf(text);
        if (there >= 0) {
            remove(there);
        } else {
            add(text);
        }
    }

    /** Says what is wrong with a test while it is written. */
    public void check(String written) {
        this.written = written;
        model.alongside(() -> written.isBlank() ? "" : wrong(FieldExpression.parse(written)), wrong -> {
            if (written.equals(this.written)) {
                problem.set(wrong);
            }
        });
    }

    private static String wrong(Reading<FieldExpression> test) {
        return test.problems().stream().findFirst().map(Texts::line).orElse("");
    }

    /** Another one, if its test can be read. */
    public void add(String text) {
        add(text, () -> {});
    }

    /** The same; {@code told} is told when it is there. While it is looked for, asking again adds no second one. */
    public void add(String text, Runnable told) {
        if (!asked.add(text)) {
            return;
        }
        TraceIndex index = model.index();
        record Found(Reading<FieldExpression> test, List<Long> moments) {}
        model.runs()
                .watched(
                        watch -> {
                            Reading<FieldExpression> test = FieldExpression.parse(text);
                            return new Found(
                                    test,
                                    test.value()
                                            .map(each -> moments(each, index.trace()))
                                            .orElse(List.of()));
                        },
                        done -> {
                            asked.remove(text);
                            done.ifPresent(found -> receive(found.test(), found.moments(), index, told));
                        });
    }

    private void receive(Reading<FieldExpression> read, List<Long> moments, TraceIndex index, Runnable told) {
        problem.set(wrong(read));
        read.value().ifPresent(test -> {
            tests.add(test);
            List<Point> more = new ArrayList<>(points.get());
            more.add(new Point(test.text(), moments));
            points.set(List.copyOf(more));
            if (model.index() != index) {
                // Another run is shown by now, in which all of them are looked for.
                findAgain();
            }
            told.run();
        });
    }

    /** The tests of all of them, in their order. */
    List<String> texts() {
        return tests.stream().map(FieldExpression::text).toList();
    }

    /** These and no others, as they belong to what is shown from now on. */
    void restore(List<FieldExpression> others) {
        tests.clear();
        tests.addAll(others);
        problem.set("");
        findAgain();
    }

    /** Takes one away. */
    public void remove(int at) {
        tests.remove(at);
        List<Point> rest = new ArrayList<>(points.get());
        rest.remove(at);
        points.set(List.copyOf(rest));
    }

    /** The next moment at which one of them holds, after the one that is shown, or the previous. */
    public void step(boolean forward) {
        long now = model.playhead().getTime();
        TreeSet<Long> all = new TreeSet<>();
        points.get().forEach(point -> all.addAll(point.moments()));
        Optional.ofNullable(forward ? all.higher(now) : all.lower(now)).ifPresent(model::seek);
        if (all.isEmpty()) {
            model.say(new Notice(Texts.say("breakpoints.none"), List.of(), false));
        }
    }

    private void findAgain() {
        List<FieldExpression> asked = List.copyOf(tests);
        Trace trace = model.index().trace();
        if (asked.isEmpty()) {
            points.set(List.of());
            return;
        }
        model.alongside(
                () -> asked.stream()
                        .map(test -> new Point(test.text(), moments(test, trace)))
                        .toList(),
                found -> {
                    if (asked.equals(tests)) {
                        points.set(found);
                    }
                });
    }

    /** A test of nothing but the time stops once. */
    private static List<Long> moments(FieldExpression test, Trace trace) {
        List<Long> moments = test.moments(trace);
        return test.text().matches("frame\\.time_relative >=? \\S+") && !moments.isEmpty()
                ? moments.subList(0, 1)
                : moments;
    }

    private void passed(long before, long now) {
        if (!model.playhead().isPlaying() || now <= before) {
            return;
        }
        points.get().stream()
                .flatMap(point -> point.moments().stream())
                .filter(moment -> moment > before && moment <= now)
                .min(Long::compare)
                .ifPresent(model::seek);
    }
}
