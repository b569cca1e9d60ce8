package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import timewaitlab.base.Problem;

/**
 * A mapping of a scenario file, asked key by key. What is missing or of the wrong kind becomes a problem with its
 * place, and reading goes on with something harmless. {@link #done} complains of keys nobody asked for.
 */
final class YamlMap {
    private final String file;
    private final List<Problem> problems;
    private final Node node;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    YamlMap(String file, Node node, List<Problem> problems) {
        this.file = file;
        this.node = node;
        this.problems = problems;
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

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The node under this key; a problem when it is missing. */
    Optional<Node> require(String key) {
        Optional<Node> found = find(key);
        if (found.isEmpty()) {
            problem(node, "\"" + key + "\" is missing", key + ": ...");
        }
        return found;
    }

    Optional<Node> find(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
    }

    String text(String key) {
        return require(key).map(this::scalar).orElse("");
    }

    String text(String key, String otherwise) {
        return find(key).map(this::scalar).orElse(otherwise);
    }

    long whole(String key, long otherwise, long least, long most) {
        return find(key).map(value -> whole(value, otherwise, least, most)).orElse(otherwise);
    }

    long whole(Node value, long otherwise, long least, long most) {
        String text = scalar(value).replace("_", "");
        try {
            long number = Long.parseLong(text);
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
        try {
            return Durations.parse(scalar(value));
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

    String scalar(Node value) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem(value, "this is not a single value", "a word or a number");
        return "";
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

    /** Every key that nobody asked for is a mistake; the nearest known one is suggested. */
    void done() {
        entries.forEach((key, tuple) -> {
            if (!asked.contains(key)) {
                String hint = Spelling.nearest(key, asked)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
                problem(tuple.getKeyNode(), "unknown key \"" + key + "\"" + hint, "one of " + String.join(", ", asked));
            }
        });
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 0 : mark.getLine() + 1;
    }

    private static int column(@Nullable Mark mark) {
        return mark == null ? 0 : mark.getColumn() + 1;
    }
}
