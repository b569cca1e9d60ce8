package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.trace.RecordingPlan;

/**
 * What somebody did to a scenario, kept in a file: its branches, each with its interventions. What is written is read
 * back as it was, by the same words as in scenario files.
 *
 * @param scenario id of a shipped one, or a file: a scenario or a recording
 * @param recording which recording it is, where it is one
 * @param shown id of the branch that was shown
 * @param look how it was looked at
 */
public record SessionText(String scenario, Optional<Recording> recording, int shown, Look look, List<Branch> branches) {
    /** How many steps of a branch can be taken back after a restart: a file holds each of them whole. */
    public static final int DEEPEST = 50;

    private static final int MOST_BRANCHES = 10_000;
    private static final String UNDO = "undo";
    private static final String REDO = "redo";

    public SessionText {
        branches = List.copyOf(branches);
    }

    /**
     * A recording as it was when something was done to it.
     *
     * @param digest of the file's contents
     * @param host address of the host that judges it
     */
    public record Recording(String digest, String host) {}

    /**
     * How a run was looked at.
     *
     * @param moment nanoseconds
     * @param selected id of the segment that was selected, 0 for none
     * @param filter the test of the segments that were shown; empty for all of them
     * @param breakpoints tests of where playing stops, in their order
     * @param bookmarks moments to come back to, nanoseconds
     * @param layout what the window calls the places and sizes of its parts, to their values
     */
    public record Look(
            long moment,
            int selected,
            String filter,
            List<String> breakpoints,
            List<Long> bookmarks,
            SortedMap<String, String> layout) {
        public Look {
            breakpoints = List.copyOf(breakpoints);
            bookmarks = List.copyOf(bookmarks);
            layout = Collections.unmodifiableSortedMap(new TreeMap<>(layout));
        }

        /** The same with another filter and other breakpoints. */
        public Look testing(String otherFilter, List<String> otherBreakpoints) {
            return new Look(moment, selected, otherFilter, otherBreakpoints, bookmarks, layout);
        }

        private String text() {
            StringBuilder text = new StringBuilder();
            text.append("moment: ").append(Durations.text(moment)).append('\n');
            text.append(selected == 0 ? "" : "selected: " + selected + '\n');
            text.append(filter.isEmpty() ? "" : "filter: " + InterventionText.quoted(filter) + '\n');
            list(text, "breakpoints", breakpoints);
            list(text, "bookmarks", bookmarks.stream().map(Durations::text).toList());
            list(
                    text,
                    "layout",
                    layout.entrySet().stream()
                            .map(entry -> entry.getKey() + '=' + entry.getValue())
                            .toList());
            return text.toString();
        }

        private static void list(StringBuilder text, String key, List<String> values) {
            if (!values.isEmpty()) {
                text.append(key).append(":\n");
                values.forEach(value -> text.append("  - ")
                        .append(InterventionText.quoted(value))
                        .append('\n'));
            }
        }

        private static Look read(YamlMap root) {
            SortedMap<String, String> layout = new TreeMap<>();
            for (String entry : texts(root, "layout")) {
                int sign = entry.indexOf('=');
                layout.put(entry.substring(0, Math.max(0, sign)), entry.substring(sign + 1));
            }
            return new Look(
                    root.duration("moment", 0),
                    (int) root.whole("selected", 0, 0, Integer.MAX_VALUE),
                    root.text("filter", ""),
                    texts(root, "breakpoints"),
                    root.list("bookmarks").stream().map(root::duration).toList(),
                    layout);
        }

        private static List<String> texts(YamlMap root, String key) {
            return root.list(key).stream()
                    .flatMap(node -> root.scalar(node).stream())
                    .toList();
        }
    }

    /** The same looked at in another way. */
    public SessionText looking(Look other) {
        return new SessionText(scenario, recording, shown, other, branches);
    }

    /**
     * A branch.
     *
     * @param parent id of the branch it was forked from, 0 for none
     * @param at the moment it was forked at, nanoseconds
     * @param written what of the run was written down; empty for what the scenario says
     * @param undo what was done before, the last first
     * @param redo what was undone, the last first
     */
    public record Branch(
            int id,
            int parent,
            String name,
            long at,
            Optional<RecordingPlan> written,
            List<Intervention> interventions,
            List<List<Intervention>> undo,
            List<List<Intervention>> redo) {
        public Branch {
            interventions = List.copyOf(interventions);
            undo = undo.stream().limit(DEEPEST).map(List::copyOf).toList();
            redo = redo.stream().limit(DEEPEST).map(List::copyOf).toList();
        }
    }

    /** The file. */
    public String text() {
        StringBuilder text = new StringBuilder("scenario: " + InterventionText.quoted(scenario) + '\n');
        recording.ifPresent(file -> text.append("recording: {digest: ")
                .append(InterventionText.quoted(file.digest()))
                .append(", host: ")
                .append(InterventionText.quoted(file.host()))
                .append("}\n"));
        text.append("shown: ").append(shown).append('\n');
        text.append(look.text());
        text.append("branches:\n");
        for (Branch branch : branches) {
            text.append("  - id: ").append(branch.id()).append('\n');
            text.append("    parent: ").append(branch.parent()).append('\n');
            text.append("    name: ")
                    .append(InterventionText.quoted(branch.name()))
                    .append('\n');
            text.append("    at: ").append(Durations.text(branch.at())).append('\n');
            branch.written()
                    .ifPresent(plan -> text.append("    record: ")
                            .append(RecordWords.text(plan))
                            .append('\n'));
            indented(text, "    ", InterventionText.block(branch.interventions()));
            steps(text, UNDO, branch.undo());
            steps(text, REDO, branch.redo());
        }
        return text.toString();
    }

    private static void steps(StringBuilder text, String key, List<List<Intervention>> steps) {
        text.append(steps.isEmpty() ? "" : "    " + key + ":\n");
        for (List<Intervention> step : steps) {
            if (step.isEmpty()) {
                text.append("      - {}\n");
            } else {
                text.append("      -\n");
                indented(text, "        ", InterventionText.block(step));
            }
        }
    }

    private static void indented(StringBuilder text, String by, String block) {
        block.lines().forEach(line -> text.append(by).append(line).append('\n'));
    }

    /** What a session is about, which its first line says; empty where that line says something else. */
    public static Optional<String> scenarioOf(String firstLine) {
        return YamlText.read("", firstLine)
                .value()
                .map(node -> new YamlMap("", node, new ArrayList<>()).text("scenario"))
                .filter(scenario -> !scenario.isEmpty());
    }

    /** Finds what a session is about. */
    public interface Finder {
        /** Whom its changes may name; a problem where this is not there, or not what it was. */
        Reading<Changeable> find(String scenario, Optional<Recording> recording);
    }

    /** The session in such a file; {@code open} finds what it is about. */
    public static Reading<SessionText> parse(String file, String text, Finder open) {
        if (text.length() > ScenarioParser.LARGEST_FILE) {
            return Reading.failed(
                    Problem.of(file, "larger than " + ScenarioParser.LARGEST_FILE + " characters", "a session"));
        }
        Reading<Node> yaml = YamlText.read(file, text);
        return yaml.value().map(node -> read(file, node, open)).orElseGet(() -> Reading.failed(yaml.problems()));
    }

    private static Reading<SessionText> read(String file, Node node, Finder open) {
        List<Problem> problems = new ArrayList<>();
        YamlMap root = new YamlMap(file, node, problems);
        String scenario = root.text("scenario");
        Optional<Recording> recording = root.map("recording").map(SessionText::recording);
        int shown = (int) root.whole("shown", 0, 0, Integer.MAX_VALUE);
        Look look = Look.read(root);
        List<Node> nodes = root.list("branches");
        root.done();
        Optional<Changeable> found = Optional.empty();
        if (problems.isEmpty()) {
            Reading<Changeable> opened = open.find(scenario, recording);
            problems.addAll(opened.problems());
            found = opened.value();
        }
        List<Branch> branches = new ArrayList<>();
        if (found.isPresent()) {
            for (Node each : nodes.subList(0, Math.min(MOST_BRANCHES, nodes.size()))) {
                branches.add(branch(root.map(each), found.get()));
            }
            check(root, shown, branches);
        }
        return problems.isEmpty()
                ? Reading.of(new SessionText(scenario, recording, shown, look, branches))
                : Reading.failed(problems.stream()
                        .sorted(Comparator.comparingInt(Problem::line))
                        .toList());
    }

    private static Recording recording(YamlMap map) {
        Recording recording = new Recording(map.text("digest"), map.text("host"));
        map.done();
        return recording;
    }

    private static Branch branch(YamlMap map, Changeable known) {
        int id = (int) map.whole("id", 0, 1, Integer.MAX_VALUE);
        int parent = (int) map.whole("parent", 0, 0, Integer.MAX_VALUE);
        String name = map.text("name");
        long at = map.duration("at", 0);
        Optional<RecordingPlan> written = map.map("record").map(RecordWords::readOfSession);
        List<Node> nodes = map.list("interventions");
        List<Node> undo = map.list(UNDO);
        List<Node> redo = map.list(REDO);
        map.done();
        return new Branch(
                id,
                parent,
                name,
                at,
                written,
                InterventionReader.read(map, nodes, known),
                steps(map, undo, known),
                steps(map, redo, known));
    }

    private static List<List<Intervention>> steps(YamlMap map, List<Node> nodes, Changeable known) {
        List<List<Intervention>> steps = new ArrayList<>();
        for (Node node : nodes) {
            YamlMap step = map.map(node);
            List<Node> interventions = step.list("interventions");
            step.done();
            steps.add(InterventionReader.read(step, interventions, known));
        }
        return steps;
    }

    /** A tree: every branch but a root comes after the one it was forked from, and the one that is shown is there. */
    private static void check(YamlMap root, int shown, List<Branch> branches) {
        Set<Integer> known = new HashSet<>(Set.of(0));
        for (Branch branch : branches) {
            if (!known.contains(branch.parent()) || !known.add(branch.id())) {
                root.problem(root.node(), "branch " + branch.id() + " hangs on nothing", "its parent before it");
            }
        }
        if (!known.contains(shown) || shown == 0) {
            root.problem(root.node(), "there is no branch " + shown, "the id of a branch");
        }
    }
}
