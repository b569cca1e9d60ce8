package timewaitlab.node;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A number for each port, 0 at first, in pages made when they are first needed. A page of zeros goes back to be used
 * again: ports are chosen in turn, and what was owned a minute ago would hold as much memory as what is owned now.
 */
final class PortCounts {
    private static final int PAGE_SHIFT = 8;
    private static final int PORTS = 1 << PAGE_SHIFT;
    /** Behind the numbers of a page: how many of them are not 0. */
    private static final int OWNED = PORTS;

    private final Spare spare;
    private final int[] @Nullable [] pages = new int[1 << 16 - PAGE_SHIFT][];

    PortCounts(Spare spare) {
        this.spare = spare;
    }

    /** Pages of zeros that no port needs now. */
    static final class Spare {
        private int[][] pages = new int[8][];
        private int count;

        private int[] take() {
            return count == 0 ? new int[PORTS + 1] : pages[--count];
        }

        private void give(int[] page) {
            if (count == pages.length) {
                pages = Arrays.copyOf(pages, count * 2);
            }
            pages[count++] = page;
        }
    }

    /** Adds to the number of this port and answers what it is then. */
    int add(int port, int more) {
        int[] page = pages[port >>> PAGE_SHIFT];
        if (page == null) {
            page = spare.take();
            pages[port >>> PAGE_SHIFT] = page;
        }
        int before = page[port & PORTS - 1];
        int after = before + more;
        page[port & PORTS - 1] = after;
        page[OWNED] += (after == 0 ? 0 : 1) - (before == 0 ? 0 : 1);
        if (page[OWNED] == 0) {
            pages[port >>> PAGE_SHIFT] = null;
            spare.give(page);
        }
        return after;
    }

    int at(int port) {
        int[] page = pages[port >>> PAGE_SHIFT];
        return page == null ? 0 : page[port & PORTS - 1];
    }
}
