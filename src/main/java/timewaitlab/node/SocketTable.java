package timewaitlab.node;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import timewaitlab.tcp.Tcb;

/** Live sockets and requests by quadruplet: open addressing, no tombstones. */
final class SocketTable {
    private @Nullable Tcb[] slots = new Tcb[64];
    private int size;

    int size() {
        return size;
    }

    @Nullable
    Tcb find(long key) {
        int mask = slots.length - 1;
        for (int slot = hash(key) & mask; ; slot = slot + 1 & mask) {
            Tcb there = slots[slot];
            if (there == null || there.key == key) {
                return there;
            }
        }
    }

    /** Adds a socket whose quadruplet is not there yet. */
    void add(Tcb socket) {
        if (size * 2 >= slots.length) {
            grow();
        }
        insert(socket);
        size++;
    }

    /** Removes the socket of this quadruplet and closes the gap it leaves. */
    void remove(long key) {
        int mask = slots.length - 1;
        int gap = hash(key) & mask;
        for (Tcb there = slots[gap]; there == null || there.key != key; there = slots[gap]) {
            if (there == null) {
                return;
            }
            gap = gap + 1 & mask;
        }
        for (int slot = gap + 1 & mask; ; slot = slot + 1 & mask) {
            Tcb there = slots[slot];
            if (there == null) {
                break;
            }
            if ((slot - (hash(there.key) & mask) & mask) >= (slot - gap & mask)) {
                slots[gap] = there;
                gap = slot;
            }
        }
        slots[gap] = null;
        size--;
    }

    /** Calls {@code visitor} with every socket, in no order anybody may rely on. */
    void forEach(Consumer<Tcb> visitor) {
        for (Tcb there : slots) {
            if (there != null) {
                visitor.accept(there);
            }
        }
    }

    /** Adds each socket to the number of its state, by ordinal. */
    void countStates(long[] byState) {
        for (Tcb there : slots) {
            if (there != null) {
                byState[there.state.ordinal()]++;
            }
        }
    }

    private void insert(Tcb socket) {
        int mask = slots.length - 1;
        int slot = hash(socket.key) & mask;
        while (slots[slot] != null) {
            slot = slot + 1 & mask;
        }
        slots[slot] = socket;
    }

    private void grow() {
        Tcb[] old = slots;
        slots = new Tcb[old.length * 2];
        for (Tcb there : old) {
            if (there != null) {
                insert(there);
            }
        }
    }

    private static int hash(long key) {
        long mixed = (key ^ key >>> 32) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
