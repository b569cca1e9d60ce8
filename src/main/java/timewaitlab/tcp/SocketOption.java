package timewaitlab.tcp;

import java.util.Optional;
import timewaitlab.wire.Device;

/** What setsockopt() may be asked for, by the names of the options; each with the values it takes. */
public enum SocketOption {
    /** bind() passes over time-wait entries and bound sockets that have it too. */
    SO_REUSEADDR(0, 1),
    /** Several listeners, or bound sockets, on one port (from 3.9). */
    SO_REUSEPORT(0, 1),
    /** bind() to port 0 fixes the address only; connect() chooses the port (from 4.2). */
    IP_BIND_ADDRESS_NO_PORT(0, 1),
    /** Ports this socket may be given: the highest in the upper 16 bits, the lowest in the lower (from 6.3). */
    IP_LOCAL_PORT_RANGE(0, 0xffff_ffffL),
    /** Whether silence is probed. */
    SO_KEEPALIVE(0, 1),
    /** Seconds of silence before the first probe, instead of tcp_keepalive_time. */
    TCP_KEEPIDLE(1, 32_767),
    /** Seconds between probes, instead of tcp_keepalive_intvl. */
    TCP_KEEPINTVL(1, 32_767),
    /** Probes before giving up, instead of tcp_keepalive_probes. */
    TCP_KEEPCNT(1, 127),
    /** Milliseconds after which what is not acknowledged ends the connection (from 2.6.37); 0 for off. */
    TCP_USER_TIMEOUT(0, Integer.MAX_VALUE),
    /** {@code l_linger}, seconds: how long close() waits, 0 to have it reset; -1 stands for {@code l_onoff} = 0. */
    SO_LINGER(-1, 65_535),
    /** Bytes that may wait to be read: the window shuts when they are there. From {@code SOCK_MIN_RCVBUF} / 2 on. */
    SO_RCVBUF(1152, 1 << 29),
    /** Seconds of FIN-WAIT-2 after close(), instead of tcp_fin_timeout; -1 for none at all. */
    TCP_LINGER2(-1, 65_535),
    /** How often a SYN, or a listener's SYN-ACKs, are sent again, instead of the sysctl. */
    TCP_SYNCNT(1, 127),
    /** Seconds a listener waits for data before it has accept() return; 0 for none. */
    TCP_DEFER_ACCEPT(0, Integer.MAX_VALUE),
    /** A write leaves at once, however short it is and whatever is in flight. */
    TCP_NODELAY(0, 1),
    /** Only full segments leave, the rest 200 ms later at most. */
    TCP_CORK(0, 1),
    /** Only what comes in by this {@link timewaitlab.wire.Device} is for the socket; 0 for any. */
    SO_BINDTODEVICE(Device.NONE, Device.ETH0);

    private final long least;
    private final long most;

    SocketOption(long least, long most) {
        this.least = least;
        this.most = most;
    }

    /** The option of this name. */
    public static Optional<SocketOption> named(String name) {
        for (SocketOption option : values()) {
            if (option.name().equals(name)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    public long least() {
        return least;
    }

    public long most() {
        return most;
    }

    /** This option in {@link Constant#ABSENT_SOCKET_OPTIONS}. */
    public long bit() {
        return 1L << ordinal();
    }

    /** Several of them. */
    public static long bits(SocketOption... options) {
        long mask = 0;
        for (SocketOption option : options) {
            mask |= option.bit();
        }
        return mask;
    }
}
