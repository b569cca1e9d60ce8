package timewaitlab.base;

/**
 * Chance as a pure function of the seed and of what is asked: two runs of one seed agree whatever was asked in between.
 * The mixing is SplitMix64's finaliser (Steele, Lea, Flood 2014).
 */
public final class Dice {
    private final long seed;

    public Dice(long seed) {
        this.seed = mix(seed + 0x9E3779B97F4A7C15L);
    }

    /** 64 bits for this purpose and key. */
    public long roll(long purpose, long key) {
        return mix(mix(seed ^ purpose * 0xD6E8FEB86659FD93L) + key * 0x9E3779B97F4A7C15L);
    }

    /** A number in {@code [0, bound)} for this purpose and key. */
    public int below(int bound, long purpose, long key) {
        return (int) ((roll(purpose, key) >>> 32) * bound >>> 32);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
