package timewaitlab.tcp;

/**
 * The window a socket offers. At first what the kernel's version thinks good, then more for every full segment, up to
 * the room of a new socket; its buffer is taken to grow no further, and to be read. One that SO_RCVBUF limits is filled
 * by what is not read, and shuts the window; every byte counts for one, where the kernel counts what its buffers take.
 * net/ipv4/tcp_output.c {@code tcp_select_initial_window}, {@code tcp_select_window}, {@code __tcp_select_window}.
 */
public final class ReceiveWindow {
    private static final int WIDEST_FIELD = 65_535;
    /** Room of a new socket: three quarters of the second number of {@code tcp_rmem}, half of it from 4.20. */
    private static final int ROOM = 65_536;

    private ReceiveWindow() {}

    /** A SYN or SYN-ACK goes out for the first time. {@code mss}: what a segment can carry beside the options known. */
    public static void open(Tcb socket, int mss, Settings settings) {
        int scale = 0;
        if (socket.receiveBuffer > 0) {
            socket.rcvWnd = socket.receiveBuffer;
            while (socket.receiveBuffer >> scale > WIDEST_FIELD) {
                scale++;
            }
        } else {
            int segments = (int) settings.get(Constant.INIT_RCVWND);
            int room = ROOM / mss * mss;
            socket.rcvWnd = segments == 0 ? room : Math.min(segments * mss, room);
            scale = (int) settings.get(Constant.RCV_WSCALE);
        }
        socket.rcvScale = socket.sndScale < 0 ? 0 : scale;
        socket.rcvSsthresh = socket.rcvWnd;
    }

    /** Data came. A full segment is worth its buffer, and two more are welcome: {@code tcp_grow_window}. */
    public static void grow(Tcb socket, int length, int mss) {
        if (length >= mss && socket.rcvSsthresh < ROOM) {
            socket.rcvSsthresh = Math.min(socket.rcvSsthresh + 2 * mss, ROOM);
        }
    }

    /** An acknowledgement goes out: the window it offers, never less than was offered before. */
    public static void select(Tcb socket) {
        int selected = socket.receiveBuffer > 0 ? selectable(socket) : rounded(socket.rcvSsthresh, socket.rcvScale);
        int left = left(socket);
        socket.rcvWnd = selected < left ? rounded(left, socket.rcvScale) : selected;
        socket.rcvWup = socket.rcvNxt;
    }

    /** Up, so that the field tells of everything. */
    private static int rounded(int window, int scale) {
        return window + (1 << scale) - 1 >> scale << scale;
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
