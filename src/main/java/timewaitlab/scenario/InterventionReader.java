package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;

/** Reads interventions: the text of a change, or {@code {do: TEXT, name: NAME, off: true}}. */
final class InterventionReader {
    private InterventionReader() {}

    /** All of a list; what is wrong with them goes to the mapping's problems, with their places in the file. */
    static List<Intervention> read(YamlMap root, List<Node> nodes, Changeable known) {
        List<Intervention> read = new ArrayList<>();
        for (Node node : nodes) {
            if (node instanceof MappingNode) {
                YamlMap map = root.map(node);
                String name = map.text("name", "");
                boolean off = map.find("off")
                        .flatMap(value -> map.oneOf(value, "answer", List.of("true", "false")))
                        .filter("true"::equals)
                        .isPresent();
                map.require("do")
                        .flatMap(text -> change(map, text, known))
                        .ifPresent(change -> read.add(new Intervention(name, !off, change)));
                map.done();
            } else {
                change(root, node, known).map(Intervention::of).ifPresent(read::add);
            }
        }
        return read;
    }

    private static Optional<Change> change(YamlMap map, Node node, Changeable known) {
        Optional<String> text = map.scalar(node);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Reading<Change> reading = ChangeReader.read("", text.get(), known);
        for (Problem problem : reading.problems()) {
            map.problem(node, "at its column " + problem.column() + ", " + problem.what(), problem.expected());
        }
        return reading.value();
    }
}
