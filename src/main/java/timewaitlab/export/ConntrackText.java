package timewaitlab.export;

import java.util.Locale;
import timewaitlab.base.SimTime;
import timewaitlab.nat.ConntrackState;
import timewaitlab.trace.Field;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Memory;
import timewaitlab.trace.TraceEvent.Kept;
import timewaitlab.wire.Endpoint;

/** What {@code conntrack -L} of conntrack-tools 1.4.7 writes. */
public final class ConntrackText {
    private static final ConntrackState[] STATES = ConntrackState.values();

    private ConntrackText() {}

    /** The entries of a NAT at a moment. */
    public static String of(Memories memories, String nat, long time) {
        StringBuilder out = new StringBuilder();
        memories.all(nat, Memory.Kind.MAPPING, time)
                .forEach(entry -> out.append(line(entry, time)).append('\n'));
        return out.toString();
    }

    /** One entry. */
    public static String line(Kept entry, long time) {
        Memory memory = entry.memory();
        Endpoint inside = entry.tuples().get(0).local();
        Endpoint outside = entry.tuples().get(1).local();
        Endpoint there = entry.tuples().get(0).remote();
        long left = Math.max(0, memory.get(Field.TIMEOUT_DUE) - time) / SimTime.SECOND;
        return String.format(
                Locale.ROOT,
                "tcp      6 %d %s %s%s %s%s mark=0 use=1",
                left,
                STATES[(int) memory.get(Field.CONNTRACK)],
                tuple(inside, there),
                memory.isSet(Field.SEEN_REPLY) ? "" : " [UNREPLIED]",
                tuple(there, outside),
                memory.isSet(Field.ASSURED) ? " [ASSURED]" : "");
    }

    private static String tuple(Endpoint from, Endpoint to) {
        return "src=" + from.address() + " dst=" + to.address() + " sport=" + from.port() + " dport=" + to.port();
    }
}
