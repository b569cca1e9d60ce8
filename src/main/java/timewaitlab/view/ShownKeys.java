package timewaitlab.view;

import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.KeyStroke;
import timewaitlab.viewmodel.MainViewModel;

/** The key of an action as a menu shows it beside an entry that does the same; {@link Keys} is who hears it. */
final class ShownKeys extends KeyCombination {
    private final String text;

    private ShownKeys(String text) {
        this.text = text;
    }

    /** Shows the first key of the action beside this entry, where it has one. */
    static void show(MainViewModel model, Action action, MenuItem item) {
        model.desk().getKeys().of(action).stream()
                .findFirst()
                .map(KeyStroke::text)
                .ifPresent(text -> item.setAccelerator(new ShownKeys(text)));
    }

    @Override
    public boolean match(KeyEvent event) {
        return false;
    }

    @Override
    public String getDisplayText() {
        return text;
    }
}
