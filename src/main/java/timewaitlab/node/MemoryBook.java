package timewaitlab.node;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.PeerTimestampCache;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimeWaitTable;
import timewaitlab.trace.Field;
import timewaitlab.trace.Memory;
import timewaitlab.trace.Recorder;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/**
 * Writes down what a recorded host remembers, whenever an event changed it: control blocks, time-wait entries,
 * listeners, the timestamps of peers, counters. Panes read it; rules never do.
 */
final class MemoryBook {
    private static final Counter[] COUNTERS = Counter.values();

    private final Host host;
    private final Recorder recorder;
    private final long[] counts = new long[COUNTERS.length];
    private final Map<String, Memory> written = new HashMap<>();
    private final Map<Long, FourTuple> tuples = new HashMap<>();
    private final TimeWaitSocket entry = new TimeWaitSocket();
    private final Map<Listener, FourTuple> listening = new LinkedHashMap<>();

    MemoryBook(Host host, Recorder recorder) {
        this.host = host;
        this.recorder = recorder;
    }

    /** An event has ended that touched these quadruplets. */
    void settle(Set<Long> touched) {
        for (long key : touched) {
            FourTuple tuple = tuples.computeIfAbsent(key, packed -> FourTuple.of(packed, host.book()));
            Memory memory = look(key);
            write(tuple.toString(), tuple, memory);
            if (memory.isGone()) {
                tuples.remove(key);
            }
        }
        listeners();
        counters();
    }

    private void counters() {
        for (Counter counter : COUNTERS) {
            long value = host.counter(counter);
            if (value != counts[counter.ordinal()]) {
                counts[counter.ordinal()] = value;
                if (host.kernel().counts(counter)) {
                    recorder.counted(host.name(), counter.name(), value);
                }
            }
        }
    }

    /** The timestamp of this quadruplet's peer was kept, to refuse others until {@code due}. */
    void peer(long key, long due) {
        PeerTimestampCache.Entry peer = host.peers().find(host.peerKey(key));
        if (peer != null) {
            FourTuple tuple = FourTuple.of(key, host.book());
            Memory memory = Memory.of(Memory.Kind.PEER)
                    .put(Field.PEER_TS, peer.ts())
                    .put(Field.PEER_STAMP, peer.stamp())
                    .put(Field.PEER_DUE, due)
                    .build();
            write(tuple.remote().address().text(), tuple, memory);
        }
    }

    private void listeners() {
        listening.entrySet().removeIf(each -> {
            boolean closed = !host.listeners().contains(each.getKey());
            if (closed) {
                write(each.getValue().toString(), each.getValue(), Memory.gone());
            }
            return closed;
        });
        host.listeners().forEach((listener, socket) -> {
            FourTuple tuple = listening.computeIfAbsent(listener, any -> tuple(socket, listener.port()));
            Memory memory = Memory.of(Memory.Kind.LISTENER)
                    .put(Field.ACCEPT_QUEUE, listener.acceptQueue)
                    .put(Field.BACKLOG, listener.backlog())
                    .put(Field.REQUESTS, listener.requests)
                    .build();
            write(tuple.toString(), tuple, memory);
        });
    }

    private FourTuple tuple(Tcb listening, int port) {
        Endpoint local = new Endpoint(host.book().at(listening.boundAddress), port);
        return new FourTuple(local, new Endpoint(host.book().any(), 0));
    }

    private void write(String subject, FourTuple tuple, Memory memory) {
        Memory before = memory.isGone() ? written.remove(subject) : written.put(subject, memory);
        boolean news = before == null ? !memory.isGone() : !before.isLike(memory);
        if (news) {
            recorder.kept(host.name(), subject, List.of(tuple), memory);
        }
    }

    private Memory look(long key) {
        Tcb socket = host.socket(key);
        if (socket != null) {
            return socket.state == TcpState.CLOSED ? Memory.gone() : row(socket);
        }
        TimeWaitTable table = host.timeWaits().table();
        int row = table.find(key);
        if (row == TimeWaitTable.NONE) {
            return Memory.gone();
        }
        table.load(row, entry);
        return row(entry, table.due(row));
    }

    private static Memory row(Tcb socket) {
        Memory.Builder row = Memory.of(Memory.Kind.SOCKET);
        row.put(Field.STATE, socket.state.ordinal()).put(Field.ORPHAN, socket.orphan);
        row.put(Field.ISS, socket.iss).put(Field.SND_UNA, socket.sndUna).put(Field.SND_NXT, socket.sndNxt);
        row.put(Field.WRITE_SEQ, socket.writeSeq).put(Field.FIN_QUEUED, socket.finQueued);
        row.put(Field.SND_WND, socket.sndWnd).put(Field.MAX_WINDOW, socket.maxWindow);
        row.put(Field.SND_WL1, socket.sndWl1).put(Field.SND_WSCALE, socket.sndScale);
        row.put(Field.IRS, socket.irs).put(Field.RCV_NXT, socket.rcvNxt).put(Field.RCV_WUP, socket.rcvWup);
        row.put(Field.RCV_WND, socket.rcvWnd).put(Field.RCV_WSCALE, socket.rcvScale);
        row.put(Field.UNREAD, socket.unread).put(Field.FIN_RECEIVED, socket.finReceived);
        row.put(Field.FIN_READ, socket.finRead);
        row.put(Field.OUT_OF_ORDER, socket.outOfOrder.lastEdge());
        row.put(Field.TSTAMP_OK, socket.timestamps).put(Field.TS_RECENT, socket.tsRecent);
        row.put(Field.TS_RECENT_STAMP, socket.tsRecentStamp).put(Field.TS_OFFSET, socket.tsOffset);
        row.put(Field.SACK_OK, socket.sack).put(Field.SRTT, socket.srtt).put(Field.MDEV, socket.meanDeviation / 4);
        row.put(Field.RTO, socket.rto).put(Field.RETRANSMITS, socket.retransmits);
        row.put(Field.PROBES_OUT, socket.probesOut).put(Field.LAST_OOW_ACK, socket.lastOowAck);
        row.put(Field.LAST_SENT, socket.lastSent).put(Field.LAST_RECEIVED, socket.lastReceived);
        row.put(Field.LAST_ACK_RECEIVED, socket.lastAckReceived);
        row.put(Field.RETRANSMIT_DUE, socket.retransmitDue).put(Field.DELAYED_ACK_DUE, socket.delayedAckDue);
        row.put(Field.KEEPALIVE_DUE, socket.keepaliveDue).put(Field.FIN_WAIT_2_DUE, socket.finWait2Due);
        return row.build();
    }

    private static Memory row(TimeWaitSocket entry, long due) {
        TcpState state = entry.finWait2 ? TcpState.FIN_WAIT_2 : TcpState.TIME_WAIT;
        return Memory.of(Memory.Kind.ENTRY)
                .put(Field.STATE, state.ordinal())
                .put(Field.RCV_NXT, entry.rcvNxt)
                .put(Field.SND_NXT, entry.sndNxt)
                .put(Field.RCV_WND, entry.rcvWnd)
                .put(Field.TSTAMP_OK, entry.hasTimestamps())
                .put(Field.TS_RECENT, entry.tsRecent)
                .put(Field.TS_RECENT_STAMP, entry.tsRecentStamp)
                .put(Field.TS_OFFSET, entry.tsOffset)
                .put(Field.LAST_OOW_ACK, entry.lastOowAck)
                .put(Field.ENTRY_STAMP, entry.entryStamp)
                .put(Field.TIME_WAIT_DUE, due)
                .build();
    }
}
