package timewaitlab.sim;

import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.node.Host;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Address;
import timewaitlab.wire.Endpoint;

/** A running program: where it is, and what it waits for. */
final class Process implements Runnable {
    private final Simulation simulation;
    private Host host;
    private Program program;
    /** The load this process is part of, and where it connects from and to; null outside of loads. */
    private @Nullable LoadGenerator load;

    private @Nullable Address from;
    private @Nullable Endpoint to;
    private @Nullable Tcb socket;
    /** The socket this program listens on. */
    private @Nullable Tcb listening;

    private int at;
    private boolean blocked;
    private boolean failed;
    private boolean killed;
    private boolean kept;
    private int call;
    private int wanted;
    private long asleepUntil;

    Process(Simulation simulation, Host host, Program program, @Nullable Tcb socket) {
        this.simulation = simulation;
        this.host = host;
        this.program = program;
        use(socket);
    }

    /** A process of the script: it serves nobody else when it is over. */
    static Process scripted(Simulation simulation, Host host, Program program) {
        Process process = new Process(simulation, host, program, null);
        process.kept = true;
        return process;
    }

    /** As new, for another program. */
    void begin(Host newHost, Program newProgram, @Nullable Tcb newSocket) {
        host = newHost;
        program = newProgram;
        load = null;
        from = null;
        to = null;
        listening = null;
        at = 0;
        blocked = false;
        failed = false;
        use(newSocket);
    }

    private void use(@Nullable Tcb accepted) {
        socket = accepted;
        if (accepted != null) {
            accepted.owner = this;
        }
    }

    /** It is one of many that a load starts, and connects from this address to that endpoint. */
    void belongsTo(LoadGenerator generator, Address source, Endpoint goal) {
        load = generator;
        from = source;
        to = goal;
    }

    /** Goes on until a call blocks or the program ends. A failed call ends it; the socket is closed as at exit. */
    @Override
    public void run() {
        simulation.about(socket);
        while (at < program.length() && !failed && !killed) {
            Verb verb = program.step(at);
            if (!blocked) {
                call = simulation.called(host, verb);
            }
            boolean tried = verb instanceof Verb.Try;
            Errno answer = step(verb instanceof Verb.Try attempt ? attempt.verb() : verb);
            call = simulation.numberOf(call);
            if (answer == null) {
                blocked = true;
                return;
            }
            blocked = false;
            at++;
            simulation.returned(call, answer);
            failed = answer != Errno.OK && !tried;
        }
        if (killed) {
            return;
        }
        if (failed && socket != null) {
            host.closing().exit(simulation.now(), socket);
        }
        end();
    }

    /** The process ends wherever it is. Its descriptors are closed, unless the host is gone with it. */
    void kill(boolean closes) {
        if (!killed) {
            killed = true;
            if (closes) {
                exit();
            }
        }
    }

    /** Nobody waits for anything any more; socket and process may serve others. */
    private void end() {
        Tcb open = socket;
        if (open != null) {
            open.released = open.orphan;
            open.owner = null;
            socket = null;
        }
        if (!kept) {
            simulation.processes().ended(this);
        }
    }

    private void connected(Errno answer) {
        if (load != null) {
            load.connected(answer);
        }
        if (answer != Errno.OK) {
            simulation.processes().refused(host.name());
        }
    }

    /** Does what the verb asks; null when it has to wait. */
    private @Nullable Errno step(Verb verb) {
        Tcb standing = socket;
        if (standing != null && isOfEveryLoad(verb)) {
            return onSocket(verb, standing);
        }
        if (verb instanceof Verb.Connect connect) {
            Errno answer = connect(connect);
            if (answer != null) {
                connected(answer);
            }
            return answer;
        }
        if (verb instanceof Verb.Listen listen) {
            return listen(listen);
        }
        if (verb instanceof Verb.Accept accept) {
            return accept(accept);
        }
        if (verb instanceof Verb.Serve serve) {
            return serve(serve);
        }
        if (verb instanceof Verb.Bind bind) {
            return host.calls().bind(simulation.now(), fresh(), simulation.address(bind.address()), bind.port());
        }
        if (verb instanceof Verb.SetOption set) {
            return setOption(set);
        }
        return operatorOrSocket(verb);
    }

    /** What the steps of most loads do; asked first, since otherwise all others would be asked before. */
    private static boolean isOfEveryLoad(Verb verb) {
        return verb instanceof Verb.Read
                || verb instanceof Verb.ReadToEnd
                || verb instanceof Verb.Write
                || verb instanceof Verb.Close;
    }

    /** Things done to the host, to time, or to the connection. */
    private @Nullable Errno operatorOrSocket(Verb verb) {
        if (verb instanceof Verb.Load started) {
            simulation.processes().start(host, started);
            return Errno.OK;
        }
        if (verb instanceof Verb.Exit) {
            return exit();
        }
        if (verb instanceof Verb.Sleep sleep) {
            return sleep(sleep);
        }
        Host after = Operators.operate(simulation, host, this, verb);
        if (after != null) {
            host = after;
            return Errno.OK;
        }
        Tcb open = socket;
        if (open == null) {
            throw new IllegalStateException(verb.call() + " without a connection");
        }
        return onSocket(verb, open);
    }

    private @Nullable Errno onSocket(Verb verb, Tcb open) {
        if (verb instanceof Verb.Write write) {
            return host.calls().write(simulation.now(), open, write.bytes(), call);
        }
        if (verb instanceof Verb.Read read) {
            return read(open, read.bytes());
        }
        if (verb instanceof Verb.ReadToEnd) {
            return read(open, Integer.MAX_VALUE);
        }
        if (verb instanceof Verb.Close) {
            return close(open);
        }
        if (verb instanceof Verb.Shutdown half) {
            return host.closing().shutdown(simulation.now(), open, half.read(), half.write());
        }
        if (verb instanceof Verb.LingerZero) {
            open.options = open.options.linger(0);
        }
        return Errno.OK;
    }

    /** Every descriptor is closed, and nothing after it is done. */
    private Errno exit() {
        Tcb open = socket;
        if (open != null && open.state != TcpState.LISTEN) {
            host.closing().exit(simulation.now(), open);
        }
        Tcb listens = listening;
        if (listens != null) {
            host.closing().stopListening(simulation.now(), listens.boundPort);
        }
        at = program.length() - 1;
        return Errno.OK;
    }

    /** close() waits for the acknowledgement of the FIN where SO_LINGER says so. */
    private @Nullable Errno close(Tcb open) {
        long now = simulation.now();
        if (!blocked) {
            asleepUntil = host.closing().close(now, open);
            if (asleepUntil == now) {
                return Errno.OK;
            }
            simulation.at(asleepUntil, this::run);
        }
        if (now < asleepUntil && host.closing().isClosing(open)) {
            return null;
        }
        simulation.resumes(call);
        host.closing().closed(now, open);
        return Errno.OK;
    }

    private @Nullable Errno connect(Verb.Connect verb) {
        Tcb open = socket;
        if (!blocked || open == null) {
            open = begin(verb);
            socket = open;
            open.owner = this;
        }
        if (open.error != Errno.OK) {
            return open.error;
        }
        return open.state == TcpState.SYN_SENT || open.state == TcpState.SYN_RECV ? null : Errno.OK;
    }

    private Tcb begin(Verb.Connect verb) {
        if (!isFresh()) {
            Address local = from == null ? simulation.address("") : from;
            Endpoint remote = to == null ? simulation.endpoint(host, verb) : to;
            return host.calls().connect(simulation.now(), local, remote, verb.fromPort());
        }
        Tcb fresh = fresh();
        if (verb.fromPort() != 0) {
            fresh.error = host.calls().bind(simulation.now(), fresh, simulation.address(""), verb.fromPort());
        }
        if (fresh.error == Errno.OK) {
            host.calls().connect(simulation.now(), fresh, simulation.endpoint(host, verb));
        }
        return fresh;
    }

    /** Whether the socket was made for bind() or setsockopt() and is neither connected nor listened on. */
    private boolean isFresh() {
        Tcb open = socket;
        return open != null && open.state == TcpState.CLOSED && !open.orphan && open.key == 0 && open.error == Errno.OK;
    }

    /** The socket that bind() or setsockopt() was called for, or a new one. */
    private Tcb fresh() {
        Tcb open = socket;
        if (open == null || !isFresh()) {
            open = host.calls().socket();
            socket = open;
        }
        return open;
    }

    private Errno setOption(Verb.SetOption verb) {
        Tcb open = socket;
        Tcb target = open != null && open.state != TcpState.CLOSED ? open : fresh();
        return host.calls().setOption(simulation.now(), target, verb.option(), verb.value());
    }

    private Errno listen(Verb.Listen verb) {
        boolean made = isFresh();
        Tcb open = fresh();
        if (!made) {
            // as servers do who mean to be restarted
            open.reuseAddress = true;
        }
        Errno answer = verb.port() == 0
                ? Errno.OK
                : host.calls().bind(simulation.now(), open, simulation.address(""), verb.port());
        if (answer == Errno.OK) {
            answer = host.calls().listen(simulation.now(), open, verb.backlog());
        }
        if (answer == Errno.OK) {
            listening = open;
            open.owner = this;
            simulation.servants(host).serve(open, verb.serve());
        }
        return answer;
    }

    private @Nullable Errno accept(Verb.Accept verb) {
        Tcb open = listening;
        if (open == null) {
            return Errno.EINVAL;
        }
        Tcb waiting = host.calls().nextToAccept(open);
        if (waiting == null) {
            simulation.servants(host).waitsToAccept(open, this);
            return null;
        }
        host.calls().accept(waiting);
        new Process(simulation, host, verb.serve(), waiting).run();
        return Errno.OK;
    }

    private Errno serve(Verb.Serve verb) {
        Tcb open = listening;
        if (open == null) {
            return Errno.EINVAL;
        }
        simulation.servants(host).serve(open, verb.serve());
        for (Tcb next = host.calls().nextToAccept(open);
                next != null;
                next = host.calls().nextToAccept(open)) {
            host.calls().accept(next);
            new Process(simulation, host, verb.serve(), next).run();
        }
        return Errno.OK;
    }

    private @Nullable Errno read(Tcb open, int bytes) {
        if (!blocked) {
            wanted = bytes;
        }
        wanted -= host.calls().read(simulation.now(), open, wanted);
        if (wanted == 0 || open.finReceived) {
            return Errno.OK;
        }
        Errno error = open.error;
        if (error != Errno.OK) {
            // told once: sock_error() takes it away
            open.error = Errno.OK;
            return error;
        }
        return open.state == TcpState.CLOSED ? Errno.ECONNRESET : null;
    }

    private @Nullable Errno sleep(Verb.Sleep verb) {
        if (!blocked) {
            asleepUntil = Math.min(simulation.now() + verb.nanos(), SimTime.NEVER - 1);
            simulation.at(asleepUntil, this);
        }
        // what arrives meanwhile waits in the socket: it wakes nobody
        return simulation.now() < asleepUntil || !blocked ? null : Errno.OK;
    }
}
