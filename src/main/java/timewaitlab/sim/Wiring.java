package timewaitlab.sim;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.nat.ConntrackConstant;
import timewaitlab.nat.ConntrackSettings;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator;
import timewaitlab.node.Fault;
import timewaitlab.node.HostIdentity;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.TimestampClock;

/**
 * What a run is made of, as values: machines, wires, and who does what when.
 *
 * @param name of the run, for its trace
 * @param until nanoseconds to simulate
 * @param meddling what somebody does to single segments
 */
public record Wiring(
        String name,
        long seed,
        long until,
        List<Machine> machines,
        List<Nat> nats,
        List<Wire> wires,
        List<Task> tasks,
        Meddling meddling) {
    /** A run that nobody meddles with. */
    public Wiring(
            String name,
            long seed,
            long until,
            List<Machine> machines,
            List<Nat> nats,
            List<Wire> wires,
            List<Task> tasks) {
        this(name, seed, until, machines, nats, wires, tasks, Meddling.NONE);
    }

    public Wiring {
        machines = List.copyOf(machines);
        nats = List.copyOf(nats);
        wires = List.copyOf(wires);
        tasks = List.copyOf(tasks);
    }

    /** A segment on a host's loopback interface takes this long. */
    private static final long LOOPBACK = 20_000;

    /** The machine of this name. */
    Machine machine(String name) {
        return machines.stream()
                .filter(machine -> machine.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The wires, and a loopback interface on each host that connects to 127.0.0.1, ::1 or the like, or to itself. */
    List<Wire> wiresAndLoopbacks() {
        List<Wire> all = new ArrayList<>(wires);
        for (Machine machine : machines) {
            boolean loops = tasks.stream()
                    .filter(task -> task.machine().equals(machine.name()))
                    .flatMap(task -> task.program().verbs().stream())
                    .anyMatch(verb -> goesToLoopback(machine, verb));
            if (loops) {
                all.add(new Wire(machine.name(), machine.name(), LOOPBACK, List.of()));
            }
        }
        return all;
    }

    /** Whether a step crafts segments. */
    boolean crafts() {
        return tasks.stream()
                .flatMap(task -> task.program().verbs().stream())
                .anyMatch(verb -> verb instanceof Verb.Inject);
    }

    private static boolean goesToLoopback(Machine machine, Verb verb) {
        if (verb instanceof Verb.Try tried) {
            return goesToLoopback(machine, tried.verb());
        }
        return verb instanceof Verb.Connect connect
                && (connect.host().startsWith("127.")
                        || connect.host().equals("::1")
                        || connect.host().equals(machine.name())
                        || machine.addresses().contains(connect.host()));
    }

    /** A host. {@code startJiffies}: see {@link HostIdentity}. */
    public record Machine(
            String name,
            List<String> addresses,
            KernelProfile kernel,
            Settings settings,
            TimestampClock clock,
            long startJiffies) {
        /** A host whose timers fire exactly when they are due. */
        public Machine(
                String name, List<String> addresses, KernelProfile kernel, Settings settings, TimestampClock clock) {
            this(name, addresses, kernel, settings, clock, HostIdentity.EXACT);
        }

        /** Value of a sysctl at the start. */
        public long get(Sysctl sysctl) {
            return settings.get(sysctl);
        }
    }

    /** Where connection tracking stands, and whether it translates. */
    public enum Place {
        /** In a NAT that forgets what went out under an address that it loses. */
        MASQUERADE,
        /** In a NAT that keeps such connections, and the address for them. */
        SNAT,
        /** In a box on the way that translates nothing. */
        FIREWALL,
        /** In a host, for its own connections. */
        HOST;

        /** Whether addresses are translated there. */
        public boolean translates() {
            return this == MASQUERADE || this == SNAT;
        }
    }

    /**
     * Connection tracking: a NAT's, a firewall's, or a host's own.
     *
     * @param name of the NAT or firewall, or of the host
     * @param address empty for a firewall that has none of its own, and for a host
     * @param kernel whose connection tracking it has
     * @param sysctls its settings that differ from the kernel's defaults
     * @param filter what its rule set does with invalid segments
     * @param ports how a NAT gives out ports; of no use to others
     */
    public record Nat(
            String name,
            String address,
            KernelProfile kernel,
            Map<ConntrackSysctl, Long> sysctls,
            NatFilter filter,
            NatPorts ports,
            Place place) {
        public Nat {
            sysctls = Map.copyOf(sysctls);
        }

        /** A NAT of today with nothing set. */
        public static Nat of(String name, String address, NatPorts ports) {
            List<KernelProfile> kernels = LinuxProfiles.all();
            KernelProfile latest = kernels.get(kernels.size() - 1);
            return new Nat(name, address, latest, Map.of(), NatFilter.NONE, ports, Place.MASQUERADE);
        }

        /** Whether it is a party of its own, with links to it; else it belongs to the host of its name. */
        public boolean isBox() {
            return place != Place.HOST;
        }

        /** Constants and settings it starts with. */
        public ConntrackSettings settings() {
            ConntrackSettings settings = kernel.conntrack().with(ConntrackConstant.CPUS, ports.cpus());
            for (Map.Entry<ConntrackSysctl, Long> sysctl : sysctls.entrySet()) {
                settings = settings.with(sysctl.getKey(), sysctl.getValue());
            }
            return settings;
        }

        /** The same under another kernel. */
        public Nat with(KernelProfile newKernel) {
            return new Nat(name, address, newKernel, sysctls, filter, ports, place);
        }

        /** The same with another rule set. */
        public Nat with(NatFilter rules) {
            return new Nat(name, address, kernel, sysctls, rules, ports, place);
        }

        /** The same that gives out ports in another way. */
        public Nat with(NatPorts policy) {
            return new Nat(name, address, kernel, sysctls, filter, policy, place);
        }

        /** The same with another value of a setting. */
        public Nat with(ConntrackSysctl sysctl, long value) {
            Map<ConntrackSysctl, Long> changed = new EnumMap<>(ConntrackSysctl.class);
            changed.putAll(sysctls);
            changed.put(sysctl, value);
            return new Nat(name, address, kernel, changed, filter, ports, place);
        }
    }

    /**
     * How a NAT gives out ports.
     *
     * @param low lowest port; 0: the kernel's own ranges
     * @param cpus how many processors do so at the same instant
     */
    public record NatPorts(PortAllocator.Policy policy, int low, int high, int cpus) {
        /** Where segments are dealt with one after the other. */
        public NatPorts(PortAllocator.Policy policy, int low, int high) {
            this(policy, low, high, 1);
        }

        /** The same by another policy. */
        public NatPorts with(PortAllocator.Policy other) {
            return new NatPorts(other, low, high, cpus);
        }
    }

    /** A wire between two parties, with what it does to some segments. */
    public record Wire(String one, String other, long delay, List<DirectedFault> faults) {
        public Wire {
            faults = List.copyOf(faults);
        }
    }

    /** A fault on the direction that begins at {@code from}. */
    public record DirectedFault(String from, Fault fault) {}

    /** A program that starts on a host. */
    public record Task(long at, String machine, Program program) {}
}
