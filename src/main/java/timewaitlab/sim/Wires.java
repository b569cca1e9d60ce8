package timewaitlab.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import timewaitlab.node.Fault;
import timewaitlab.node.Host;
import timewaitlab.node.HostConntrack;
import timewaitlab.node.Link;
import timewaitlab.node.Outbox;
import timewaitlab.node.SegmentPool;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.TraceDigest;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SegmentNotation;

/** Everything between the machines: which way a segment takes, and what befalls it there. */
final class Wires {
    private final Simulation simulation;
    private final @Nullable Recorder recorder;
    private final Topology topology = new Topology();
    private final List<Exits> exits = new ArrayList<>();
    private final SegmentPool pool = new SegmentPool();
    private final TraceDigest digest = new TraceDigest();
    private final Carriage carriage;
    private final @Nullable Meddler meddler;
    private final Link[] links;
    private long sent;
    private final @Nullable Injections injections;
    /** Whether any host ever had a packet filter, or tracks its connections. */
    private boolean filtered;
    /** By link: the ways out of the party at its end, once somebody asked. */
    private final @Nullable Exits[] ends;

    /** The leg that a forwarding NAT continues, 0 outside of forwarding. */
    private int forwarding;

    Wires(Simulation simulation, Wiring wiring, @Nullable Recorder recorder) {
        this.simulation = simulation;
        this.recorder = recorder;
        carriage = new Carriage(pool, recorder);
        Meddling meddling = wiring.meddling();
        meddler = meddling.onSegments().isEmpty() ? null : new Meddler(meddling.onSegments());
        for (Wiring.Wire wire : wiring.wiresAndLoopbacks()) {
            topology.join(wire.one(), wire.other(), wire.delay(), wire.faults());
        }
        injections = wiring.crafts() ? new Injections() : null;
        links = topology.links().toArray(Link[]::new);
        ends = new Exits[links.length];
    }

    /** Both directions of each wire. */
    Link[] links() {
        return links;
    }

    SegmentPool pool() {
        return pool;
    }

    TraceDigest digest() {
        return digest;
    }

    /** Segments sent so far; one that a NAT forwards counts again. */
    long sent() {
        return sent;
    }

    /** Says who has an address. */
    void own(Address address, String party) {
        topology.own(address, party);
        exits.forEach(Exits::forget);
    }

    /** Says that somebody has an address no more. */
    void disown(Address address) {
        topology.disown(address);
        exits.forEach(Exits::forget);
    }

    /** Says that a party translates: whoever stands behind it with a private address has no route from outside. */
    void hides(String nat) {
        topology.hides(nat);
        exits.forEach(Exits::forget);
    }

    /** Where this party puts what it sends. */
    Outbox outboxOf(String party) {
        Exits ways = exitsOf(party);
        return (segment, again) -> transmit(ways, segment, again);
    }

    private Exits exitsOf(String party) {
        // without an iterator: the census asks during a run, which allocates nothing
        for (int i = 0; i < exits.size(); i++) {
            if (exits.get(i).from().equals(party)) {
                return exits.get(i);
            }
        }
        Exits ways = new Exits(topology, party);
        exits.add(ways);
        return ways;
    }

    /** Whether the rules of the host at the end of this link keep what has arrived from its TCP. */
    boolean isKept(int link, Segment segment) {
        if (!filtered) {
            return false;
        }
        Exits end = ends[link];
        if (end == null) {
            end = exitsOf(links[link].to());
            ends[link] = end;
        }
        // what went out over the loopback interface was tracked when it did: nf_conntrack_in()
        return links[link].isLoopback() ? end.filter().drops(true, segment) : end.keepsOut(segment, simulation.now());
    }

    /** A host's connections are tracked from now on. */
    void tracks(String host, HostConntrack conntrack) {
        filtered = true;
        exitsOf(host).tracks(conntrack);
    }

    /** What tracks the connections of a host; null when nothing does. */
    @Nullable
    HostConntrack conntrackOf(String host) {
        return exitsOf(host).conntrack();
    }

    /** The packet filter of a party. */
    HostFilter filterOf(String party) {
        filtered = true;
        return exitsOf(party).filter();
    }

    /** What is sent from now on continues this leg where it is the same segment; 0 for none. */
    void forwarding(int leg) {
        forwarding = leg;
    }

    /** Says whether it left the host. */
    private boolean transmit(Exits ways, Segment segment, boolean retransmission) {
        if (injections != null) {
            injections.sent(segment);
        }
        if (meddler == null) {
            return leave(ways, segment, retransmission, null);
        }
        long held = meddler.meets(ways.from(), segment);
        Fault meddled = meddler.fault();
        if (held <= 0) {
            return leave(ways, segment, retransmission, meddled);
        }
        Cause cause = recorder == null ? null : recorder.cause();
        simulation.at(simulation.now() + held, () -> {
            if (recorder != null && cause != null) {
                recorder.about(FourTuple.keyOfArrival(segment));
                recorder.cause(simulation.now(), cause);
            }
            leave(ways, segment, retransmission, meddled);
        });
        return true;
    }

    private boolean leave(Exits ways, Segment segment, boolean retransmission, @Nullable Fault meddled) {
        sent++;
        long now = simulation.now();
        digest.add(now, ways.from(), segment);
        int route = ways.by(segment.device(), segment.dst(), links);
        if (recorder != null) {
            // what a NAT answers by itself continues no leg
            int continued = segment.id() == forwarding ? forwarding : 0;
            segment.id(recorder.sent(ways.from(), segment, continued, retransmission));
        }
        boolean kept = filtered && ways.keepsIn(segment, now);
        if (route < 0 || kept) {
            carriage.lose(segment, Fate.FILTERED);
            return !kept;
        }
        Link link = links[route];
        carriage.send(link, segment, now, Meddler.both(meddled, link.befalls(segment, now)));
        simulation.onLink(route);
        return true;
    }

    /** A host puts a crafted segment on the wire, past its packet filter. */
    void inject(Host host, Endpoint from, Endpoint to, String notation) {
        Segment segment = pool.take();
        Objects.requireNonNull(injections).craft(segment, from, to, notation);
        leave(new Exits(topology, host.name()), segment, false, null);
    }

    /** Somebody puts a crafted segment on the link that leads to its destination. */
    void inject(Meddling.Injection injection, AddressBook book) {
        Segment segment = pool.take().set(SegmentNotation.parse(injection.notation()));
        segment.from(book.intern(injection.src()), injection.srcPort())
                .to(book.intern(injection.dst()), injection.dstPort());
        Exits ways = new Exits(topology, injection.from());
        transmit(ways, segment, false);
    }
}
