package timewaitlab.tcp;

import java.util.ArrayDeque;

/** A listening port and its queues. */
public final class Listener {
    private final int port;
    /** The argument of listen(), after the cut at somaxconn. */
    private final int backlog;
    /** Connections that accept() has not taken yet. */
    public int acceptQueue;
    /** Those connections, in the order in which they came; questions about one segment know their number only. */
    public final ArrayDeque<Tcb> waiting = new ArrayDeque<>();
    /** Requests that wait for their last ACK. */
    public int requests;

    /** Options its connections inherit. */
    public boolean reuseAddress;

    public boolean reusePort;
    public SocketOptions options = SocketOptions.NONE;

    public Listener(int port, int backlog) {
        this.port = port;
        this.backlog = backlog;
    }

    public int port() {
        return port;
    }

    public int backlog() {
        return backlog;
    }

    /** An independent copy. */
    Listener copy() {
        return withBacklog(backlog);
    }

    /** The same, had listen() been called with another backlog. */
    Listener withBacklog(int newBacklog) {
        Listener copy = new Listener(port, newBacklog);
        copy.acceptQueue = acceptQueue;
        copy.requests = requests;
        copy.reuseAddress = reuseAddress;
        copy.reusePort = reusePort;
        copy.options = options;
        return copy;
    }

    /** A request that came to stand without a SYN, as in a question about one segment. */
    public void takes(Tcb socket) {
        if (socket.state == TcpState.SYN_RECV) {
            socket.listener = this;
            requests++;
        }
    }
}
