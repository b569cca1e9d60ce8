package timewaitlab.viewmodel;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
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

    public WhatIfLine(MainViewModel model) {
        this.model = model;
        text.addListener((value, before, now) -> problem.set(""));
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
        editing = at;
        text.set(start);
        open.set(false);
        open.set(true);
    }

    public void close() {
        open.set(false);
        problem.set("");
    }

    /** Reads the line, off this thread; a good one is done and the line closes. */
    public void submit() {
        String written = text.get();
        int at = editing;
        model.session()
                .getTree()
                .shown()
                .map(Future::choice)
                .ifPresent(choice -> model.alongside(() -> model.laboratory().change(choice, written), read -> {
                    if (read.value().isEmpty()) {
                        problem.set(read.problems().stream()
                                .map(Texts::line)
                                .findFirst()
                                .orElse(""));
                        return;
                    }
                    close();
                    if (at == NEW || at >= model.session().interventions().size()) {
                        model.session().add(read.value().get());
                    } else {
                        Intervention before = model.session().interventions().get(at);
                        model.session()
                                .replace(
                                        at,
                                        new Intervention(
                                                before.name(),
                                                before.isOn(),
                                                read.value().get()));
                    }
                }));
    }
}
