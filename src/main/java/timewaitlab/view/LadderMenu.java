package timewaitlab.view;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.MouseEvent;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.draw.LadderLayout;
import timewaitlab.viewmodel.Deeds;
import timewaitlab.viewmodel.Deeds.Deed;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Numbers;
import timewaitlab.viewmodel.Texts;

/** What can be done to a segment, at the pointer. */
final class LadderMenu {
    private static final double SECOND = 1e9;
    private static final double CORNER = 80;

    private final MainViewModel model;
    private Optional<ContextMenu> open = Optional.empty();

    LadderMenu(MainViewModel model) {
        this.model = model;
    }

    /** Opens the menu of the segment that was pointed at; the leg that was hit is the one that is dropped. */
    void show(Node owner, LadderLayout.Hit hit, int journey, MouseEvent event) {
        open.ifPresent(ContextMenu::hide);
        if (journey == 0) {
            return;
        }
        model.select(journey);
        open(
                owner,
                menu(journey, model.deeds().legOf(hit, journey)),
                new Point2D(event.getScreenX(), event.getScreenY()));
    }

    /** Opens the menu of the selected segment, in a corner of the ladder. */
    void showForSelected(Node owner) {
        open.ifPresent(ContextMenu::hide);
        int journey = model.selectedProperty().get();
        if (journey != 0) {
            open(owner, menu(journey, model.deeds().lastLeg(journey)), owner.localToScreen(CORNER, CORNER));
        }
    }

    private void open(Node owner, ContextMenu menu, Point2D at) {
        open = Optional.of(menu);
        menu.show(owner, at.getX(), at.getY());
    }

    /** A recording can only be looked at. */
    private ContextMenu menu(int journey, int leg) {
        ContextMenu menu = new ContextMenu();
        menu.setId("segment-menu");
        if (model.deeds().isPossible()) {
            menu.getItems().addAll(deeds(journey, leg));
            menu.getItems().add(new SeparatorMenuItem());
        }
        menu.getItems().add(item("goto", "fth-crosshair", () -> model.goTo(journey)));
        menu.getItems().add(item("filter", "fth-filter", () -> model.filter().toConnectionOf(journey)));
        if (model.deeds().isPossible()) {
            menu.getItems().add(item("fork", "fth-git-branch", model.deeds()::fork));
        }
        return menu;
    }

    private List<MenuItem> deeds(int journey, int leg) {
        Deeds deeds = model.deeds();
        Menu delay = new Menu(Texts.say("segment.menu.delay"), new FontIcon("fth-clock"));
        delay.setId("segment-menu-delay");
        for (long by : Deeds.DELAYS) {
            MenuItem item = new MenuItem(Numbers.span(by / SECOND));
            item.setOnAction(event -> deeds.to(leg, Deed.DELAY, by));
            delay.getItems().add(item);
        }
        return List.of(
                item("drop", "fth-x", () -> deeds.to(leg, Deed.DROP)),
                item("duplicate", "fth-copy", () -> deeds.to(leg, Deed.DUPLICATE)),
                delay,
                item("reorder", "fth-shuffle", () -> deeds.to(leg, Deed.REORDER)),
                item("inject", "fth-edit-2", () -> deeds.inject(journey)));
    }

    private static MenuItem item(String what, String icon, Runnable action) {
        MenuItem item = new MenuItem(Texts.say("segment.menu." + what), new FontIcon(icon));
        item.setId("segment-menu-" + what);
        item.setOnAction(event -> action.run());
        return item;
    }
}
