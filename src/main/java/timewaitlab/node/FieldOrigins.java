package timewaitlab.node;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Party;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Origin;
import timewaitlab.trace.Origins;
import timewaitlab.trace.Recorder;
import timewaitlab.wire.FourTuple;

/**
 * Which event wrote what a recorded host remembers. When an event has ended, whatever it touched is looked at, and what
 * differs from before was written by it. Where the values of a verdict came from is found out when somebody asks: from
 * what was there before it, which is kept. A silent host has none of this.
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

    /** Numbers of a rule, states, and what the kernel was compiled with. */
    private static final Set<String> CONSTANTS = constants();

    private static final Cause UNSEEN = new Cause.ByTimer("unseen");

    private final Host host;
    private final Map<Long, Cause> peers = new HashMap<>();
    private final MemoryBook book;
    /** Whether everything since the start is told; what nobody saw written has no origin else. */
    private final boolean complete;

    private Settings settings;
    private Around around = new Around(Map.of(), Map.of());
    private Then then = new Then(around, null);

    /** Who began to listen, by port, and who wrote sysctls: replaced whenever that changes. */
    private static final class Around {
        private final Map<Integer, Cause> listeners;
        private final Map<Sysctl, Cause> sysctls;

        private Around(Map<Integer, Cause> listeners, Map<Sysctl, Cause> sysctls) {
            this.listeners = listeners;
            this.sysctls = sysctls;
        }
    }

    FieldOrigins(Host host, Settings settings, MemoryBook book, boolean complete) {
        this.host = host;
        this.book = book;
        this.settings = settings;
        this.complete = complete;
    }

    /** Whatever this quadruplet has that was not seen being written was written by nobody knows what. */
    void meet(long key) {
        book.meet(key, UNSEEN);
    }

    /**
     * A peer's timestamp was kept, to refuse others until {@code due}. It came with whatever set the connection's own.
     */
    void peerKept(long key, Cause now, long due) {
        SocketStory.Row last = book.last(key);
        Cause recent = now instanceof Cause.BySegment || last == null ? null : last.setBy("ts_recent");
        peers.put(host.peerKey(key), recent == null ? now : recent);
        book.peer(key, due);
    }

    /** The event has ended: listeners and sysctls, who began to listen and who wrote them. */
    void settle(Cause ended) {
        if (!complete) {
            return;
        }
        if (ended instanceof Cause.ByCall) {
            ListenTable table = host.listeners();
            for (int i = 0; i < table.size(); i++) {
                if (!around.listeners.containsKey(table.get(i).port())) {
                    Map<Integer, Cause> listeners = new HashMap<>(around.listeners);
                    listeners.put(table.get(i).port(), ended);
                    around = new Around(listeners, around.sysctls);
                }
            }
        }
        if (settings != host.settings()) {
            wrote(ended);
            settings = host.settings();
        }
    }

    private void wrote(Cause ended) {
        Map<Sysctl, Cause> sysctls = new EnumMap<>(Sysctl.class);
        sysctls.putAll(around.sysctls);
        for (Sysctl sysctl : Sysctl.values()) {
            if (settings.get(sysctl) != host.settings().get(sysctl)) {
                sysctls.put(sysctl, ended);
            }
        }
        around = new Around(around.listeners, sysctls);
    }

    /** Tells the recorder where the values of the verdict come from that was told last. */
    void tell(Recorder recorder, long key) {
        Cause peer = peers.isEmpty() ? null : peers.get(host.peerKey(key));
        if (then.around != around || then.peer != peer) {
            then = new Then(around, peer);
        }
        recorder.from(then, book.last(key), FourTuple.localPortOf(key));
    }

    /** What there was beside the socket when a verdict was reached: the same for many of them. */
    private final class Then implements Origins.Finder {
        private final Around around;
        private final @Nullable Cause peer;

        private Then(Around around, @Nullable Cause peer) {
            this.around = around;
            this.peer = peer;
        }

        @Override
        public Origin of(Operand<?> operand, Cause cause, @Nullable Object before, int port) {
            String name = operand.name();
            if (CONSTANTS.contains(name) || isNumber(name)) {
                return Origin.CONSTANT;
            }
            if (name.startsWith("SEG.")) {
                return Origin.of(cause);
            }
            if (operand.party() == Party.OPERATOR) {
                return Sysctl.named(name)
                        .map(around.sysctls::get)
                        .map(Origin::of)
                        .orElse(start());
            }
            Origin known = field(FIELDS.getOrDefault(name, name), before, port);
            for (int i = 0;
                    known.kind() == Origin.Kind.UNKNOWN && i < operand.follows().size();
                    i++) {
                Operand<?> root = operand.follows().get(i);
                known = root.party() == Party.TIME ? known : of(root, cause, before, port);
            }
            return known;
        }

        private Origin field(String field, @Nullable Object before, int port) {
            return switch (field) {
                case "peer.ts" -> origin(peer);
                case "listener", "backlog" -> origin(around.listeners.get(port));
                default -> {
                    Cause by = before instanceof SocketStory.Row row ? row.setBy(field) : null;
                    yield by == null ? Origin.UNKNOWN : origin(by);
                }
            };
        }
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

    private static boolean isNumber(String name) {
        return Character.isDigit(name.charAt(0)) && name.chars().allMatch(Character::isDigit);
    }

    private static Set<String> constants() {
        Set<String> names = new HashSet<>();
        for (Constant constant : Constant.values()) {
            names.add(constant.name());
        }
        for (TcpState state : TcpState.values()) {
            names.add(state.label());
        }
        return names;
    }
}
