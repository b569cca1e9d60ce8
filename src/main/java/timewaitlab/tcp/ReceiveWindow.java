package timewaitlab.tcp;

/**
 * The window of a socket whose buffer SO_RCVBUF limits: what is not read shuts it. net/ipv4/tcp_output.c
 * {@code __tcp_select_window}, {@code tcp_select_window}. Every byte counts for one, where the kernel counts what its
 * buffers take. Other sockets have room enough.
 */
public final class ReceiveWindow {
    private static final int WIDEST_FIELD = 65_535;

    private ReceiveWindow() {}

    /** A SYN or SYN-ACK goes out: the whole buffer, and a shift by which it fits the field. */
    public static void open(Tcb socket) {
        if (socket.receiveBuffer > 0) {
            socket.rcvWnd = socket.receiveBuffer;
            socket.rcvScale = 0;
            while (socket.receiveBuffer >> socket.rcvScale > WIDEST_FIELD) {
                socket.rcvScale++;
            }
        }
    }

    /** An acknowledgement goes out: the window it offers, never less than was offered before. */
    public static void select(Tcb socket) {
        if (socket.receiveBuffer > 0) {
            socket.rcvWnd = Math.max(left(socket), selectable(socket));
            socket.rcvWup = socket.rcvNxt;
        }
    }

    /** Whether what was read makes an acknowledgement due that says so: {@code __tcp_cleanup_rbuf}. */
    public static boolean isWorthTelling(Tcb socket) {
        int left = left(socket);
        if (socket.receiveBuffer == 0 || 2 * left > socket.receiveBuffer) {
            return false;
        }
        int selectable = selectable(socket);
        return selectable > 0 && selectable >= 2 * left;
    }

    private static int left(Tcb socket) {
        return Math.max(0, socket.rcvWup + socket.rcvWnd - socket.rcvNxt);
    }

    /** Nothing rather than a silly window: less than a segment of the peer's or a sixteenth of the buffer. */
    private static int selectable(Tcb socket) {
        int buffer = socket.receiveBuffer;
        int segment = Math.min(socket.rcvMss, buffer);
        int free = Math.max(0, buffer - socket.unread);
        if (free < buffer / 2 && (free < buffer >> 4 || free < segment)) {
            return 0;
        }
        if (socket.rcvScale > 0) {
            return free >> socket.rcvScale << socket.rcvScale;
        }
        boolean stale = socket.rcvWnd <= free - segment || socket.rcvWnd > free;
        return stale ? free / segment * segment : socket.rcvWnd;
    }
}
