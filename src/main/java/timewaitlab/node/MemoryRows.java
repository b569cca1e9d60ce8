package timewaitlab.node;

import timewaitlab.tcp.PeerTimestampCache;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.trace.Field;
import timewaitlab.trace.Memory;

/** Things a host remembers, as rows of named numbers. */
final class MemoryRows {
    private MemoryRows() {}

    /** A listener. */
    static Memory ofListener(int acceptQueue, int backlog, int requests, int device) {
        return Memory.of(Memory.Kind.LISTENER)
                .put(Field.ACCEPT_QUEUE, acceptQueue)
                .put(Field.BACKLOG, backlog)
                .put(Field.REQUESTS, requests)
                .put(Field.BOUND_DEVICE, device)
                .build();
    }

    /** A peer's timestamp, to refuse others until {@code due}. */
    static Memory of(PeerTimestampCache.Entry peer, long due) {
        return Memory.of(Memory.Kind.PEER)
                .put(Field.PEER_TS, peer.ts())
                .put(Field.PEER_STAMP, peer.stamp())
                .put(Field.PEER_DUE, due)
                .build();
    }

    /** A live socket, or a request. */
    static void fill(Memory.Builder row, Tcb socket) {
        row.put(Field.STATE, socket.state.ordinal()).put(Field.ORPHAN, socket.orphan);
        row.put(Field.BOUND_DEVICE, socket.boundDevice);
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
        row.put(Field.SACK_OK, socket.sack).put(Field.SRTT, socket.srtt).put(Field.MDEV, socket.shownDeviation());
        row.put(Field.RTO, socket.rto).put(Field.RETRANSMITS, socket.retransmits);
        row.put(Field.PROBES_OUT, socket.probesOut).put(Field.LAST_OOW_ACK, socket.lastOowAck);
        row.put(Field.LAST_SENT, socket.lastSent).put(Field.LAST_RECEIVED, socket.lastReceived);
        row.put(Field.LAST_ACK_RECEIVED, socket.lastAckReceived);
        row.put(Field.RETRANSMIT_DUE, socket.retransmitDue).put(Field.DELAYED_ACK_DUE, socket.delayedAckDue);
        row.put(Field.KEEPALIVE_DUE, socket.keepaliveDue).put(Field.FIN_WAIT_2_DUE, socket.finWait2Due);
    }

    /** A time-wait entry. */
    static Memory of(TimeWaitSocket entry, long due) {
        TcpState state = entry.finWait2 ? TcpState.FIN_WAIT_2 : TcpState.TIME_WAIT;
        return Memory.of(Memory.Kind.ENTRY)
                .put(Field.STATE, state.ordinal())
                .put(Field.BOUND_DEVICE, entry.boundDevice)
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
