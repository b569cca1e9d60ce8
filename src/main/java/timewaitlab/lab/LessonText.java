package timewaitlab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.base.Phrases;
import timewaitlab.scenario.Lesson;
import timewaitlab.scenario.Scenario;

/**
 * The texts of a shipped scenario in the language in use. English ones stand in the scenario itself; the bundle
 * {@code scenarios} has them in the other languages, and what it lacks is said in English.
 */
public final class LessonText {
    private static final Phrases SCENARIOS = Phrases.of("scenarios");

    private final String id;
    private final Lesson lesson;

    LessonText(String id, Lesson lesson) {
        this.id = id;
        this.lesson = lesson;
    }

    /** What the scenario is called. */
    public static String title(Scenario scenario) {
        return SCENARIOS.find(scenario.id() + ".title").orElse(scenario.title());
    }

    /** What its lesson asks; of a scenario without one, its topics. */
    public static String about(Scenario scenario) {
        return scenario.lesson()
                .map(lesson -> new LessonText(scenario.id(), lesson).question().text())
                .orElseGet(() -> String.join(" · ", scenario.topics()));
    }

    /** What to look at, for whoever presents it. */
    public static String notes(Scenario scenario) {
        String notes = scenario.notes();
        return notes.isEmpty()
                ? ""
                : SCENARIOS.find(scenario.id() + ".notes").orElse(notes).strip();
    }

    Lesson.Question question() {
        return question(lesson.asks(), "lesson");
    }

    List<Lesson.Observation> observations() {
        List<Lesson.Observation> said = new ArrayList<>();
        for (Lesson.Observation each : lesson.observations()) {
            String text = say("lesson.look." + (said.size() + 1), each.text());
            said.add(new Lesson.Observation(text, each.at(), each.command(), each.finds(), each.since(), each.time()));
        }
        return said;
    }

    Optional<Lesson.Task> task() {
        return lesson.task().map(task -> new Lesson.Task(say("task", task.text()), task.goal()));
    }

    Optional<Lesson.Question> transfer() {
        return lesson.transfer().map(transfer -> {
            boolean same = transfer.asks().choices().equals(lesson.asks().choices());
            Lesson.Question own = question(transfer.asks(), "transfer");
            return same
                    ? new Lesson.Question(
                            own.host(),
                            own.time(),
                            own.text(),
                            own.context(),
                            question().choices())
                    : own;
        });
    }

    private Lesson.Question question(Lesson.Question asked, String part) {
        List<Lesson.Choice> choices = new ArrayList<>();
        for (int i = 0; i < asked.choices().size(); i++) {
            Lesson.Choice choice = asked.choices().get(i);
            String key = part + ".choice." + (i + 1);
            choices.add(
                    new Lesson.Choice(say(key, choice.text()), say(key + ".means", choice.means()), choice.claims()));
        }
        return new Lesson.Question(
                asked.host(),
                asked.time(),
                say(part + ".question", asked.text()),
                say(part + ".context", asked.context()),
                choices);
    }

    private String say(String key, String english) {
        return english.isEmpty() ? "" : SCENARIOS.find(id + "." + key).orElse(english);
    }
}
