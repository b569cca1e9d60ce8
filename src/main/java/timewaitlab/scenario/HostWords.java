package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.tcp.TimestampClock;

/** What is said of a host in the same words at its place, in branches and in steps: kernel, sysctls, clock. */
final class HostWords {
    private HostWords() {}

    static Optional<KernelProfile> kernel(YamlMap map, Node node) {
        Optional<String> name = map.scalar(node);
        Optional<KernelProfile> known = name.flatMap(Profiles::named);
        if (name.isPresent() && known.isEmpty()) {
            map.problem(node, "unknown kernel \"" + name.get() + "\"", "one of " + Profiles.listed());
        }
        return known;
    }

    /** A sysctl and its value. */
    record Setting(Sysctl sysctl, long value) {}

    /** Every entry of {@code set}, as far as this kernel knows it; all are asked when the kernel is not known. */
    static List<Setting> settings(YamlMap set, Optional<KernelProfile> kernel) {
        return settings(set, set.keys(), kernel);
    }

    /** The entries of these names only. */
    static List<Setting> settings(YamlMap set, List<String> names, Optional<KernelProfile> kernel) {
        List<Setting> read = new ArrayList<>();
        for (String name : names) {
            set.find(name).flatMap(value -> setting(set, name, value, kernel)).ifPresent(read::add);
        }
        return read;
    }

    private static Optional<Setting> setting(YamlMap set, String name, Node value, Optional<KernelProfile> kernel) {
        Optional<Sysctl> known = Sysctl.named(name);
        if (known.isEmpty()) {
            set.problem(set.key(name), unknownSysctl(name), "a sysctl");
            return Optional.empty();
        }
        Sysctl sysctl = known.get();
        if (!isKnownTo(kernel, sysctl)) {
            set.problem(set.key(name), lacks(kernel, sysctl), "a sysctl of that kernel");
            return Optional.empty();
        }
        return Optional.of(new Setting(sysctl, set.whole(value, sysctl.initial(), sysctl.least(), sysctl.most())));
    }

    static boolean isKnownTo(Optional<KernelProfile> kernel, Sysctl sysctl) {
        return kernel.isEmpty() || kernel.get().has(sysctl);
    }

    static String lacks(Optional<KernelProfile> kernel, Sysctl sysctl) {
        return kernel.map(KernelProfile::name).orElse("the kernel") + " has no " + sysctl.dotted();
    }

    static String unknownSysctl(String name) {
        List<String> names = new ArrayList<>();
        for (Sysctl each : Sysctl.values()) {
            names.add(each.shortName());
            names.add(each.dotted());
        }
        return "unknown sysctl \"" + name + "\"" + Spelling.hint(name, names);
    }

    static TimestampClock clock(YamlMap map) {
        int tick = (int) map.whole("tick", 0, 0, 0xffff_ffffL);
        long tickPhase = map.duration("tick-phase", 0);
        long secondPhase = map.duration("second-phase", 0);
        if (secondPhase >= SimTime.SECOND) {
            map.find("second-phase")
                    .ifPresent(node -> map.problem(node, "the phase is no part of a second", "less than 1 s"));
        }
        map.done();
        return new TimestampClock(tick, tickPhase, TimestampClock.SOME_DAY, secondPhase % SimTime.SECOND);
    }
}
