package timewaitlab.view;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.MainViewModel;

/** What lies over the window only when somebody asks for it: none is made before. */
final class Sheets {
    private final Later<CompareView> compare;
    private final Later<BreakpointsView> breakpoints;
    private final Later<KeysView> keys;
    private final Later<AgreementView> agreement;
    private final Later<FilterView> filter;
    private final Later<LoadView> load;
    private final Later<GalleryView> gallery;
    private @Nullable Pane window;
    private @Nullable Pane centre;
    private @Nullable Pane ladder;
    private Runnable left = () -> {};
    private Optional<Screens.Screen<FilterView>> filterScreen = Optional.empty();
    private final MainViewModel model;
    private Consumer<Action> doer = action -> {};

    Sheets(MainViewModel model) {
        this.model = model;
        filter = new Later<>(() -> Screens.screen("filter", model), this::placeFilter);
        load = new Later<>(() -> Screens.screen("load", model), screen -> {
            place(centre, screen, 1);
            screen.controller().asSheet();
        });
        gallery = new Later<>(() -> Screens.screen("gallery", model), screen -> {
            place(window, screen, 1);
            screen.controller().cover(ground());
        });
        model.showing().watch(model.showing().galleryProperty(), (shown, before, now) -> gallery.get());
        model.showing().watch(model.showing().largeLoadProperty(), (large, before, now) -> load.get());
        model.showing().watch(model.filter().testProperty(), (test, before, now) -> now.ifPresent(any -> filter.get()));
        compare = new Later<>(() -> Screens.screen("compare", model), screen -> place(centre, screen, 1));
        breakpoints = new Later<>(() -> Screens.screen("breakpoints", model), screen -> {
            StackPane.setAlignment(screen.root(), Pos.BOTTOM_LEFT);
            place(centre, screen, 2);
        });
        keys = new Later<>(() -> Screens.screen("keys", model), screen -> {
            place(window, screen, 2);
            screen.controller().doneBy(action -> doer.accept(action));
        });
        agreement = new Later<>(() -> Screens.screen("agreement", model), screen -> place(window, screen, 1));
        model.showing().watch(model.compare().activeProperty(), (active, before, now) -> {
            if (now) {
                compare.get().focus();
            }
            filterScreen.ifPresent(screen -> placeFilter(screen));
        });
    }

    /** Over all of the window, or over its centre. */
    void placeIn(Pane all, Pane middle) {
        window = all;
        centre = middle;
        if (model.showing().galleryProperty().get()) {
            gallery.get();
        }
    }

    /** What the window shows under all sheets. */
    private BorderPane ground() {
        return (BorderPane) Objects.requireNonNull(window).getChildren().get(0);
    }

    /** Above the ladder, which takes the keys afterwards. */
    void placeAbove(Pane below, Runnable focus) {
        ladder = below;
        left = focus;
        model.filter().testProperty().get().ifPresent(any -> filter.get());
    }

    /** Above the ladder, or below the head of two that are compared. */
    private void placeFilter(Screens.Screen<FilterView> screen) {
        filterScreen = Optional.of(screen);
        boolean two = model.compare().activeProperty().get();
        Pane where = two ? compare.get().filterPlace() : ladder;
        if (where != null && !where.getChildren().contains(screen.root())) {
            place(where, screen, two ? 1 : 0);
        }
        screen.controller().leftFor(() -> {
            if (model.compare().activeProperty().get()) {
                compare.get().focus();
            } else {
                left.run();
            }
        });
    }

    /** As far down as it was written, so that the key sheet lies over everything. */
    private static void place(@Nullable Pane where, Screens.Screen<?> screen, int depth) {
        if (where != null) {
            where.getChildren().add(Math.min(depth, where.getChildren().size()), screen.root());
        }
    }

    /** Who does what the key sheet and the palette offer. */
    void doneBy(Consumer<Action> other) {
        doer = other;
    }

    Later<BreakpointsView> breakpoints() {
        return breakpoints;
    }

    Later<KeysView> keys() {
        return keys;
    }

    Later<AgreementView> agreement() {
        return agreement;
    }

    Later<FilterView> filter() {
        return filter;
    }

    /** Closes what waits for something to be written. */
    void hide() {
        model.showing().largeLoadProperty().set(false);
        filter.loaded().ifPresent(FilterView::escape);
        breakpoints.loaded().ifPresent(BreakpointsView::hide);
        agreement.loaded().ifPresent(AgreementView::hide);
    }

    /** Called once a frame. */
    void frame() {
        compare.loaded().ifPresent(CompareView::frame);
    }

    void dispose() {
        compare.loaded().ifPresent(CompareView::dispose);
    }
}
