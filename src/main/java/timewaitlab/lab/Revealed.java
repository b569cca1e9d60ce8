package timewaitlab.lab;

import org.jspecify.annotations.Nullable;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** What a departure reveals about the socket that sent it: windows, scales, the clock it was stamped with. */
final class Revealed {
    private Revealed() {}

    /** Takes over what the departure shows. */
    static void by(Frame frame, Conversation talk, @Nullable Tcb socket) {
        Segment seen = frame.segment();
        if (seen.has(TcpFlags.ACK)) {
            talk.window = seen.window();
        }
        if (seen.length() > 0 || seen.has(TcpFlags.FIN)) {
            talk.accepted = true;
        }
        if (socket == null) {
            return;
        }
        if (seen.has(TcpFlags.SYN)) {
            boolean scales = seen.windowScale() != Segment.NO_SCALE;
            socket.rcvScale = scales ? seen.windowScale() : 0;
            socket.rcvWnd = seen.window();
            socket.rcvSsthresh = socket.rcvWnd;
        } else if (!seen.has(TcpFlags.RST) && (socket.crossed || socket.state != TcpState.SYN_RECV)) {
            // an answer of a request tells of rsk_rcv_wnd rounded to its scale; the request keeps what its SYN-ACK said
            socket.rcvWnd = seen.window() << socket.rcvScale;
            socket.rcvSsthresh = socket.rcvWnd;
        }
    }

    /** The segment left when it was captured, not when it was decided. */
    static void moment(Frame frame, Expected match, @Nullable Tcb socket) {
        Segment seen = frame.segment();
        if (socket == null) {
            return;
        }
        if (seen.has(TcpFlags.SYN) && seen.isTimestamped()) {
            socket.firstSynTick = match.again() ? socket.firstSynTick : seen.tsVal();
            socket.lastSynTick = seen.tsVal();
        }
        if (socket.timedSince == match.time() && !match.again()) {
            socket.timedSince = frame.time();
        }
    }
}
