package timewaitlab.decide;

/**
 * A run of the 2^32 distances that two serial numbers can have.
 *
 * @param first its first one, signed
 * @param last its last one, not before the first; it may lie beyond 2^31, which is the same as below 0
 */
public record Arc(long first, long last) {
    private static final long RING = 1L << 32;

    /** Whether this distance, as a signed 32-bit number, is one of them. */
    public boolean has(long distance) {
        return (distance - first & RING - 1) <= last - first;
    }

    /** All distances that are not in it. */
    public Arc complement() {
        return new Arc(last + 1, first - 1 + RING).near();
    }

    /** The same distances, counted in the other direction. */
    public Arc mirrored() {
        return new Arc(-last, -first).near();
    }

    /** With its first distance as a signed 32-bit number. */
    private Arc near() {
        long start = (int) first;
        return new Arc(start, start + last - first);
    }

    /** Whether it lies above the edge that is nearest to 0. */
    public boolean isAbove() {
        return Math.abs((long) (int) first) <= Math.abs((long) (int) last);
    }

    /** The nearest distance to 0 across the edge that is nearest to 0: the first that is not in it. */
    public long nearestOutside() {
        return isAbove() ? (int) (first - 1) : (int) (last + 1);
    }
}
