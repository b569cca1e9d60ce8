package timewaitlab.node;

import timewaitlab.base.Sysctl;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.kernel.Hook;
import timewaitlab.tcp.ConnectAttempt;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.PeerTimestampCache;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimeWaitTable;
import timewaitlab.wire.Address;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/** The socket calls of applications. Each takes effect now; who waits for an answer is the caller's business. */
public final class SocketCalls {
    private static final int DEFAULT_SCALE = 7;

    private final Host host;
    private final RuleChain<ConnectAttempt> connectChain;
    private final ConnectAttempt attempt = new ConnectAttempt();
    private final TimeWaitSocket entry = new TimeWaitSocket();
    private int nextPort;

    SocketCalls(Host host) {
        this.host = host;
        connectChain = host.kernel().chain(Hook.CONNECT);
        nextPort = (int) host.settings().get(Sysctl.IP_LOCAL_PORT_LOW);
    }

    /** bind() and listen() on every address. The backlog is cut at somaxconn. */
    public Errno listen(long now, int port, int backlog, boolean reuseAddress) {
        host.now(now);
        if (host.listener(port) != null) {
            return Errno.EADDRINUSE;
        }
        int most = (int) Math.min(backlog, host.settings().get(Sysctl.SOMAXCONN));
        Listener listener = new Listener(port, most);
        listener.reuseAddress = reuseAddress;
        host.listeners().put(port, listener);
        return Errno.OK;
    }

    /** Nobody listens there any more. */
    public void stopListening(int port) {
        host.listeners().remove(port);
    }

    /** accept(): takes the connection out of the accept queue. */
    public void accept(Tcb socket) {
        Listener behind = socket.listener;
        if (behind != null) {
            behind.acceptQueue--;
            socket.listener = null;
        }
    }

    /** What connect() starts: a socket in SYN-SENT, or one in CLOSED that carries the error. */
    public Tcb connect(long now, Endpoint remote, int boundPort) {
        return connect(now, host.addresses().get(0), remote, boundPort);
    }

    /** The same from one of the host's own addresses. */
    public Tcb connect(long now, Address local, Endpoint remote, int boundPort) {
        host.now(now);
        Tcb socket = new Tcb();
        socket.tsRecentStamp = 0;
        int port = boundPort != 0 ? boundPort : choosePort(local, remote, socket);
        if (port == 0 || boundPort != 0 && !isFree(local, remote, port, true, socket)) {
            socket.error = Errno.EADDRNOTAVAIL;
            return socket;
        }
        socket.key = FourTuple.key(local, port, remote.address(), remote.port());
        open(socket);
        return socket;
    }

    /** The same from an address and port that are known, whether bind() or connect() chose them. */
    Tcb connectFrom(Endpoint local, Endpoint remote, boolean bound) {
        Tcb socket = new Tcb();
        socket.tsRecentStamp = 0;
        if (!isFree(local.address(), remote, local.port(), bound, socket)) {
            socket.error = Errno.EADDRNOTAVAIL;
            return socket;
        }
        socket.key = FourTuple.key(local.address(), local.port(), remote.address(), remote.port());
        open(socket);
        return socket;
    }

    private int choosePort(Address local, Endpoint remote, Tcb socket) {
        int low = (int) host.settings().get(Sysctl.IP_LOCAL_PORT_LOW);
        int high = (int) host.settings().get(Sysctl.IP_LOCAL_PORT_HIGH);
        for (int tried = 0; tried <= high - low; tried++) {
            int port = nextPort < low || nextPort > high ? low : nextPort;
            nextPort = port == high ? low : port + 1;
            if (host.listener(port) == null && isFree(local, remote, port, false, socket)) {
                return port;
            }
        }
        return 0;
    }

    /** Asks the connect chain about one quadruplet; takes over a time-wait entry where that is allowed. */
    private boolean isFree(Address local, Endpoint remote, int port, boolean bound, Tcb socket) {
        long key = FourTuple.key(local, port, remote.address(), remote.port());
        boolean loopback = local.isLoopback() || remote.address().isLoopback();
        attempt.call(host.settings(), host.now(), host.second(), bound, loopback);
        int row = host.timeWaits().table().find(key);
        if (host.socket(key) != null) {
            attempt.meetsSocket();
        } else if (row != TimeWaitTable.NONE) {
            attempt.meets(host.timeWaits().table().load(row, entry));
        }
        Outcome outcome = connectChain.judge(attempt);
        host.count(outcome.counts());
        if (outcome.has(Effect.RETIRE.bit())) {
            inherit(socket);
            host.timeWaits().remove(row);
        }
        return outcome.disposition() == Disposition.ACCEPT;
    }

    /** The new connection begins beyond the window of the old one and carries its timestamp. */
    private void inherit(Tcb socket) {
        socket.iss = host.nextIsn(entry.sndNxt);
        socket.tsRecent = entry.tsRecent;
        socket.tsRecentStamp = entry.tsRecentStamp;
    }

    private void open(Tcb socket) {
        if (socket.iss == 0) {
            socket.iss = host.newIsn(socket.key);
        }
        socket.sndUna = socket.iss;
        socket.sndNxt = socket.iss + 1;
        socket.writeSeq = socket.sndNxt;
        socket.rcvScale = DEFAULT_SCALE;
        socket.timestamps = host.writer().usesTimestamps();
        socket.sack = true;
        socket.tsOffset = host.timestampOffset(socket.key);
        socket.rto = host.settings().get(Constant.TCP_TIMEOUT_INIT);
        socket.openedAt = host.now();
        seedTimestamp(socket);
        host.sockets().add(socket);
        host.count(Counter.TcpActiveOpens);
        host.moves().move(socket, TcpState.SYN_SENT);
        socket.timedSince = host.now();
        socket.timedSeq = socket.sndNxt;
        host.writer().syn(socket, false);
        host.moves().retransmission().start(socket);
        host.timers().arm(socket);
    }

    private void seedTimestamp(Tcb socket) {
        boolean seeds = host.settings().get(Constant.CONNECT_SEEDS_TIMESTAMP) != 0
                && host.settings().get(Sysctl.TCP_TW_RECYCLE) != 0
                && socket.timestamps
                && socket.tsRecentStamp == 0;
        PeerTimestampCache.Entry known = seeds ? host.peers().find(host.peerKey(socket.key)) : null;
        if (known != null && host.second() - known.stamp() <= host.settings().get(Constant.TCP_PAWS_MSL)) {
            socket.tsRecent = known.ts();
            socket.tsRecentStamp = known.stamp();
        }
    }

    /** write(): queues bytes and sends what may be sent. */
    public Errno write(long now, Tcb socket, int bytes, long payload) {
        host.now(now);
        if (socket.error != Errno.OK || socket.finQueued || socket.state == TcpState.CLOSED) {
            return socket.error == Errno.OK ? Errno.EPIPE : socket.error;
        }
        socket.writeSeq += bytes;
        socket.payload = payload;
        host.moves().push(socket);
        host.timers().arm(socket);
        return Errno.OK;
    }

    /** read(): takes up to {@code bytes} of what is there. */
    public int read(Tcb socket, int bytes) {
        int taken = Math.min(bytes, socket.unread);
        socket.unread -= taken;
        return taken;
    }
}
