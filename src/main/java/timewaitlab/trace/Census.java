package timewaitlab.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import timewaitlab.tcp.TcpState;

/**
 * What there was, counted at equal steps of a run whatever was recorded of it: a run too large to be written down is
 * still known exactly at the end of each step, after everything that happens at that instant.
 *
 * @param step nanoseconds from one count to the next; the first is at 0
 * @param until the instant of the last count, which may come less than a step after the one before
 * @param gauges what was counted, in the order of the hosts and then of the NATs
 */
public record Census(long step, long until, List<Gauge> gauges) {
    /** Ports held towards the destination that most are held towards, of those connect() chose: one address's. */
    public static final String PORTS = "ports";
    /** How many ports ip_local_port_range has. */
    public static final String PORT_RANGE = "port-range";
    /** Segments a host or a NAT threw away so far. */
    public static final String DROPS = "drops";
    /** Calls of connect() that answered an error so far. */
    public static final String REFUSED = "refused";
    /** Connections that a NAT tracks. */
    public static final String TRACKED = "conntrack";
    /** nf_conntrack_max. */
    public static final String TRACKED_MAX = "conntrack-max";

    /** The states whose sockets are counted: those of a connection. */
    public static final List<TcpState> STATES = Arrays.stream(TcpState.values())
            .filter(state -> state != TcpState.CLOSED && state != TcpState.LISTEN)
            .toList();

    /** What is counted of a host, in this order. */
    public static final List<String> OF_HOST = Stream.concat(
                    STATES.stream().map(TcpState::label), Stream.of(PORTS, PORT_RANGE, DROPS, REFUSED))
            .toList();
    /** What is counted of a NAT, in this order. */
    public static final List<String> OF_NAT = List.of(TRACKED, TRACKED_MAX, DROPS);

    /** Segments sent so far on all links together: of nobody, so under an empty name. */
    public static final String SEGMENTS = "segments";

    /** Nothing was counted. */
    public static final Census NONE = new Census(1, 0, List.of());

    public Census {
        gauges = List.copyOf(gauges);
    }

    /** One number of one party over time. A state of sockets goes by its label, such as {@code TIME-WAIT}. */
    public static final class Gauge {
        private final String at;
        private final String what;
        private final long[] values;

        /** {@code count} of these values, which nobody changes any more. */
        public Gauge(String at, String what, long[] values, int count) {
            this.at = at;
            this.what = what;
            this.values = Arrays.copyOf(values, count);
        }

        /** The host or NAT. */
        public String at() {
            return at;
        }

        public String what() {
            return what;
        }

        /** At the count of this number, from 0. */
        public long value(int number) {
            return values[number];
        }

        /** The most it ever was at a count. */
        public long most() {
            return Arrays.stream(values).max().orElse(0);
        }

        public int size() {
            return values.length;
        }
    }

    /** How often everything was counted. */
    public int size() {
        return gauges.isEmpty() ? 0 : gauges.get(0).size();
    }

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        return size() == 0;
    }

    /** The instant of this count. */
    public long time(int number) {
        return Math.min(until, number * step);
    }

    /** The number of the last count up to this instant; 0 before the first. */
    public int last(long time) {
        if (time >= until) {
            return Math.max(0, size() - 1);
        }
        return (int) Math.max(0, Math.min(size() - 1L, time / step));
    }

    /** What was counted under this word of this party. */
    public Optional<Gauge> find(String at, String what) {
        return gauges.stream()
                .filter(gauge -> gauge.at().equals(at) && gauge.what().equals(what))
                .findFirst();
    }

    /** How many segments were sent after the last count up to {@code from}, up to the last one up to {@code until}. */
    public long segments(long from, long until) {
        return value("", SEGMENTS, until) - value("", SEGMENTS, from);
    }

    /** The value at the last count up to this instant; 0 where nobody counts that. */
    public long value(String at, String what, long time) {
        return find(at, what).map(gauge -> gauge.value(last(time))).orElse(0L);
    }
}
