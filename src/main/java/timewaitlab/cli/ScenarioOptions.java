package timewaitlab.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Durations;
import timewaitlab.scenario.Scenario;
import timewaitlab.sim.Program;
import timewaitlab.sim.Verb;
import timewaitlab.sim.Wiring;

/** Options that change a scenario before it runs. */
final class ScenarioOptions {
    @Option(names = "--set", paramLabel = "HOST.SYSCTL=V[@T]", description = "a sysctl, from the start or from T on")
    private List<String> settings = List.of();

    @Option(names = "--kernel", paramLabel = "HOST=PROFILE", description = "another kernel on a host")
    private List<String> kernels = List.of();

    @Option(names = "--until", paramLabel = "T", description = "how long to simulate, such as 70s")
    private @Nullable String until;

    @Option(names = "--seed", paramLabel = "N", description = "seed of chance")
    private @Nullable Long seed;

    /** The scenario of this id or file, changed as asked. */
    Scenario open(String idOrFile) {
        Scenario scenario = require(ScenarioLibrary.open(idOrFile));
        for (String kernel : kernels) {
            scenario = scenario.with(kernel(scenario, kernel));
        }
        for (String setting : settings) {
            scenario = set(scenario, setting);
        }
        long duration = until == null ? scenario.until() : duration(until);
        return scenario.running(seed == null ? scenario.seed() : seed, duration);
    }

    /** The value, or every problem as a line. */
    static <T> T require(Reading<T> reading) {
        return reading.value()
                .orElseThrow(() -> new UserMistake(String.join(
                        System.lineSeparator(),
                        reading.problems().stream().map(Problem::toString).toList())));
    }

    private static long duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UserMistake("--until: " + e.getMessage() + "; expected a duration such as 70s");
        }
    }

    private static Scenario.Edit kernel(Scenario scenario, String option) {
        String[] parts = option.split("=", 2);
        requireHost(scenario, parts[0], "--kernel " + option);
        String name = parts.length < 2 ? "" : parts[1];
        KernelProfile profile = LinuxProfiles.named(name)
                .orElseThrow(() -> new UserMistake("--kernel " + option + ": unknown kernel \"" + name
                        + "\"; expected one of "
                        + String.join(
                                ", ",
                                LinuxProfiles.all().stream()
                                        .map(KernelProfile::version)
                                        .toList())));
        return new Scenario.Edit.Kernel(parts[0], profile);
    }

    private static Scenario set(Scenario scenario, String option) {
        String what = "--set " + option;
        int dot = option.indexOf('.');
        int equals = option.indexOf('=');
        if (dot < 0 || equals < dot) {
            throw new UserMistake(what + ": expected HOST.SYSCTL=VALUE or HOST.SYSCTL=VALUE@TIME");
        }
        String host = option.substring(0, dot);
        requireHost(scenario, host, what);
        String name = option.substring(dot + 1, equals);
        String[] valueAndTime = option.substring(equals + 1).split("@", 2);
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
                        duration(valueAndTime[1]), host, new Program(List.of(new Verb.SetSysctl(sysctl, value)))));
    }

    private static void requireHost(Scenario scenario, String host, String what) {
        List<String> names =
                scenario.hosts().stream().map(Scenario.HostSpec::name).toList();
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
