package timewaitlab.tcp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which hosts a kernel has metrics of (from 3.6), and with them the timestamps behind {@code tcp_tw_recycle}: a hash of
 * {@code tcpmhash_entries} buckets of six hosts; a seventh takes the place of the one that was of use longest ago.
 * net/ipv4/tcp_metrics.c {@code tcpm_new}, {@code tcp_get_encode}. Up to 3.5 nobody has to go: routes hold on to the
 * peers they lead to, however low {@code inet_peer_threshold} is.
 */
final class MetricsTable {
    /** {@code TCP_METRICS_RECLAIM_DEPTH} and the one that is found full. */
    private static final int MOST = 6;
    /** GOLDEN_RATIO_PRIME_32 up to 4.6, GOLDEN_RATIO_32 from 4.7: include/linux/hash.h. */
    private static final int PRIME = 0x9e370001;

    private static final int RATIO = 0x61c88647;
    /** Values of {@link Constant#METRICS_HASH}. */
    private static final int PLAIN = 1;

    private static final int BY_RATIO = 3;

    private final int multiplier;
    private final int bits;
    private final OptionalInt salt;
    private final Map<Integer, List<Slot>> chains = new HashMap<>();
    private int hosts;

    private static final class Slot {
        private long key;
        private int jiffy;

        Slot(long key, int jiffy) {
            this.key = key;
            this.jiffy = jiffy;
        }
    }

    /** @param unknown what the kernel's hash is salted with, if it is: {@code net_hash_mix}, empty for nobody knows */
    MetricsTable(Settings settings, OptionalInt unknown) {
        long hash = settings.get(Constant.METRICS_HASH);
        multiplier = hash >= BY_RATIO ? RATIO : PRIME;
        salt = hash <= PLAIN ? OptionalInt.of(0) : unknown;
        bits = hash == 0 ? 0 : 64 - Long.numberOfLeadingZeros(settings.get(Constant.TCPMHASH_ENTRIES) - 1);
    }

    /**
     * A host is met again, or for the first time. Returns who had to make room, or the same for nobody.
     *
     * @param number its address, four bytes at a time, read as x86 does
     */
    long meet(long key, int number, int jiffy) {
        if (bits == 0) {
            return key;
        }
        int bucket = salt.isEmpty() ? 0 : (number ^ salt.getAsInt()) * multiplier >>> Integer.SIZE - bits;
        List<Slot> chain = chains.computeIfAbsent(bucket, any -> new ArrayList<>());
        for (Slot slot : chain) {
            if (slot.key == key) {
                slot.jiffy = jiffy;
                return key;
            }
        }
        if (salt.isEmpty() || chain.size() < MOST) {
            chain.add(0, new Slot(key, jiffy));
            hosts++;
            return key;
        }
        Slot oldest = chain.get(0);
        for (Slot slot : chain) {
            oldest = slot.jiffy - oldest.jiffy < 0 ? slot : oldest;
        }
        long gone = oldest.key;
        oldest.key = key;
        oldest.jiffy = jiffy;
        return gone;
    }

    /**
     * Whether a host may have had to make room, for all one knows without the salt: with less than a host a bucket none
     * is taken to have had to, for six others in one are fewer than one in a thousand then.
     */
    boolean mayBeGone(long key) {
        if (salt.isPresent() || hosts <= 1L << bits) {
            return false;
        }
        List<Slot> all = chains.values().iterator().next();
        for (Slot slot : all) {
            if (slot.key == key) {
                return all.stream()
                                .filter(other -> other.jiffy - slot.jiffy >= 0)
                                .count()
                        > MOST;
            }
        }
        return false;
    }
}
