package timewaitlab.draw;

import java.util.Locale;
import timewaitlab.decide.Arc;

/**
 * A segment's 32-bit value against the one it was compared with, as the pictures of a comparison show them.
 *
 * @param kind what the values are
 * @param segment the segment's value, unsigned
 * @param remembered the value it was compared with, unsigned
 * @param refused the values a segment must not carry, by their signed distance from the one it is compared with
 * @param answers whether a refused value is answered instead of dropped in silence
 * @param labels what stands beside the values
 */
public record SerialPair(Kind kind, long segment, long remembered, Arc refused, boolean answers, Labels labels) {
    static final long RING = 1L << 32;

    /** What is compared. */
    public enum Kind {
        TIMESTAMP,
        SEQUENCE
    }

    /**
     * Words for values.
     *
     * @param segment under the segment's value: {@code C sent}
     * @param remembered under the other one: {@code B remembers}
     * @param distance from one to the other: {@code 845315 ticks = 56 min}
     * @param ring once around: {@code 2^32 ticks = 199 days}
     * @param refused what becomes of a refused value: {@code dropped}
     * @param taken what becomes of another one: {@code accepted}
     */
    public record Labels(
            String segment, String remembered, String distance, String ring, String refused, String taken) {}

    /** {@code segment - remembered} as a signed 32-bit number, as the kernel compares: negative for an older one. */
    public long distance() {
        return (int) (segment - remembered);
    }

    /** Whether the segment's value is refused. */
    public boolean isHeld() {
        return refused.has(distance());
    }

    /** The value at this distance from the one it is compared with. */
    public long at(long distance) {
        return remembered + distance & RING - 1;
    }

    /** What becomes of this value. */
    String end(boolean isRefused) {
        return isRefused ? labels.refused : labels.taken;
    }

    /** The ground under refused values. */
    Ink ground() {
        return answers ? Ink.REPLY_TINT : Ink.DROP_TINT;
    }

    /** The hatch on that ground. */
    Fill hatch() {
        return Fill.hatched(Ink.EDGE, answers ? Hatch.REPLY : Hatch.DROP);
    }

    /** The text of a key that this kind of value has its own words for. */
    String word(Words words, String key) {
        return words.of("draw." + kind.name().toLowerCase(Locale.ROOT) + "." + key);
    }
}
