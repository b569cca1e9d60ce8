package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timewaitlab.base.Problem;

/** Which keys do what: the usual ones, or those of a file of keys. */
public final class KeyTable {
    private final Map<Action, List<KeyStroke>> strokes;
    private final Map<KeyStroke, Action> actions = new HashMap<>();

    private KeyTable(Map<Action, List<KeyStroke>> strokes) {
        this.strokes = strokes;
        strokes.forEach((action, keys) -> keys.forEach(key -> actions.putIfAbsent(key, action)));
    }

    /** A table, and what was wrong with the file it came from. */
    public record Read(KeyTable table, List<Problem> problems) {}

    /** The keys nobody changed. */
    public static KeyTable usual() {
        Map<Action, List<KeyStroke>> strokes = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            strokes.put(action, action.usual());
        }
        return new KeyTable(strokes);
    }

    /**
     * The table with the lines of a file in the place of the usual ones: {@code play = Space p}; nothing behind the
     * sign takes the keys away. A wrong line is a problem and changes nothing; the others count.
     */
    public static Read parse(String file, String text) {
        Map<Action, List<KeyStroke>> strokes = new EnumMap<>(usual().strokes);
        Map<KeyStroke, Action> given = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        String[] lines = text.split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank() && !lines[i].stripLeading().startsWith("#")) {
                new Line(file, i + 1, lines[i], problems).read(strokes, given);
            }
        }
        // A key that the file gives to one action is no longer the usual key of another.
        strokes.replaceAll((action, keys) -> keys.stream()
                .filter(key -> given.getOrDefault(key, action) == action)
                .toList());
        return new Read(new KeyTable(strokes), problems);
    }

    /** The keys of an action; none where it has none. */
    public List<KeyStroke> of(Action action) {
        return strokes.getOrDefault(action, List.of());
    }

    /** What this stroke does, if anything. */
    public Optional<Action> find(KeyStroke stroke) {
        return Optional.ofNullable(actions.get(stroke));
    }

    /** The whole table as a file of keys. */
    public String text() {
        StringBuilder text = new StringBuilder(Texts.say("keys.file.head")).append('\n');
        for (Action action : Action.values()) {
            List<String> keys = of(action).stream().map(KeyStroke::toString).toList();
            text.append(action.id())
                    .append(" = ")
                    .append(String.join(" ", keys))
                    .append('\n');
        }
        return text.toString();
    }

    /** One line of a file of keys. */
    private record Line(String file, int number, String text, List<Problem> problems) {
        private static final Pattern WORD = Pattern.compile("\\S+");

        void read(Map<Action, List<KeyStroke>> strokes, Map<KeyStroke, Action> given) {
            int sign = text.indexOf('=');
            String id = sign < 0 ? text.strip() : text.substring(0, sign).strip();
            Optional<Action> action = Arrays.stream(Action.values())
                    .filter(known -> known.id().equals(id))
                    .findFirst();
            if (sign < 0) {
                wrong(text.length(), "the sign = is missing", "action = key key");
            } else if (action.isEmpty()) {
                wrong(text.indexOf(id), "no action is called \"" + id + "\"", "one of " + ids());
            } else {
                read(action.get(), sign + 1, given).ifPresent(keys -> strokes.put(action.get(), keys));
            }
        }

        private Optional<List<KeyStroke>> read(Action action, int from, Map<KeyStroke, Action> given) {
            List<KeyStroke> keys = new ArrayList<>();
            int before = problems.size();
            Matcher words = WORD.matcher(text);
            for (int at = from; words.find(at); at = words.end()) {
                String name = words.group();
                Optional<KeyStroke> stroke = KeyStroke.of(name);
                if (stroke.isEmpty()) {
                    wrong(words.start(), "\"" + name + "\" is no key", "a character, or a name such as Ctrl+Left");
                } else if (given.putIfAbsent(stroke.get(), action) != null) {
                    wrong(
                            words.start(),
                            name + " is given to " + given.get(stroke.get()).id() + " already",
                            "another key");
                } else {
                    keys.add(stroke.get());
                }
            }
            return problems.size() == before ? Optional.of(keys) : Optional.empty();
        }

        private void wrong(int index, String what, String expected) {
            problems.add(new Problem(file, number, index + 1, what, expected));
        }
    }

    private static String ids() {
        return String.join(", ", Arrays.stream(Action.values()).map(Action::id).toList());
    }
}
