package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import timewaitlab.export.Suspects;
import timewaitlab.lab.TeachLesson;
import timewaitlab.scenario.Lesson;
import timewaitlab.trace.Trace;

/** What may be looked at before a prediction: three times something, and each time somebody may be ruled out. */
public final class LessonLooks {
    private final MainViewModel model;
    private final Set<Integer> made = new TreeSet<>();
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper(0);
    private Optional<TeachLesson> lesson = Optional.empty();
    private Optional<Suspects> suspects = Optional.empty();

    /**
     * One thing that may be looked at.
     *
     * @param number from 1
     * @param text what one wants to know
     * @param where and what is typed: {@code B$ nstat -a | grep -E 'PAWSPassive|PAWSEstab'}
     * @param made whether it was looked at
     * @param lines what was seen; empty before
     * @param says whom that rules out, in words; empty before
     */
    public record Look(int number, String text, String where, boolean made, List<String> lines, String says) {
        public Look {
            lines = List.copyOf(lines);
        }
    }

    LessonLooks(MainViewModel model) {
        this.model = model;
    }

    /** A lesson begins; what its observations show is worked out meanwhile. */
    void begin(TeachLesson teaching, Trace trace) {
        made.clear();
        suspects = Optional.empty();
        lesson = Optional.of(teaching);
        if (!teaching.observations().isEmpty()) {
            model.alongside(() -> Suspects.of(teaching, trace, () -> false), found -> {
                if (lesson.filter(teaching::equals).isPresent()) {
                    suspects = Optional.of(found);
                    changed();
                }
            });
        }
        changed();
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }

    /** Moves whenever there is something else to show. */
    public ReadOnlyIntegerProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    /** How many there have been. */
    public int count() {
        return made.size();
    }

    /** How many more there may be. */
    public int left() {
        return Lesson.MOST_OBSERVATIONS - made.size();
    }

    /** Whether there is anything to look at in this lesson. */
    public boolean isEmpty() {
        return lesson.map(TeachLesson::observations).orElse(List.of()).isEmpty();
    }

    /** Whether one more may be looked at now. */
    public boolean mayLook() {
        return suspects.isPresent() && left() > 0;
    }

    /** Looks at the one of this number, if that may be. */
    public void look(int number) {
        if (mayLook() && made.add(number)) {
            changed();
        }
    }

    /** Everything that can be looked at, and what was seen of it. */
    public List<Look> all() {
        List<Look> all = new ArrayList<>();
        for (Lesson.Observation each : lesson.map(TeachLesson::observations).orElse(List.of())) {
            int number = all.size() + 1;
            Optional<Suspects.Look> seen = suspects.filter(found -> made.contains(number))
                    .map(found -> found.looks().get(number - 1));
            all.add(new Look(
                    number,
                    each.text(),
                    typed(each),
                    seen.isPresent(),
                    seen.map(Suspects.Look::lines).orElse(List.of()),
                    seen.map(look -> says(look.rulesOut())).orElse("")));
        }
        return all;
    }

    /** As it would be typed there, with what is looked for. */
    private static String typed(Lesson.Observation observation) {
        String line = observation.at() + "$ " + observation.command();
        return observation.finds().isEmpty()
                ? line
                : line + " | grep -E '" + String.join("|", observation.finds()) + "'";
    }

    private String says(Set<Integer> rulesOut) {
        if (rulesOut.isEmpty()) {
            return Texts.say("lesson.look.nobody");
        }
        List<Lesson.Choice> choices =
                lesson.map(teaching -> teaching.question().choices()).orElse(List.of());
        return Texts.say(
                "lesson.look.out",
                rulesOut.stream()
                        .sorted()
                        .map(choice -> choices.get(choice).text())
                        .collect(Collectors.joining(" · ")));
    }

    /** Numbers of the choices, from 0, that what was seen rules out. */
    public Set<Integer> ruledOut() {
        Set<Integer> out = new TreeSet<>();
        suspects.ifPresent(found ->
                made.forEach(number -> out.addAll(found.looks().get(number - 1).rulesOut())));
        return out;
    }
}
