package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator;
import timewaitlab.node.Fault;
import timewaitlab.sim.Meddling;
import timewaitlab.sim.Program;
import timewaitlab.sim.SegmentName;
import timewaitlab.sim.Verb;
import timewaitlab.sim.Wiring;
import timewaitlab.tcp.SocketOption;
import timewaitlab.wire.TcpFlags;

/**
 * What an intervention changes. Each has one line of text, which {@link ChangeReader} reads back. Times are nanoseconds
 * from the start of the run; 0 means from the start.
 */
public sealed interface Change {
    /** The change as it is written, such as {@code set B.tcp_tw_recycle = 0 at 5 s}. */
    String text();

    /** The same in fewer words, for a list: without what the rest of the list makes clear. */
    default String brief() {
        return text();
    }

    /** The scenario with the change; the same where it concerns a single segment, or nothing that is there. */
    default Scenario appliedTo(Scenario scenario) {
        return scenario;
    }

    /** What it does to a segment that the run sends by itself. */
    default Optional<Meddling.OnSegment> onSegment() {
        return Optional.empty();
    }

    /** The segment it puts on a link. */
    default Optional<Meddling.Injection> injection() {
        return Optional.empty();
    }

    /** Something is done to one segment. */
    record OnSegment(Meddling.Kind kind, SegmentName segment, long by) implements Change {
        @Override
        public String text() {
            boolean moves = kind != Meddling.Kind.DROP && kind != Meddling.Kind.REORDER;
            return kind.name().toLowerCase(Locale.ROOT)
                    + ' '
                    + segment.text()
                    + (moves ? " by " + Durations.text(by) : "");
        }

        @Override
        public String brief() {
            boolean moves = kind != Meddling.Kind.DROP && kind != Meddling.Kind.REORDER;
            return kind.name().toLowerCase(Locale.ROOT) + " [" + TcpFlags.text(segment.flags()) + "] no "
                    + segment.number() + " from " + segment.from() + (moves ? " by " + Durations.text(by) : "");
        }

        @Override
        public Optional<Meddling.OnSegment> onSegment() {
            return Optional.of(new Meddling.OnSegment(segment, kind, by));
        }
    }

    /** A crafted segment. */
    record Inject(Meddling.Injection crafted) implements Change {
        @Override
        public String text() {
            return "inject at " + Durations.text(crafted.at()) + " from " + crafted.from() + ' '
                    + SegmentName.endpoint(crafted.src(), crafted.srcPort()) + " > "
                    + SegmentName.endpoint(crafted.dst(), crafted.dstPort()) + ' ' + crafted.notation();
        }

        @Override
        public String brief() {
            return "inject at " + Durations.text(crafted.at()) + " from " + crafted.from() + ": " + crafted.notation();
        }

        @Override
        public Optional<Meddling.Injection> injection() {
            return Optional.of(crafted);
        }
    }

    /** Another kernel on a host or a NAT, from the start. */
    record Kernel(String party, KernelProfile kernel) implements Change {
        @Override
        public String text() {
            return "kernel " + party + " = " + kernel.name();
        }

        @Override
        public Scenario appliedTo(Scenario scenario) {
            return scenario.with(new Scenario.Edit.Kernel(party, kernel));
        }
    }

    /** Another host of a recording judges it; a run is judged by all of its hosts. */
    record Judge(String host) implements Change {
        @Override
        public String text() {
            return "judge " + host;
        }
    }

    /** A sysctl of a host. A host whose kernel does not have it stays as it is. */
    record Setting(String host, Sysctl sysctl, long value, long at) implements Change {
        @Override
        public String text() {
            return "set " + host + '.' + sysctl.shortName() + " = " + value + when(at);
        }

        @Override
        public Scenario appliedTo(Scenario scenario) {
            boolean has = scenario.hosts().stream()
                    .anyMatch(spec -> spec.name().equals(host) && spec.kernel().has(sysctl));
            if (!has) {
                return scenario;
            }
            return at == 0
                    ? scenario.with(new Scenario.Edit.Setting(host, sysctl, value))
                    : scenario.with(task(at, host, new Verb.SetSysctl(sysctl, value)));
        }
    }

    /** A setting of a NAT's connection tracking. */
    record Conntrack(String nat, ConntrackSysctl sysctl, long value, long at) implements Change {
        @Override
        public String text() {
            return "set " + nat + '.' + sysctl.shortName() + " = " + value + when(at);
        }

        @Override
        public Scenario appliedTo(Scenario scenario) {
            return at == 0
                    ? scenario.with(new Scenario.Edit.Conntrack(nat, sysctl, value))
                    : scenario.with(task(at, nat, new Verb.SetConntrack(sysctl, value)));
        }
    }

    /** An option of every socket of a host: of each that its steps open, or of those that it has at an instant. */
    record Option(String host, SocketOption option, long value, long at) implements Change {
        @Override
        public String text() {
            return "option " + host + '.' + option.name() + " = " + value + when(at);
        }

        @Override
        public Scenario appliedTo(Scenario scenario) {
            if (at != 0) {
                return scenario.with(task(at, host, new Verb.SetOptionOfAll(option, value)));
            }
            List<Wiring.Task> tasks = new ArrayList<>(scenario.tasks());
            tasks.replaceAll(each -> each.machine().equals(host) ? optioned(each) : each);
            return scenario.withTasks(tasks);
        }

        private Wiring.Task optioned(Wiring.Task before) {
            List<Verb> verbs = new ArrayList<>();
            for (Verb verb : before.program().verbs()) {
                Verb set = new Verb.Try(new Verb.SetOption(option, value));
                // connect from a port makes a socket of its own: it can only be set when it stands
                boolean own = verb instanceof Verb.Connect connect && connect.fromPort() != 0;
                if (!own && verb.makesSocket() && !(verb instanceof Verb.SetOption)) {
                    verbs.add(set);
                }
                verbs.add(verb);
                if (own) {
                    verbs.add(set);
                }
            }
            return new Wiring.Task(before.at(), before.machine(), new Program(verbs));
        }
    }

    /** What the rule set of a NAT, a firewall or a host does with what its connection tracking calls invalid. */
    record Filter(String tracker, NatFilter filter, long at) implements Change {
        @Override
        public String text() {
            return "conntrack " + tracker + " filter " + NatReader.filterWord(filter) + when(at);
        }

        @Override
        public Scenario appliedTo(Scenario scenario) {
            return at == 0
                    ? scenario.with(new Scenario.Edit.Filter(tracker, filter))
                    : scenario.with(task(at, tracker, new Verb.Filter(filter)));
        }
    }

    /** How a NAT gives out ports to flows that begin from {@code at} on. */
    record Ports(String nat, PortAllocator.Policy policy, long at) implements Change {
        @Override
        public String text() {
            return "nat " + nat + " ports " + policy.name().toLowerCase(Locale.ROOT) + when(at);
        }

        @Override
        public Scenario appliedTo(Scenario scenario) {
            return at == 0
                    ? scenario.with(new Scenario.Edit.Ports(nat, policy))
                    : scenario.with(task(at, nat, new Verb.Ports(policy)));
        }
    }

    /** A NAT, a firewall or a host forgets all connections that it tracks. */
    record Forget(String tracker, long at) implements Change {
        @Override
        public String text() {
            return "conntrack " + tracker + " forget at " + Durations.text(at);
        }

        @Override
        public Scenario appliedTo(Scenario scenario) {
            return scenario.with(task(at, tracker, new Verb.Forget()));
        }
    }

    /** How long segments are under way between two neighbours, for those that leave from {@code at} on. */
    record LinkDelay(String one, String other, long delay, long at) implements Change {
        @Override
        public String text() {
            return "link " + one + '-' + other + " delay " + Durations.text(delay) + when(at);
        }

        @Override
        public Scenario appliedTo(Scenario scenario) {
            return rewired(scenario, this::changed);
        }

        private Wiring.Wire changed(Wiring.Wire wire) {
            if (!joins(wire, one, other)) {
                return wire;
            }
            return at == 0
                    ? new Wiring.Wire(wire.one(), wire.other(), delay, wire.faults())
                    : troubled(wire, new Fault(Fault.Kind.DELAY, ANY, at, SimTime.NEVER, ALL, delay - wire.delay()));
        }
    }

    /** Nothing gets over a link for a while. */
    record LinkDown(String one, String other, long from, long until) implements Change {
        @Override
        public String text() {
            return "link " + one + '-' + other + " down" + when(from)
                    + (until == SimTime.NEVER ? "" : " until " + Durations.text(until));
        }

        @Override
        public Scenario appliedTo(Scenario scenario) {
            Fault loss = new Fault(Fault.Kind.DROP, ANY, from, until, ALL, 0);
            return rewired(scenario, wire -> joins(wire, one, other) ? troubled(wire, loss) : wire);
        }
    }

    /** One of a host's steps happens later, or earlier when negative; numbers count from 1 as they are written. */
    record Start(String host, int number, long by) implements Change {
        @Override
        public String text() {
            return "start " + host + " no " + number + " by " + Durations.text(by);
        }

        @Override
        public Scenario appliedTo(Scenario scenario) {
            List<Wiring.Task> tasks = new ArrayList<>(scenario.tasks());
            int seen = 0;
            for (int i = 0; i < tasks.size(); i++) {
                Wiring.Task task = tasks.get(i);
                seen += task.machine().equals(host) ? 1 : 0;
                if (task.machine().equals(host) && seen == number) {
                    tasks.set(i, new Wiring.Task(Math.max(0, task.at() + by), host, task.program()));
                }
            }
            return scenario.withTasks(tasks);
        }
    }

    /** Any flags. */
    int ANY = -1;

    /** As many as there are. */
    int ALL = Integer.MAX_VALUE;

    private static String when(long at) {
        return at == 0 ? "" : " at " + Durations.text(at);
    }

    private static Wiring.Task task(long at, String party, Verb verb) {
        return new Wiring.Task(at, party, new Program(List.of(verb)));
    }

    private static boolean joins(Wiring.Wire wire, String one, String other) {
        return wire.one().equals(one) && wire.other().equals(other)
                || wire.one().equals(other) && wire.other().equals(one);
    }

    private static Scenario rewired(Scenario scenario, UnaryOperator<Wiring.Wire> change) {
        return scenario.withWires(scenario.wires().stream().map(change).toList());
    }

    /** Both directions; a fault that was there before comes first. */
    private static Wiring.Wire troubled(Wiring.Wire wire, Fault fault) {
        List<Wiring.DirectedFault> faults = new ArrayList<>(wire.faults());
        faults.add(new Wiring.DirectedFault(wire.one(), fault));
        faults.add(new Wiring.DirectedFault(wire.other(), fault));
        return new Wiring.Wire(wire.one(), wire.other(), wire.delay(), faults);
    }
}
