package timewaitlab.viewmodel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Everything a key or a menu entry does. The menu, the key sheet and the file of keys are all made from this table, so
 * none of them can lack what another has.
 */
public enum Action {
    OPEN(Menu.FILE, "Ctrl+O"),
    EXPORT(Menu.FILE, "Ctrl+S"),
    EDIT_KEYS(Menu.FILE, "Ctrl+Shift+K"),

    UNDO(Menu.EDIT, "Ctrl+Z"),
    REDO(Menu.EDIT, "Ctrl+Shift+Z", "Ctrl+Y"),
    RESTORE(Menu.EDIT, "Ctrl+R"),
    WHAT_IF(Menu.EDIT, "w"),
    SAVE_SCENARIO(Menu.FILE, "Ctrl+Shift+S"),

    DROP(Menu.RUN, "k"),
    DUPLICATE(Menu.RUN, "u"),
    DELAY(Menu.RUN, "y"),
    REORDER(Menu.RUN, "o"),
    INJECT(Menu.RUN, "i"),
    INJECT_BEFORE(Menu.RUN, "I"),
    INJECT_AFTER(Menu.RUN, "A"),
    FORK(Menu.RUN, "f"),
    COMPARE(Menu.RUN, "c"),
    BREAKPOINT_HERE(Menu.RUN, "b"),
    BREAKPOINTS(Menu.RUN, "B"),
    NEXT_STOP(Menu.RUN, "s"),
    PREVIOUS_STOP(Menu.RUN, "S"),

    PLAY(Menu.GO, "Space", "."),
    STEP(Menu.GO, "Right", "]"),
    STEP_BACK(Menu.GO, "Left", "["),
    NEXT_SEGMENT(Menu.GO, "n"),
    PREVIOUS_SEGMENT(Menu.GO, "p"),
    NEXT_REFUSAL(Menu.GO, "d"),
    PREVIOUS_REFUSAL(Menu.GO, "D"),
    NEXT_AT_HOST(Menu.GO, "Shift+Right"),
    PREVIOUS_AT_HOST(Menu.GO, "Shift+Left"),
    WHY(Menu.GO, "e"),
    CAUSE(Menu.GO, "Ctrl+Left"),
    EFFECT(Menu.GO, "Ctrl+Right"),
    TO_START(Menu.GO, "Home"),
    TO_END(Menu.GO, "End"),
    GO_TO(Menu.GO, "g"),
    BOOKMARK(Menu.GO, "m"),
    NEXT_BOOKMARK(Menu.GO, "'"),
    SLOWER(Menu.GO, ","),
    FASTER(Menu.GO, ";"),
    REAL_TIME(Menu.GO, "r"),

    FILTER(Menu.VIEW, "/", "Ctrl+F"),
    FILTER_CONNECTION(Menu.VIEW, "x"),
    ZOOM_IN(Menu.VIEW, "+", "="),
    ZOOM_OUT(Menu.VIEW, "-"),
    ZOOM_RESET(Menu.VIEW, "0"),
    ZOOM_FIT(Menu.VIEW, "F"),
    PAN_DOWN(Menu.VIEW, "J", "Alt+Down"),
    PAN_UP(Menu.VIEW, "K", "Alt+Up"),
    PAN_LEFT(Menu.VIEW, "H", "Alt+Left"),
    PAN_RIGHT(Menu.VIEW, "L", "Alt+Right"),
    THEME(Menu.VIEW, "t"),
    PROJECTOR(Menu.VIEW, "T"),
    MOTION(Menu.VIEW, "M"),
    LARGE_LOAD(Menu.VIEW, "l"),
    DEMO(Menu.VIEW, "F3"),
    EXPLORE(Menu.VIEW, "F4"),
    LESSON(Menu.VIEW, "q"),
    GALLERY(Menu.VIEW, "Q"),
    PRESENT(Menu.VIEW, "F5"),
    POINTER(Menu.VIEW, "P"),
    FULL_SCREEN(Menu.VIEW, "F11"),

    KEYS(Menu.HELP, "?"),
    AGREEMENT(Menu.HELP, "F1"),
    PALETTE(Menu.HELP, "Ctrl+K"),
    CLOSE(Menu.HELP, "Esc");

    /** The menus, from left to right. */
    public enum Menu {
        FILE,
        EDIT,
        RUN,
        GO,
        VIEW,
        HELP;

        /** Its name. */
        public String text() {
            return Texts.say("menu." + name().toLowerCase(Locale.ROOT));
        }

        /** What is in it, in order. */
        public List<Action> actions() {
            return Arrays.stream(Action.values())
                    .filter(action -> action.menu == this)
                    .toList();
        }
    }

    private final Menu menu;
    private final List<KeyStroke> usual;

    Action(Menu menu, String... strokes) {
        this.menu = menu;
        usual = Arrays.stream(strokes)
                .map(text -> KeyStroke.of(text).orElseThrow())
                .toList();
    }

    /** The menu it is in. */
    public Menu menu() {
        return menu;
    }

    /** The keys it has unless somebody chose others. */
    public List<KeyStroke> usual() {
        return usual;
    }

    /** Its name in the file of keys: {@code next-refusal}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, as menus and the key sheet say it. */
    public String text() {
        return Texts.say("action." + id());
    }
}
