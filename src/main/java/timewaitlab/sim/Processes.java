package timewaitlab.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.node.Host;
import timewaitlab.tcp.Tcb;

/** The processes of a run. One that ended serves again: loads start them by the hundred thousand. */
final class Processes {
    private final Simulation simulation;
    private final List<LoadGenerator> loads = new ArrayList<>();
    private final Map<String, Long> refusals = new HashMap<>();
    private final List<Process> idle = new ArrayList<>();

    Processes(Simulation simulation) {
        this.simulation = simulation;
    }

    /** A process about to run this program, with the connection it was accepted for, if any. */
    Process begin(Host host, Program program, @Nullable Tcb socket) {
        if (idle.isEmpty()) {
            return new Process(simulation, host, program, socket);
        }
        Process process = idle.remove(idle.size() - 1);
        process.begin(host, program, socket);
        return process;
    }

    /** The process has nothing more to do, and nobody will wake it. */
    void ended(Process process) {
        idle.add(process);
    }

    /** A load begins. */
    void start(Host host, Verb.Load load) {
        LoadGenerator generator = new LoadGenerator(simulation, host, load);
        loads.add(generator);
        generator.run();
    }

    /** The loads of a host end. */
    void stopLoads(Host host) {
        loads.forEach(load -> load.stop(host));
    }

    /** connect() of this host answered an error. */
    void refused(String host) {
        refusals.merge(host, 1L, Long::sum);
    }

    /** How often connect() of this host has answered an error. */
    long refusals(String host) {
        return refusals.getOrDefault(host, 0L);
    }

    /** How the connections of all loads went so far. */
    LoadTally tally() {
        return loads.stream().map(LoadGenerator::tally).reduce(LoadTally.NONE, LoadTally::plus);
    }
}
