package timewaitlab.wire;

import java.util.List;

/**
 * The interfaces a host has here, by index as SO_BINDTODEVICE names them: {@code lo} and the one to its link. What a
 * host sends to an address of its own never leaves it, but counts as having come in by the interface that has the
 * address, or by the one the sender is bound to (6.18.44 was asked).
 */
public final class Device {
    /** Of a socket that is bound to none. */
    public static final int NONE = 0;

    /** The loopback interface, LOOPBACK_IFINDEX. */
    public static final int LO = 1;

    /** The interface to the link. */
    public static final int ETH0 = 2;

    private static final List<String> NAMES = List.of("", "lo", "eth0");

    private Device() {}

    /** The interface of this name, -1 for none. */
    public static int named(String name) {
        return name.isEmpty() ? -1 : NAMES.indexOf(name);
    }

    /** Its name, empty for {@link #NONE}. */
    public static String name(int device) {
        return NAMES.get(device);
    }

    /** Whether two sockets with these bindings may meet the same segment. */
    public static boolean meet(int one, int other) {
        return one == NONE || other == NONE || one == other;
    }
}
