package timewaitlab.tcp;

/** A listening port and its queues. */
public final class Listener {
    private final int port;
    /** The argument of listen(), after the cut at somaxconn. */
    private final int backlog;
    /** Connections that accept() has not taken yet. */
    public int acceptQueue;
    /** Requests that wait for their last ACK. */
    public int requests;

    public boolean reuseAddress;

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
