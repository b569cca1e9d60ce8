package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Plane;
import timewaitlab.decide.Verdict;
import timewaitlab.tcp.Effect;

/**
 * The regions of a plane: neighbouring cells in which the segment meets the same end, told apart by what became of it,
 * not by counters or by what the socket remembers of it. With a second plane, a cell in which the two kernels part
 * is a region of its own.
 */
public final class MapRegions {
    /** What a reply may do to a time-wait entry. */
    private static final long ENDS_OF_ENTRIES = Effect.bits(Effect.RESTART_TIMEWAIT, Effect.RETIRE);
    /** What makes an accepted segment the first one of a connection. */
    private static final long BEGINNINGS =
            Effect.bits(Effect.HAND_TO_LISTENER, Effect.MAKE_REQUEST, Effect.MAKE_SOCKET);

    private final List<Long> columns;
    private final List<Long> rows;
    private final Cell[][] cells;
    private final int[][] regions;
    private final List<Region> all = new ArrayList<>();

    /** What is decided in a cell; {@code other} by the second kernel, where it parts from the first. */
    public record Cell(Verdict<?> verdict, @Nullable Verdict<?> other) {
        /** Whether the two kernels decide otherwise here. */
        public boolean differs() {
            return other != null;
        }

        private boolean sameAs(Cell cell) {
            boolean alike = alike(verdict, cell.verdict);
            Verdict<?> mine = other;
            Verdict<?> its = cell.other;
            return mine == null || its == null ? alike && mine == its : alike && alike(mine, its);
        }
    }

    /** A connected region. {@code number} is its place in {@link #all}; it has the cell of its first corner. */
    public record Region(int number, Cell cell) {}

    /** Cells from one column and row to another, both included. */
    public record Span(int left, int low, int right, int high) {}

    private MapRegions(Plane<?> plane, @Nullable Plane<?> other) {
        columns = merged(plane.columns(), other == null ? List.of() : other.columns());
        rows = merged(plane.rows(), other == null ? List.of() : other.rows());
        cells = new Cell[columns.size()][rows.size()];
        for (int x = 0; x < cells.length; x++) {
            for (int y = 0; y < cells[x].length; y++) {
                Verdict<?> first = plane.cellAt(columns.get(x), rows.get(y));
                Verdict<?> second = other == null ? null : other.cellAt(columns.get(x), rows.get(y));
                cells[x][y] = new Cell(first, second == null || alike(first, second) ? null : second);
            }
        }
        regions = new int[columns.size()][rows.size()];
        for (int[] column : regions) {
            Arrays.fill(column, -1);
        }
        for (int y = 0; y < rows.size(); y++) {
            for (int x = 0; x < columns.size(); x++) {
                if (regions[x][y] < 0) {
                    all.add(new Region(all.size(), cells[x][y]));
                    spread(x, y, all.size() - 1);
                }
            }
        }
    }

    /** The regions of one kernel's plane. */
    public static MapRegions of(Plane<?> plane) {
        return new MapRegions(plane, null);
    }

    /** The regions of one kernel's plane and of where another kernel parts from it. */
    public static MapRegions of(Plane<?> plane, Plane<?> other) {
        return new MapRegions(plane, other);
    }

    /** Whether the segment meets the same end in both: taken, answered in the same way, or dropped for one reason. */
    static boolean alike(Verdict<?> one, Verdict<?> other) {
        Outcome first = one.outcome();
        Outcome second = other.outcome();
        if (first.disposition() != second.disposition()) {
            return false;
        }
        return switch (first.disposition()) {
            case REPLY -> first.code() == second.code() && agree(first, second, ENDS_OF_ENTRIES);
            case DROP -> first.code() == second.code();
            case ACCEPT, CONSUME, CONTINUE, PASS -> agree(first, second, BEGINNINGS);
        };
    }

    private static boolean agree(Outcome one, Outcome other, long effects) {
        return ((one.effects() ^ other.effects()) & effects) == 0;
    }

    private static List<Long> merged(List<Long> one, List<Long> other) {
        NavigableSet<Long> all = new TreeSet<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }

    private void spread(int x, int y, int region) {
        List<int[]> open = new ArrayList<>(List.of(new int[] {x, y}));
        while (!open.isEmpty()) {
            int[] at = open.remove(open.size() - 1);
            boolean inside = at[0] >= 0 && at[1] >= 0 && at[0] < columns.size() && at[1] < rows.size();
            if (inside && regions[at[0]][at[1]] < 0 && cells[at[0]][at[1]].sameAs(all.get(region).cell)) {
                regions[at[0]][at[1]] = region;
                open.add(new int[] {at[0] + 1, at[1]});
                open.add(new int[] {at[0] - 1, at[1]});
                open.add(new int[] {at[0], at[1] + 1});
                open.add(new int[] {at[0], at[1] - 1});
            }
        }
    }

    /** First offset of each column. */
    public List<Long> columns() {
        return columns;
    }

    /** First offset of each row. */
    public List<Long> rows() {
        return rows;
    }

    /** Every region, from the lowest left one up. */
    public List<Region> all() {
        return List.copyOf(all);
    }

    /** The region of a cell by its place. */
    public Region at(int column, int row) {
        return all.get(regions[column][row]);
    }

    /** The region of a point by its offsets. */
    public Region regionAt(long x, long y) {
        return at(Plane.indexOf(columns, x), Plane.indexOf(rows, y));
    }

    /** The cell of a point by its offsets. */
    public Cell cellAt(long x, long y) {
        return cells[Plane.indexOf(columns, x)][Plane.indexOf(rows, y)];
    }

    public Cell cell(int column, int row) {
        return cells[column][row];
    }

    /** The last offset of a column. */
    public long lastOfColumn(int column) {
        return last(columns, column);
    }

    /** The last offset of a row. */
    public long lastOfRow(int row) {
        return last(rows, row);
    }

    private static long last(List<Long> starts, int index) {
        return index + 1 < starts.size() ? starts.get(index + 1) - 1 : Plane.LAST;
    }

    /** A point by its offsets. */
    public record Point(long x, long y) {}

    /** The point nearest to this one, by units of both values together, at which the segment meets another end. */
    public Optional<Point> nearestOther(Point from) {
        Region own = regionAt(from.x, from.y);
        List<Point> others = new ArrayList<>();
        for (int x = 0; x < columns.size(); x++) {
            for (int y = 0; y < rows.size(); y++) {
                if (at(x, y) != own && !cells[x][y].sameAs(own.cell)) {
                    others.add(new Point(
                            clamp(from.x, columns.get(x), lastOfColumn(x)), clamp(from.y, rows.get(y), lastOfRow(y))));
                }
            }
        }
        return others.stream().min(Comparator.comparingLong(to -> Math.abs(to.x - from.x) + Math.abs(to.y - from.y)));
    }

    private static long clamp(long value, long low, long high) {
        return Math.max(low, Math.min(high, value));
    }

    /**
     * The first point of another region on the way from a point, one step at a time along one axis; the last point of
     * the axis when there is none.
     *
     * @param right steps to larger SEQ, -1 to smaller, 0 when the way is up or down
     */
    public Point nextEdge(Point from, int right, int upwards) {
        Region own = regionAt(from.x, from.y);
        int x = Plane.indexOf(columns, from.x);
        int y = Plane.indexOf(rows, from.y);
        while (x >= 0 && y >= 0 && x < columns.size() && y < rows.size() && at(x, y) == own) {
            x += right;
            y += upwards;
        }
        int column = Math.max(0, Math.min(columns.size() - 1, x));
        int row = Math.max(0, Math.min(rows.size() - 1, y));
        return new Point(
                step(from.x, right, columns.get(column), lastOfColumn(column), column == x),
                step(from.y, upwards, rows.get(row), lastOfRow(row), row == y));
    }

    private static long step(long from, int way, long first, long last, boolean found) {
        if (way == 0) {
            return from;
        }
        return way > 0 == found ? first : last;
    }
}
