package timewaitlab.trace;

import java.util.List;
import java.util.stream.IntStream;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Segment;

/** The legs of a run while it goes on, by their ids. */
final class LegRows {
    private static final Fate[] FATES = Fate.values();

    private static final int SENT = 0;
    private static final int ARRIVES = 1;
    /** What it continues, above what became of it and whether it was sent again. */
    private static final int BITS = 2;

    private static final int AT = 0;
    private static final int TO = 1;
    private static final int SEGMENT = 2;
    private static final int CAUSE = 3;

    private static final int AGAIN = 1;
    private static final int FATE_SHIFT = 1;
    private static final long FATE_MASK = 0xffL << FATE_SHIFT;

    private final Rows rows = new Rows(3, 4);

    int size() {
        return rows.size();
    }

    /** Adds a copy of a segment that was sent; the copy's id, which is the leg's, is the answer. */
    int add(long sent, String at, Segment segment, Cause cause) {
        int row = rows.add();
        rows.put(row, SENT, sent);
        rows.put(row, BITS, (long) Fate.IN_FLIGHT.ordinal() << FATE_SHIFT);
        rows.put(row, AT, at);
        rows.put(row, TO, "");
        rows.put(row, SEGMENT, segment.copy().id(row + 1).freeze());
        rows.put(row, CAUSE, cause);
        return row + 1;
    }

    /** Says of the leg added last what it continues, 0 for nothing, and whether it was sent before. */
    void continues(int rewrites, boolean again) {
        int row = rows.size() - 1;
        rows.put(row, BITS, rows.number(row, BITS) | (long) rewrites << 32 | (again ? AGAIN : 0));
    }

    void travels(int leg, String to, long arrives) {
        rows.put(leg - 1, TO, to);
        rows.put(leg - 1, ARRIVES, arrives);
    }

    void fate(int leg, Fate fate) {
        rows.put(leg - 1, BITS, rows.number(leg - 1, BITS) & ~FATE_MASK | (long) fate.ordinal() << FATE_SHIFT);
    }

    /** The checksum is wrong from here on. */
    void damage(int leg) {
        rows.put(leg - 1, SEGMENT, segment(leg).copy().damaged(true).freeze());
    }

    /** The frozen copy. */
    Segment segment(int leg) {
        return (Segment) rows.there(leg - 1, SEGMENT);
    }

    /** All of them as they stand. */
    List<Leg> list() {
        return IntStream.range(0, rows.size()).mapToObj(this::leg).toList();
    }

    private Leg leg(int row) {
        long bits = rows.number(row, BITS);
        return new Leg(
                row + 1,
                (int) (bits >>> 32),
                rows.number(row, SENT),
                rows.text(row, AT),
                rows.number(row, ARRIVES),
                rows.text(row, TO),
                FATES[(int) ((bits & FATE_MASK) >>> FATE_SHIFT)],
                segment(row + 1),
                (bits & AGAIN) != 0,
                rows.cause(row, CAUSE));
    }
}
