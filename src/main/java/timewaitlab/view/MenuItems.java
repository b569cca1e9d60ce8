package timewaitlab.view;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.Desk;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/** The menu: every action of the table in its place, with its keys; files opened lately; the languages. */
final class MenuItems {
    private final MainViewModel model;
    private final Consumer<Action> doer;
    private final Consumer<String> speaker;

    MenuItems(MainViewModel model, Consumer<Action> doer, Consumer<String> speaker) {
        this.model = model;
        this.doer = doer;
        this.speaker = speaker;
    }

    /** Fills the button's menu, now and whenever it is opened. */
    void fill(MenuButton button) {
        button.setOnShowing(event -> button.getItems().setAll(menus()));
        button.getItems().setAll(menus());
    }

    private List<Menu> menus() {
        List<Menu> menus = new ArrayList<>();
        for (Action.Menu each : Action.Menu.values()) {
            Menu menu = new Menu(each.text());
            menu.setId("menu-" + each);
            each.actions().forEach(action -> menu.getItems().add(item(action)));
            if (each == Action.Menu.FILE) {
                recent(menu);
            } else if (each == Action.Menu.VIEW) {
                languages(menu);
            }
            menus.add(menu);
        }
        return menus;
    }

    private MenuItem item(Action action) {
        CustomMenuItem item = new CustomMenuItem(OfferCell.row(model, action, action.text()));
        item.setId("action-" + action.id());
        item.setOnAction(event -> doer.accept(action));
        return item;
    }

    private void recent(Menu menu) {
        List<Path> files = model.desk().remembered().recent();
        if (!files.isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        for (Path file : files) {
            MenuItem item = new MenuItem(String.valueOf(file.getFileName()));
            item.setMnemonicParsing(false);
            item.setOnAction(event -> model.open(file));
            menu.getItems().add(item);
        }
    }

    private void languages(Menu menu) {
        Menu languages = new Menu(Texts.say("menu.language"));
        languages.setId("menu-language");
        for (Desk.Tongue language : Desk.languages()) {
            RadioMenuItem item = new RadioMenuItem(language.ownName());
            item.setId("language-" + language.code());
            item.getStyleClass().add("lab-language-" + language.code());
            item.setSelected(language.inUse());
            item.setOnAction(event -> speaker.accept(language.code()));
            languages.getItems().add(item);
        }
        menu.getItems().addAll(new SeparatorMenuItem(), languages);
    }
}
