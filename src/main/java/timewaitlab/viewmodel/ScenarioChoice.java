package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.Profiles;
import timewaitlab.scenario.Change;
import timewaitlab.scenario.Intervention;
import timewaitlab.trace.RecordingPlan;

/**
 * What to run: a scenario, and what is done to it.
 *
 * @param scenario id of a shipped one, or a file
 * @param interventions in the order in which they were made, those that are turned off too
 * @param plan what of the run is written down; empty for what the scenario says
 */
public record ScenarioChoice(
        String scenario, List<Intervention> interventions, long seed, Optional<RecordingPlan> plan) {
    /** One setting of one host, from the start of the run; the name is the short one ({@code tcp_tw_recycle}). */
    public record SysctlEdit(String host, String sysctl, long value) {}

    public ScenarioChoice {
        interventions = List.copyOf(interventions);
    }

    /** The scenario as it was written. */
    public static ScenarioChoice of(String scenario) {
        return new ScenarioChoice(scenario, List.of(), 1, Optional.empty());
    }

    /** Host name to the name of its profile, where interventions change it. */
    public Map<String, String> kernels() {
        Map<String, String> kernels = new TreeMap<>();
        for (Change change : active()) {
            if (change instanceof Change.Kernel kernel) {
                kernels.put(kernel.party(), kernel.kernel().name());
            }
        }
        return kernels;
    }

    /** Who judges a recording, where interventions say so. */
    public Optional<String> judge() {
        return active().stream()
                .flatMap(change -> change instanceof Change.Judge judge ? Stream.of(judge.host()) : Stream.empty())
                .findFirst();
    }

    /** The same with another intervention in the place of one, or none; nothing else where it has no such one. */
    ScenarioChoice replacing(Intervention old, @Nullable Intervention other) {
        List<Intervention> changed = new ArrayList<>(interventions);
        int at = changed.indexOf(old);
        if (at >= 0 && other == null) {
            changed.remove(at);
        } else if (at >= 0) {
            changed.set(at, other);
        }
        return withInterventions(changed);
    }

    /** The settings of hosts that interventions change from the start. */
    public List<SysctlEdit> sysctls() {
        List<SysctlEdit> sysctls = new ArrayList<>();
        for (Change change : active()) {
            if (change instanceof Change.Setting set && set.at() == 0) {
                sysctls.add(new SysctlEdit(set.host(), set.sysctl().shortName(), set.value()));
            }
        }
        return sysctls;
    }

    private List<Change> active() {
        return interventions.stream()
                .filter(Intervention::isOn)
                .map(Intervention::change)
                .toList();
    }

    /** The same with these interventions instead. */
    public ScenarioChoice withInterventions(List<Intervention> others) {
        return new ScenarioChoice(scenario, others, seed, plan);
    }

    /** The same with another part of it written down. */
    public ScenarioChoice writing(Optional<RecordingPlan> other) {
        return new ScenarioChoice(scenario, interventions, seed, other);
    }

    /** The same with one change more. One that says something else of the same thing takes the place of the former. */
    public ScenarioChoice with(Change change) {
        List<Intervention> changed = new ArrayList<>(interventions);
        Optional<Intervention> former = changed.stream()
                .filter(each -> saysOtherwise(each.change(), change))
                .findFirst();
        if (former.isPresent()) {
            int at = changed.indexOf(former.get());
            changed.set(at, new Intervention(former.get().name(), true, change));
        } else {
            changed.add(Intervention.of(change));
        }
        return withInterventions(changed);
    }

    /** The same without those that {@code change} would replace. */
    public ScenarioChoice without(Change change) {
        return withInterventions(interventions.stream()
                .filter(each -> !saysOtherwise(each.change(), change))
                .toList());
    }

    private static boolean saysOtherwise(Change one, Change other) {
        if (one instanceof Change.Kernel kernel && other instanceof Change.Kernel newer) {
            return kernel.party().equals(newer.party());
        }
        if (one instanceof Change.Setting set && other instanceof Change.Setting newer) {
            return set.host().equals(newer.host()) && set.sysctl() == newer.sysctl() && set.at() == newer.at();
        }
        if (one instanceof Change.Judge) {
            return other instanceof Change.Judge;
        }
        if (one instanceof Change.LinkDelay link && other instanceof Change.LinkDelay newer) {
            return link.one().equals(newer.one()) && link.other().equals(newer.other()) && link.at() == newer.at();
        }
        if (one instanceof Change.Ports ports && other instanceof Change.Ports newer) {
            return ports.nat().equals(newer.nat()) && ports.at() == newer.at();
        }
        if (one instanceof Change.OnSegment moved && other instanceof Change.OnSegment newer) {
            return moved.kind() == newer.kind() && moved.segment().equals(newer.segment());
        }
        return one instanceof Change.Start start
                && other instanceof Change.Start newer
                && start.host().equals(newer.host())
                && start.number() == newer.number();
    }

    /** Another kernel on a host, by the label of a profile; the same when nobody knows such a kernel. */
    public ScenarioChoice withKernel(String host, String kernel) {
        return Profiles.named(kernel)
                .map(profile -> with(new Change.Kernel(host, profile)))
                .orElse(this);
    }

    /** Another value of a sysctl from the start; the same when nobody knows such a sysctl. */
    public ScenarioChoice withSysctl(String host, String sysctl, long value) {
        return withSysctl(host, sysctl, value, 0);
    }

    /** The same from an instant on, in nanoseconds. */
    public ScenarioChoice withSysctl(String host, String sysctl, long value, long at) {
        return Sysctl.named(sysctl)
                .map(known -> with(new Change.Setting(host, known, value, at)))
                .orElse(this);
    }
}
