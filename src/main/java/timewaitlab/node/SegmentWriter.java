package timewaitlab.node;

import timewaitlab.base.Sysctl;
import timewaitlab.tcp.AckPolicy;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.ReceiveWindow;
import timewaitlab.tcp.SynCookie;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Fills in the headers of what a host sends, in the formats of Linux. */
final class SegmentWriter {
    /** An IPv6 header takes 20 bytes more: RFC 8200 section 8.3. */
    private static final int MSS_OVER_IPV6 = 1440;

    private static final int MAX_WINDOW_FIELD = 65_535;

    private final Host host;
    private final SegmentPool pool;

    SegmentWriter(Host host, SegmentPool pool) {
        this.host = host;
        this.pool = pool;
    }

    /** {@code tcp_v4_send_reset}: never in reply to a RST; no timestamp. */
    void resetFor(Segment cause) {
        if (cause.has(TcpFlags.RST)) {
            return;
        }
        Segment reset = pool.take();
        reset.from(cause.dst(), cause.dstPort()).to(cause.src(), cause.srcPort());
        if (cause.has(TcpFlags.ACK)) {
            reset.header(TcpFlags.RST, cause.ack(), 0, 0);
        } else {
            reset.header(TcpFlags.RST | TcpFlags.ACK, 0, cause.endSeq(), 0);
        }
        host.count(Counter.TcpOutRsts);
        host.send(reset, false);
    }

    /** {@code tcp_v4_timewait_ack}: the timestamp is current, not frozen. */
    void timeWaitAck(Segment cause, TimeWaitSocket entry) {
        Segment ack = pool.take();
        ack.from(cause.dst(), cause.dstPort()).to(cause.src(), cause.srcPort()).device(entry.boundDevice);
        ack.header(TcpFlags.ACK, entry.sndNxt, entry.rcvNxt, entry.rcvWnd >> entry.rcvWindowScale);
        if (entry.tsRecentStamp != 0 && entry.tsRecent != 0) {
            ack.timestamp(host.tick(entry.usecTs) + entry.tsOffset, entry.tsRecent);
        }
        host.send(ack, false);
    }

    void syn(Tcb socket, boolean again) {
        if (!again) {
            // tcp_connect_init(): a connection that takes over an entry knows already that it has timestamps
            boolean stamps = socket.tsRecentStamp != 0;
            int mss = stamps ? socket.advmss - Tcb.TIMESTAMP_OPTION : socket.advmss;
            ReceiveWindow.open(socket, mss, host.settings());
        }
        Segment syn = outward(socket).header(TcpFlags.SYN, socket.iss, 0, window(socket, 0));
        syn.synOptions(socket.advmss, socket.rcvScale, true);
        int tick = host.tick(socket.usecTs) + socket.tsOffset;
        if (socket.timestamps) {
            syn.timestamp(tick, socket.tsRecentStamp == 0 ? 0 : socket.tsRecent);
        }
        if (!again) {
            socket.firstSynTick = tick;
        }
        socket.lastSynTick = tick;
        host.send(syn, again);
    }

    /** The SYN-ACK of a request that is not kept: its timestamp, milliseconds on any route, carries the options. */
    void cookie(Tcb request) {
        Segment synAck = synAck(request);
        if (request.timestamps) {
            int options = SynCookie.options(request.sndScale, request.sack);
            synAck.timestamp(SynCookie.stamp(host.tick(false), options) + request.tsOffset, request.tsRecent);
        }
        host.send(synAck, false);
    }

    private Segment synAck(Tcb request) {
        if (request.listener != null) {
            openWindow(request);
        }
        Segment synAck =
                outward(request).header(TcpFlags.SYN | TcpFlags.ACK, request.iss, request.rcvNxt, window(request, 0));
        int scale = request.sndScale < 0 ? Segment.NO_SCALE : request.rcvScale;
        return synAck.synOptions(request.advmss, scale, request.sack);
    }

    void synAck(Tcb request, boolean again) {
        Segment synAck = synAck(request);
        int tick = host.tick(request.usecTs) + request.tsOffset;
        // of a socket that was opened from here it is the SYN it has sent, with an ACK: tcp_syn_options() writes both
        boolean offers = request.listener == null && usesTimestamps();
        if (request.timestamps || offers) {
            synAck.timestamp(tick, request.tsRecent);
        }
        if (!again) {
            request.firstSynTick = tick;
        }
        request.lastSynTick = tick;
        host.send(synAck, again);
    }

    /** A bare ACK with the numbers of now. */
    void ack(Tcb socket) {
        int seq = socket.state == TcpState.SYN_RECV ? socket.iss + 1 : socket.sndNxt;
        Segment ack = outward(socket).header(TcpFlags.ACK, seq, socket.rcvNxt, window(socket, socket.rcvScale));
        stamp(ack, socket);
        AckPolicy.ackSent(socket);
        host.send(ack, false);
    }

    /** A probe, {@code tcp_xmit_probe_skb}: nothing, at a sequence number the peer has had: it has to answer. */
    void probe(Tcb socket) {
        Segment probe =
                outward(socket).header(TcpFlags.ACK, socket.sndUna - 1, socket.rcvNxt, window(socket, socket.rcvScale));
        stamp(probe, socket);
        host.send(probe, false);
    }

    /** {@code tcp_send_active_reset}: RST with ACK, and the timestamp of the connection. */
    void activeReset(Tcb socket) {
        host.count(Counter.TcpOutRsts);
        Segment reset = outward(socket)
                .header(TcpFlags.RST | TcpFlags.ACK, socket.sndNxt, socket.rcvNxt, window(socket, socket.rcvScale));
        stamp(reset, socket);
        if (!host.send(reset, false)) {
            host.count(Counter.TcpExtTCPAbortFailed);
        }
    }

    /**
     * Payload and FIN from {@code seq} on: up to one segment of what was written, with PSH where it ends. Returns the
     * sequence number after it.
     */
    int text(Tcb socket, int seq, int limit, boolean again) {
        int length = Math.max(0, Math.min(Math.min(socket.writeSeq - seq, socket.mss()), limit));
        boolean last = seq + length == socket.writeSeq;
        boolean fin = socket.finQueued && last && (!again || socket.finSent);
        boolean pushes = last || again && seq + length == socket.sndNxt;
        int flags = TcpFlags.ACK | (fin ? TcpFlags.FIN : 0) | (length > 0 && pushes ? TcpFlags.PSH : 0);
        Segment text = outward(socket).header(flags, seq, socket.rcvNxt, window(socket, socket.rcvScale));
        text.length(length, socket.payload);
        stamp(text, socket);
        AckPolicy.ackSent(socket);
        if (length > 0 && !again) {
            AckPolicy.dataSent(socket, host.now(), host.settings());
        }
        if (length > 0) {
            socket.lastSent = host.now();
        }
        socket.finSent |= fin;
        host.send(text, again);
        return seq + length + (fin ? 1 : 0);
    }

    /** {@code tcp_openreq_init_rwin}. */
    void openWindow(Tcb request) {
        ReceiveWindow.open(request, request.mss(), host.settings());
    }

    /** The most that a segment to this address carries. */
    int advertised(int remoteAddress) {
        return host.book().at(remoteAddress).isIpv6() ? MSS_OVER_IPV6 : Tcb.MSS;
    }

    private Segment outward(Tcb socket) {
        Segment segment = pool.take();
        long key = socket.key;
        segment.from(host.book().at(FourTuple.localAddressOf(key)), FourTuple.localPortOf(key))
                .device(socket.boundDevice);
        return segment.to(host.book().at(FourTuple.remoteAddressOf(key)), FourTuple.remotePortOf(key));
    }

    private void stamp(Segment segment, Tcb socket) {
        if (socket.timestamps) {
            segment.timestamp(host.tick(socket.usecTs) + socket.tsOffset, socket.tsRecent);
        }
    }

    private static int window(Tcb socket, int scale) {
        if (socket.state != TcpState.SYN_SENT && socket.state != TcpState.SYN_RECV) {
            ReceiveWindow.select(socket);
        }
        return Math.min(socket.rcvWnd >> scale, MAX_WINDOW_FIELD);
    }

    /** Whether new connections ask for timestamps. */
    boolean usesTimestamps() {
        return host.settings().get(Sysctl.TCP_TIMESTAMPS) != 0;
    }

    /** By what the timestamps of a new connection are offset: tcp_timestamps = 2 asks for nothing. */
    int timestampOffset(long key) {
        long mode = host.settings().get(Sysctl.TCP_TIMESTAMPS) == 1
                ? host.settings().get(Constant.TIMESTAMP_OFFSET)
                : 0;
        return mode == 0 ? 0 : host.chance().timestampOffset(key, mode);
    }
}
