package timewaitlab.sim;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.node.Application;
import timewaitlab.node.Host;
import timewaitlab.tcp.Tcb;
import timewaitlab.wire.FourTuple;

/** The programs of one host: a connection to a served port is accepted at once and runs its program. */
final class Servants implements Application {
    private final Simulation simulation;
    private final Host host;
    private final Map<Integer, Program> programs = new HashMap<>();
    private final Map<Integer, Process> accepting = new HashMap<>();
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

    /** Connections to this port run this program from now on. */
    void serve(int port, Program program) {
        programs.put(port, program);
        lastPort = -1;
    }

    /** A program blocks in accept(). */
    void waitsToAccept(int port, Process process) {
        accepting.put(port, process);
    }

    @Override
    public void accepted(Tcb socket) {
        if (socket.owner instanceof Process opener) {
            opener.run();
            return;
        }
        int port = FourTuple.localPortOf(socket.key);
        Program program = serving(port);
        if (!program.verbs().isEmpty()) {
            host.calls().accept(socket);
            simulation.processes().begin(host, program, socket).run();
            return;
        }
        Process waiting = waiting(port);
        if (waiting != null) {
            waiting.run();
        }
    }

    private Program serving(int port) {
        if (port != lastPort) {
            lastPort = port;
            last = programs.getOrDefault(port, Program.NONE);
        }
        return last;
    }

    private @Nullable Process waiting(int port) {
        return accepting.isEmpty() ? null : accepting.remove(port);
    }

    @Override
    public void woken(Tcb socket) {
        if (socket.owner instanceof Process process) {
            process.run();
        }
    }
}
