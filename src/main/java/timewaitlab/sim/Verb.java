package timewaitlab.sim;

import java.util.List;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator;
import timewaitlab.tcp.SocketOption;
import timewaitlab.tcp.Unreachable;

/** A step of a program or of the script: socket verbs block as the calls they stand for do. */
public sealed interface Verb {
    /**
     * connect(): blocks until the connection stands or fails. {@code host}: its name, or one of its addresses;
     * {@code fromPort} 0: what bind() fixed, or what the kernel chooses.
     */
    record Connect(String host, int port, int fromPort) implements Verb {}

    /**
     * Connections opened at a steady pace, by as many processes as it takes: number n is opened n / {@code perSecond}
     * seconds after the first. The step itself is over at once.
     *
     * @param connect where to; the kernel chooses the own port
     * @param ports how many ports there are used from that one on: each address keeps to one of them
     * @param duration nanoseconds in which connections are opened
     * @param addresses how many of the host's addresses are used, each until its range of ports was gone through once
     * @param each what every process does with its connection
     */
    record Load(Connect connect, int ports, int perSecond, long duration, int addresses, Program each) implements Verb {
        /** How many connections its pace and its length of time ask for. */
        public long connections() {
            return duration / SimTime.SECOND * perSecond + duration % SimTime.SECOND * perSecond / SimTime.SECOND;
        }
    }

    /** write(): queues bytes. */
    record Write(int bytes) implements Verb {}

    /** read(): blocks until so many bytes were there, or the peer closed. */
    record Read(int bytes) implements Verb {}

    /** read() until end of file. */
    record ReadToEnd() implements Verb {}

    /** close(). */
    record Close() implements Verb {}

    /** shutdown(): SHUT_RD, SHUT_WR or SHUT_RDWR. */
    record Shutdown(boolean read, boolean write) implements Verb {}

    /** exit(): the program ends here, and its sockets are closed without waiting. */
    record Exit() implements Verb {}

    /** SO_LINGER with time 0. */
    record LingerZero() implements Verb {}

    /** A call whose failure does not end the program. */
    record Try(Verb verb) implements Verb {}

    /** sleep(): nanoseconds. */
    record Sleep(long nanos) implements Verb {}

    /** listen(): every connection runs the program. {@code port} 0: the socket that bind() was called for. */
    record Listen(int port, int backlog, Program serve) implements Verb {}

    /** accept(): blocks until there is a connection, which runs the program. */
    record Accept(Program serve) implements Verb {}

    /** From now on every connection is accepted at once, those that wait first, and runs the program. */
    record Serve(Program serve) implements Verb {}

    /** bind(): an address of the host, empty for all of them; port 0 for one the kernel looks for. */
    record Bind(String address, int port) implements Verb {}

    /** setsockopt() on the socket that stands, or on one to be connected or listened on. */
    record SetOption(SocketOption option, long value) implements Verb {}

    /** Somebody sets an option of every socket the host has now, as a debugger attached to its programs could. */
    record SetOptionOfAll(SocketOption option, long value) implements Verb {}

    /** An operator writes ip_local_reserved_ports: the lowest and the highest port of each range. */
    record ReservePorts(List<Integer> ranges) implements Verb {
        public ReservePorts {
            ranges = List.copyOf(ranges);
        }
    }

    /** An operator writes a sysctl. */
    record SetSysctl(Sysctl sysctl, long value) implements Verb {}

    /** An operator sets the clock by so many seconds. */
    record StepClock(int seconds) implements Verb {}

    /** A NAT loses its table, as by a restart or {@code conntrack -F}. */
    record Forget() implements Verb {}

    /** An operator writes a setting of a NAT's connection tracking. */
    record SetConntrack(ConntrackSysctl sysctl, long value) implements Verb {}

    /** An operator changes a NAT's rule set. */
    record Filter(NatFilter filter) implements Verb {}

    /** An operator changes how a NAT gives out ports to new flows. */
    record Ports(PortAllocator.Policy policy) implements Verb {}

    /** An operator ends the programs of a host that use this local port, 0 for all: their sockets are closed. */
    record Kill(int port) implements Verb {}

    /** A host starts anew: sockets, entries, memories are gone and nobody says so; sysctls are those of the start. */
    record Reboot() implements Verb {}

    /**
     * A crafted segment, put on the wire past the host's own connections. Numbers are packetdrill's: acknowledgements,
     * and the sequence numbers of a connection that this host opened, count from the initial ones.
     *
     * @param notation as {@link timewaitlab.wire.SegmentNotation} reads it; {@code ecr last} stands for the TSval that
     *     the other end sent last
     */
    record Inject(int fromPort, String host, int port, String notation) implements Verb {}

    /**
     * An ICMP error arrives about the connection from this port to there. {@code host} as in {@link Connect};
     * {@code quoting}: the sequence number of the segment it quotes, counted from the initial one, -1 for the oldest
     * that is in flight.
     */
    record Icmp(Unreachable what, int fromPort, String host, int port, long quoting) implements Verb {}

    /** A packet filter on a host: segments that have all these flags are dropped on their way in or out. */
    record Block(boolean incoming, int flags) implements Verb {}

    /** A NAT or a host gets another address. */
    record TakeAddress(String address) implements Verb {}

    /** Whether it is done to whoever tracks connections. */
    default boolean isForTracking() {
        return this instanceof Forget || this instanceof SetConntrack || this instanceof Filter;
    }

    /** Whether it can be done to a NAT. */
    default boolean isForNat() {
        return isForTracking() || this instanceof TakeAddress || this instanceof Ports;
    }

    /** Whether it can be done to a host that tracks nothing. */
    default boolean isForHost() {
        return !isForNat()
                || this instanceof TakeAddress
                || this instanceof Filter filter && filter.filter().isNone();
    }

    /** Whether it is done with a connection that was opened or accepted before. */
    default boolean needsConnection() {
        return this instanceof Try tried && tried.verb().needsConnection()
                || this instanceof Write
                || this instanceof Read
                || this instanceof ReadToEnd
                || this instanceof Close
                || this instanceof Shutdown
                || this instanceof LingerZero;
    }

    /** Whether it leaves a socket to do things with: close() ends listening too. */
    default boolean makesSocket() {
        return this instanceof Connect || this instanceof Listen || this instanceof Bind || this instanceof SetOption;
    }

    /** The name of the call, as strace would print it. */
    default String call() {
        return this instanceof Try tried ? tried.verb().call() : VerbNames.OF.get(getClass());
    }
}
