package timewaitlab.sim;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.node.Host;
import timewaitlab.tcp.Errno;
import timewaitlab.wire.Endpoint;

/** Opens connections at a steady pace and counts what connect() answered. */
final class LoadGenerator implements Runnable {
    private final Simulation simulation;
    private final Host host;
    private final Verb.Load load;
    /** connect() and what follows, by the port it goes to. */
    private final List<Program> programs = new ArrayList<>();

    private final List<Endpoint> goals = new ArrayList<>();

    private final long start;
    private long total;
    private long offered;
    private long established;
    private long refused;

    LoadGenerator(Simulation simulation, Host host, Verb.Load load) {
        this.simulation = simulation;
        this.host = host;
        this.load = load;
        for (int i = 0; i < load.ports(); i++) {
            List<Verb> verbs = new ArrayList<>(load.each().verbs());
            Verb.Connect first = load.connect();
            Verb.Connect connect = new Verb.Connect(first.host(), first.port() + i, first.fromPort());
            verbs.add(0, connect);
            goals.add(simulation.endpoint(host, connect));
            programs.add(new Program(verbs));
        }
        start = simulation.now();
        total = load.connections();
    }

    /** Opens the next connection and sees to the one after it. */
    @Override
    public void run() {
        if (offered == total) {
            return;
        }
        int turn = turn();
        int way = turn % programs.size();
        Process next = simulation.processes().begin(host, programs.get(way), null);
        next.belongsTo(this, host.addresses().get(turn), goals.get(way));
        offered++;
        next.run();
        long seconds = offered / load.perSecond();
        long rest = offered % load.perSecond();
        simulation.at(start + seconds * SimTime.SECOND + rest * SimTime.SECOND / load.perSecond(), this);
    }

    /** One address after the other, each for as many connections as it has ports. */
    private int turn() {
        long ports =
                host.settings().get(Sysctl.IP_LOCAL_PORT_HIGH) - host.settings().get(Sysctl.IP_LOCAL_PORT_LOW) + 1;
        return (int) (offered / Math.max(1, ports) % load.addresses());
    }

    /** Nothing more is opened, if this host does it. */
    void stop(Host stopped) {
        if (host == stopped) {
            total = offered;
        }
    }

    /** connect() returned. */
    void connected(Errno answer) {
        if (answer == Errno.OK) {
            established++;
        } else {
            refused++;
        }
    }

    /** What came of it so far. */
    LoadTally tally() {
        return new LoadTally(offered, established, refused);
    }
}
