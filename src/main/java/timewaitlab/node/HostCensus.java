package timewaitlab.node;

import timewaitlab.base.Sysctl;
import timewaitlab.tcp.TcpState;

/** What a host has at an instant, counted between two events. It looks and changes nothing. */
public final class HostCensus {
    private final Host host;

    public HostCensus(Host host) {
        this.host = host;
    }

    /** Adds the connections by the ordinal of their state; entries in FIN-WAIT-2 and TIME-WAIT are among them. */
    public void countStates(long[] byState) {
        host.sockets().countStates(byState);
        int finWait2 = host.timeWaits().finWait2();
        byState[TcpState.FIN_WAIT_2.ordinal()] += finWait2;
        byState[TcpState.TIME_WAIT.ordinal()] += host.timeWaits().table().size() - finWait2;
    }

    /** Ports that connect() chose and that are held from one address towards one destination, where they are most. */
    public long mostPorts() {
        return host.ports().mostTowardsOne();
    }

    /** Ports that connect() may choose from: those of ip_local_port_range. */
    public long portRange() {
        long low = host.settings().get(Sysctl.IP_LOCAL_PORT_LOW);
        return Math.max(0, host.settings().get(Sysctl.IP_LOCAL_PORT_HIGH) - low + 1);
    }

    /** Verdicts that threw a segment away since the host started. */
    public long drops() {
        return host.counterValues().drops();
    }
}
