package timewaitlab.scenario;

import java.util.List;
import java.util.Optional;
import timewaitlab.trace.Trace;

/**
 * What a class does with a scenario: predict one verdict, make it another, answer the same question with other numbers.
 * Which answer is right is never written down: each choice is a claim, and the engine tests it.
 */
public record Lesson(Question asks, List<Observation> observations, Optional<Task> task, Optional<Transfer> transfer) {
    /** How many observations may be made before an answer is given. */
    public static final int MOST_OBSERVATIONS = 3;

    /** What an administrator can type, of which some lines may be looked for. */
    public static final List<String> COMMANDS =
            List.of("ss -tano", "netstat -tan", "netstat -s", "nstat -a", "conntrack -L", "dmesg", "tcpdump -n");

    public Lesson {
        observations = List.copyOf(observations);
    }

    /**
     * Something that may be looked at before an answer is given: what a command prints somewhere, in the run itself. It
     * rules out every answer in whose run it prints something else.
     *
     * @param text what one wants to know
     * @param at where it is typed
     * @param command one of {@link #COMMANDS}
     * @param finds only lines that have one of these in them; empty for every line
     * @param since only lines that it did not print then already
     * @param time when it is typed
     */
    public record Observation(String text, String at, String command, List<String> finds, long since, long time) {
        public Observation {
            finds = List.copyOf(finds);
        }
    }

    /**
     * A question about one verdict.
     *
     * @param host who decides
     * @param time when it is decided; the run freezes just before
     * @param context what one has to know to answer, in a sentence or two; may be empty
     */
    public record Question(String host, long time, String text, String context, List<Choice> choices) {
        public Question {
            choices = List.copyOf(choices);
        }
    }

    /**
     * An answer to choose.
     *
     * @param text in a word or two
     * @param means what would follow from it; may be empty
     * @param claims what holds in a run in which it is right
     */
    public record Choice(String text, String means, List<Expectation> claims) {
        public Choice {
            claims = List.copyOf(claims);
        }

        /** Whether this was right in that run. */
        public boolean isRight(Trace trace) {
            return claims.stream().allMatch(claim -> claim.failure(trace).isEmpty());
        }
    }

    /**
     * Something to bring about by changing the run.
     *
     * @param goal what holds when it is done
     */
    public record Task(String text, List<Expectation> goal) {
        public Task {
            goal = List.copyOf(goal);
        }

        /** Whether that run does it. */
        public boolean isDone(Trace trace) {
            return goal.stream().allMatch(each -> each.failure(trace).isEmpty());
        }
    }

    /** The question again with other numbers. */
    public record Transfer(Question asks, List<Scenario.Edit> edits) {
        public Transfer {
            edits = List.copyOf(edits);
        }

        /** The scenario with these numbers. */
        public Scenario of(Scenario scenario) {
            Scenario changed = scenario;
            for (Scenario.Edit edit : edits) {
                changed = changed.with(edit);
            }
            return changed;
        }
    }
}
