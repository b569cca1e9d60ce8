package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something done on a keyboard. One character alone means that character, wherever the keyboard has it, so that
 * {@code ?} and {@code D} are what they say; anything else is a key by its name, with what is held down.
 *
 * @param key a character, or a name such as {@code Left} or {@code F5}
 */
public record KeyStroke(boolean control, boolean alt, boolean shift, String key) {
    private static final Set<String> NAMED = Set.of(
            "Space",
            "Left",
            "Right",
            "Up",
            "Down",
            "Home",
            "End",
            "PageUp",
            "PageDown",
            "Insert",
            "Delete",
            "Backspace",
            "Enter",
            "Tab",
            "Esc");
    private static final Map<String, String> SIGNS = Map.of("Left", "←", "Right", "→", "Up", "↑", "Down", "↓");
    private static final String FUNCTION_KEY = "F([1-9]|1[0-2])";

    /** The stroke this text means: {@code n}, {@code Ctrl+Left}, {@code Shift+F5}; none where it means none. */
    public static Optional<KeyStroke> of(String text) {
        boolean control = false;
        boolean alt = false;
        boolean shift = false;
        String rest = text;
        for (int plus = rest.indexOf('+'); plus > 0 && plus < rest.length() - 1; plus = rest.indexOf('+')) {
            String held = rest.substring(0, plus);
            control |= held.equals("Ctrl");
            alt |= held.equals("Alt");
            shift |= held.equals("Shift");
            if (!Set.of("Ctrl", "Alt", "Shift").contains(held)) {
                return Optional.empty();
            }
            rest = rest.substring(plus + 1);
        }
        KeyStroke stroke = new KeyStroke(control, alt, shift, rest);
        boolean held = control || alt || shift;
        boolean letter = rest.length() == 1 && rest.charAt(0) > ' ';
        boolean named = NAMED.contains(rest) || rest.matches(FUNCTION_KEY);
        return letter && !held || letter && rest.matches("[A-Z0-9]") || named ? Optional.of(stroke) : Optional.empty();
    }

    /** A character that was typed. */
    public static KeyStroke typed(String character) {
        return new KeyStroke(false, false, false, character);
    }

    /** Whether a character was typed, rather than a key pressed. */
    public boolean isTyped() {
        return key.length() == 1 && !control && !alt && !shift;
    }

    /** As the key sheet and menus show it: {@code Ctrl ←}. */
    public String text() {
        return String.join(" ", caps());
    }

    /** Each key that is held or pressed, as its cap shows it. */
    public List<String> caps() {
        List<String> caps = new ArrayList<>();
        if (control) {
            caps.add("Ctrl");
        }
        if (alt) {
            caps.add("Alt");
        }
        if (shift) {
            caps.add("Shift");
        }
        caps.add(SIGNS.getOrDefault(key, key));
        return caps;
    }

    /** As the file of keys writes it. */
    @Override
    public String toString() {
        return (control ? "Ctrl+" : "") + (alt ? "Alt+" : "") + (shift ? "Shift+" : "") + key;
    }
}
