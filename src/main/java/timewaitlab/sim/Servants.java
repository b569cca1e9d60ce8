package timewaitlab.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.node.Application;
import timewaitlab.node.Host;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.Tcb;
import timewaitlab.wire.FourTuple;

/** The programs of one host: a connection to a served port is accepted at once and runs its program. */
final class Servants implements Application {
    private final Simulation simulation;
    private final Host host;
    private final Map<Integer, Program> programs = new HashMap<>();
    private final Map<Integer, Process> accepting = new HashMap<>();
    /** Listeners that share their port, each with what it runs and who waits in its accept(). */
    private final Map<Listener, Program> shared = new IdentityHashMap<>();

    private final Map<Listener, Process> sharedAccepting = new IdentityHashMap<>();
    private final List<Process> scripted = new ArrayList<>();
    /** The port asked for last: most loads have one. */
    private int lastPort = -1;

    private Program last = Program.NONE;

    Servants(Simulation simulation, Host host) {
        this.simulation = simulation;
        this.host = host;
    }

    /** Whether anybody listened. */
    boolean isServer() {
        return !programs.isEmpty();
    }

    /** Connections that this listening socket takes run this program from now on. */
    void serve(Tcb listening, Program program) {
        Listener listener = host.calls().listenerOf(listening);
        if (listener != null && listening.reusePort) {
            shared.put(listener, program);
        }
        programs.put(listening.boundPort, program);
        lastPort = -1;
    }

    /** A program blocks in accept() of this listening socket. */
    void waitsToAccept(Tcb listening, Process process) {
        Listener listener = host.calls().listenerOf(listening);
        if (listener != null && listening.reusePort) {
            sharedAccepting.put(listener, process);
        } else {
            accepting.put(listening.boundPort, process);
        }
    }

    /** A program of the script begins. */
    void began(Process process) {
        scripted.add(process);
    }

    /** Ends programs, their sockets closed: those with this local port, or all. {@code operator} goes on. */
    void kill(int port, Process operator) {
        List<Object> owners = host.calls().owners(port);
        if (port == 0) {
            owners.addAll(scripted);
            simulation.processes().stopLoads(host);
        }
        end(owners, operator, true);
        for (int listening : host.calls().listening(port)) {
            host.closing().stopListening(simulation.now(), listening);
            programs.remove(listening);
        }
        lastPort = -1;
    }

    /** Every program is gone with its host. */
    void die(Process operator) {
        List<Object> owners = host.calls().owners(0);
        owners.addAll(scripted);
        simulation.processes().stopLoads(host);
        end(owners, operator, false);
        programs.clear();
        accepting.clear();
        shared.clear();
        sharedAccepting.clear();
        lastPort = -1;
    }

    private static void end(List<Object> owners, Process operator, boolean closes) {
        for (Object owner : owners) {
            if (owner instanceof Process process && process != operator) {
                process.kill(closes);
            }
        }
    }

    @Override
    public void accepted(Tcb socket) {
        if (socket.owner instanceof Process opener) {
            opener.run();
            return;
        }
        int port = FourTuple.localPortOf(socket.key);
        Program program = serving(port, socket.listener);
        if (!program.verbs().isEmpty()) {
            host.calls().accept(socket);
            simulation.processes().begin(host, program, socket).run();
            return;
        }
        Process waiting = waiting(port, socket.listener);
        if (waiting != null) {
            waiting.run();
        }
    }

    private Program serving(int port, @Nullable Listener listener) {
        Program own = shared.isEmpty() || listener == null ? null : shared.get(listener);
        if (own != null) {
            return own;
        }
        if (port != lastPort) {
            lastPort = port;
            last = programs.getOrDefault(port, Program.NONE);
        }
        return last;
    }

    private @Nullable Process waiting(int port, @Nullable Listener listener) {
        Process own = sharedAccepting.isEmpty() || listener == null ? null : sharedAccepting.remove(listener);
        if (own != null) {
            return own;
        }
        return accepting.isEmpty() ? null : accepting.remove(port);
    }

    @Override
    public void woken(Tcb socket) {
        if (socket.owner instanceof Process process) {
            process.run();
        }
    }
}
