package timewaitlab.node;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.wire.Address;
import timewaitlab.wire.Device;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;

/**
 * Who owns which local port: the bind hash table of net/ipv4/inet_hashtables.c, as numbers of owners by port, local
 * address, options and state. A port is of bind() from the first bind() or listen() on until nobody owns it any more;
 * one that only connect() chose is shared by connections to different places.
 */
final class LocalPorts {
    private static final int REUSES_ADDRESS = 1;
    private static final int REUSES_PORT = 2;
    private static final int LISTENS = 4;
    private static final int TIME_WAIT = 8;
    /** Above those: the {@link Device}. */
    private static final int DEVICE_SHIFT = 4;

    private static final int KINDS = 64;

    /** By index of the book: 0 the wildcard, then the addresses of the host in order. */
    private int[] ordinals = {};

    private @Nullable PortCounts[] counts = new PortCounts[KINDS];
    private List<Address> addresses = List.of();
    private int known;
    private final PortCounts.Spare spare = new PortCounts.Spare();
    private final PortCounts owners = new PortCounts(spare);
    private final PortSet ofBind = new PortSet();
    private final Destinations destinations = new Destinations();
    private PortSet reserved = new PortSet();

    LocalPorts(List<Address> addresses) {
        addresses(addresses);
    }

    /** The first address of the same IP version as this one, else the first. */
    Address addressLike(Address other) {
        for (int i = 0; i < addresses.size(); i++) {
            if (addresses.get(i).isIpv6() == other.isIpv6()) {
                return addresses.get(i);
            }
        }
        return addresses.get(0);
    }

    /** The host's own addresses, the first one for what it opens. */
    List<Address> addresses() {
        return addresses;
    }

    /** Whether an address, by its index, is or was one of the host's own. */
    boolean isOwn(int address) {
        return ordinal(address) != 0;
    }

    /**
     * Whether a segment that arrives is for a socket bound to this {@link Device}: {@code inet_bound_dev_eq}. What the
     * host sent to itself came in by the interface of the address, or that of its sender.
     */
    boolean isFor(Segment segment, int bound) {
        return bound == Device.NONE || bound == cameInBy(segment);
    }

    private int cameInBy(Segment segment) {
        boolean fromItself = segment.src().isLoopback() || isOwn(segment.src().index());
        if (fromItself && segment.device() != Device.NONE) {
            return segment.device();
        }
        return fromItself && segment.dst().isLoopback() ? Device.LO : Device.ETH0;
    }

    /** The host has these addresses from now on; what is open keeps those it had. */
    void addresses(List<Address> own) {
        addresses = List.copyOf(own);
        for (Address address : own) {
            if (ordinal(address.index()) == 0) {
                ordinals = Arrays.copyOf(ordinals, Math.max(ordinals.length, address.index() + 1));
                ordinals[address.index()] = ++known;
            }
        }
        counts = Arrays.copyOf(counts, (known + 1) * KINDS);
    }

    /** Ports that bind() or listen() has taken. */
    PortSet ofBind() {
        return ofBind;
    }

    /** Ports of ip_local_reserved_ports. */
    PortSet reserved() {
        return reserved;
    }

    /** Pairs of the lowest and the highest port of a range. */
    void reserve(int... ranges) {
        reserved = new PortSet();
        for (int i = 0; i + 1 < ranges.length; i += 2) {
            for (int port = ranges[i]; port <= ranges[i + 1]; port++) {
                reserved.add(port);
            }
        }
    }

    /** Ports held towards where a quadruplet leads. */
    PortSet towards(long quadruplet) {
        return destinations.towards(quadruplet);
    }

    /** The most ports connect() holds towards one destination from one address. */
    int mostTowardsOne() {
        return destinations.most();
    }

    int owners(int port) {
        return owners.at(port);
    }

    /** A connection owns its local port from now on. */
    void take(Tcb socket) {
        int port = FourTuple.localPortOf(socket.key);
        release(socket);
        socket.portClass = own(port, FourTuple.localAddressOf(socket.key), options(socket));
        if (socket.autoPort) {
            destinations.towards(socket.key).add(port);
        }
    }

    /** bind() gives a socket a port. */
    void bind(Tcb socket) {
        release(socket);
        socket.portClass = own(socket.boundPort, socket.boundAddress, options(socket));
        ofBind.add(socket.boundPort);
    }

    /** A bound socket listens. */
    void listen(Tcb socket) {
        release(socket);
        socket.portClass = own(socket.boundPort, socket.boundAddress, options(socket) | LISTENS);
        ofBind.add(socket.boundPort);
    }

    /** The socket owns its port no more. */
    void release(Tcb socket) {
        if (socket.portClass >= 0) {
            int port = socket.boundPort != 0 ? socket.boundPort : FourTuple.localPortOf(socket.key);
            disown(port, socket.portClass);
            socket.portClass = -1;
            if (socket.autoPort) {
                destinations.towards(socket.key).remove(port);
            }
        }
    }

    /** An owner's options are others now. */
    void optionsChanged(Tcb socket) {
        if (socket.portClass >= 0) {
            int port = socket.boundPort != 0 ? socket.boundPort : FourTuple.localPortOf(socket.key);
            int kind = socket.portClass & ~(KINDS - 1) | socket.portClass & (LISTENS | TIME_WAIT) | options(socket);
            count(port, kind, 1);
            count(port, socket.portClass, -1);
            socket.portClass = kind;
        }
    }

    /** A time-wait entry owns the port of the socket it was. */
    void take(long key, TimeWaitSocket entry) {
        int port = FourTuple.localPortOf(key);
        own(port, FourTuple.localAddressOf(key), options(entry));
        if (entry.autoPort) {
            destinations.towards(key).add(port);
        }
    }

    void release(long key, TimeWaitSocket entry) {
        int port = FourTuple.localPortOf(key);
        disown(port, ordinal(FourTuple.localAddressOf(key)) * KINDS + options(entry));
        if (entry.autoPort) {
            destinations.towards(key).remove(port);
        }
    }

    /** Tells of each kind of owners a port has, until one answer is false. */
    boolean allOwners(int port, int address, OwnerKind visitor) {
        for (int each = 0; each < counts.length; each++) {
            PortCounts kind = counts[each];
            int count = kind == null ? 0 : kind.at(port);
            if (count > 0) {
                int ordinal = each / KINDS;
                boolean meets = ordinal == 0 || address == 0 || ordinal == ordinal(address);
                if (!visitor.visit(count, meets, each % KINDS)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Who hears of owners. {@code options}: for {@link #has}. */
    interface OwnerKind {
        boolean visit(int count, boolean addressesMeet, int options);
    }

    static boolean reusesAddress(int options) {
        return (options & REUSES_ADDRESS) != 0;
    }

    static boolean reusesPort(int options) {
        return (options & REUSES_PORT) != 0;
    }

    static boolean listens(int options) {
        return (options & LISTENS) != 0;
    }

    static boolean isTimeWait(int options) {
        return (options & TIME_WAIT) != 0;
    }

    static int device(int options) {
        return options >>> DEVICE_SHIFT;
    }

    private int own(int port, int address, int options) {
        int kind = ordinal(address) * KINDS + options;
        count(port, kind, 1);
        owners.add(port, 1);
        return kind;
    }

    private void disown(int port, int kind) {
        count(port, kind, -1);
        if (owners.add(port, -1) == 0) {
            ofBind.remove(port);
        }
    }

    private void count(int port, int kind, int more) {
        PortCounts numbers = counts[kind];
        if (numbers == null) {
            numbers = new PortCounts(spare);
            counts[kind] = numbers;
        }
        if (numbers.add(port, more) < 0) {
            throw new IllegalStateException("nobody of kind " + kind + " owns port " + port);
        }
    }

    private int ordinal(int address) {
        return address < ordinals.length ? ordinals[address] : 0;
    }

    private static int options(Tcb socket) {
        return socket.boundDevice << DEVICE_SHIFT
                | (socket.reuseAddress ? REUSES_ADDRESS : 0)
                | (socket.reusePort ? REUSES_PORT : 0);
    }

    private static int options(TimeWaitSocket entry) {
        return entry.boundDevice << DEVICE_SHIFT
                | TIME_WAIT
                | (entry.reuseAddress ? REUSES_ADDRESS : 0)
                | (entry.reusePort ? REUSES_PORT : 0);
    }
}
