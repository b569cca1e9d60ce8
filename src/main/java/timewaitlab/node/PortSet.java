package timewaitlab.node;

import org.jspecify.annotations.Nullable;

/** A set of ports as bits, in pages made when they are first needed. */
final class PortSet {
    /** No such port. */
    static final int NONE = -1;

    static final PortSet EMPTY = new PortSet();
    private static final int WORDS = 1 << 10;
    private static final int PAGE_SHIFT = 4;

    private final long[] @Nullable [] pages = new long[WORDS >> PAGE_SHIFT][];

    private int size;

    /** How many ports are in it. */
    int size() {
        return size;
    }

    void add(int port) {
        int page = port >>> 6 + PAGE_SHIFT;
        long[] words = pages[page];
        if (words == null) {
            words = new long[1 << PAGE_SHIFT];
            pages[page] = words;
        }
        long before = words[port >>> 6 & (1 << PAGE_SHIFT) - 1];
        words[port >>> 6 & (1 << PAGE_SHIFT) - 1] = before | 1L << port;
        size += (int) (~before >>> port & 1);
    }

    void remove(int port) {
        long[] words = pages[port >>> 6 + PAGE_SHIFT];
        if (words != null) {
            long before = words[port >>> 6 & (1 << PAGE_SHIFT) - 1];
            words[port >>> 6 & (1 << PAGE_SHIFT) - 1] = before & ~(1L << port);
            size -= (int) (before >>> port & 1);
        }
    }

    boolean has(int port) {
        return (word(port >>> 6) >>> port & 1) != 0;
    }

    /** The 64 ports from {@code 64 * index} on. */
    long word(int index) {
        long[] words = pages[index >>> PAGE_SHIFT];
        return words == null ? 0 : words[index & (1 << PAGE_SHIFT) - 1];
    }
}
