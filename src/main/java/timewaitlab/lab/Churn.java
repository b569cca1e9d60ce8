package timewaitlab.lab;

import java.util.List;
import java.util.stream.IntStream;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.PortAllocator;
import timewaitlab.sim.Program;
import timewaitlab.sim.Verb;
import timewaitlab.sim.Wiring;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.TimestampClock;

/**
 * Short connections at a steady pace: request, response, and the server closes first, so that every one leaves an entry
 * in TIME-WAIT on the server for 60 s.
 *
 * <p>The clients are as many addresses as it takes for no quadruplet to be wanted again while its entry lasts. They run
 * a kernel that hands out ports in turn: newer ones skip ports by chance, come back to a port early, and the entry then
 * makes way for the new connection.
 *
 * @param rate connections a second
 * @param seconds for how long they are opened
 * @param nat whether they go through a NAT, which then has one address and maps each client's to a port of the server
 */
public record Churn(int rate, int seconds, boolean nat) {
    /** Ports of {@code ip_local_port_range} as it is set by default. */
    public static final int PORTS = 28_232;

    private static final int LOW_PORT = 32_768;
    private static final int TIMEWAIT_LEN = 60;
    /** {@code nf_conntrack_tcp_timeout_time_wait}, and a little for the connections that are not over yet. */
    private static final long CONNTRACK_SECONDS = 125;

    private static final int SERVER_PORT = 80;
    private static final int BACKLOG = 4096;
    private static final long DELAY = SimTime.MILLISECOND;

    /** The same for a number of connections. */
    public Churn lasting(long connections) {
        return new Churn(rate, (int) Math.max(1, (connections + rate - 1) / rate), nat);
    }

    public long connections() {
        return (long) rate * seconds;
    }

    /** Addresses that open them. */
    public int clients() {
        return (int) (((long) rate * TIMEWAIT_LEN + PORTS - 1) / PORTS);
    }

    /** The most entries there must ever be. */
    public long expectedPeak() {
        return (long) rate * Math.min(TIMEWAIT_LEN, seconds);
    }

    /** What tcp_max_tw_buckets is raised to. */
    public long timeWaitBuckets() {
        return Math.max(Sysctl.TCP_MAX_TW_BUCKETS.initial(), (long) rate * (TIMEWAIT_LEN + 1));
    }

    /** What nf_conntrack_max is raised to. */
    public long conntrackMax() {
        return Math.max(262_144, rate * CONNTRACK_SECONDS);
    }

    /** The run: the last connection is over before its end. */
    public Wiring wiring() {
        List<Wiring.Wire> wires = nat
                ? List.of(
                        new Wiring.Wire("C", "N", DELAY / 2, List.of()),
                        new Wiring.Wire("N", "S", DELAY / 2, List.of()))
                : List.of(new Wiring.Wire("C", "S", DELAY, List.of()));
        List<Wiring.Nat> nats = nat ? List.of(masquerade()) : List.of();
        List<Wiring.Task> tasks = List.of(
                new Wiring.Task(0, "S", new Program(listening())),
                new Wiring.Task(0, "C", new Program(List.of(load()))));
        long until = (seconds + 1) * SimTime.SECOND;
        return new Wiring("churn", 1, until, List.of(client(), server()), nats, wires, tasks);
    }

    private Wiring.Nat masquerade() {
        Wiring.NatPorts ports = new Wiring.NatPorts(PortAllocator.Policy.MASQUERADE, 0, 0);
        return Wiring.Nat.of("N", "203.0.113.7", ports).with(ConntrackSysctl.MAX, conntrackMax());
    }

    private List<Verb> listening() {
        Program answer = new Program(List.of(new Verb.Read(100), new Verb.Write(200), new Verb.Close()));
        return IntStream.range(0, ports())
                .<Verb>mapToObj(i -> new Verb.Listen(SERVER_PORT + i, BACKLOG, answer))
                .toList();
    }

    private Verb.Load load() {
        Program request = new Program(List.of(new Verb.Write(100), new Verb.ReadToEnd(), new Verb.Close()));
        Verb.Connect connect = new Verb.Connect("S", SERVER_PORT, 0);
        return new Verb.Load(connect, ports(), rate, seconds * SimTime.SECOND, clients(), request);
    }

    /** Behind one address there are only so many ports towards one port. */
    private int ports() {
        return nat ? clients() : 1;
    }

    private Wiring.Machine client() {
        List<String> addresses = IntStream.range(0, clients())
                .mapToObj(i -> "10." + (i >> 16) + "." + (i >> 8 & 0xff) + "." + (i & 0xff))
                .toList();
        KernelProfile kernel = kernel("3.18");
        Settings settings = kernel.settings()
                .with(Sysctl.IP_LOCAL_PORT_LOW, LOW_PORT)
                .with(Sysctl.IP_LOCAL_PORT_HIGH, LOW_PORT + PORTS - 1);
        return new Wiring.Machine("C", addresses, kernel, settings, TimestampClock.startingAt(1_000_000));
    }

    private Wiring.Machine server() {
        KernelProfile kernel = kernel("6.18");
        Settings settings = kernel.settings()
                .with(Sysctl.TCP_MAX_TW_BUCKETS, timeWaitBuckets())
                .with(Sysctl.SOMAXCONN, BACKLOG);
        return new Wiring.Machine("S", List.of("198.51.100.9"), kernel, settings, TimestampClock.startingAt(5_000_000));
    }

    private static KernelProfile kernel(String version) {
        return LinuxProfiles.named(version).orElseThrow();
    }
}
