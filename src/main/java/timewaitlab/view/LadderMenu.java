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
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.Bookmarks;
import timewaitlab.viewmodel.Deeds;
import timewaitlab.viewmodel.Deeds.Deed;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Numbers;
import timewaitlab.viewmodel.Place;
import timewaitlab.viewmodel.Texts;

/** What can be done at the pointer: to a segment, or where there is none. Every entry that has a key shows it. */
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
        model.select(journey);
        open(owner, ofSegment(journey, model.deeds().legOf(hit, journey)), at(event));
    }

    /** Opens the menu of a place where there is nothing. */
    void show(Node owner, Place place, MouseEvent event) {
        open(owner, ofPlace(place), at(event));
    }

    /** Opens the menu of the selected segment, or of the moment that is shown, in a corner of the ladder. */
    void showForSelected(Node owner) {
        int journey = model.selectedProperty().get();
        ContextMenu menu = journey != 0
                ? ofSegment(journey, model.deeds().lastLeg(journey))
                : ofPlace(Place.now(model.index(), model.playhead().getTime()));
        open(owner, menu, owner.localToScreen(CORNER, CORNER));
    }

    private static Point2D at(MouseEvent event) {
        return new Point2D(event.getScreenX(), event.getScreenY());
    }

    private void open(Node owner, ContextMenu menu, Point2D at) {
        open.ifPresent(ContextMenu::hide);
        open = Optional.of(menu);
        menu.show(owner, at.getX(), at.getY());
    }

    /** A recording stays as it is, but what judges it can be another in a branch. */
    private ContextMenu ofSegment(int journey, int leg) {
        Deeds deeds = model.deeds();
        ContextMenu menu = new ContextMenu();
        menu.setId("segment-menu");
        MenuItem why = item("why", "fth-help-circle", Action.WHY, () -> deeds.why(journey));
        why.setDisable(model.index().verdictOf(journey).isEmpty());
        menu.getItems().add(why);
        menu.getItems().add(item("goto", "fth-crosshair", () -> model.goTo(journey)));
        menu.getItems()
                .add(item(
                        "filter",
                        "fth-filter",
                        Action.FILTER_CONNECTION,
                        () -> model.filter().toConnectionOf(journey)));
        if (deeds.isPossible()) {
            menu.getItems().add(new SeparatorMenuItem());
            menu.getItems().addAll(deeds(leg));
            menu.getItems().add(new SeparatorMenuItem());
            menu.getItems().addAll(injections(journey));
        }
        menu.getItems().add(new SeparatorMenuItem());
        menu.getItems().add(item("fork", "fth-git-branch", Action.FORK, deeds::fork));
        return menu;
    }

    private List<MenuItem> deeds(int leg) {
        Deeds deeds = model.deeds();
        Menu delay = new Menu(Texts.say("segment.menu.delay"), new FontIcon("fth-clock"));
        delay.setId("segment-menu-delay");
        for (long by : Deeds.DELAYS) {
            MenuItem item = new MenuItem(Numbers.span(by / SECOND));
            item.setOnAction(event -> deeds.to(leg, Deed.DELAY, by));
            if (by == Deeds.USUAL) {
                ShownKeys.show(model, Action.DELAY, item);
            }
            delay.getItems().add(item);
        }
        return List.of(
                item("drop", "fth-x", Action.DROP, () -> deeds.to(leg, Deed.DROP)),
                item("duplicate", "fth-copy", Action.DUPLICATE, () -> deeds.to(leg, Deed.DUPLICATE)),
                delay,
                item("reorder", "fth-shuffle", Action.REORDER, () -> deeds.to(leg, Deed.REORDER)));
    }

    private List<MenuItem> injections(int journey) {
        Deeds deeds = model.deeds();
        return List.of(
                item("inject-before", "fth-corner-left-up", Action.INJECT_BEFORE, () -> deeds.injectBefore(journey)),
                item("inject-after", "fth-corner-left-down", Action.INJECT_AFTER, () -> deeds.injectAfter(journey)),
                item("inject", "fth-edit-2", Action.INJECT, () -> deeds.inject(journey)));
    }

    /** The keys of these act at the moment that is shown; the first entry leads there. */
    private ContextMenu ofPlace(Place place) {
        Deeds deeds = model.deeds();
        ContextMenu menu = new ContextMenu();
        menu.setId("place-menu");
        MenuItem moment = new MenuItem(place.text(model));
        moment.setId("place-menu-moment");
        moment.getStyleClass().add("lab-menu-place");
        moment.setDisable(true);
        menu.getItems().addAll(moment, new SeparatorMenuItem());
        menu.getItems().add(item("here", "fth-crosshair", () -> model.seek(place.time())));
        menu.getItems()
                .add(item(
                        "breakpoint",
                        "fth-octagon",
                        Action.BREAKPOINT_HERE,
                        () -> model.breakpoints().toggleAt(place.time())));
        menu.getItems()
                .add(item("bookmark", "fth-bookmark", Action.BOOKMARK, () -> Bookmarks.toggleAt(model, place.time())));
        if (deeds.isPossible()) {
            MenuItem inject = item("inject-here", "fth-edit-2", () -> deeds.injectAt(place));
            inject.setText(Texts.say("segment.menu.inject-here", place.host()));
            menu.getItems().addAll(new SeparatorMenuItem(), inject);
        }
        menu.getItems().add(item("fork", "fth-git-branch", Action.FORK, () -> deeds.fork(place.time())));
        return menu;
    }

    private MenuItem item(String what, String icon, Action same, Runnable action) {
        MenuItem item = item(what, icon, action);
        ShownKeys.show(model, same, item);
        return item;
    }

    private static MenuItem item(String what, String icon, Runnable action) {
        MenuItem item = new MenuItem(Texts.say("segment.menu." + what), new FontIcon(icon));
        item.setId("segment-menu-" + what);
        item.setOnAction(event -> action.run());
        return item;
    }
}
