package timewaitlab.sim;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import timewaitlab.node.HostConntrack;
import timewaitlab.node.Link;
import timewaitlab.wire.Address;
import timewaitlab.wire.Device;
import timewaitlab.wire.Segment;

/** By which wire one party's segments leave: asked for each of them, so looked for once an address. */
final class Exits {
    private static final int UNKNOWN = -2;

    private final Topology topology;
    private final String from;
    private final HostFilter filter = new HostFilter();
    private @Nullable HostConntrack conntrack;
    /** By index of the address: number of the link, -1 for no way, {@link #UNKNOWN} until asked. */
    private int[] links = {};

    Exits(Topology topology, String from) {
        this.topology = topology;
        this.from = from;
    }

    /** Number of the link towards this address, or -1 when there is no way. */
    int towards(Address to) {
        int index = to.index();
        if (index >= links.length) {
            widen(index + 1);
        }
        int link = links[index];
        if (link == UNKNOWN) {
            link = topology.route(from, to);
            links[index] = link;
        }
        return link;
    }

    /** The same of a socket bound to a {@link Device}: by {@code lo} nothing leaves, by another no 127.0.0.1. */
    int by(int device, Address to, Link[] all) {
        int link = towards(to);
        boolean wrong =
                device != Device.NONE && link >= 0 && (device == Device.LO ? !all[link].isLoopback() : to.isLoopback());
        return wrong ? -1 : link;
    }

    /** What is kept from leaving, or from coming in. */
    HostFilter filter() {
        return filter;
    }

    /** What tracks its connections; null when nothing does. */
    @Nullable
    HostConntrack conntrack() {
        return conntrack;
    }

    /** Its connections are tracked from now on. */
    void tracks(HostConntrack tracking) {
        conntrack = tracking;
    }

    /** Whether the rules of the host keep a segment that arrived from its TCP. */
    boolean keepsOut(Segment segment, long now) {
        boolean filtered = filter.drops(true, segment);
        return conntrack == null ? filtered : !conntrack.admits(segment, filtered, now);
    }

    /** Whether they keep a segment from leaving. */
    boolean keepsIn(Segment segment, long now) {
        boolean filtered = filter.drops(false, segment);
        return conntrack == null ? filtered : !conntrack.lets(segment, filtered, now);
    }

    /** Whose segments. */
    String from() {
        return from;
    }

    /** Addresses moved: everything has to be asked again. */
    void forget() {
        Arrays.fill(links, UNKNOWN);
    }

    private void widen(int size) {
        int had = links.length;
        links = Arrays.copyOf(links, Math.max(size, had * 2));
        Arrays.fill(links, had, links.length, UNKNOWN);
    }
}
