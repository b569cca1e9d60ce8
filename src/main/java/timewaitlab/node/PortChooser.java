package timewaitlab.node;

import org.jspecify.annotations.Nullable;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.Tcb;

/**
 * Which local port is taken when nobody names one: net/ipv4/inet_hashtables.c {@code __inet_hash_connect} and
 * net/ipv4/inet_connection_sock.c {@code inet_csk_find_open_port}. Ports are found in the order in which the kernel
 * would look at them, 64 at a time: only what might be had is asked for.
 */
final class PortChooser {
    private static final long ALL = -1L;
    private static final long EVEN = 0x5555_5555_5555_5555L;
    private static final int PARITIES = 2;
    /** Entries of {@code table_perturb}. */
    private static final int PERTURBED = 1 << 16;

    private static final int SMALLEST_HALVED = 4;

    private final Host host;
    private int hint;
    private int @Nullable [] perturbation;
    private long draws;

    private int low;
    private int size;
    private PortSet held = PortSet.EMPTY;
    private @Nullable Candidates candidates;

    /** Who knows whether a port can be had that others own. */
    @FunctionalInterface
    interface Candidates {
        boolean mayHave(int port);
    }

    PortChooser(Host host) {
        this.host = host;
    }

    /** How many ports the last search could choose from. */
    int size() {
        return size;
    }

    /**
     * The port connect() takes, or {@link PortSet#NONE}. {@code quadruplet} has no local port yet. Ports held towards
     * its remote endpoint are asked for; if {@code whenHeld} is null none of them can be had.
     */
    int forConnect(Tcb socket, long quadruplet, @Nullable Candidates whenHeld) {
        Settings settings = host.settings();
        long order = settings.get(Constant.PORT_SEARCH);
        int high = range(socket);
        boolean ownRange = socket.portRangeHigh != 0 && settings.get(Constant.PORT_RANGE_STEP) != 0;
        boolean everyPort = order < PARITIES || ownRange;
        size = order < PARITIES ? high - low + 1 : evenPart(high + 1 - low);
        candidates = whenHeld;
        held = host.ports().towards(quadruplet);
        long hash = host.chance().portHash(quadruplet);
        int slot = (int) hash & PERTURBED - 1;
        int from = low + begin(order, hash, slot, ownRange);
        long parity = everyPort ? ALL : (from & 1) == 0 ? EVEN : ~EVEN;
        int found = around(from, parity);
        if (found == PortSet.NONE && !everyPort && size > 1) {
            from++;
            found = around(from, ~parity);
        }
        candidates = null;
        if (found != PortSet.NONE) {
            advance(order, slot, Math.floorMod(found - from, size), everyPort ? 1 : PARITIES);
        }
        return found;
    }

    /** Sets the lowest port and answers the highest: those of the socket where they lie within the host's. */
    private int range(Tcb socket) {
        low = (int) host.settings().get(Sysctl.IP_LOCAL_PORT_LOW);
        int high = Math.max(low, (int) host.settings().get(Sysctl.IP_LOCAL_PORT_HIGH));
        int lowest = low;
        if (lowest <= socket.portRangeLow && socket.portRangeLow <= high) {
            low = socket.portRangeLow;
        }
        boolean inside = lowest <= socket.portRangeHigh && socket.portRangeHigh <= high;
        return inside ? Math.max(low, socket.portRangeHigh) : high;
    }

    private static int evenPart(int ports) {
        return ports > 1 ? ports & ~1 : ports;
    }

    /** How far from the lowest port the search begins. */
    private int begin(long order, long hash, int slot, boolean ownRange) {
        if (host.settings().get(Constant.PORT_PERTURBATION) != 0) {
            int start = Integer.remainderUnsigned(table()[slot] + (int) (hash >>> 32), size);
            return ownRange ? start : start & ~1;
        }
        int offset = hint + (int) hash;
        if (order == 0) {
            return Integer.remainderUnsigned(offset + 1, size);
        }
        return order == 1 ? Integer.remainderUnsigned(offset & ~1, size) : Integer.remainderUnsigned(offset, size) & ~1;
    }

    private int[] table() {
        int[] table = perturbation;
        if (table == null) {
            table = new int[PERTURBED];
            perturbation = table;
        }
        return table;
    }

    /** The next search begins behind what this one found. */
    private void advance(long order, int slot, int distance, int step) {
        if (order == 0) {
            hint += distance + 1;
        } else if (order == 1) {
            hint += distance + 2 & ~1;
        } else if (host.settings().get(Constant.PORT_PERTURBATION) == 0) {
            hint += distance + step;
        } else {
            long noise = host.settings().get(Constant.PORT_NOISE);
            int atLeast = noise == 0 ? 0 : host.chance().draw((int) noise + 1, draws++) * step;
            table()[slot] += Math.max(distance, atLeast) + step;
        }
    }

    /** The first port from here to the end of the range that can be had, or before here. */
    private int around(int from, long parity) {
        int found = within(from, low + size, parity);
        return found == PortSet.NONE ? within(low, from, parity) : found;
    }

    private int within(int from, int to, long parity) {
        int port = next(from, to, parity);
        while (port != PortSet.NONE && held.has(port) && candidates != null && !candidates.mayHave(port)) {
            port = next(port + 1, to, parity);
        }
        return port;
    }

    /** The first port in {@code [from, to)} of this parity that is neither reserved nor of bind() nor held for good. */
    private int next(int from, int to, long parity) {
        PortSet ofBind = host.ports().ofBind();
        PortSet reserved = host.ports().reserved();
        for (int index = from >>> 6; index <= to - 1 >>> 6 && from < to; index++) {
            long taken = ofBind.word(index) | reserved.word(index) | (candidates == null ? held.word(index) : 0);
            long open = ~taken & parity;
            if (index == from >>> 6) {
                open &= ALL << from;
            }
            if (open != 0) {
                int port = (index << 6) + Long.numberOfTrailingZeros(open);
                return port < to ? port : PortSet.NONE;
            }
        }
        return PortSet.NONE;
    }

    /** The port bind() to port 0 takes, or {@link PortSet#NONE}. Every port is asked for but those reserved. */
    int forBind(Tcb socket, Candidates ports) {
        int high = range(socket) + 1;
        if (host.settings().get(Constant.BIND_OTHER_PARITY) == 0) {
            size = high - low;
            return look(host.chance().draw(size, draws++), 1, ports);
        }
        int first = low;
        boolean halves = socket.reuseAddress && high - low >= SMALLEST_HALVED;
        int middle = low + (high - low >> 2 << 1);
        int found = bothParities(low, halves ? middle : high, ports);
        if (found == PortSet.NONE && halves) {
            found = bothParities(middle, high, ports);
        }
        low = first;
        return found;
    }

    private int bothParities(int from, int to, Candidates ports) {
        low = from;
        size = evenPart(to - from);
        int offset = host.chance().draw(size, draws++) | 1;
        int found = look(offset, PARITIES, ports);
        return found == PortSet.NONE ? look(offset - 1, PARITIES, ports) : found;
    }

    private int look(int offset, int step, Candidates ports) {
        for (int i = 0; i < size; i += step) {
            int port = low + (offset + i) % size;
            if (!host.ports().reserved().has(port) && ports.mayHave(port)) {
                return port;
            }
        }
        return PortSet.NONE;
    }
}
