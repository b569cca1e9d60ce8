package timewaitlab.node;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which local ports are held towards one remote endpoint from one local address, of those the kernel chose for
 * connect(): what the search for a port steps over without looking each quadruplet up. Open addressing; a destination
 * stays once it was used.
 */
final class Destinations {
    private static final long LOCAL_PORT = 0xffffL << 16;

    private long[] keys = new long[16];
    private @Nullable PortSet[] sets = new PortSet[16];
    private int size;

    /** The ports held towards where this quadruplet leads. */
    PortSet towards(long quadruplet) {
        long key = quadruplet & ~LOCAL_PORT;
        int slot = slot(key);
        PortSet known = sets[slot];
        if (known != null) {
            return known;
        }
        if (++size * 2 > keys.length) {
            grow();
            slot = slot(key);
        }
        PortSet made = new PortSet();
        keys[slot] = key;
        sets[slot] = made;
        return made;
    }

    /** The most ports that are held towards any one of them. */
    int most() {
        int most = 0;
        for (PortSet set : sets) {
            most = Math.max(most, set == null ? 0 : set.size());
        }
        return most;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = hash(key) & mask;
        while (sets[slot] != null && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable PortSet[] oldSets = sets;
        keys = new long[oldKeys.length * 2];
        sets = Arrays.copyOf(new PortSet[0], oldSets.length * 2);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldSets[i] != null) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                sets[slot] = oldSets[i];
            }
        }
    }

    private static int hash(long key) {
        long mixed = (key ^ key >>> 32) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
