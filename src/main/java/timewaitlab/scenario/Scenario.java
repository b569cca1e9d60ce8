package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator;
import timewaitlab.sim.Meddling;
import timewaitlab.sim.Wiring;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.trace.RecordingPlan;

/**
 * A scenario as a value. Editing makes another one.
 *
 * @param id short name, unique among the shipped ones
 * @param title what it is called
 * @param question what a class is asked before the reveal
 * @param notes what to look at, for whoever presents it; may be empty
 * @param topics what recordings of real kernels have to agree on for this scenario to be believed, such as {@code paws}
 * @param until nanoseconds to simulate
 * @param lesson what a class does with it, if anything
 * @param recording what of a run is written down; the rest is counted
 * @param interventions what somebody who explores it does to it, in order; part of every run
 */
public record Scenario(
        String id,
        String title,
        String question,
        String notes,
        List<String> topics,
        long seed,
        long until,
        List<HostSpec> hosts,
        List<Wiring.Nat> nats,
        List<Wiring.Wire> wires,
        List<Wiring.Task> tasks,
        List<Expectation> expectations,
        List<Branch> branches,
        List<Intervention> interventions,
        Optional<Lesson> lesson,
        RecordingPlan recording) {
    public Scenario {
        topics = List.copyOf(topics);
        interventions = List.copyOf(interventions);
        hosts = List.copyOf(hosts);
        nats = List.copyOf(nats);
        wires = List.copyOf(wires);
        tasks = List.copyOf(tasks);
        expectations = List.copyOf(expectations);
        branches = List.copyOf(branches);
    }

    /**
     * A host as written.
     *
     * @param hz jiffies a second, 0 for what its kernel is usually built with
     * @param sysctls settings that differ from the kernel's defaults
     * @param startJiffies the kernel's count of jiffies at the start, on which its timers fall with the slack or the
     *     wheel of its version; -1 for timers that fire exactly when they are due
     */
    public record HostSpec(
            String name,
            List<String> addresses,
            KernelProfile kernel,
            int hz,
            Map<Sysctl, Long> sysctls,
            TimestampClock clock,
            long startJiffies) {
        public HostSpec {
            addresses = List.copyOf(addresses);
            sysctls = Map.copyOf(sysctls);
        }

        /** The same host with another kernel, settings and clock. */
        public HostSpec with(KernelProfile runs, int newHz, Map<Sysctl, Long> set, TimestampClock shows) {
            return new HostSpec(name, addresses, runs, newHz, set, shows, startJiffies);
        }

        private Wiring.Machine machine() {
            return new Wiring.Machine(name, addresses, kernel, settings(), clock, startJiffies);
        }

        /** Constants and sysctls it starts with; a sysctl its kernel lacks is left out. */
        public Settings settings() {
            Settings settings = hz == 0 ? kernel.settings() : kernel.settings(hz);
            for (Map.Entry<Sysctl, Long> sysctl : new TreeMap<>(sysctls).entrySet()) {
                if (kernel.has(sysctl.getKey())) {
                    settings = settings.with(sysctl.getKey(), sysctl.getValue());
                }
            }
            return settings;
        }
    }

    /** A variation of the scenario, and what must come out of it instead. */
    public record Branch(String name, List<Edit> edits, List<Expectation> expectations) {
        public Branch {
            edits = List.copyOf(edits);
            expectations = List.copyOf(expectations);
        }
    }

    /** One change. */
    public sealed interface Edit {
        /** Another kernel on a host or a NAT. A host's HZ stays. */
        record Kernel(String host, KernelProfile kernel) implements Edit {}

        /** Another value of a sysctl from the start. */
        record Setting(String host, Sysctl sysctl, long value) implements Edit {}

        /** Another value of a setting of a NAT's connection tracking. */
        record Conntrack(String nat, ConntrackSysctl sysctl, long value) implements Edit {}

        /** Another way for a NAT to give out ports. */
        record Ports(String nat, PortAllocator.Policy policy) implements Edit {}

        /** Another rule set of a NAT. */
        record Filter(String nat, NatFilter filter) implements Edit {}

        /** Other clocks on a host. */
        record Clock(String host, TimestampClock clock) implements Edit {}

        /** Another seed: other initial sequence numbers and offsets. */
        record Seed(long seed) implements Edit {}

        /** One more intervention: whatever else a person can do to a run. */
        record Intervene(Intervention intervention) implements Edit {}
    }

    /** This scenario with a change. */
    public Scenario with(Edit edit) {
        if (edit instanceof Edit.Seed chosen) {
            return running(chosen.seed(), until);
        }
        if (edit instanceof Edit.Intervene more) {
            List<Intervention> all = new ArrayList<>(interventions);
            all.add(more.intervention());
            return withInterventions(all);
        }
        List<HostSpec> changed = new ArrayList<>(hosts);
        changed.replaceAll(host -> changed(host, edit));
        List<Wiring.Nat> others = new ArrayList<>(nats);
        others.replaceAll(nat -> changed(nat, edit));
        return of(changed, others, wires, tasks);
    }

    private Scenario of(
            List<HostSpec> newHosts, List<Wiring.Nat> newNats, List<Wiring.Wire> newWires, List<Wiring.Task> newTasks) {
        return new Scenario(
                id,
                title,
                question,
                notes,
                topics,
                seed,
                until,
                newHosts,
                newNats,
                newWires,
                newTasks,
                expectations,
                branches,
                interventions,
                lesson,
                recording);
    }

    /** This scenario with all the changes of a branch. */
    public Scenario with(Branch branch) {
        Scenario changed = this;
        for (Edit edit : branch.edits()) {
            changed = changed.with(edit);
        }
        return changed;
    }

    /** This scenario with these hosts in the place of its own. */
    public Scenario with(List<HostSpec> others) {
        return of(others, nats, wires, tasks);
    }

    /** This scenario with one more task. */
    public Scenario with(Wiring.Task task) {
        List<Wiring.Task> more = new ArrayList<>(tasks);
        more.add(task);
        return of(hosts, nats, wires, more);
    }

    /** The same on other wires. */
    public Scenario withWires(List<Wiring.Wire> others) {
        return of(hosts, nats, others, tasks);
    }

    /** The same with other steps. */
    public Scenario withTasks(List<Wiring.Task> others) {
        return of(hosts, nats, wires, others);
    }

    /** The same with these interventions instead of its own. */
    public Scenario withInterventions(List<Intervention> others) {
        return new Scenario(
                id,
                title,
                question,
                notes,
                topics,
                seed,
                until,
                hosts,
                nats,
                wires,
                tasks,
                expectations,
                branches,
                others,
                lesson,
                recording);
    }

    /** The same with what must come out of it, its variations and its lesson. */
    Scenario stating(List<Expectation> expected, List<Branch> varied, Optional<Lesson> taught) {
        return new Scenario(
                id,
                title,
                question,
                notes,
                topics,
                seed,
                until,
                hosts,
                nats,
                wires,
                tasks,
                expected,
                varied,
                interventions,
                taught,
                recording);
    }

    /** This scenario run longer or shorter, with another seed. */
    public Scenario running(long newSeed, long newUntil) {
        return new Scenario(
                id,
                title,
                question,
                notes,
                topics,
                newSeed,
                newUntil,
                hosts,
                nats,
                wires,
                tasks,
                expectations,
                branches,
                interventions,
                lesson,
                recording);
    }

    /** This scenario as its interventions make it, those aside that concern single segments. */
    public Scenario effective() {
        Scenario changed = this;
        for (Intervention intervention : interventions) {
            if (intervention.isOn()) {
                changed = intervention.change().appliedTo(changed);
            }
        }
        return changed;
    }

    private static Wiring.Nat changed(Wiring.Nat nat, Edit edit) {
        if (edit instanceof Edit.Kernel kernel && kernel.host().equals(nat.name())) {
            return nat.with(kernel.kernel());
        }
        if (edit instanceof Edit.Conntrack set && set.nat().equals(nat.name())) {
            return nat.with(set.sysctl(), set.value());
        }
        if (edit instanceof Edit.Ports set && set.nat().equals(nat.name())) {
            return nat.with(new Wiring.NatPorts(
                    set.policy(), nat.ports().low(), nat.ports().high()));
        }
        if (edit instanceof Edit.Filter set && set.nat().equals(nat.name())) {
            return nat.with(set.filter());
        }
        return nat;
    }

    private static HostSpec changed(HostSpec host, Edit edit) {
        if (edit instanceof Edit.Kernel kernel && kernel.host().equals(host.name())) {
            return host.with(kernel.kernel(), host.hz(), host.sysctls(), host.clock());
        }
        if (edit instanceof Edit.Setting setting && setting.host().equals(host.name())) {
            Map<Sysctl, Long> sysctls = new TreeMap<>(host.sysctls());
            sysctls.put(setting.sysctl(), setting.value());
            return host.with(host.kernel(), host.hz(), sysctls, host.clock());
        }
        if (edit instanceof Edit.Clock set && set.host().equals(host.name())) {
            return host.with(host.kernel(), host.hz(), host.sysctls(), set.clock());
        }
        return host;
    }

    /** Names of everybody a link can lead to: the hosts, then the NATs and firewalls. */
    public List<String> parties() {
        return Stream.concat(
                        hosts.stream().map(HostSpec::name),
                        nats.stream().filter(Wiring.Nat::isBox).map(Wiring.Nat::name))
                .toList();
    }

    /** What the event loop is given: the scenario with its interventions. */
    public Wiring wiring() {
        Scenario changed = effective();
        List<Wiring.Machine> machines =
                changed.hosts().stream().map(HostSpec::machine).toList();
        List<Meddling.OnSegment> onSegments = new ArrayList<>();
        List<Meddling.Injection> injections = new ArrayList<>();
        interventions.stream()
                .filter(Intervention::isOn)
                .map(Intervention::change)
                .forEach(change -> {
                    change.onSegment().ifPresent(onSegments::add);
                    change.injection().ifPresent(injections::add);
                });
        Meddling meddling = new Meddling(onSegments, injections);
        return new Wiring(
                id,
                changed.seed(),
                changed.until(),
                machines,
                changed.nats(),
                changed.wires(),
                changed.tasks(),
                meddling);
    }
}
