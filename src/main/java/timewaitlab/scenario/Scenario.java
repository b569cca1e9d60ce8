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
 * @param until nanoseconds to simulate
 * @param interventions what somebody who explores it does to it, in order; part of every run
 * @param recording what of a run is written down; the rest is counted
 */
public record Scenario(
        About about,
        long seed,
        long until,
        Net net,
        Claims claims,
        List<Intervention> interventions,
        RecordingPlan recording) {
    public Scenario {
        interventions = List.copyOf(interventions);
    }

    /**
     * What it is.
     *
     * @param id short name, unique among the shipped ones
     * @param title what it is called
     * @param question what a class is asked before the reveal
     * @param notes what to look at, for whoever presents it; may be empty
     * @param topics what recordings of real kernels have to agree on for it to be believed, such as {@code paws}
     */
    public record About(String id, String title, String question, String notes, List<String> topics) {
        public About {
            topics = List.copyOf(topics);
        }
    }

    /**
     * Who is there, how they are tied together, and what is done.
     *
     * @param nats everybody who tracks connections: NATs, firewalls, and hosts that do
     */
    public record Net(List<HostSpec> hosts, List<Wiring.Nat> nats, List<Wiring.Wire> wires, List<Wiring.Task> tasks) {
        public Net {
            hosts = List.copyOf(hosts);
            nats = List.copyOf(nats);
            wires = List.copyOf(wires);
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * What it is held to.
     *
     * @param expectations what must come out of it
     * @param branches its variations, and what must come out of those
     * @param lesson what a class does with it, if anything
     */
    public record Claims(List<Expectation> expectations, List<Branch> branches, Optional<Lesson> lesson) {
        public Claims {
            expectations = List.copyOf(expectations);
            branches = List.copyOf(branches);
        }
    }

    public String id() {
        return about.id();
    }

    public String title() {
        return about.title();
    }

    public String question() {
        return about.question();
    }

    public String notes() {
        return about.notes();
    }

    public List<String> topics() {
        return about.topics();
    }

    public List<HostSpec> hosts() {
        return net.hosts();
    }

    public List<Wiring.Nat> nats() {
        return net.nats();
    }

    public List<Wiring.Wire> wires() {
        return net.wires();
    }

    public List<Wiring.Task> tasks() {
        return net.tasks();
    }

    public List<Expectation> expectations() {
        return claims.expectations();
    }

    public List<Branch> branches() {
        return claims.branches();
    }

    public Optional<Lesson> lesson() {
        return claims.lesson();
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
        List<HostSpec> changed =
                hosts().stream().map(host -> changed(host, edit)).toList();
        List<Wiring.Nat> others = nats().stream().map(nat -> changed(nat, edit)).toList();
        return with(new Net(changed, others, wires(), tasks()));
    }

    private Scenario with(Net other) {
        return new Scenario(about, seed, until, other, claims, interventions, recording);
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
        return with(new Net(others, nats(), wires(), tasks()));
    }

    /** This scenario with one more task. */
    public Scenario with(Wiring.Task task) {
        return withTasks(Stream.concat(tasks().stream(), Stream.of(task)).toList());
    }

    /** The same on other wires. */
    public Scenario withWires(List<Wiring.Wire> others) {
        return with(new Net(hosts(), nats(), others, tasks()));
    }

    /** The same with other steps. */
    public Scenario withTasks(List<Wiring.Task> others) {
        return with(new Net(hosts(), nats(), wires(), others));
    }

    /** The same with these interventions instead of its own. */
    public Scenario withInterventions(List<Intervention> others) {
        return new Scenario(about, seed, until, net, claims, others, recording);
    }

    /** The same with what it is held to. */
    Scenario claiming(Claims other) {
        return new Scenario(about, seed, until, net, other, interventions, recording);
    }

    /** This scenario run longer or shorter, with another seed. */
    public Scenario running(long newSeed, long newUntil) {
        return new Scenario(about, newSeed, newUntil, net, claims, interventions, recording);
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
            return nat.with(nat.ports().with(set.policy()));
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
                        hosts().stream().map(HostSpec::name),
                        nats().stream().filter(Wiring.Nat::isBox).map(Wiring.Nat::name))
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
                id(),
                changed.seed(),
                changed.until(),
                machines,
                changed.nats(),
                changed.wires(),
                changed.tasks(),
                meddling);
    }
}
