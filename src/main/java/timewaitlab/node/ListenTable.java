package timewaitlab.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;

/**
 * Who listens: few enough to be asked one after the other. One bound to the address goes before one bound to all, and
 * then one bound to the interface.
 */
final class ListenTable {
    private static final int NOT_FOR = -1;

    private final LocalPorts ports;
    private final Chance chance;
    private final List<Entry> entries = new ArrayList<>();
    /** How often anybody began to listen or stopped. */
    private int changes;

    private record Entry(Listener listener, Tcb socket) {}

    ListenTable(LocalPorts ports, Chance chance) {
        this.ports = ports;
        this.chance = chance;
    }

    void add(Listener listener, Tcb socket) {
        entries.add(new Entry(listener, socket));
        changes++;
    }

    /** Who listens on this port has room for whatever comes. */
    void withRoom(int port) {
        changes++;
        entries.replaceAll(
                entry -> entry.listener.port() == port ? new Entry(entry.listener.withRoom(), entry.socket) : entry);
    }

    /** The listener a segment is for, or null. Of several with SO_REUSEPORT a hash of the quadruplet takes one. */
    @Nullable
    Listener of(Segment segment) {
        int best = NOT_FOR;
        int first = -1;
        int sharing = 0;
        for (int i = 0; i < entries.size(); i++) {
            int score = score(segment, entries.get(i));
            if (score > best) {
                best = score;
                first = i;
                sharing = 0;
            }
            sharing += score == best && entries.get(i).socket.reusePort ? 1 : 0;
        }
        return first < 0 ? null : sharing < 2 ? entries.get(first).listener : chosen(segment, best, sharing);
    }

    /** {@code compute_score}: how well a listener fits, be it bound to the address or the interface. */
    private int score(Segment segment, Entry entry) {
        int address = entry.socket.boundAddress;
        boolean isFor = entry.listener.port() == segment.dstPort()
                && (address == 0 || address == segment.dst().index())
                && ports.isFor(segment, entry.listener.boundDevice);
        return isFor ? (address == 0 ? 0 : 2) + (entry.listener.boundDevice == 0 ? 0 : 1) : NOT_FOR;
    }

    /**
     * {@code reuseport_select_sock}, net/core/sock_reuseport.c: the one at {@code reciprocal_scale(hash, number)} in
     * the order of listen(). Up to 4.4 {@code __inet_lookup_listener} walks the chain and takes the n-th with the
     * chance of one in n, by a sequence that begins with the same hash: as even, and as much the quadruplet's own.
     */
    private @Nullable Listener chosen(Segment segment, int best, int sharing) {
        long hash = chance.listenerHash(FourTuple.keyOfArrival(segment)) & 0xffff_ffffL;
        int left = (int) (hash * sharing >>> 32);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (score(segment, entry) == best && entry.socket.reusePort && left-- == 0) {
                return entry.listener;
            }
        }
        return null;
    }

    /** The first listener of a port, or null. */
    @Nullable
    Listener at(int port) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).listener.port() == port) {
                return entries.get(i).listener;
            }
        }
        return null;
    }

    /** Who uses the sockets that listen on this port, 0 for any. */
    List<Object> owners(int port) {
        List<Object> owners = new ArrayList<>();
        for (Entry entry : entries) {
            Object owner = entry.socket.owner;
            if (owner != null && (port == 0 || entry.listener.port() == port)) {
                owners.add(owner);
            }
        }
        return owners;
    }

    /** The ports somebody listens on. */
    List<Integer> ports() {
        return entries.stream().map(entry -> entry.listener.port()).toList();
    }

    /** Tells of every listener and its socket. */
    void forEach(BiConsumer<Listener, Tcb> listener) {
        entries.forEach(entry -> listener.accept(entry.listener, entry.socket));
    }

    /** How many listen. */
    int size() {
        return entries.size();
    }

    /** A listener by its place, from 0. */
    Listener get(int place) {
        return entries.get(place).listener;
    }

    /** Its socket. */
    Tcb socket(int place) {
        return entries.get(place).socket;
    }

    /** A number that is another one whenever anybody began to listen or stopped. */
    int changes() {
        return changes;
    }

    /** Whether it still listens. */
    boolean contains(Listener listener) {
        return entries.stream().anyMatch(entry -> entry.listener == listener);
    }

    /** The listener of this socket, or null. */
    @Nullable
    Listener of(Tcb socket) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).socket == socket) {
                return entries.get(i).listener;
            }
        }
        return null;
    }

    /** Everybody who listens on a port stops. */
    void close(int port) {
        entries.stream().filter(entry -> entry.listener.port() == port).toList().forEach(this::close);
    }

    /** This socket stops listening. */
    void close(Tcb socket) {
        entries.stream().filter(entry -> entry.socket == socket).toList().forEach(this::close);
    }

    private void close(Entry entry) {
        changes++;
        entries.remove(entry);
        ports.release(entry.socket);
        entry.socket.state = TcpState.CLOSED;
    }
}
