package timewaitlab.view;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.Bookmarks;
import timewaitlab.viewmodel.Deeds.Deed;
import timewaitlab.viewmodel.Errands;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Theme;

/** What each action of the table does in this window. */
final class Actions {
    private static final double PAN = 60;

    /** What leads from the gallery back to what is open. */
    private static final Set<Action> LEAVING =
            EnumSet.of(Action.DEMO, Action.EXPLORE, Action.COMPARE, Action.PRESENT, Action.LESSON);
    /** What is not about what is open, and can be done in the gallery. */
    private static final Set<Action> BESIDE = EnumSet.of(
            Action.OPEN,
            Action.EDIT_KEYS,
            Action.THEME,
            Action.PROJECTOR,
            Action.MOTION,
            Action.POINTER,
            Action.FULL_SCREEN,
            Action.GALLERY,
            Action.KEYS,
            Action.AGREEMENT,
            Action.PALETTE,
            Action.CLOSE);

    private final MainViewModel model;
    private final Map<Action, Runnable> doing = new EnumMap<>(Action.class);

    Actions(MainViewModel model, MainView main, LadderView ladder, Later<KeysView> sheet) {
        this.model = model;
        files(model, main);
        moments(model, sheet);
        looks(model, main, ladder);
        doing.put(Action.KEYS, () -> sheet.get().toggle());
        doing.put(Action.AGREEMENT, main::toggleAgreement);
        doing.put(Action.PALETTE, () -> sheet.get().showPalette());
        deeds(model, main);
        doing.put(Action.CLOSE, () -> {
            if (ladder.giveUpDrag()) {
                return;
            }
            boolean over = sheet.loaded().filter(KeysView::isShown).isPresent();
            sheet.loaded().ifPresent(KeysView::hide);
            main.leaveFields();
            model.dismiss();
            if (!over) {
                model.showing().galleryProperty().set(false);
            }
        });
    }

    private void files(MainViewModel model, MainView main) {
        doing.put(Action.OPEN, main::openFile);
        doing.put(Action.EXPORT, () -> main.save("ladder.svg"));
        doing.put(Action.EDIT_KEYS, () -> Errands.readKeys(model));
        doing.put(Action.RESTORE, model::restore);
        doing.put(Action.WHAT_IF, main::toggleWhatIf);
    }

    private void deeds(MainViewModel model, MainView main) {
        doing.put(Action.UNDO, model.session()::undo);
        doing.put(Action.REDO, model.session()::redo);
        doing.put(Action.SAVE_SCENARIO, main::saveScenario);
        doing.put(Action.DROP, () -> model.deeds().toSelected(Deed.DROP));
        doing.put(Action.DUPLICATE, () -> model.deeds().toSelected(Deed.DUPLICATE));
        doing.put(Action.DELAY, () -> model.deeds().toSelected(Deed.DELAY));
        doing.put(Action.REORDER, () -> model.deeds().toSelected(Deed.REORDER));
        doing.put(Action.INJECT, () -> model.deeds().injectLikeSelected());
        doing.put(Action.INJECT_BEFORE, () -> model.deeds().injectBeforeSelected());
        doing.put(Action.INJECT_AFTER, () -> model.deeds().injectAfterSelected());
        doing.put(Action.FORK, () -> model.deeds().fork());
        doing.put(Action.COMPARE, () -> model.compare().toggle());
        doing.put(Action.BREAKPOINT_HERE, () -> model.breakpoints().toggleHere());
        doing.put(Action.NEXT_STOP, () -> model.breakpoints().step(true));
        doing.put(Action.PREVIOUS_STOP, () -> model.breakpoints().step(false));
        doing.put(Action.BREAKPOINTS, main::toggleBreakpoints);
    }

    private void moments(MainViewModel model, Later<KeysView> sheet) {
        doing.put(Action.PLAY, model.playhead()::toggle);
        doing.put(Action.STEP, model::stepForward);
        doing.put(Action.STEP_BACK, model::stepBack);
        doing.put(Action.NEXT_SEGMENT, () -> model.stepSegment(1));
        doing.put(Action.PREVIOUS_SEGMENT, () -> model.stepSegment(-1));
        doing.put(Action.NEXT_REFUSAL, () -> model.stepRefusal(true));
        doing.put(Action.PREVIOUS_REFUSAL, () -> model.stepRefusal(false));
        doing.put(Action.NEXT_AT_HOST, () -> model.stepAtHost(true));
        doing.put(Action.PREVIOUS_AT_HOST, () -> model.stepAtHost(false));
        doing.put(Action.WHY, () -> model.deeds().why(model.selectedProperty().get()));
        doing.put(Action.CAUSE, model::goToCause);
        doing.put(Action.EFFECT, model::goToEffect);
        doing.put(Action.TO_START, () -> model.seek(0));
        doing.put(Action.TO_END, () -> model.seek(model.until()));
        doing.put(Action.GO_TO, () -> sheet.get().askGoal());
        doing.put(Action.BOOKMARK, () -> Bookmarks.toggleHere(model));
        doing.put(Action.NEXT_BOOKMARK, () -> Bookmarks.goToNext(model));
        doing.put(Action.SLOWER, () -> model.playhead().changePace(false));
        doing.put(Action.FASTER, () -> model.playhead().changePace(true));
        doing.put(Action.REAL_TIME, model.playhead()::changeTiming);
    }

    private void looks(MainViewModel model, MainView main, LadderView ladder) {
        doing.put(Action.FILTER, main::askFilter);
        doing.put(
                Action.FILTER_CONNECTION,
                () -> model.filter().toConnectionOf(model.selectedProperty().get()));
        doing.put(Action.ZOOM_IN, ladder::zoomIn);
        doing.put(Action.ZOOM_OUT, ladder::zoomOut);
        doing.put(Action.ZOOM_RESET, ladder::zoomReset);
        doing.put(Action.ZOOM_FIT, ladder::zoomFit);
        doing.put(Action.PAN_DOWN, () -> ladder.pan(PAN));
        doing.put(Action.PAN_UP, () -> ladder.pan(-PAN));
        doing.put(Action.PAN_LEFT, () -> ladder.slide(-PAN));
        doing.put(Action.PAN_RIGHT, () -> ladder.slide(PAN));
        doing.put(Action.THEME, main::toggleTheme);
        doing.put(Action.PROJECTOR, () -> ThemeButton.toggle(model, Theme.PROJECTOR));
        doing.put(Action.MOTION, () -> flip(model.reducedMotionProperty()));
        doing.put(Action.POINTER, () -> flip(model.showing().pointerProperty()));
        doing.put(Action.FULL_SCREEN, main::toggleFullScreen);
        doing.put(Action.LARGE_LOAD, () -> flip(model.showing().largeLoadProperty()));
        doing.put(Action.DEMO, main::showDemo);
        doing.put(Action.EXPLORE, main::showExplore);
        doing.put(Action.PRESENT, main::togglePresent);
        doing.put(Action.LESSON, main::beginLesson);
        doing.put(Action.GALLERY, () -> flip(model.showing().galleryProperty()));
    }

    private static void flip(BooleanProperty choice) {
        choice.set(!choice.get());
    }

    /** Does it; behind the gallery nothing is done to what nobody sees. */
    void run(Action action) {
        if (model.showing().galleryProperty().get()) {
            if (LEAVING.contains(action)) {
                model.showing().galleryProperty().set(false);
            } else if (!BESIDE.contains(action)) {
                return;
            }
        }
        Runnable what = doing.get(action);
        if (what == null) {
            throw new IllegalStateException("nobody does " + action);
        }
        what.run();
    }

    /** Whether this window does it. */
    boolean knows(Action action) {
        return doing.containsKey(action);
    }
}
