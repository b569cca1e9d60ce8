package timewaitlab.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import timewaitlab.base.Watch;
import timewaitlab.lab.TeachLesson;
import timewaitlab.scenario.Lesson;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Trace;

/**
 * What the observations of a lesson show, and which answers each rules out. Nothing of it is written down: a command
 * prints what it prints in the run and in every branch, and an answer is ruled out where every branch in which it would
 * be right prints something else.
 */
public final class Suspects {
    private final List<Look> looks;

    /**
     * An observation that was made.
     *
     * @param lines what the command printed, as far as it was looked for
     * @param rulesOut numbers of the choices that it rules out, from 0
     */
    public record Look(List<String> lines, Set<Integer> rulesOut) {
        public Look {
            lines = List.copyOf(lines);
            rulesOut = Set.copyOf(rulesOut);
        }
    }

    private Suspects(List<Look> looks) {
        this.looks = List.copyOf(looks);
    }

    /** Runs the branches of a lesson and makes every observation in each; {@code trace} is the run itself. */
    public static Suspects of(TeachLesson lesson, Trace trace, Watch watch) {
        List<Lesson.Observation> observations = lesson.observations();
        List<Trace> branches = observations.isEmpty() ? List.of() : lesson.runBranches(watch);
        List<Look> looks = new ArrayList<>();
        for (Lesson.Observation observation : observations) {
            List<String> lines = lines(trace, observation);
            looks.add(new Look(lines, ruledOut(lesson.question(), observation, lines, branches)));
        }
        return new Suspects(looks);
    }

    /** One for each observation of the lesson, in its order. */
    public List<Look> looks() {
        return looks;
    }

    private static Set<Integer> ruledOut(
            Lesson.Question question, Lesson.Observation observation, List<String> lines, List<Trace> branches) {
        Set<Integer> out = new TreeSet<>();
        for (int choice = 0; choice < question.choices().size(); choice++) {
            Lesson.Choice suspected = question.choices().get(choice);
            List<Trace> guilty = branches.stream().filter(suspected::isRight).toList();
            boolean differs = guilty.stream()
                    .noneMatch(branch -> lines(branch, observation).equals(lines));
            if (!guilty.isEmpty() && differs) {
                out.add(choice);
            }
        }
        return out;
    }

    /** What the command prints in this run, as far as it is looked for. */
    static List<String> lines(Trace trace, Lesson.Observation observation) {
        HostCommand command = Arrays.stream(HostCommand.values())
                .filter(known -> known.line().equals(observation.command()))
                .findFirst()
                .orElseThrow();
        Memories memories = Memories.of(trace);
        return trace.parties().stream()
                .filter(party -> party.name().equals(observation.at()) && command.isFor(party))
                .findFirst()
                .map(party -> {
                    List<String> before = observation.since() == 0
                            ? List.of()
                            : command.print(trace, memories, party, observation.since())
                                    .lines()
                                    .toList();
                    return command.print(trace, memories, party, observation.time())
                            .lines()
                            .filter(line -> !before.contains(line) && isWanted(line, observation.finds()))
                            .toList();
                })
                .orElse(List.of());
    }

    private static boolean isWanted(String line, List<String> finds) {
        return finds.isEmpty() || finds.stream().anyMatch(line::contains);
    }
}
