package timewaitlab.tcp;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The per-host timestamp memory behind {@code tcp_tw_recycle}: inet_peer up to 3.5, tcp_metrics from 3.6. Keyed by the
 * remote address, or by both addresses, never by a port. The recordings of 3.10 behave as keyed by the remote address
 * alone; so do the recordings of 2.6.32.
 */
public final class PeerTimestampCache {
    /** What is remembered of one peer. */
    public static final class Entry {
        int ts;
        int stamp;

        /** The highest timestamp, by the rule of {@link PeerTimestampCache#remember}. */
        public int ts() {
            return ts;
        }

        /** The second in which a segment carried it. */
        public int stamp() {
            return stamp;
        }
    }

    private final Map<Long, Entry> entries = new HashMap<>();
    private final MetricsTable hosts;

    /** @param salt of the hash that has room for only so many hosts; empty where nobody knows it */
    public PeerTimestampCache(Settings settings, OptionalInt salt) {
        hosts = new MetricsTable(settings, salt);
    }

    /**
     * A connection with this peer stands or ends, and one that is kept no longer may have to make room.
     *
     * @param number its address as {@link timewaitlab.wire.Address#number} gives it
     */
    public void meet(long key, int number, int jiffy) {
        long gone = hosts.meet(key, number, jiffy);
        if (gone != key) {
            entries.remove(gone);
        }
    }

    /** Whether this peer may have had to make room for others: where the salt is not known it stays. */
    public boolean mayBeForgotten(long key) {
        return hosts.mayBeGone(key);
    }

    /** Nothing is remembered of this peer any more. */
    public void forget(long key) {
        entries.remove(key);
    }

    /** The memory for this peer, or null. */
    public @Nullable Entry find(long key) {
        return entries.get(key);
    }

    /** Puts a memory there as it stands. */
    public void put(long key, int ts, int stamp) {
        Entry entry = entries.computeIfAbsent(key, k -> new Entry());
        entry.ts = ts;
        entry.stamp = stamp;
    }

    /**
     * Overwrites unless what is remembered is newer and not yet {@code lifetime} seconds old. Returns whether it did.
     * 2.6.32: net/ipv4/tcp_ipv4.c {@code tcp_v4_remember_stamp}; 3.10, 4.11: net/ipv4/tcp_metrics.c
     * {@code tcp_remember_stamp}.
     */
    public boolean remember(long key, int ts, int stamp, int second, long lifetime) {
        Entry known = entries.get(key);
        boolean overwrite =
                known == null || known.ts - ts <= 0 || second - known.stamp > lifetime && known.stamp - stamp <= 0;
        if (overwrite) {
            put(key, ts, stamp);
        }
        return overwrite;
    }
}
