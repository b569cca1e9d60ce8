package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import timewaitlab.decide.Disposition;
import timewaitlab.scenario.Lesson.Choice;
import timewaitlab.scenario.Lesson.Observation;
import timewaitlab.scenario.Lesson.Question;
import timewaitlab.scenario.Lesson.Task;
import timewaitlab.scenario.Lesson.Transfer;
import timewaitlab.tcp.ReplyKind;

/** Reads what stands under {@code lesson}. */
final class LessonReader {
    private static final int LEAST_CHOICES = 2;
    private static final int MOST_CHOICES = 6;
    private static final List<String> ANSWERS = Stream.concat(
                    Stream.of(Disposition.ACCEPT, Disposition.DROP, Disposition.CONSUME)
                            .map(Enum::name),
                    Arrays.stream(ReplyKind.values())
                            .map(kind -> "REPLY " + kind.name().replace('_', '-')))
            .toList();

    private final ExpectationReader expectations;
    private final BranchReader branches;

    LessonReader(ExpectationReader expectations, BranchReader branches) {
        this.expectations = expectations;
        this.branches = branches;
    }

    /** The lesson in this mapping. */
    Lesson read(YamlMap map) {
        Question asks = question(map, Optional.empty());
        List<Observation> observations = map.list("observations").stream()
                .map(node -> observation(map.map(node)))
                .toList();
        Optional<Task> task = map.map("task").map(this::task);
        Optional<Transfer> transfer = map.map("transfer").map(each -> transfer(each, asks));
        map.done();
        return new Lesson(asks, observations, task, transfer);
    }

    /** A question; where {@code like} is another, the moment and the choices it does not name are those of that one. */
    private Question question(YamlMap map, Optional<Question> like) {
        Optional<YamlMap> asks =
                like.isPresent() ? map.map("asks") : map.require("asks").map(map::map);
        String host = like.map(Question::host).orElse("");
        long time = like.map(Question::time).orElse(0L);
        if (asks.isPresent()) {
            host = expectations.party(asks.get(), "at");
            time = asks.get().duration("time");
            asks.get().done();
        }
        String text = map.text("question");
        String context = map.text("context", "");
        List<Choice> choices = like.isPresent() && asks.isEmpty() && !map.has("choices")
                ? like.get().choices()
                : choices(map, host, time);
        return new Question(host, time, text, context, choices);
    }

    private List<Choice> choices(YamlMap map, String host, long time) {
        List<Choice> choices = new ArrayList<>();
        Optional<Node> list = map.require("choices");
        for (Node node : list.map(map::elements).orElse(List.of())) {
            choices.add(choice(map.map(node), host, time));
        }
        if (list.isPresent() && (choices.size() < LEAST_CHOICES || choices.size() > MOST_CHOICES)) {
            map.problem(
                    list.get(),
                    choices.size() + " choices",
                    LEAST_CHOICES + " to " + MOST_CHOICES + ", of which the engine finds one right");
        }
        return choices;
    }

    private Choice choice(YamlMap map, String host, long time) {
        String text = map.text("say");
        String means = map.text("means", "");
        List<Expectation> claims = map.require("is")
                .map(node -> node instanceof ScalarNode ? answer(map, node, host, time) : expectations.under(map, "is"))
                .orElse(List.of());
        map.done();
        return new Choice(text, means, claims);
    }

    private static List<Expectation> answer(YamlMap map, Node node, String host, long time) {
        return map.oneOf(node, "answer", ANSWERS)
                .<List<Expectation>>map(
                        answer -> List.of(new Expectation.AnswerIs(map.place(node), host, time, answer)))
                .orElse(List.of());
    }

    private Observation observation(YamlMap map) {
        String text = map.text("say");
        String at = expectations.party(map, "at");
        String command = map.require("run")
                .flatMap(node -> map.oneOf(node, "command", Lesson.COMMANDS))
                .orElse("");
        List<String> finds = map.list("find").stream()
                .flatMap(node -> map.scalar(node).stream())
                .toList();
        long since = map.duration("since", 0);
        long time = map.duration("time");
        if (time < since) {
            map.problem(map.key("since"), "it is looked at before that", "an earlier time");
        }
        map.done();
        return new Observation(text, at, command, finds, since, time);
    }

    private Task task(YamlMap map) {
        String text = map.text("do");
        List<Expectation> goal =
                map.require("goal").map(node -> expectations.under(map, "goal")).orElse(List.of());
        map.done();
        return new Task(text, goal);
    }

    private Transfer transfer(YamlMap map, Question like) {
        Question asks = question(map, Optional.of(like));
        List<Scenario.Edit> edits =
                map.require("change").map(map::map).map(branches::change).orElse(List.of());
        map.done();
        return new Transfer(asks, edits);
    }
}
