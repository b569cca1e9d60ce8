package timewaitlab.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.AckPolicy;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.PeerTimestampCache;
import timewaitlab.tcp.ReceiveWindow;
import timewaitlab.tcp.SocketOption;
import timewaitlab.tcp.SocketOptions;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Address;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/** The socket calls of applications. Each takes effect now; who waits for an answer is the caller's business. */
public final class SocketCalls {

    private final Host host;
    private final OpenCalls opening;
    private final IcmpErrors icmp;

    SocketCalls(Host host) {
        this.host = host;
        opening = new OpenCalls(host);
        icmp = new IcmpErrors(host);
    }

    /** What ICMP tells of its connections. */
    public IcmpErrors icmp() {
        return icmp;
    }

    /** socket(): with nothing set yet. */
    public Tcb socket() {
        Tcb socket = host.pool().take();
        socket.tsRecentStamp = 0;
        return socket;
    }

    /** setsockopt() of one whole number. IP_LOCAL_PORT_RANGE: the highest port shifted up by 16, and the lowest. */
    public Errno setOption(long now, Tcb socket, SocketOption option, long value) {
        host.now(now);
        if ((host.settings().get(Constant.ABSENT_SOCKET_OPTIONS) & option.bit()) != 0) {
            return Errno.ENOPROTOOPT;
        }
        if (value < option.least() || value > option.most()) {
            return Errno.EINVAL;
        }
        switch (option) {
            case SO_REUSEADDR -> socket.reuseAddress = value != 0;
            case SO_REUSEPORT -> socket.reusePort = value != 0;
            case SO_BINDTODEVICE -> socket.boundDevice = (int) value;
            case SO_RCVBUF -> socket.receiveBuffer = (int) value;
            case IP_BIND_ADDRESS_NO_PORT -> socket.bindNoPort = value != 0;
            case IP_LOCAL_PORT_RANGE -> {
                socket.portRangeLow = (int) value & 0xffff;
                socket.portRangeHigh = (int) (value >>> 16);
            }
            default -> setEnding(socket, option, (int) value);
        }
        host.ports().optionsChanged(socket);
        Listener listener = host.listeners().of(socket);
        if (listener != null) {
            listener.bequeath(socket);
        }
        return Errno.OK;
    }

    /** The same on every connection and listener there is; the last answer that was not OK. */
    public Errno setOptionOfAll(long now, SocketOption option, long value) {
        List<Tcb> open = new ArrayList<>();
        host.sockets().forEach(open::add);
        host.listeners().forEach((listener, socket) -> open.add(socket));
        Errno answer = Errno.OK;
        for (Tcb socket : open) {
            Errno each = setOption(now, socket, option, value);
            answer = each == Errno.OK ? answer : each;
        }
        return answer;
    }

    /** What concerns timers and the end. SO_KEEPALIVE and TCP_KEEPIDLE set the timer of a connection that stands. */
    private void setEnding(Tcb socket, SocketOption option, int value) {
        boolean was = socket.options.keepAlive();
        socket.options = socket.options.with(option, value, host.settings());
        boolean stands = socket.state != TcpState.CLOSED && socket.state != TcpState.LISTEN;
        if (stands && option == SocketOption.SO_KEEPALIVE && socket.options.keepAlive() != was) {
            host.timers().keepaliveSwitched(socket);
        } else if (stands && option == SocketOption.TCP_KEEPIDLE) {
            host.timers().keepaliveFromNow(socket);
        } else if (stands && (option == SocketOption.TCP_NODELAY || option == SocketOption.TCP_CORK)) {
            release(socket, option == SocketOption.TCP_NODELAY && value != 0);
        }
    }

    /** What Nagle's rule holds no longer leaves; TCP_NODELAY lets go what TCP_CORK holds too, this once. */
    private void release(Tcb socket, boolean corked) {
        SocketOptions kept = socket.options;
        socket.options = corked ? kept.with(SocketOption.TCP_CORK, 0, host.settings()) : kept;
        host.moves().push(socket);
        socket.options = kept;
        host.timers().arm(socket);
    }

    /** bind() to an address of this host, or the wildcard, and a port, or 0 for one the kernel looks for. */
    public Errno bind(long now, Tcb socket, Address address, int port) {
        host.now(now);
        return opening.bind(socket, address, port);
    }

    /** listen() on what bind() fixed. The backlog is cut at somaxconn. */
    public Errno listen(long now, Tcb socket, int backlog) {
        host.now(now);
        return opening.listen(socket, backlog);
    }

    /** socket(), SO_REUSEADDR if asked for, bind() to every address, and listen(). */
    public Errno listen(long now, int port, int backlog, boolean reuseAddress) {
        Tcb socket = socket();
        socket.reuseAddress = reuseAddress;
        Errno bound = bind(now, socket, host.book().any(), port);
        return bound == Errno.OK ? opening.listen(socket, backlog) : bound;
    }

    /** Nobody listens there any more. */
    public void stopListening(int port) {
        host.listeners().close(port);
    }

    /** The queues of a listening socket; null where it does not listen. */
    public @Nullable Listener listenerOf(Tcb listening) {
        return host.listeners().of(listening);
    }

    /** The connection accept() on this listening socket would take; null while there is none. */
    public @Nullable Tcb nextToAccept(Tcb listening) {
        Listener listener = host.listeners().of(listening);
        return listener == null ? null : listener.waiting.peek();
    }

    /** accept(): takes the connection out of the accept queue. */
    public void accept(Tcb socket) {
        Listener behind = socket.listener;
        if (behind != null) {
            behind.acceptQueue--;
            behind.waiting.remove(socket);
            socket.listener = null;
        }
    }

    /** socket(), bind() to the port unless it is 0, and connect(). The socket carries the error, if there is one. */
    public Tcb connect(long now, Endpoint remote, int boundPort) {
        return connect(now, host.book().any(), remote, boundPort);
    }

    /** The same from one of the host's own addresses; the wildcard leaves the choice to the kernel. */
    public Tcb connect(long now, Address local, Endpoint remote, int boundPort) {
        Tcb socket = socket();
        if (boundPort != 0) {
            socket.error = bind(now, socket, local, boundPort);
        }
        if (socket.error == Errno.OK) {
            socket.boundAddress = local.index();
            connect(now, socket, remote);
        }
        return socket;
    }

    /** connect(): the socket is in SYN-SENT then, or carries the error. */
    public void connect(long now, Tcb socket, Endpoint remote) {
        host.now(now);
        socket.error = opening.connect(socket, remote);
        if (socket.error == Errno.OK) {
            open(socket);
            opening.flush(socket.key);
        }
    }

    /** The same from an address and port that are known, whether bind() or connect() chose them. */
    Tcb connectFrom(Endpoint local, Endpoint remote, boolean bound) {
        Tcb socket = socket();
        socket.error = opening.connectFrom(socket, local, remote, bound);
        if (socket.error == Errno.OK) {
            open(socket);
        }
        opening.flush(FourTuple.key(local.address(), local.port(), remote.address(), remote.port()));
        return socket;
    }

    private void open(Tcb socket) {
        boolean takesOver = socket.iss != 0;
        socket.advmss = host.writer().advertised(FourTuple.remoteAddressOf(socket.key));
        if (!takesOver) {
            long rekey = host.settings().get(Constant.ISN_REKEY);
            socket.iss = host.chance().initialSequence(socket.key, host.now(), rekey);
        }
        socket.sndUna = socket.iss;
        socket.sndNxt = socket.iss + 1;
        socket.writeSeq = socket.sndNxt;
        socket.smallUpTo = socket.iss;
        socket.timestamps = host.writer().usesTimestamps();
        socket.usecTs = host.settings().get(Sysctl.TCP_USEC_TS) != 0;
        socket.sack = true;
        boolean without = takesOver && host.settings().get(Constant.REUSE_WITHOUT_OFFSET) != 0;
        socket.tsOffset = without ? 0 : host.writer().timestampOffset(socket.key);
        socket.rto = host.settings().get(Constant.TCP_TIMEOUT_INIT);
        socket.openedAt = host.now();
        socket.opensActively = true;
        seedTimestamp(socket);
        host.sockets().add(socket);
        host.ports().take(socket);
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
        touched(socket);
        return Errno.OK;
    }

    /** read(): takes up to {@code bytes} of what is there, and says so where the window was nearly shut. */
    public int read(long now, Tcb socket, int bytes) {
        host.now(now);
        int taken = read(socket, bytes);
        boolean receives = socket.state != TcpState.CLOSED && !socket.finReceived;
        if (taken > 0 && receives && ReceiveWindow.isWorthTelling(socket)) {
            host.writer().ack(socket);
        }
        return taken;
    }

    /** The same where nobody asks about windows. */
    public int read(Tcb socket, int bytes) {
        int taken = Math.min(bytes, socket.unread);
        socket.unread -= taken;
        socket.finRead |= socket.finReceived && taken < bytes;
        if (taken > 0 && socket.state != TcpState.CLOSED && AckPolicy.isDueWhenRead(socket)) {
            host.writer().ack(socket);
        }
        touched(socket);
        return taken;
    }

    private void touched(Tcb socket) {
        HostJournal journal = host.journal();
        if (journal != null) {
            journal.touch(socket.key);
        }
    }

    /** Who uses the sockets with this local port, 0 for any: those that listen, then the others by quadruplet. */
    public List<Object> owners(int localPort) {
        List<Tcb> held = new ArrayList<>();
        host.sockets().forEach(each -> {
            if (localPort == 0 || FourTuple.localPortOf(each.key) == localPort) {
                held.add(each);
            }
        });
        held.sort(Comparator.comparingLong(each -> each.key));
        List<Object> owners = host.listeners().owners(localPort);
        held.stream().map(each -> each.owner).filter(Objects::nonNull).forEach(owners::add);
        return owners;
    }

    /** The ports somebody listens on, all or only this one. */
    public List<Integer> listening(int localPort) {
        return host.listeners().ports().stream()
                .filter(port -> localPort == 0 || port == localPort)
                .distinct()
                .toList();
    }

    /** The host has another address instead of its first; connections of that one get nothing any more. */
    public void takeAddress(Address address) {
        List<Address> own = new ArrayList<>(host.addresses());
        own.remove(address);
        own.set(0, address);
        host.ports().addresses(own);
    }

    /** The machine stops: every socket and entry is gone, and nobody is told. */
    public void vanish(long now) {
        host.now(now);
        List<Tcb> all = new ArrayList<>();
        host.sockets().forEach(all::add);
        all.sort(Comparator.comparingLong(each -> each.key));
        for (Tcb socket : all) {
            host.moves().forget(socket);
            host.moves().move(socket, TcpState.CLOSED);
        }
        host.timeWaits().clear();
    }

    /** {@code inet_csk_listen_stop}: connections nobody accepted are reset, requests forgotten. */
    void stopListening(Tcb socket) {
        Listener listener = host.listeners().of(socket);
        host.listeners().close(socket);
        if (listener == null) {
            return;
        }
        for (Tcb waiting = listener.waiting.poll(); waiting != null; waiting = listener.waiting.poll()) {
            host.closing().abort(host.now(), waiting);
        }
        List<Tcb> requests = new ArrayList<>();
        host.sockets().forEach(each -> {
            if (each.listener == listener && each.state == TcpState.SYN_RECV) {
                requests.add(each);
            }
        });
        requests.forEach(host.moves()::drop);
    }
}
