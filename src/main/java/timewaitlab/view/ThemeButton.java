package timewaitlab.view;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.Theme;

/** The button that changes the theme shows which one it leads to. */
final class ThemeButton {
    private ThemeButton() {}

    /** Puts on this theme, or takes it off again. */
    static void toggle(MainViewModel model, Theme theme) {
        model.themeProperty().set(model.themeProperty().get() == theme ? Theme.LIGHT : theme);
    }

    static void show(MainViewModel model, Button button, FontIcon icon) {
        boolean dark = model.themeProperty().get() == Theme.DARK;
        String tip = Texts.say(dark ? "main.theme.light" : "main.theme.dark");
        icon.setIconLiteral(dark ? "fth-sun" : "fth-moon");
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
    }
}
