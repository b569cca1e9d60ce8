package timewaitlab.view;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.MainViewModel.Theme;
import timewaitlab.viewmodel.Texts;

/** The button that changes the theme shows which one it leads to. */
final class ThemeButton {
    private ThemeButton() {}

    static void show(MainViewModel model, Button button, FontIcon icon) {
        boolean dark = model.themeProperty().get() == Theme.DARK;
        String tip = Texts.say(dark ? "main.theme.light" : "main.theme.dark");
        icon.setIconLiteral(dark ? "fth-sun" : "fth-moon");
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
    }
}
