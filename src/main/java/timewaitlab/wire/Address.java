package timewaitlab.wire;

/**
 * An IP address of a run, interned: one object an address, so identity is equality and tables can store the index.
 * Made by {@link AddressBook} only.
 */
public final class Address {
    private final int index;
    private final String text;

    Address(int index, String text) {
        this.index = index;
        this.text = text;
    }

    /** Position in the book that made it, 0 to 65535. */
    public int index() {
        return index;
    }

    /** Dotted IPv4 or compressed IPv6 text. */
    public String text() {
        return text;
    }

    /** Whether this is in 127/8, ::1, or the mapped form of either: what tcp_tw_reuse=2 asks. */
    public boolean isLoopback() {
        return text.startsWith("127.") || text.equals("::1") || text.startsWith("::ffff:127.");
    }

    @Override
    public String toString() {
        return text;
    }
}
