package timewaitlab.wire;

import java.util.regex.Pattern;

/**
 * An IP address of a run, interned: one object an address, so identity is equality and tables can store the index.
 * Made by {@link AddressBook} only.
 */
public final class Address {
    private static final Pattern PRIVATE = Pattern.compile("10\\.|192\\.168\\.|172\\.(1[6-9]|2\\d|3[01])\\.|"
            + "100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.|f[cd][0-9a-f]{2}:");

    private final int index;
    private final String text;
    private final boolean ipv6;
    private final boolean loopback;

    Address(int index, String text) {
        this.index = index;
        this.text = text;
        loopback = text.startsWith("127.") || text.equals("::1") || text.startsWith("::ffff:127.");
        ipv6 = text.indexOf(':') >= 0 && !text.startsWith("::ffff:");
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
        return loopback;
    }

    /** Whether this is an IPv6 address rather than an IPv4 one; a mapped one is IPv4 on the wire: RFC 4291 2.5.5.2. */
    public boolean isIpv6() {
        return ipv6;
    }

    /** Whether this is an address that nobody outside routes to: RFC 1918, RFC 6598, RFC 4193. */
    public boolean isPrivate() {
        return PRIVATE.matcher(text).lookingAt();
    }

    /** Its bytes, four at a time with the first one lowest, added up without carry: {@code ipv4_addr_hash} on x86. */
    public int number() {
        byte[] bytes = AddressText.parse(text).orElse(new byte[0]);
        int number = 0;
        for (int i = 0; i < bytes.length; i++) {
            number ^= (bytes[i] & 0xff) << Byte.SIZE * (i % Integer.BYTES);
        }
        return number;
    }

    @Override
    public String toString() {
        return text;
    }
}
