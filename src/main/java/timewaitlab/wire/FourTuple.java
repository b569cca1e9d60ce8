package timewaitlab.wire;

/** A quadruplet as one host sees it. {@link #key} packs it for tables: two 16-bit address indices, two ports. */
public record FourTuple(Endpoint local, Endpoint remote) {
    /** Lowest bit of the local port in a packed quadruplet. */
    public static final int LOCAL_PORT_SHIFT = 16;

    /** Lowest bit of the remote port in a packed quadruplet. */
    public static final int REMOTE_PORT_SHIFT = 0;

    /** The quadruplet as one {@code long}. */
    public static long key(Address local, int localPort, Address remote, int remotePort) {
        return (long) local.index() << 48 | (long) remote.index() << 32 | (long) localPort << 16 | remotePort;
    }

    /** The quadruplet of a segment as its receiver sees it. */
    public static long keyOfArrival(Segment segment) {
        return key(segment.dst(), segment.dstPort(), segment.src(), segment.srcPort());
    }

    /** Index of the local address in a packed quadruplet. */
    public static int localAddressOf(long key) {
        return (int) (key >>> 48);
    }

    /** Index of the remote address in a packed quadruplet. */
    public static int remoteAddressOf(long key) {
        return (int) (key >>> 32) & 0xffff;
    }

    /** Local port in a packed quadruplet. */
    public static int localPortOf(long key) {
        return (int) (key >>> 16) & 0xffff;
    }

    /** Remote port in a packed quadruplet. */
    public static int remotePortOf(long key) {
        return (int) key & 0xffff;
    }

    /** The packed quadruplet in words. */
    public static FourTuple of(long key, AddressBook book) {
        return new FourTuple(
                new Endpoint(book.at(localAddressOf(key)), localPortOf(key)),
                new Endpoint(book.at(remoteAddressOf(key)), remotePortOf(key)));
    }

    /** The packed quadruplet of this one. */
    public long key() {
        return key(local.address(), local.port(), remote.address(), remote.port());
    }

    @Override
    public String toString() {
        return local + "-" + remote;
    }
}
