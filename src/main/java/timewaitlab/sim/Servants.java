package timewaitlab.sim;

import timewaitlab.node.Application;
import timewaitlab.node.Host;
import timewaitlab.tcp.Tcb;
import timewaitlab.wire.FourTuple;

/** The programs of one host: a connection to a served port is accepted at once and runs its program. */
final class Servants implements Application {
    private final Simulation simulation;
    private final Host host;

    Servants(Simulation simulation, Host host) {
        this.simulation = simulation;
        this.host = host;
    }

    @Override
    public void accepted(Tcb socket) {
        if (socket.owner instanceof Process opener) {
            opener.run();
            return;
        }
        Program program = simulation.serving(host, FourTuple.localPortOf(socket.key));
        if (!program.verbs().isEmpty()) {
            host.calls().accept(socket);
            simulation.processes().begin(host, program, socket).run();
            return;
        }
        Process waiting = simulation.waiting(host, FourTuple.localPortOf(socket.key));
        if (waiting != null) {
            waiting.run();
        }
    }

    @Override
    public void woken(Tcb socket) {
        if (socket.owner instanceof Process process) {
            process.run();
        }
    }
}
