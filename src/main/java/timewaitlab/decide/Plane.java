package timewaitlab.decide;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What is decided wherever two 32-bit values of one situation lie, everything else as it was: a plane, each side once
 * round the ring, cut into cells inside of which every answer is the same.
 *
 * <p>The cuts are not sampled. A cell's proof says what was asked there, and each of those checks says where its answer
 * turns; cells are asked until no proof names a turn inside a cell.
 *
 * <p>Offsets are counted from the axes' origins, from -2^31 to 2^31 - 1.
 */
public final class Plane<S extends Situation<S>> {
    /** The smallest offset. */
    public static final long FIRST = -(1L << 31);
    /** The largest offset. */
    public static final long LAST = (1L << 31) - 1;

    /** Cells asked before the question is given up; the rules at hand need some hundreds. */
    private static final int MOST_CELLS = 20_000;

    private final Verdict<S> about;
    private final Axis<S> across;
    private final Axis<S> up;
    private final List<Long> columns;
    private final List<Long> rows;
    private final Map<Spot, Verdict<S>> verdicts;

    private Plane(Cutting<S> cutting) {
        about = cutting.about;
        across = cutting.across;
        up = cutting.up;
        columns = List.copyOf(cutting.columns);
        rows = List.copyOf(cutting.rows);
        verdicts = cutting.verdicts;
    }

    /**
     * A value that goes once round the ring.
     *
     * @param origin the value at offset 0
     */
    public record Axis<S>(Operand<? super S> operand, long origin) {
        /** The offset of a value. */
        public long offset(long value) {
            return (int) (value - origin);
        }

        /** The value at an offset, unsigned. */
        public long value(long offset) {
            return origin + offset & 0xffff_ffffL;
        }

        /** Moves a situation that belongs to the caller. */
        void move(S supposed, long offset) {
            operand.write(supposed, value(offset));
        }
    }

    /** A point by its offsets. */
    private record Spot(long x, long y) {}

    /** Everything this verdict's chain would decide, over these two values of what was judged. */
    public static <S extends Situation<S>> Plane<S> of(Verdict<S> about, Axis<S> across, Axis<S> up) {
        Cutting<S> cutting = new Cutting<>(about, across, up);
        cutting.cut();
        return new Plane<>(cutting);
    }

    /** The verdict the plane is about. */
    public Verdict<S> about() {
        return about;
    }

    public Axis<S> across() {
        return across;
    }

    public Axis<S> up() {
        return up;
    }

    /** First offset of each column, from {@link #FIRST} up. */
    public List<Long> columns() {
        return columns;
    }

    /** First offset of each row, from {@link #FIRST} up. */
    public List<Long> rows() {
        return rows;
    }

    /** Number of the column or row of {@code starts} that holds this offset. */
    public static int indexOf(List<Long> starts, long offset) {
        int low = 0;
        int high = starts.size() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (starts.get(middle) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** What is decided in the cell of this point, as judged at the cell's first corner. */
    public Verdict<S> cellAt(long x, long y) {
        Spot corner = new Spot(columns.get(indexOf(columns, x)), rows.get(indexOf(rows, y)));
        Verdict<S> verdict = verdicts.get(corner);
        if (verdict == null) {
            throw new IllegalStateException("no cell at " + x + ", " + y);
        }
        return verdict;
    }

    /** Judges again at exactly this point: the same outcome as its cell's, with the values of the point. */
    public Verdict<S> judgeAt(long x, long y) {
        return judge(about, across, up, new Spot(x, y));
    }

    private static <S extends Situation<S>> Verdict<S> judge(Verdict<S> about, Axis<S> across, Axis<S> up, Spot spot) {
        S supposed = about.situation();
        across.move(supposed, spot.x);
        up.move(supposed, spot.y);
        return about.chain().verdict(supposed);
    }

    /** The plane while it is being cut. */
    private static final class Cutting<S extends Situation<S>> {
        private final Verdict<S> about;
        private final Axis<S> across;
        private final Axis<S> up;
        private final NavigableSet<Long> columns = new TreeSet<>(List.of(FIRST));
        private final NavigableSet<Long> rows = new TreeSet<>(List.of(FIRST));
        private final Map<Spot, Verdict<S>> verdicts = new HashMap<>();
        private final Deque<Spot> unasked = new ArrayDeque<>();

        Cutting(Verdict<S> about, Axis<S> across, Axis<S> up) {
            this.about = about;
            this.across = across;
            this.up = up;
        }

        void cut() {
            unasked.add(new Spot(FIRST, FIRST));
            while (!unasked.isEmpty()) {
                Spot spot = unasked.remove();
                if (!verdicts.containsKey(spot)) {
                    ask(spot);
                }
                if (verdicts.size() > MOST_CELLS) {
                    throw new IllegalStateException("more than " + MOST_CELLS + " cells around " + about.ruleId());
                }
            }
        }

        private void ask(Spot spot) {
            Verdict<S> verdict = judge(about, across, up, spot);
            verdicts.put(spot, verdict);
            S supposed = verdict.situation();
            for (long start : Turns.along(across, supposed, verdict.findings())) {
                if (columns.add(start)) {
                    rows.forEach(row -> unasked.add(new Spot(start, row)));
                }
            }
            across.move(supposed, spot.x);
            for (long start : Turns.along(up, supposed, verdict.findings())) {
                if (rows.add(start)) {
                    columns.forEach(column -> unasked.add(new Spot(column, start)));
                }
            }
        }
    }

    /** Every verdict that was asked, one a cell. */
    public List<Verdict<S>> cells() {
        return new ArrayList<>(verdicts.values());
    }
}
