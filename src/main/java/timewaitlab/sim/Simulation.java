package timewaitlab.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Dice;
import timewaitlab.base.EventQueue;
import timewaitlab.base.TimerHeap;
import timewaitlab.nat.Tracker;
import timewaitlab.node.Chance;
import timewaitlab.node.Host;
import timewaitlab.node.HostConntrack;
import timewaitlab.node.HostIdentity;
import timewaitlab.node.Link;
import timewaitlab.node.NatGateway;
import timewaitlab.node.Surroundings;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Census;
import timewaitlab.trace.Party;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.Segment;

/** The event loop. The same for a lesson and for a million connections; only what is recorded differs. */
public final class Simulation {
    private static final int SCRIPT = 0;

    /** INITIAL_JIFFIES: the count of jiffies begins 300 s before it wraps. */
    private static final int BOOT_JIFFIES_SECONDS = 300;

    private final Wiring wiring;
    private final RunLimits limits;
    private final @Nullable Recorder recorder;
    private final AddressBook book = new AddressBook();
    private final Wires wires;
    private final Link[] links;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, NatGateway> nats = new LinkedHashMap<>();
    private final Host[] hostList;
    /** For each link the number of the host at its end, -1 for a NAT. */
    private final int[] hostOfLink;

    /** For each link the NAT at its end, null for a host. */
    private final @Nullable NatGateway[] natOfLink;

    private final TimerHeap<Runnable> script = new TimerHeap<>();
    private final Map<String, Servants> servants = new HashMap<>();
    private final Processes processes = new Processes(this);
    private final EventQueue queue;
    private final CensusTaker census;
    /** Number of the first host among the sources of events. */
    private final int firstHost;

    private long order;
    private long now;
    private int reboots;

    public Simulation(Wiring wiring, RecordingPlan plan, RunLimits limits) {
        this.wiring = wiring;
        this.limits = limits;
        recorder = plan.isSilent() ? null : new Recorder(plan, book);
        wires = new Wires(this, wiring, recorder);
        links = wires.links();
        wiring.nats().forEach(this::build);
        wiring.machines().forEach(machine -> build(machine, machine.clock()));
        nats.values().stream().filter(NatGateway::translates).forEach(nat -> wires.hides(nat.name()));
        hostList = hosts.values().toArray(Host[]::new);
        hostOfLink = Arrays.stream(links)
                .mapToInt(link -> new ArrayList<>(hosts.keySet()).indexOf(link.to()))
                .toArray();
        natOfLink = Arrays.stream(links).map(link -> nats.get(link.to())).toArray(NatGateway[]::new);
        firstHost = 1 + links.length;
        census = new CensusTaker(this, wiring);
        queue = new EventQueue(firstHost + hostList.length);
        for (Wiring.Task task : wiring.tasks()) {
            NatGateway nat = nats.get(task.machine());
            at(task.at(), nat == null ? starter(task) : () -> NatWiring.operate(nat, task.program(), this::become));
        }
        wiring.meddling().injections().forEach(each -> at(each.at(), () -> wires.inject(each, book)));
    }

    private Runnable starter(Wiring.Task task) {
        return () -> {
            Process process = Process.scripted(this, host(task.machine()), task.program());
            servants(host(task.machine())).began(process);
            process.run();
        };
    }

    private void build(Wiring.Nat nat) {
        if (!nat.isBox()) {
            wires.tracks(nat.name(), NatWiring.ofHost(nat, book, recorder));
            return;
        }
        Address own = address(nat.address());
        if (own != book.any()) {
            wires.own(own, nat.name());
        }
        Surroundings surroundings =
                new Surroundings(book, chanceOf(nat.name()), wires.pool(), wires.outboxOf(nat.name()), recorder);
        Dice dice = new Dice(wiring.seed() + nat.name().hashCode());
        nats.put(nat.name(), NatWiring.box(nat, own, dice, surroundings));
    }

    /** A machine that starts anew has other secrets. */
    private Chance chanceOf(String name) {
        return Chance.of(new Dice(wiring.seed() + name.hashCode() + reboots));
    }

    private Host build(Wiring.Machine machine, TimestampClock clock) {
        List<Address> addresses = machine.addresses().stream().map(book::intern).toList();
        HostIdentity identity = new HostIdentity(
                machine.name(), addresses, machine.kernel(), machine.settings(), clock, machine.startJiffies());
        Host host = new Host(
                identity,
                new Surroundings(
                        book, chanceOf(machine.name()), wires.pool(), wires.outboxOf(machine.name()), recorder));
        Servants programs = new Servants(this, host);
        host.runs(programs);
        servants.put(machine.name(), programs);
        addresses.forEach(address -> wires.own(address, machine.name()));
        hosts.put(machine.name(), host);
        return host;
    }

    /** A host starts anew: what it knew and ran is gone, {@code operator} goes on. The new one is the answer. */
    Host reboot(Host old, Process operator) {
        servants(old).die(operator);
        census.rebooted(old);
        HostConntrack own = wires.conntrackOf(old.name());
        if (own != null) {
            own.tracker().table().clear();
        }
        old.calls().vanish(now);
        Wiring.Machine machine = wiring.machine(old.name());
        long hz = machine.settings().timestampHz();
        boolean countsJiffies = machine.settings().get(Constant.TIMESTAMP_HZ) == 0;
        int boot = countsJiffies ? (int) (-BOOT_JIFFIES_SECONDS * hz) : 0;
        reboots++;
        Host fresh = build(machine, machine.clock().restarted(now, hz, boot));
        hostList[new ArrayList<>(hosts.keySet()).indexOf(old.name())] = fresh;
        return fresh;
    }

    /** A host has another address instead of its first. */
    void moves(Host host, Verb.TakeAddress take) {
        wires.disown(host.addresses().get(0));
        host.calls().takeAddress(book.intern(take.address()));
        wires.own(host.addresses().get(0), host.name());
    }

    Wires wires() {
        return wires;
    }

    /** Runs to the end, or until {@code cancelled} says so between two events. */
    public Simulation run(BooleanSupplier cancelled) {
        return runTo(wiring.until(), cancelled);
    }

    /** The same to a moment in between; a later call goes on from there. Nothing shows that there was a break. */
    public Simulation runTo(long until, BooleanSupplier cancelled) {
        for (int i = 0; i < hostList.length; i++) {
            refreshHost(i);
        }
        queue.update(SCRIPT, script.firstDue());
        while (queue.firstDue() <= until && wires.sent() < limits.segments() && !cancelled.getAsBoolean()) {
            now = queue.firstDue();
            census.before(now);
            int source = queue.first();
            if (source == SCRIPT) {
                runScript();
            } else if (source < firstHost) {
                arrive(source - 1);
            } else {
                fire(source - firstHost);
            }
        }
        census.before(Math.min(until + 1, queue.firstDue()));
        now = until;
        return this;
    }

    private void runScript() {
        Runnable next = script.remove();
        if (recorder != null) {
            recorder.begins(now, new Cause.ByTimer("script"));
        }
        next.run();
        for (int i = 0; i < hostList.length; i++) {
            refreshHost(i);
        }
        queue.update(SCRIPT, script.firstDue());
    }

    private void arrive(int number) {
        Link link = links[number];
        Segment segment = link.arrive();
        onLink(number);
        if (recorder != null) {
            recorder.arrives(now, segment, link.from(), link.to(), now - link.delay());
        }
        int leg = segment.id();
        NatGateway nat = natOfLink[number];
        if (nat != null) {
            wires.forwarding(leg);
            boolean wentOn = nat.receive(segment, now);
            wires.forwarding(0);
            if (!wentOn) {
                wires.pool().give(segment);
            }
            return;
        }
        Host host = hostList[hostOfLink[number]];
        boolean kept = wires.isKept(number, segment);
        if (recorder != null) {
            recorder.fate(leg, kept ? Fate.FILTERED : Fate.JUDGED);
        }
        if (!kept) {
            host.receive(recorder == null ? segment : recorder.kept(segment), now);
        }
        wires.pool().give(segment);
        refreshHost(hostOfLink[number]);
    }

    private void fire(int number) {
        if (recorder != null) {
            recorder.begins(now, new Cause.ByTimer("timer"));
        }
        hostList[number].fire(now);
        refreshHost(number);
    }

    private void refreshHost(int number) {
        queue.update(firstHost + number, hostList[number].nextTimer());
    }

    /** Something is under way on this link. */
    void onLink(int number) {
        queue.update(number + 1, links[number].nextArrival());
    }

    /** What was recorded. */
    public Trace trace() {
        if (recorder == null) {
            throw new IllegalStateException("nothing was recorded");
        }
        Map<String, Map<String, Long>> counters = new LinkedHashMap<>();
        hosts.forEach((name, host) -> counters.put(name, host.counters()));
        wiring.nats()
                .forEach(nat -> counters.computeIfAbsent(nat.name(), any -> new TreeMap<>())
                        .putAll(NatWiring.counters(tracker(nat.name()))));
        List<Party> parties = Lineup.of(hosts.values(), nats.values(), this);
        Recorder.RunFacts facts = new Recorder.RunFacts(
                wiring.name(), wiring.seed(), wiring.until(), parties, counters, digest(), census());
        return recorder.finish(facts);
    }

    /** What there was at equal steps of the run so far. */
    public Census census() {
        return census.taken();
    }

    /** Digest of everything sent; the same whatever was recorded. */
    public String digest() {
        return wires.digest().text();
    }

    /** Segments sent on all links so far; one that a NAT forwards counts again. */
    public long segments() {
        return wires.sent();
    }

    /** How the connections of all loads went. */
    public LoadTally loads() {
        return processes.tally();
    }

    /** A NAT takes over an address; masquerading, it gives up those it had. */
    private void become(NatGateway nat, Verb.TakeAddress take) {
        Address taken = book.intern(take.address());
        if (nat.masquerades()) {
            wires.disown(nat.outside());
        }
        wires.own(taken, nat.name());
        nat.address(taken);
    }

    /** A NAT by name. */
    public NatGateway nat(String name) {
        NatGateway nat = nats.get(name);
        if (nat == null) {
            throw new IllegalStateException("no NAT " + name);
        }
        return nat;
    }

    /** The connection tracking of a NAT, of a firewall, or of a host that has it. */
    public Tracker tracker(String name) {
        HostConntrack own = hosts.containsKey(name) ? wires.conntrackOf(name) : null;
        return own == null ? nat(name).tracker() : own.tracker();
    }

    /** A host by name. */
    public Host host(String name) {
        Host host = hosts.get(name);
        if (host == null) {
            throw new IllegalStateException("no host " + name);
        }
        return host;
    }

    long now() {
        return now;
    }

    void at(long time, Runnable action) {
        script.add(time, order++, action);
        queue.update(SCRIPT, script.firstDue());
    }

    /** Where connect() leads: the first address of the host of this name, or the address itself. */
    Endpoint endpoint(Host from, Verb.Connect verb) {
        Host named = hosts.get(verb.host());
        Address to = named == null ? book.intern(verb.host()) : DualStack.address(from, named);
        return new Endpoint(to, verb.port());
    }

    /** The address of this text, the wildcard for none. */
    Address address(String text) {
        return text.isEmpty() ? book.any() : book.intern(text);
    }

    /** The programs of a host. */
    Servants servants(Host host) {
        return Objects.requireNonNull(servants.get(host.name()));
    }

    Processes processes() {
        return processes;
    }

    int called(Host host, Verb verb) {
        if (recorder == null) {
            return 0;
        }
        if (!recorder.attends()) {
            recorder.callsUnheard(now, host.name(), verb.call());
            return 0;
        }
        int call = recorder.called(now, host.name(), verb.call());
        recorder.cause(now, new Cause.ByCall(call));
        return call;
    }

    /** What happens now is about this connection. */
    void about(@Nullable Tcb socket) {
        if (recorder != null && socket != null && socket.key != 0) {
            recorder.about(socket.key);
        }
    }

    /** The number under which a call is recorded, which it may have got since it began; 0 for none. */
    int numberOf(int call) {
        return recorder == null || call != 0 ? call : recorder.heard();
    }

    /** A call that waited goes on, and what it does now is its doing. */
    void resumes(int call) {
        if (recorder != null && call != 0) {
            recorder.cause(now, new Cause.ByCall(call));
        }
    }

    void returned(int call, Errno answer) {
        if (recorder != null) {
            recorder.returned(call, now, answer.name());
        }
    }
}
