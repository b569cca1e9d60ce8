package timewaitlab.decide;

import org.jspecify.annotations.Nullable;

/**
 * What a rule decided: a constant. Effects and counts are bit masks whose names are enums of the room that applies
 * them. {@link #plus} keeps the combinations it has made, so that a chain allocates nothing once warm.
 */
public final class Outcome {
    private enum None implements Code {
        NONE
    }

    /** No opinion. */
    public static final Outcome PASS = new Outcome(Disposition.PASS, None.NONE, 0, 0);
    /** On to the next stage. */
    public static final Outcome GO_ON = new Outcome(Disposition.CONTINUE, None.NONE, 0, 0);

    private final Disposition disposition;
    private final Code code;
    private final long effects;
    private final long counts;
    /** A hash table of the combinations made so far, at most half full, with gaps of null. */
    private volatile @Nullable Outcome[] combined = new Outcome[2];

    private Outcome(Disposition disposition, Code code, long effects, long counts) {
        this.disposition = disposition;
        this.code = code;
        this.effects = effects;
        this.counts = counts;
    }

    /** An outcome without effects or counts. */
    public static Outcome of(Disposition disposition, Code code) {
        return new Outcome(disposition, code, 0, 0);
    }

    public Disposition disposition() {
        return disposition;
    }

    public Code code() {
        return code;
    }

    /** What is to be done to the state. */
    public long effects() {
        return effects;
    }

    /** Which counters move by one. */
    public long counts() {
        return counts;
    }

    public boolean has(long effect) {
        return (effects & effect) != 0;
    }

    /** The same outcome with more effects and counts; one object a combination. */
    public Outcome plus(long moreEffects, long moreCounts) {
        long allEffects = effects | moreEffects;
        long allCounts = counts | moreCounts;
        if (allEffects == effects && allCounts == counts) {
            return this;
        }
        @Nullable Outcome[] table = combined;
        Outcome known = table[placeOf(table, allEffects, allCounts)];
        return known != null ? known : remember(new Outcome(disposition, code, allEffects, allCounts));
    }

    /** Where a combination is, or the gap where it belongs. */
    private static int placeOf(@Nullable Outcome[] table, long effects, long counts) {
        int place = (int) ((effects * 31 + counts) * 0x9E3779B97F4A7C15L >>> 32) & table.length - 1;
        for (Outcome there = table[place]; there != null; there = table[place]) {
            if (there.effects == effects && there.counts == counts) {
                return place;
            }
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private synchronized Outcome remember(Outcome made) {
        int size = 0;
        for (Outcome there : combined) {
            size += there == null ? 0 : 1;
        }
        @Nullable
        Outcome[] more = new Outcome[2 * (size + 1) > combined.length ? 2 * combined.length : combined.length];
        for (Outcome there : combined) {
            if (there != null) {
                more[placeOf(more, there.effects, there.counts)] = there;
            }
        }
        int place = placeOf(more, made.effects, made.counts);
        Outcome other = more[place];
        if (other != null) {
            return other;
        }
        more[place] = made;
        combined = more;
        return made;
    }

    /** Whether the cause meets the same end: dropped for whatever reason, or taken or answered in the same way. */
    public boolean answersAs(Outcome other) {
        return disposition == other.disposition && (disposition == Disposition.DROP || code == other.code);
    }

    /** Whether the two are the same in everything. */
    public boolean sameAs(Outcome other) {
        return disposition == other.disposition
                && code == other.code
                && effects == other.effects
                && counts == other.counts;
    }

    /** Whether nobody watching the wire, the socket and the counters could tell the two apart in this situation. */
    public boolean looksLike(Outcome other, Situation<?> situation) {
        return seenIn(situation, this, other, situation);
    }

    /** The same where each of the two was decided in a situation of its own. */
    public static boolean seenIn(Situation<?> first, Outcome one, Outcome other, Situation<?> second) {
        return one.disposition == other.disposition
                && one.code == other.code
                && (one.counts & ~first.unseenCounts()) == (other.counts & ~second.unseenCounts())
                && ((one.effects ^ other.effects) & ~first.unseenEffects()) == 0;
    }

    @Override
    public String toString() {
        return disposition + " " + code.name();
    }
}
