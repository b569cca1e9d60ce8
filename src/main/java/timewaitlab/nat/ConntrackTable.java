package timewaitlab.nat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.nat.TransitionTable.Move;
import timewaitlab.nat.TransitionTable.Packet;
import timewaitlab.wire.Address;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;

/** The connections a NAT tracks, by how they look inside and how they look outside. */
public final class ConntrackTable {
    private final Map<Long, ConntrackEntry> byInside = new HashMap<>();
    private final Map<Long, ConntrackEntry> byOutside = new HashMap<>();
    /** Entries of which not both directions were seen to work, the oldest first. */
    private final Set<ConntrackEntry> unassured = new LinkedHashSet<>();

    private final Address outside;
    private final PortAllocator ports;
    private final long capacity;
    /** No entry ends before. */
    private long earliestDue = SimTime.NEVER;

    private Consumer<ConntrackEntry> onGone = entry -> {};

    /** {@code capacity}: {@code nf_conntrack_max}. */
    public ConntrackTable(Address outside, PortAllocator ports, long capacity) {
        this.outside = outside;
        this.ports = ports;
        this.capacity = capacity;
    }

    /** Who is told when an entry ends. */
    public void whenGone(Consumer<ConntrackEntry> listener) {
        onGone = listener;
    }

    public int size() {
        return byInside.size();
    }

    /**
     * The entry by which a segment from inside passes, made where the segment may begin one; null when it is dropped:
     * invalid, no port free, or table full.
     */
    public @Nullable ConntrackEntry fromInside(Segment segment, long now) {
        long key = FourTuple.key(segment.src(), segment.srcPort(), segment.dst(), segment.dstPort());
        ConntrackEntry known = alive(byInside.get(key), now);
        if (known != null && beginsAnew(known, segment)) {
            remove(known);
            known = null;
        }
        return known == null ? begin(segment, now) : track(known, segment, true, now);
    }

    /** The entry by which a segment from outside passes, or null when nobody inside expects it. */
    public @Nullable ConntrackEntry fromOutside(Segment segment, long now) {
        long key = FourTuple.key(segment.dst(), segment.dstPort(), segment.src(), segment.srcPort());
        ConntrackEntry known = alive(byOutside.get(key), now);
        return known == null ? null : track(known, segment, false, now);
    }

    /** A SYN on a connection that was closed in order, or reset from this side, is a new connection. */
    private static boolean beginsAnew(ConntrackEntry entry, Segment segment) {
        return isOver(entry)
                && TransitionTable.classify(segment.flags()) == Packet.SYN
                && (entry.closeInitiated || entry.lastWasOriginal && entry.lastWasRst);
    }

    private @Nullable ConntrackEntry begin(Segment segment, long now) {
        Move move = TransitionTable.move(true, TransitionTable.classify(segment.flags()), ConntrackState.NONE);
        if (move.kind() != Move.Kind.GO || !makeRoom(now)) {
            return null;
        }
        int port = ports.allocate(
                segment.srcPort(), candidate -> alive(byOutside.get(outsideKey(candidate, segment)), now) == null);
        if (port == PortAllocator.NONE) {
            return null;
        }
        ConntrackEntry.Flow flow =
                new ConntrackEntry.Flow(segment.src(), segment.srcPort(), segment.dst(), segment.dstPort());
        ConntrackEntry made = new ConntrackEntry(flow, outside, port);
        byInside.put(insideKey(made), made);
        unassured.add(made);
        byOutside.put(outsideKey(port, segment), made);
        return track(made, segment, true, now);
    }

    /**
     * Room for one more: entries whose time has passed go, then one that is not assured ({@code early_drop()}, which
     * looks at eight buckets; here the oldest goes). Full of assured ones: no room.
     */
    private boolean makeRoom(long now) {
        if (size() >= capacity && earliestDue <= now) {
            earliestDue = SimTime.NEVER;
            for (ConntrackEntry entry : List.copyOf(byInside.values())) {
                if (alive(entry, now) != null) {
                    earliestDue = Math.min(earliestDue, entry.due);
                }
            }
        }
        if (size() >= capacity && !unassured.isEmpty()) {
            remove(unassured.iterator().next());
        }
        return size() < capacity;
    }

    private @Nullable ConntrackEntry track(ConntrackEntry entry, Segment segment, boolean original, long now) {
        Packet packet = TransitionTable.classify(segment.flags());
        Move move = TransitionTable.move(original, packet, entry.state);
        if (move.kind() == Move.Kind.INVALID) {
            return null;
        }
        ConntrackState next = move.to();
        boolean again = packet == Packet.SYN && next == ConntrackState.SYN_SENT && isOver(entry);
        if (again || next == null) {
            next = answersIgnoredSyn(entry, segment, packet, original) ? ConntrackState.SYN_RECV : null;
        }
        entry.lastWasOriginal = original;
        entry.lastWasRst = packet == Packet.RST;
        entry.lastWasIgnoredSyn = packet == Packet.SYN && next == null;
        entry.lastEnd = segment.endSeq();
        if (next != null) {
            entry.closeInitiated |= next == ConntrackState.FIN_WAIT && entry.state != ConntrackState.FIN_WAIT;
            entry.closeInitiated &= next != ConntrackState.SYN_SENT;
            if (next == ConntrackState.ESTABLISHED && worksBothWays(entry.state, original)) {
                entry.assured = true;
                unassured.remove(entry);
            }
            entry.state = next;
            entry.due = now + next.timeoutSeconds() * SimTime.SECOND;
            earliestDue = Math.min(earliestDue, entry.due);
        }
        return entry;
    }

    /**
     * A SYN on a connection that is not known to be over passes by the old mapping and moves nothing; but the SYN-ACK
     * that acknowledges it, next, shows that both ends began anew.
     */
    private static boolean answersIgnoredSyn(ConntrackEntry entry, Segment segment, Packet packet, boolean original) {
        return packet == Packet.SYN_ACK
                && entry.lastWasIgnoredSyn
                && entry.lastWasOriginal != original
                && segment.ack() == entry.lastEnd;
    }

    private static boolean isOver(ConntrackEntry entry) {
        return entry.state == ConntrackState.TIME_WAIT || entry.state == ConntrackState.CLOSE;
    }

    /** The handshake's last ACK, or an answer to a connection that was met in its middle. */
    private static boolean worksBothWays(ConntrackState before, boolean original) {
        return original ? before == ConntrackState.SYN_RECV : before == ConntrackState.ESTABLISHED;
    }

    /** Forgets every connection. */
    public void clear() {
        List.copyOf(byInside.values()).forEach(this::remove);
    }

    private @Nullable ConntrackEntry alive(@Nullable ConntrackEntry entry, long now) {
        if (entry != null && entry.due <= now) {
            remove(entry);
            return null;
        }
        return entry;
    }

    private void remove(ConntrackEntry entry) {
        byInside.remove(insideKey(entry));
        unassured.remove(entry);
        byOutside.remove(FourTuple.key(entry.outside, entry.outsidePort, entry.remote, entry.remotePort));
        onGone.accept(entry);
    }

    private static long insideKey(ConntrackEntry entry) {
        return FourTuple.key(entry.inside, entry.insidePort, entry.remote, entry.remotePort);
    }

    private long outsideKey(int port, Segment segment) {
        return FourTuple.key(outside, port, segment.dst(), segment.dstPort());
    }
}
