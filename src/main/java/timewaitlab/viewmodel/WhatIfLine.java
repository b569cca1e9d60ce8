package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import timewaitlab.base.Reading;
import timewaitlab.scenario.Change;
import timewaitlab.scenario.Intervention;

/** The line in which a change is written. What is wrong with it stands below it until it is written again. */
public final class WhatIfLine {
    /** The line adds a change rather than replacing one. */
    private static final int NEW = -1;

    private final MainViewModel model;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final BooleanProperty open = new SimpleBooleanProperty(false);
    private int editing = NEW;
    /** Moves whenever what is being read is not what is written any more. */
    private int asked;

    public WhatIfLine(MainViewModel model) {
        this.model = model;
        text.addListener((value, before, now) -> {
            asked++;
            problem.set("");
        });
    }

    public StringProperty textProperty() {
        return text;
    }

    /** What is wrong, in one line; empty for nothing. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether the line is shown. */
    public BooleanProperty openProperty() {
        return open;
    }

    /** Opens the line for a new change that begins like this. */
    public void begin(String start) {
        open(NEW, start);
    }

    /** Opens the line on the text of an intervention, by its place in the list. */
    public void change(int at) {
        open(at, model.session().interventions().get(at).change().text());
    }

    /** Opened anew even where it is open already, so that it is written in again. */
    private void open(int at, String start) {
        asked++;
        editing = at;
        text.set(start);
        open.set(false);
        open.set(true);
    }

    public void close() {
        asked++;
        open.set(false);
        problem.set("");
    }

    /**
     * Reads the line, off this thread; a good one is done and the line closes. It is done once, however often it is
     * asked for meanwhile, and not at all once the line says something else or is closed.
     */
    public void submit() {
        String written = text.get();
        int ticket = ++asked;
        choice().ifPresent(choice -> model.alongside(() -> model.laboratory().change(choice, written), read -> {
            if (ticket != asked) {
                return;
            }
            if (!choice().equals(Optional.of(choice))) {
                // Another branch is shown by now, or another edit was made: the line is read for that.
                submit();
                return;
            }
            read.value().ifPresentOrElse(this::change, () -> problem.set(problem(read)));
        }));
    }

    private Optional<ScenarioChoice> choice() {
        return model.session().getTree().shown().map(Future::choice);
    }

    private static String problem(Reading<Change> read) {
        return read.problems().stream().findFirst().map(Texts::line).orElse("");
    }

    private void change(Change change) {
        close();
        List<Intervention> done = model.session().interventions();
        if (editing == NEW || editing >= done.size()) {
            model.session().add(change);
        } else {
            Intervention before = done.get(editing);
            model.session().replace(editing, new Intervention(before.name(), before.isOn(), change));
        }
    }
}
