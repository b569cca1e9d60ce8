package timewaitlab.node;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcbLedger;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Memory;
import timewaitlab.trace.Remembered;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;

/** What a recorded host had under one quadruplet after each event that changed it, from when it was made. */
final class SocketStory {
    final FourTuple tuple;
    final List<FourTuple> tuples;
    /** The quadruplet as text. */
    final String name;
    /** The latest; null when nothing is there. */
    @Nullable
    Row last;
    /** What panes were told last of an entry; null for nothing. */
    @Nullable
    Memory shownEntry;

    /** What panes were told last of a socket. */
    private final long[] shown;

    private boolean isSocketShown;

    /** @param shown for what panes are told */
    SocketStory(long key, AddressBook book, long[] shown) {
        this.shown = shown;
        tuple = FourTuple.of(key, book);
        tuples = List.of(tuple);
        name = tuple.toString();
    }

    /** For another story, when this one is over. */
    long[] shown() {
        return shown;
    }

    /** Whether panes know of anything. */
    boolean isShown() {
        return isSocketShown || shownEntry != null;
    }

    /** Panes will be told of nothing, or of an entry. */
    void hidesSocket() {
        isSocketShown = false;
    }

    /** Panes will be told of this socket, which was just kept; whether that is news. */
    boolean shows(TcbLedger ledger, Tcb socket) {
        boolean news = ledger.isNews(socket, shown) || !isSocketShown;
        isSocketShown = true;
        shownEntry = null;
        return news;
    }

    /** What is there differs from the last row: this event made it so. */
    void goesOn(TcbLedger ledger, int place, Cause by) {
        last = new Row(last, ledger, place, null, by);
    }

    /** The same for a time-wait entry. */
    void goesOn(TimeWaitSocket entry, Cause by) {
        last = new Row(last, null, 0, entry, by);
    }

    /** One state of it: a socket or a time-wait entry, frozen, and what made it so. */
    record Row(
            @Nullable Row before,
            @Nullable TcbLedger ledger,
            int place,
            @Nullable TimeWaitSocket entry,
            Cause by) implements Remembered {
        private static final Map<String, ToLongFunction<Tcb>> OF_SOCKETS = Map.ofEntries(
                Map.entry("state", socket -> socket.state.ordinal()),
                Map.entry("orphan", socket -> socket.orphan ? 1 : 0),
                Map.entry("fin_sent", socket -> socket.finSent ? 1 : 0),
                Map.entry("tstamp_ok", socket -> socket.timestamps ? 1 : 0),
                Map.entry("sack_ok", socket -> socket.sack ? 1 : 0),
                Map.entry("iss", socket -> socket.iss),
                Map.entry("irs", socket -> socket.irs),
                Map.entry("rcv_wup", socket -> socket.rcvWup),
                Map.entry("snd_una", socket -> socket.sndUna),
                Map.entry("snd_wl1", socket -> socket.sndWl1),
                Map.entry("snd_wnd", socket -> socket.sndWnd),
                Map.entry("first_syn_tick", socket -> socket.firstSynTick),
                Map.entry("last_syn_tick", socket -> socket.lastSynTick),
                Map.entry("retransmits", socket -> socket.retransmits),
                Map.entry("unread", socket -> socket.unread),
                Map.entry("rcv_nxt", socket -> socket.rcvNxt),
                Map.entry("snd_nxt", socket -> socket.sndNxt),
                Map.entry("ts_recent", socket -> timestamp(socket.tsRecent, socket.tsRecentStamp)),
                Map.entry("last_oow_ack", socket -> socket.lastOowAck));
        /** An entry goes on with what the socket before it had; only these can be different. */
        private static final Map<String, ToLongFunction<TimeWaitSocket>> OF_ENTRIES = Map.of(
                "state",
                entry -> (entry.finWait2 ? TcpState.FIN_WAIT_2 : TcpState.TIME_WAIT).ordinal(),
                "entry_stamp",
                entry -> entry.entryStamp,
                "rcv_nxt",
                entry -> entry.rcvNxt,
                "snd_nxt",
                entry -> entry.sndNxt,
                "ts_recent",
                entry -> timestamp(entry.tsRecent, entry.tsRecentStamp),
                "last_oow_ack",
                entry -> entry.lastOowAck);

        private static long timestamp(int recent, int stamp) {
            return (long) stamp << Integer.SIZE | recent & 0xffff_ffffL;
        }

        /** Of a socket. */
        @Override
        public Memory memory() {
            Memory.Builder row = Memory.of(Memory.Kind.SOCKET);
            if (ledger != null) {
                MemoryRows.fill(row, ledger.open(place));
            }
            return row.build();
        }

        /** The event since which this field has had the value it has in this row; null for a field nobody keeps. */
        @Nullable
        Cause setBy(String field) {
            Row since = null;
            long value = 0;
            for (Row row = this; row != null; row = row.before) {
                if (row.has(field)) {
                    long there = row.get(field);
                    if (since != null && there != value) {
                        return since.by;
                    }
                    since = row;
                    value = there;
                }
            }
            return since == null ? null : since.by;
        }

        private boolean has(String field) {
            return ledger != null ? OF_SOCKETS.containsKey(field) : OF_ENTRIES.containsKey(field);
        }

        private long get(String field) {
            if (ledger != null) {
                ToLongFunction<Tcb> ofSocket = OF_SOCKETS.get(field);
                return ofSocket == null ? 0 : ofSocket.applyAsLong(ledger.open(place));
            }
            ToLongFunction<TimeWaitSocket> ofEntry = OF_ENTRIES.get(field);
            return ofEntry == null || entry == null ? 0 : ofEntry.applyAsLong(entry);
        }
    }
}
