package timewaitlab.scenario;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import timewaitlab.base.Problem;

/**
 * A mapping of a scenario file, asked key by key. What is missing or of the wrong kind becomes one problem with its
 * place, and reading goes on with something harmless. A mapping that is none says so once and misses nothing more.
 * {@link #done} complains of keys nobody asked for.
 */
final class YamlMap {
    private static final Pattern NAME = Pattern.compile("\\w{1,40}");

    private final String file;
    private final List<Problem> problems;
    private final Node node;
    private final boolean broken;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();

    YamlMap(String file, Node node, List<Problem> problems) {
        this.file = file;
        this.node = node;
        this.problems = problems;
        broken = !(node instanceof MappingNode);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::enter);
        } else {
            problem(node, "this is not a mapping", "key: value pairs");
        }
    }

    private void enter(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problem(tuple.getKeyNode(), "this key is not a word", "a name");
        } else if (entries.put(key.getValue(), tuple) != null) {
            problem(key, "\"" + key.getValue() + "\" is given twice", "each key once");
        }
    }

    Node node() {
        return node;
    }

    /** The keys, in the order written. */
    List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** The keys where they name things: hosts, NATs, programs. */
    List<String> names() {
        entries.forEach((key, tuple) -> {
            if (!NAME.matcher(key).matches()) {
                problem(tuple.getKeyNode(), "\"" + key + "\" is not a name", "letters, digits and _");
            }
        });
        return keys();
    }

    /** Whether this is no mapping at all, which has been said. */
    boolean isBroken() {
        return broken;
    }

    /** The key itself, or the mapping if there is no such key. */
    Node key(String key) {
        NodeTuple tuple = entries.get(key);
        return tuple == null ? node : tuple.getKeyNode();
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The node under this key; a problem, told by {@link #done}, when it is missing. */
    Optional<Node> require(String key) {
        Optional<Node> found = find(key);
        if (found.isEmpty() && !broken) {
            missing.add(key);
        }
        return found;
    }

    Optional<Node> find(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
    }

    String text(String key) {
        return require(key).flatMap(this::scalar).orElse("");
    }

    String text(String key, String otherwise) {
        return find(key).flatMap(this::scalar).orElse(otherwise);
    }

    long whole(String key, long otherwise, long least, long most) {
        return find(key).map(value -> whole(value, otherwise, least, most)).orElse(otherwise);
    }

    long whole(Node value, long otherwise, long least, long most) {
        return scalar(value)
                .map(text -> whole(value, text, otherwise, least, most))
                .orElse(otherwise);
    }

    private long whole(Node value, String text, long otherwise, long least, long most) {
        try {
            long number = Long.parseLong(text.replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        problem(value, "\"" + text + "\" does not fit", "a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** A duration such as {@code 22 ms}, {@code 5 s}, {@code 2 min}, in nanoseconds. */
    long duration(String key) {
        return require(key).map(this::duration).orElse(0L);
    }

    long duration(String key, long otherwise) {
        return find(key).map(this::duration).orElse(otherwise);
    }

    long duration(Node value) {
        return scalar(value).map(text -> duration(value, text)).orElse(0L);
    }

    private long duration(Node value, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            problem(value, String.valueOf(e.getMessage()), "a duration such as 22 ms, 5 s or 2 min");
            return 0;
        }
    }

    /** The elements of the list under this key; a single value is a list of one. */
    List<Node> list(String key) {
        return find(key).map(this::elements).orElse(List.of());
    }

    List<Node> elements(Node value) {
        return value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
    }

    /** The mapping under this key, empty when it is missing. */
    Optional<YamlMap> map(String key) {
        return find(key).map(this::map);
    }

    YamlMap map(Node value) {
        return new YamlMap(file, value, problems);
    }

    /** The word or number there; a problem when it is something else. */
    Optional<String> scalar(Node value) {
        if (value instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problem(value, "this is not a single value", "a word or a number");
        return Optional.empty();
    }

    /** One of the words known; a problem with the nearest of them when it is none. */
    Optional<String> oneOf(Node value, String kind, Collection<String> known) {
        Optional<String> word = scalar(value);
        if (word.isPresent() && !known.contains(word.get())) {
            problem(
                    value,
                    "unknown " + kind + " \"" + word.get() + "\"" + Spelling.hint(word.get(), known),
                    "one of " + String.join(", ", known));
            return Optional.empty();
        }
        return word;
    }

    /** Says that something is wrong at this place. */
    void problem(Node where, String what, String expected) {
        Mark mark = where.getStartMark().orElse(null);
        problems.add(new Problem(file, line(mark), column(mark), what, expected));
    }

    /** {@code line:column} of a node. */
    String place(Node where) {
        Mark mark = where.getStartMark().orElse(null);
        return line(mark) + ":" + column(mark);
    }

    /** A key that seems to be one of these in a wrong spelling. */
    Optional<String> misspelt(Collection<String> words) {
        return entries.keySet().stream()
                .filter(key ->
                        !asked.contains(key) && Spelling.nearest(key, words).isPresent())
                .findFirst();
    }

    /** Every key that nobody asked for is a mistake, and so is one missing, unless it is there misspelt. */
    void done() {
        entries.forEach((key, tuple) -> {
            if (!asked.contains(key)) {
                missing.removeAll(Spelling.nearest(key, missing).stream().toList());
                problem(
                        tuple.getKeyNode(),
                        "unknown key \"" + key + "\"" + Spelling.hint(key, asked),
                        "one of " + String.join(", ", asked));
            }
        });
        missing.forEach(key -> problem(node, "\"" + key + "\" is missing", key + ": ..."));
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 0 : mark.getLine() + 1;
    }

    private static int column(@Nullable Mark mark) {
        return mark == null ? 0 : mark.getColumn() + 1;
    }
}
