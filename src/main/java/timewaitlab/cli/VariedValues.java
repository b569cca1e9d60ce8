package timewaitlab.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timewaitlab.lab.Sweep;
import timewaitlab.scenario.Scenario;
import timewaitlab.sim.Program;
import timewaitlab.sim.Verb;
import timewaitlab.sim.Wiring;

/** The values of {@code --vary}, and the scenario with one of them. */
final class VariedValues {
    private static final Pattern RANGE = Pattern.compile("(-?[0-9.]*[0-9])\\.\\.(-?[0-9.]*[0-9])(?::([0-9.]*[0-9]))?");
    private static final int MOST_RATE = 1_000_000;

    private VariedValues() {}

    /** {@code a..b}, {@code a..b:step} or {@code a,b,c}. */
    static List<String> parse(String what, String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            List<String> listed = List.of(text.split(",", -1));
            if (text.contains("..") || listed.contains("")) {
                throw new UserMistake(what + ": expected a..b, a..b:step or a,b,c");
            }
            return listed;
        }
        try {
            return numbers(what, range);
        } catch (NumberFormatException e) {
            throw new UserMistake(what + ": expected numbers, as in 10..100:10");
        }
    }

    private static List<String> numbers(String what, Matcher range) {
        BigDecimal from = new BigDecimal(range.group(1));
        BigDecimal to = new BigDecimal(range.group(2));
        BigDecimal step = range.group(3) == null ? BigDecimal.ONE : new BigDecimal(range.group(3));
        if (step.signum() <= 0 || to.compareTo(from) < 0) {
            throw new UserMistake(what + ": expected a value not below the first one, and a step above 0");
        }
        List<String> values = new ArrayList<>();
        for (BigDecimal next = from; next.compareTo(to) <= 0; next = next.add(step)) {
            if (values.size() == Sweep.MOST_RUNS) {
                throw new UserMistake(what + ": too many values; expected at most " + Sweep.MOST_RUNS);
            }
            values.add(next.toPlainString());
        }
        return values;
    }

    /** The scenario with this value of what varies. */
    static Scenario change(Scenario before, String name, String value) {
        String what = "--vary " + name;
        if (name.equals("seed")) {
            return before.running(Commands.wholeNumber(what, value), before.until());
        }
        if (name.endsWith(".kernel")) {
            String host = name.substring(0, name.length() - ".kernel".length());
            return before.with(ScenarioOptions.kernel(before, what, host + "=" + value));
        }
        if (name.endsWith(".rate")) {
            return withRate(before, name.substring(0, name.length() - ".rate".length()), value);
        }
        return ScenarioOptions.set(before, what, name + "=" + value);
    }

    /** Another pace of every load of this host, for as long as before. */
    private static Scenario withRate(Scenario before, String host, String text) {
        String what = "--vary " + host + ".rate";
        long rate = Commands.wholeNumber(what, text);
        if (rate < 1 || rate > MOST_RATE) {
            throw new UserMistake(what + "=" + text + ": out of range; expected 1 to " + MOST_RATE);
        }
        List<Wiring.Task> tasks = new ArrayList<>();
        boolean found = false;
        for (Wiring.Task task : before.tasks()) {
            List<Verb> verbs = new ArrayList<>(task.program().verbs());
            for (int i = 0; i < verbs.size(); i++) {
                if (task.machine().equals(host) && verbs.get(i) instanceof Verb.Load load) {
                    found = true;
                    verbs.set(
                            i,
                            new Verb.Load(
                                    load.connect(),
                                    load.ports(),
                                    (int) rate,
                                    load.duration(),
                                    load.addresses(),
                                    load.each()));
                }
            }
            tasks.add(new Wiring.Task(task.at(), task.machine(), new Program(verbs)));
        }
        if (!found) {
            throw new UserMistake(what + ": no load starts on \"" + host + "\"; expected a host that opens connections"
                    + " \"per second\"");
        }
        return before.withTasks(tasks);
    }
}
