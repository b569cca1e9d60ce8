package timewaitlab.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Party;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimeWaitTable;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Origin;
import timewaitlab.wire.FourTuple;

/**
 * Which event wrote what a recorded host remembers. When an event has ended, whatever it touched is looked at, and what
 * differs from before was written by it. A silent host has none of this.
 */
final class FieldOrigins {
    /** Names that rules use for a field, or for what follows from it, where they are not the field's own. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("tw_rcv_nxt", "rcv_nxt"),
            Map.entry("ts_recent_age", "ts_recent"),
            Map.entry("ts_recent_stamp", "ts_recent"),
            Map.entry("peer.known", "peer.ts"),
            Map.entry("peer.ts_stamp age", "peer.ts"),
            Map.entry("last_oow_ack_age", "last_oow_ack"),
            Map.entry("last_oow_ack_time", "last_oow_ack"),
            Map.entry("time since tw_entry_stamp", "entry_stamp"),
            Map.entry("tw_substate FIN_WAIT2", "state"),
            Map.entry("iss + 1", "iss"),
            Map.entry("TSval of the first SYN", "first_syn_tick"),
            Map.entry("TSval of the first SYN-ACK", "first_syn_tick"),
            Map.entry("TSval of the last SYN-ACK", "last_syn_tick"),
            Map.entry("retransmissions", "retransmits"),
            Map.entry("FIN sent", "fin_sent"));

    private static final Cause UNSEEN = new Cause.ByTimer("unseen");

    private final Host host;
    private final Map<Long, Map<String, Written>> sockets = new HashMap<>();
    private final Map<Long, Cause> peers = new HashMap<>();
    private final Map<Integer, Cause> listeners = new HashMap<>();
    private final Map<Sysctl, Cause> sysctls = new HashMap<>();
    private final Set<Long> touched = new TreeSet<>();
    private final TimeWaitSocket entry = new TimeWaitSocket();
    private final MemoryBook book;
    /** Whether everything since the start is told; what nobody saw written has no origin else. */
    private final boolean complete;

    private Settings settings;

    /** A value and the event that made it so. */
    private record Written(long value, Cause by) {}

    FieldOrigins(Host host, Settings settings, MemoryBook book, boolean complete) {
        this.host = host;
        this.book = book;
        this.settings = settings;
        this.complete = complete;
    }

    /** Whatever this quadruplet has that was not seen being written was written by nobody knows what. */
    void meet(long key) {
        if (!sockets.containsKey(key)) {
            look(key, UNSEEN);
        }
    }

    /** Something of this quadruplet may be different when the event has ended. */
    void touch(long key) {
        touched.add(key);
    }

    /**
     * A peer's timestamp was kept, to refuse others until {@code due}. It came with whatever set the connection's own.
     */
    void peerKept(long key, Cause now, long due) {
        boolean bySegment = now instanceof Cause.BySegment;
        Written recent = sockets.getOrDefault(key, Map.of()).get("ts_recent");
        peers.put(host.peerKey(key), bySegment || recent == null ? now : recent.by);
        book.peer(key, due);
    }

    /** The event has ended. */
    void settle(Cause ended) {
        for (long key : touched) {
            look(key, ended);
        }
        book.settle(touched);
        touched.clear();
        if (complete) {
            lookAround(ended);
        }
    }

    private void look(long key, Cause ended) {
        Tcb socket = host.socket(key);
        int row = host.timeWaits().table().find(key);
        if (socket != null) {
            look(sockets.computeIfAbsent(key, any -> new HashMap<>()), socket, ended);
        } else if (row != TimeWaitTable.NONE) {
            host.timeWaits().table().load(row, entry);
            look(sockets.computeIfAbsent(key, any -> new HashMap<>()), entry, ended);
        } else {
            sockets.remove(key);
        }
    }

    /** Listeners and sysctls: who began to listen, and who wrote them. */
    private void lookAround(Cause ended) {
        if (ended instanceof Cause.ByCall) {
            host.listeners().ports().forEach(port -> listeners.putIfAbsent(port, ended));
        }
        if (settings != host.settings()) {
            for (Sysctl sysctl : Sysctl.values()) {
                if (settings.get(sysctl) != host.settings().get(sysctl)) {
                    sysctls.put(sysctl, ended);
                }
            }
            settings = host.settings();
        }
    }

    private static void look(Map<String, Written> fields, Tcb socket, Cause by) {
        write(fields, "state", socket.state.ordinal(), by);
        write(fields, "orphan", socket.orphan ? 1 : 0, by);
        write(fields, "fin_sent", socket.finSent ? 1 : 0, by);
        write(fields, "tstamp_ok", socket.timestamps ? 1 : 0, by);
        write(fields, "sack_ok", socket.sack ? 1 : 0, by);
        write(fields, "iss", socket.iss, by);
        write(fields, "irs", socket.irs, by);
        write(fields, "rcv_wup", socket.rcvWup, by);
        write(fields, "snd_una", socket.sndUna, by);
        write(fields, "snd_wl1", socket.sndWl1, by);
        write(fields, "snd_wnd", socket.sndWnd, by);
        write(fields, "first_syn_tick", socket.firstSynTick, by);
        write(fields, "last_syn_tick", socket.lastSynTick, by);
        write(fields, "retransmits", socket.retransmits, by);
        write(fields, "unread", socket.unread, by);
        shared(fields, socket.rcvNxt, socket.sndNxt, by);
        timestamps(fields, socket.tsRecent, socket.tsRecentStamp, socket.lastOowAck, by);
    }

    /** An entry goes on with what the socket before it had. */
    private static void look(Map<String, Written> fields, TimeWaitSocket entry, Cause by) {
        TcpState state = entry.finWait2 ? TcpState.FIN_WAIT_2 : TcpState.TIME_WAIT;
        write(fields, "state", state.ordinal(), by);
        write(fields, "entry_stamp", entry.entryStamp, by);
        shared(fields, entry.rcvNxt, entry.sndNxt, by);
        timestamps(fields, entry.tsRecent, entry.tsRecentStamp, entry.lastOowAck, by);
    }

    private static void shared(Map<String, Written> fields, int rcvNxt, int sndNxt, Cause by) {
        write(fields, "rcv_nxt", rcvNxt, by);
        write(fields, "snd_nxt", sndNxt, by);
    }

    private static void timestamps(Map<String, Written> fields, int recent, int stamp, long oowAck, Cause by) {
        write(fields, "ts_recent", (long) stamp << Integer.SIZE | recent & 0xffff_ffffL, by);
        write(fields, "last_oow_ack", oowAck, by);
    }

    private static void write(Map<String, Written> fields, String field, long value, Cause by) {
        Written before = fields.get(field);
        if (before == null || before.value != value) {
            fields.put(field, new Written(value, by));
        }
    }

    /** Where the two values of each finding came from, in order; {@code now} is the event being judged. */
    List<Origin> of(List<Finding> findings, long key, Cause now) {
        List<Origin> origins = new ArrayList<>();
        for (Finding finding : findings) {
            origins.add(of(finding.check().left(), key, now));
            origins.add(of(finding.check().right(), key, now));
        }
        return origins;
    }

    private Origin of(Operand<?> operand, long key, Cause now) {
        String name = operand.name();
        if (isConstant(name)) {
            return Origin.CONSTANT;
        }
        if (name.startsWith("SEG.")) {
            return Origin.of(now);
        }
        if (operand.party() == Party.OPERATOR) {
            return Sysctl.named(name).map(sysctls::get).map(Origin::of).orElse(start());
        }
        String field = FIELDS.getOrDefault(name, name);
        Origin known = field(field, key);
        for (int i = 0;
                known.kind() == Origin.Kind.UNKNOWN && i < operand.follows().size();
                i++) {
            Operand<?> root = operand.follows().get(i);
            known = root.party() == Party.TIME ? known : of(root, key, now);
        }
        return known;
    }

    private Origin field(String field, long key) {
        return switch (field) {
            case "peer.ts" -> origin(peers.get(host.peerKey(key)));
            case "listener", "backlog" -> origin(listeners.get(FourTuple.localPortOf(key)));
            default -> {
                Map<String, Written> fields = sockets.get(key);
                Written written = fields == null ? null : fields.get(field);
                yield written == null ? Origin.UNKNOWN : origin(written.by);
            }
        };
    }

    private Origin start() {
        return complete ? Origin.START : Origin.UNKNOWN;
    }

    private Origin origin(@Nullable Cause by) {
        if (by == UNSEEN) {
            return Origin.UNKNOWN;
        }
        if (by == null) {
            return start();
        }
        if (by instanceof Cause.ByTimer timer && timer.name().equals("start")) {
            return Origin.START;
        }
        return Origin.of(by);
    }

    /** A number of the rule, a state, or one the kernel was compiled with. */
    private static boolean isConstant(String name) {
        if (Character.isDigit(name.charAt(0))) {
            return name.chars().allMatch(Character::isDigit);
        }
        for (Constant constant : Constant.values()) {
            if (constant.name().equals(name)) {
                return true;
            }
        }
        for (TcpState state : TcpState.values()) {
            if (state.label().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
