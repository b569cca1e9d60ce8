package timewaitlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.scenario.Change;
import timewaitlab.scenario.ChangeReader;
import timewaitlab.scenario.Durations;
import timewaitlab.scenario.Intervention;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.sim.Program;
import timewaitlab.sim.Verb;
import timewaitlab.sim.Wiring;

/** Options that change a scenario before it runs. */
final class ScenarioOptions {
    @Option(names = "--set", paramLabel = "HOST.SYSCTL=V[@T]", description = "a sysctl, from the start or from T on")
    private List<String> settings = List.of();

    @Option(names = "--kernel", paramLabel = "HOST=PROFILE", description = "another kernel on a host")
    private List<String> kernels = List.of();

    @Option(
            names = "--with",
            paramLabel = "CHANGE",
            description = "a what-if as the window writes it, such as \"link N-B delay 40 ms at 5 s\"")
    private List<String> changes = List.of();

    @Option(names = "--until", paramLabel = "T", description = "how long to simulate, such as 70s")
    private @Nullable String until;

    @Option(names = "--seed", paramLabel = "N", description = "seed of chance")
    private @Nullable Long seed;

    /** The settings as they were written. */
    List<String> settings() {
        return settings;
    }

    /** The first option that was given and is only for what is simulated; empty for none. */
    Optional<String> onlyOfRuns() {
        return Stream.of(
                        kernels.isEmpty() ? "" : "--kernel",
                        changes.isEmpty() ? "" : "--with",
                        until == null ? "" : "--until",
                        seed == null ? "" : "--seed")
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** What differs from side to side when an option is given twice: a kernel of one host, a sysctl of one host. */
    record Sides(Scenario left, Scenario right, String leftLabel, String rightLabel) {}

    /** The scenario of this id or file, changed as asked. Every mistake in the options is told, not the first only. */
    Scenario open(String idOrFile) {
        return with(open(idOrFile, kernels, settings));
    }

    /** The scenario with the what-ifs that were asked for, after its own. */
    private Scenario with(Scenario scenario) {
        List<Intervention> all = new ArrayList<>(scenario.interventions());
        List<String> mistakes = new ArrayList<>();
        for (String text : changes) {
            Reading<Change> reading = ChangeReader.read("--with", text, scenario);
            reading.value().map(Intervention::of).ifPresent(all::add);
            reading.problems().forEach(problem -> mistakes.add(problem.toString()));
        }
        if (!mistakes.isEmpty()) {
            throw new UserMistake(String.join(System.lineSeparator(), mistakes));
        }
        return scenario.withInterventions(all);
    }

    /**
     * The scenario twice: of each option that is given twice for the same thing one has the first, one the second. If
     * none is, the what-ifs make the difference.
     */
    Sides openBoth(String idOrFile) {
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        Scenario one = open(idOrFile, side(kernels, 0, left), side(settings, 0, left));
        Scenario other = open(idOrFile, side(kernels, 1, right), side(settings, 1, right));
        if (left.isEmpty() && changes.isEmpty()) {
            throw new UserMistake("nothing to compare; expected --kernel or --set twice for the same host,"
                    + " such as --kernel B=2.6.32 --kernel B=4.12, or --with");
        }
        return left.isEmpty()
                ? new Sides(one, with(other), "as written", String.join(", ", changes))
                : new Sides(with(one), with(other), String.join(" ", left), String.join(" ", right));
    }

    /** The options of one side; those that only this side has are added to {@code own}. */
    private static List<String> side(List<String> options, int side, List<String> own) {
        List<String> chosen = new ArrayList<>();
        for (String option : options) {
            List<String> alike = options.stream()
                    .filter(each -> key(each).equals(key(option)))
                    .toList();
            if (alike.size() > 2) {
                throw new UserMistake(key(option) + ": given " + alike.size() + " times; expected two sides");
            }
            String mine = alike.get(Math.min(side, alike.size() - 1));
            if (!chosen.contains(mine)) {
                chosen.add(mine);
            }
            if (alike.size() == 2 && !own.contains(mine)) {
                own.add(mine);
            }
        }
        return chosen;
    }

    /** What an option changes: HOST of a kernel, HOST.SYSCTL of a sysctl. */
    private static String key(String option) {
        return option.split("=", 2)[0];
    }

    private Scenario open(String idOrFile, List<String> kernels, List<String> settings) {
        Scenario scenario = require(ScenarioLibrary.open(idOrFile));
        List<String> mistakes = new ArrayList<>();
        for (String kernel : kernels) {
            scenario = attempt(scenario, mistakes, before -> before.with(kernel(before, "--kernel " + kernel, kernel)));
        }
        for (String setting : settings) {
            scenario = attempt(scenario, mistakes, before -> set(before, "--set " + setting, setting));
        }
        String end = until;
        if (end != null) {
            scenario = attempt(scenario, mistakes, before -> before.running(before.seed(), end(end)));
        }
        if (!mistakes.isEmpty()) {
            throw new UserMistake(String.join(System.lineSeparator(), mistakes));
        }
        return seed == null ? scenario : scenario.running(seed, scenario.until());
    }

    private static Scenario attempt(Scenario before, List<String> mistakes, UnaryOperator<Scenario> change) {
        try {
            return change.apply(before);
        } catch (UserMistake mistake) {
            mistakes.add(String.valueOf(mistake.getMessage()));
            return before;
        }
    }

    /** The value, or every problem as a line. */
    static <T> T require(Reading<T> reading) {
        return reading.value()
                .orElseThrow(() -> new UserMistake(String.join(
                        System.lineSeparator(),
                        reading.problems().stream().map(Problem::toString).toList())));
    }

    private static long end(String text) {
        long end = duration("--until " + text, text);
        if (end > ScenarioParser.LONGEST_RUN) {
            throw new UserMistake("--until " + text + ": too long; expected at most 30 d");
        }
        return end;
    }

    private static long duration(String what, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(what + ": " + e.getMessage() + "; expected a duration such as 70s");
        }
    }

    /** The change of {@code HOST=PROFILE}; {@code what} names the option in problems. */
    static Scenario.Edit kernel(Scenario scenario, String what, String option) {
        String[] parts = option.split("=", 2);
        requireParty(scenario, parts[0], what);
        String name = parts.length < 2 ? "" : parts[1];
        KernelProfile profile = Profiles.named(name)
                .orElseThrow(() -> new UserMistake(
                        what + ": unknown kernel \"" + name + "\"; expected one of " + Profiles.listed()));
        return new Scenario.Edit.Kernel(parts[0], profile);
    }

    /** The scenario with {@code HOST.SYSCTL=V[@T]}; {@code what} names the option in problems. */
    static Scenario set(Scenario scenario, String what, String option) {
        int dot = option.indexOf('.');
        int equals = option.indexOf('=');
        if (dot < 0 || equals < dot) {
            throw new UserMistake(what + ": expected HOST.SYSCTL=VALUE or HOST.SYSCTL=VALUE@TIME");
        }
        String host = option.substring(0, dot);
        requireParty(scenario, host, what);
        String name = option.substring(dot + 1, equals);
        String[] valueAndTime = option.substring(equals + 1).split("@", 2);
        boolean isHost = scenario.hosts().stream().anyMatch(spec -> spec.name().equals(host));
        boolean tracks = scenario.nats().stream().anyMatch(nat -> nat.name().equals(host));
        if (tracks && (!isHost || ConntrackSysctl.named(name).isPresent())) {
            return setConntrack(scenario, host, name, valueAndTime, what);
        }
        Sysctl sysctl =
                Sysctl.named(name).orElseThrow(() -> new UserMistake(what + ": unknown sysctl \"" + name + "\""));
        requireSysctl(scenario, host, sysctl, what);
        long value = Commands.wholeNumber(what, valueAndTime[0]);
        if (value < sysctl.least() || value > sysctl.most()) {
            throw new UserMistake(what + ": out of range; expected " + sysctl.least() + " to " + sysctl.most());
        }
        return valueAndTime.length == 1
                ? scenario.with(new Scenario.Edit.Setting(host, sysctl, value))
                : scenario.with(new Wiring.Task(
                        duration(what, valueAndTime[1]),
                        host,
                        new Program(List.of(new Verb.SetSysctl(sysctl, value)))));
    }

    /** A setting of a NAT's connection tracking. */
    private static Scenario setConntrack(
            Scenario scenario, String nat, String name, String[] valueAndTime, String what) {
        ConntrackSysctl sysctl = ConntrackSysctl.named(name)
                .orElseThrow(() -> new UserMistake(what + ": unknown sysctl \"" + name + "\" of a NAT; expected one of "
                        + String.join(", ", ConntrackSysctl.names())));
        long value = Commands.wholeNumber(what, valueAndTime[0]);
        if (value < sysctl.least() || value > sysctl.most()) {
            throw new UserMistake(what + ": out of range; expected " + sysctl.least() + " to " + sysctl.most());
        }
        return valueAndTime.length == 1
                ? scenario.with(new Scenario.Edit.Conntrack(nat, sysctl, value))
                : scenario.with(new Wiring.Task(
                        duration(what, valueAndTime[1]),
                        nat,
                        new Program(List.of(new Verb.SetConntrack(sysctl, value)))));
    }

    private static void requireParty(Scenario scenario, String host, String what) {
        List<String> names = scenario.parties();
        if (!names.contains(host)) {
            throw new UserMistake(
                    what + ": no host is called \"" + host + "\"; expected one of " + String.join(", ", names));
        }
    }

    private static void requireSysctl(Scenario scenario, String host, Sysctl sysctl, String what) {
        Optional<KernelProfile> kernel = scenario.hosts().stream()
                .filter(spec -> spec.name().equals(host))
                .map(Scenario.HostSpec::kernel)
                .findFirst();
        if (kernel.isPresent() && !kernel.get().has(sysctl)) {
            throw new UserMistake(what + ": " + kernel.get().name() + " has no " + sysctl.dotted());
        }
    }
}
