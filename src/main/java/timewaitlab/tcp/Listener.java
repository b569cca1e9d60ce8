package timewaitlab.tcp;

import java.util.ArrayDeque;

/** A listening port and its queues. */
public final class Listener {
    /** Requests that fit at least, whatever the backlog is. */
    static final int FEWEST_REQUESTS = 8;

    /** No SYN cookie was sent. */
    static final long NEVER = Long.MIN_VALUE;

    private final int port;
    /** The argument of listen(), after the cut at somaxconn. */
    private final int backlog;
    /** Requests that fit the SYN queue up to 4.1, where it is a table of its own. */
    private final int table;
    /** Connections that accept() has not taken yet. */
    public int acceptQueue;
    /** Those connections, in the order in which they came; questions about one segment know their number only. */
    public final ArrayDeque<Tcb> waiting = new ArrayDeque<>();
    /** Requests that wait for their last ACK. */
    public int requests;
    /** Those of them whose SYN-ACK was sent once. */
    public int young;

    /** When a SYN cookie was sent last, nanoseconds; {@link #NEVER} for never. {@code tcp_synq_overflow}. */
    public long overflowed = NEVER;

    /** Options its connections inherit. */
    public boolean reuseAddress;

    public boolean reusePort;
    public int boundDevice;
    public int receiveBuffer;
    public SocketOptions options = SocketOptions.NONE;

    /** {@code maxSynBacklog}: tcp_max_syn_backlog at listen(). */
    public Listener(int port, int backlog, long maxSynBacklog) {
        this(port, backlog, synQueue(Math.min(backlog, maxSynBacklog)));
    }

    private Listener(int port, int backlog, int table) {
        this.port = port;
        this.backlog = backlog;
        this.table = table;
    }

    /** {@code reqsk_queue_alloc}: a power of two beyond what was asked for. */
    private static int synQueue(long asked) {
        return 2 * (int) Long.highestOneBit(Math.max(FEWEST_REQUESTS, asked));
    }

    public int port() {
        return port;
    }

    public int backlog() {
        return backlog;
    }

    /** How many requests fit the SYN queue where it has a size of its own. */
    public int table() {
        return table;
    }

    /** Its connections inherit the options its socket has now ({@code inet_csk_clone_lock} copies the socket). */
    public void bequeath(Tcb socket) {
        reuseAddress = socket.reuseAddress;
        reusePort = socket.reusePort;
        boundDevice = socket.boundDevice;
        receiveBuffer = socket.receiveBuffer;
        options = socket.options;
    }

    /** Whether a SYN cookie was ever sent. */
    public boolean hasSentCookies() {
        return overflowed != NEVER;
    }

    /** A request is there. */
    public void asked() {
        requests++;
        young++;
    }

    /** A request is no more. */
    public void settled(Tcb request) {
        requests--;
        young -= request.retransmits == 0 ? 1 : 0;
    }

    /** An independent copy. */
    Listener copy() {
        return withBacklog(backlog);
    }

    /** The same, had listen() been called with another backlog. */
    Listener withBacklog(int newBacklog) {
        Listener copy = new Listener(port, newBacklog, table);
        copy.acceptQueue = acceptQueue;
        copy.requests = requests;
        copy.young = young;
        copy.overflowed = overflowed;
        copy.reuseAddress = reuseAddress;
        copy.reusePort = reusePort;
        copy.boundDevice = boundDevice;
        copy.options = options;
        return copy;
    }

    /** The same with room for any number of requests and connections. */
    public Listener withRoom() {
        Listener copy = new Listener(port, Integer.MAX_VALUE, Integer.MAX_VALUE);
        copy.reuseAddress = reuseAddress;
        copy.reusePort = reusePort;
        copy.boundDevice = boundDevice;
        copy.receiveBuffer = receiveBuffer;
        copy.options = options;
        return copy;
    }

    /** A request that came to stand without a SYN, as in a question about one segment. */
    public void takes(Tcb socket) {
        if (socket.state == TcpState.SYN_RECV) {
            socket.listener = this;
            requests++;
            young += socket.retransmits == 0 ? 1 : 0;
        }
    }
}
