package timewaitlab.node;

import org.jspecify.annotations.Nullable;

/** A number for each port, 0 at first, in pages made when they are first needed. */
final class PortCounts {
    private static final int PAGE_SHIFT = 8;

    private final int[] @Nullable [] pages = new int[1 << 16 - PAGE_SHIFT][];

    /** Adds to the number of this port and answers what it is then. */
    int add(int port, int more) {
        int[] page = pages[port >>> PAGE_SHIFT];
        if (page == null) {
            page = new int[1 << PAGE_SHIFT];
            pages[port >>> PAGE_SHIFT] = page;
        }
        return page[port & (1 << PAGE_SHIFT) - 1] += more;
    }

    int at(int port) {
        int[] page = pages[port >>> PAGE_SHIFT];
        return page == null ? 0 : page[port & (1 << PAGE_SHIFT) - 1];
    }
}
