package timewaitlab.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.node.Fault;
import timewaitlab.node.Link;
import timewaitlab.node.Outbox;
import timewaitlab.node.SegmentPool;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.TraceDigest;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.wire.Address;
import timewaitlab.wire.Segment;

/** Everything between the machines: which way a segment takes, and what befalls it there. */
final class Wires {
    private final Simulation simulation;
    private final @Nullable Recorder recorder;
    private final Topology topology = new Topology();
    private final List<Exits> exits = new ArrayList<>();
    private final SegmentPool pool = new SegmentPool();
    private final TraceDigest digest = new TraceDigest();
    private final Link[] links;
    private long sent;
    /** The leg that a forwarding NAT continues, 0 outside of forwarding. */
    private int forwarding;

    Wires(Simulation simulation, List<Wiring.Wire> wires, @Nullable Recorder recorder) {
        this.simulation = simulation;
        this.recorder = recorder;
        for (Wiring.Wire wire : wires) {
            topology.join(wire.one(), wire.other(), wire.delay(), wire.faults());
        }
        links = topology.links().toArray(Link[]::new);
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
        Exits ways = new Exits(topology, party);
        exits.add(ways);
        return (segment, again) -> transmit(ways, segment, again);
    }

    /** What is sent from now on continues this leg where it is the same segment; 0 for none. */
    void forwarding(int leg) {
        forwarding = leg;
    }

    private void transmit(Exits ways, Segment segment, boolean retransmission) {
        sent++;
        long now = simulation.now();
        digest.add(now, ways.from(), segment);
        int route = ways.towards(segment.dst());
        if (recorder != null) {
            // what a NAT answers by itself continues no leg
            int continued = segment.id() == forwarding ? forwarding : 0;
            segment.id(recorder.sent(ways.from(), segment, continued, retransmission));
        }
        if (route < 0) {
            lose(segment, Fate.FILTERED);
            return;
        }
        Link link = links[route];
        Fault fault = link.befalls(segment, now);
        if (recorder != null) {
            long extra = fault != null && fault.kind() == Fault.Kind.DELAY ? fault.extra() : 0;
            recorder.travels(segment.id(), link.to(), now + link.delay() + extra);
        }
        if (fault != null && fault.kind() == Fault.Kind.DROP) {
            lose(segment, Fate.LOST);
            return;
        }
        carry(link, segment, fault);
        simulation.onLink(route);
    }

    private void carry(Link link, Segment segment, @Nullable Fault fault) {
        long now = simulation.now();
        if (fault == null) {
            link.carry(segment, now, 0);
        } else if (fault.kind() == Fault.Kind.DELAY) {
            link.carry(segment, now, fault.extra());
        } else {
            Segment twin = pool.take().set(segment);
            link.carry(segment, now, 0);
            if (recorder != null) {
                twin.id(recorder.sent(link.from(), twin, 0, true));
                recorder.travels(twin.id(), link.to(), now + link.delay() + fault.extra());
            }
            link.carry(twin, now, fault.extra());
        }
    }

    private void lose(Segment segment, Fate fate) {
        if (recorder != null) {
            recorder.fate(segment.id(), fate);
        }
        pool.give(segment);
    }
}
