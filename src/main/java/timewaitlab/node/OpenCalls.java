package timewaitlab.node;

import org.jspecify.annotations.Nullable;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.kernel.Hook;
import timewaitlab.tcp.BindAttempt;
import timewaitlab.tcp.ConnectAttempt;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimeWaitTable;
import timewaitlab.wire.Address;
import timewaitlab.wire.Device;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/** bind(), listen() and connect(): which port and quadruplet a socket may have, by verdicts. */
final class OpenCalls implements PortChooser.Candidates, LocalPorts.OwnerKind {
    private final Host host;
    private final RuleChain<ConnectAttempt> connectChain;
    private final RuleChain<BindAttempt> bindChain;
    private final PortChooser chooser;
    private final ConnectAttempt attempt = new ConnectAttempt();
    private final BindAttempt binding = new BindAttempt();
    private final TimeWaitSocket entry = new TimeWaitSocket();
    /** The entry that is easiest to take over: if it cannot be had, none can. */
    private final TimeWaitSocket ancient = new TimeWaitSocket();

    private Tcb asking = new Tcb();
    /** The quadruplet asked for, its local port still 0. */
    private long wanted;

    private boolean silent;
    private Outcome lastBinding = Outcome.PASS;

    OpenCalls(Host host) {
        this.host = host;
        connectChain = host.kernel().chain(Hook.CONNECT);
        bindChain = host.kernel().chain(Hook.BIND);
        chooser = new PortChooser(host);
    }

    /** bind(): {@code address} is the wildcard for any, port 0 for one the kernel looks for. */
    Errno bind(Tcb socket, Address address, int port) {
        if (address != host.book().any() && !host.addresses().contains(address) && !address.isLoopback()) {
            return Errno.EADDRNOTAVAIL;
        }
        if (socket.boundPort != 0 || socket.state != TcpState.CLOSED) {
            return Errno.EINVAL;
        }
        socket.boundAddress = address.index();
        if (port == 0 && socket.bindNoPort) {
            return Errno.OK;
        }
        asking = socket;
        int found = port == 0 ? findPort(socket) : port;
        if (found == PortSet.NONE || !mayBind(found, port != 0)) {
            socket.boundAddress = 0;
            return refused(Errno.EADDRINUSE);
        }
        socket.boundPort = found;
        host.ports().bind(socket);
        return Errno.OK;
    }

    /** What an application is told of a port that is not to be had. */
    private Errno refused(Errno byLinux) {
        return host.settings().get(Constant.WINSOCK) == 0 ? byLinux : Errno.WSAEADDRINUSE;
    }

    private int findPort(Tcb socket) {
        silent = true;
        binding.call(host.settings(), socket, false);
        int found = chooser.forBind(socket, port -> shares(port, socket));
        if (found == PortSet.NONE) {
            binding.again();
            found = chooser.forBind(socket, port -> shares(port, socket));
        }
        silent = false;
        return found;
    }

    /** Asks the bind chain about everybody who owns the port; the verdict that settles it is kept. */
    private boolean mayBind(int port, boolean named) {
        if (named) {
            binding.call(host.settings(), asking, true);
        }
        silent = false;
        boolean may = shares(port, asking);
        HostJournal journal = host.journal();
        if (journal != null) {
            journal.flushCall(FourTuple.key(
                    host.book().at(asking.boundAddress), port, host.book().any(), 0));
        }
        return may;
    }

    private boolean shares(int port, Tcb socket) {
        lastBinding = Outcome.PASS;
        boolean may = host.ports().allOwners(port, socket.boundAddress, this);
        if (may && lastBinding == Outcome.PASS) {
            lastBinding = judge(binding.meetsNobody());
        }
        return may;
    }

    @Override
    public boolean visit(int count, boolean addressesMeet, int options) {
        binding.meets(count, addressesMeet)
                .on(LocalPorts.device(options))
                .that(
                        LocalPorts.reusesAddress(options),
                        LocalPorts.reusesPort(options),
                        LocalPorts.listens(options),
                        LocalPorts.isTimeWait(options));
        lastBinding = judge(binding);
        return lastBinding.disposition() == Disposition.ACCEPT;
    }

    private Outcome judge(BindAttempt situation) {
        HostJournal journal = silent ? null : host.journal();
        return journal == null ? bindChain.judge(situation) : journal.judgeCall(bindChain, situation);
    }

    /** listen(): takes a port if bind() has not, and asks again whether it may be shared, now with a listener. */
    Errno listen(Tcb socket, int backlog) {
        if (socket.boundPort == 0) {
            Errno bound = bind(socket, host.book().any(), 0);
            if (bound != Errno.OK) {
                return bound;
            }
        }
        host.ports().release(socket);
        asking = socket;
        if (!mayBind(socket.boundPort, true)) {
            socket.boundPort = 0;
            return refused(Errno.EADDRINUSE);
        }
        int most = (int) Math.min(backlog, host.settings().get(Sysctl.SOMAXCONN));
        Listener listener = new Listener(socket.boundPort, most, host.settings().get(Sysctl.TCP_MAX_SYN_BACKLOG));
        listener.bequeath(socket);
        host.ports().listen(socket);
        socket.state = TcpState.LISTEN;
        host.listeners().add(listener, socket);
        return Errno.OK;
    }

    /** connect(): finds a port if bind() has not fixed one, and a quadruplet that nobody holds or that may be had. */
    Errno connect(Tcb socket, Endpoint remote) {
        Address local = socket.boundAddress == 0
                ? sourceTowards(remote.address())
                : host.book().at(socket.boundAddress);
        if (local == null || local.isIpv6() != remote.address().isIpv6()) {
            return Errno.ENETUNREACH;
        }
        wanted = FourTuple.key(local, 0, remote.address(), remote.port());
        asking = socket;
        boolean bound = socket.boundPort != 0;
        int port = bound ? socket.boundPort : choosePort(socket);
        long key = wanted | (long) Math.max(0, port) << 16;
        host.about(key);
        attempt(Math.max(0, port), bound);
        if (!bound) {
            attempt.searched(chooser.size(), port == PortSet.NONE ? chooser.size() : 0);
        }
        Outcome outcome = judge();
        if (outcome.disposition() != Disposition.ACCEPT) {
            flush(key);
            return refused(Errno.EADDRNOTAVAIL);
        }
        socket.key = key;
        socket.autoPort = !bound;
        takeOver(outcome, socket);
        return Errno.OK;
    }

    /** From an address and port that are known, whether bind() or connect() chose them. */
    Errno connectFrom(Tcb socket, Endpoint local, Endpoint remote, boolean bound) {
        wanted = FourTuple.key(local.address(), 0, remote.address(), remote.port());
        asking = socket;
        attempt(local.port(), bound);
        if (bound) {
            // bind() would have made this socket one of those that have the port
            onPort(local.port(), 1);
        }
        Outcome outcome = judge();
        if (outcome.disposition() != Disposition.ACCEPT) {
            return refused(Errno.EADDRNOTAVAIL);
        }
        socket.key = wanted | (long) local.port() << 16;
        socket.autoPort = !bound;
        takeOver(outcome, socket);
        return Errno.OK;
    }

    /** The first of the host's addresses that the header of a segment to there can hold: RFC 6724 section 4. */
    private @Nullable Address sourceTowards(Address remote) {
        if (remote.isLoopback()) {
            return remote;
        }
        Address own = host.addressLike(remote);
        return own.isIpv6() == remote.isIpv6() ? own : null;
    }

    private int choosePort(Tcb socket) {
        attempt.call(host.settings(), host.now(), host.second(), false, onLoopback())
                .meets(ancient(host.second()));
        boolean whenOld = connectChain.judge(attempt).disposition() == Disposition.ACCEPT;
        int port = chooser.forConnect(socket, wanted, whenOld ? this : null);
        if (port == PortSet.NONE) {
            explainRefusal();
        }
        return port;
    }

    private TimeWaitSocket ancient(int second) {
        ancient.tsRecentStamp = Math.max(1, second - (1 << 30));
        ancient.entryStamp = (int) (host.now() / 1_000_000) - (1 << 30);
        return ancient;
    }

    /** Why the lowest port was not to be had, before the verdict that none is left. */
    private void explainRefusal() {
        HostJournal journal = host.journal();
        if (journal != null) {
            int port = (int) host.settings().get(Sysctl.IP_LOCAL_PORT_LOW);
            attempt(port, false);
            journal.judgeCall(connectChain, attempt);
            journal.flushCall(wanted | (long) port << 16);
        }
    }

    /** Whether the quadruplet with this port, which somebody holds, may be had all the same. */
    @Override
    public boolean mayHave(int port) {
        attempt(port, false);
        return connectChain.judge(attempt).disposition() == Disposition.ACCEPT;
    }

    private Outcome judge() {
        HostJournal journal = host.journal();
        Outcome outcome = journal == null ? connectChain.judge(attempt) : journal.judgeCall(connectChain, attempt);
        host.count(outcome.counts());
        return outcome;
    }

    /** Sets the cursor on the quadruplet wanted with this local port. */
    private void attempt(int port, boolean bound) {
        long key = wanted | (long) port << 16;
        attempt.call(host.settings(), host.now(), host.second(), bound, onLoopback());
        onPort(port, 0);
        int row = host.timeWaits().table().find(key);
        if (host.socket(key) != null) {
            attempt.meetsSocket();
        } else if (row != TimeWaitTable.NONE) {
            attempt.meets(host.timeWaits().table().load(row, entry));
        }
    }

    private void onPort(int port, int moreOwners) {
        attempt.onPort(
                host.ports().reserved().has(port),
                host.ports().ofBind().has(port),
                host.ports().owners(port) + moreOwners);
    }

    private boolean onLoopback() {
        return asking.boundDevice == Device.LO
                || host.book().at(FourTuple.localAddressOf(wanted)).isLoopback()
                || host.book().at(FourTuple.remoteAddressOf(wanted)).isLoopback();
    }

    /** The new connection begins beyond the window of the old one and carries its timestamp. */
    private void takeOver(Outcome outcome, Tcb socket) {
        if (outcome.has(Effect.RETIRE.bit())) {
            socket.iss = entry.nextIsn(host.settings());
            socket.tsRecent = entry.tsRecent;
            socket.tsRecentStamp = entry.tsRecentStamp;
            host.timeWaits().remove(host.timeWaits().table().find(socket.key));
        }
    }

    /** All consequences of connect() are drawn. */
    void flush(long key) {
        HostJournal journal = host.journal();
        if (journal != null) {
            journal.flushCall(key);
        }
    }
}
