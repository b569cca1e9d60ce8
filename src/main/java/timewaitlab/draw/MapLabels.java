package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Verdict;
import timewaitlab.draw.MapRegions.Region;
import timewaitlab.draw.MapRegions.Span;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;

/** The labels of a decision map's regions, each in the region's largest visible rectangle: no legend is needed. */
final class MapLabels {
    private static final double GAP = 6;
    /** Places within a rectangle, as parts of the room left: the middle first. */
    private static final double[][] PLACES = {
        {0.5, 0.5}, {0.25, 0.5}, {0.75, 0.5}, {0.5, 0.2}, {0.5, 0.8}, {0, 0.5}, {1, 0.5}, {0, 0}, {1, 0}, {0, 1}, {1, 1}
    };

    private final MapLayout layout;
    private final MapRegions regions;
    private final MapOptions options;
    private final Space taken;
    private final MapWords words;

    MapLabels(MapLayout layout, MapRegions regions, MapOptions options, Space taken) {
        this.layout = layout;
        this.regions = regions;
        this.options = options;
        this.taken = taken;
        words = new MapWords(options.words());
    }

    /** A rectangle of one region that can be seen. */
    private record Room(Span span, Box box) {
        double area() {
            return box.width() * box.height();
        }
    }

    List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        for (Region region : regions.all()) {
            Room room = largest(region, null);
            if (room != null) {
                marks.addAll(label(region, room));
            }
        }
        return marks;
    }

    /** The largest visible rectangle of a region that does not touch another one. */
    private @Nullable Room largest(Region region, @Nullable Room except) {
        int[][] counts = counts(region);
        Room best = null;
        for (int left = 0; left < regions.columns().size(); left++) {
            for (int right = left; right < regions.columns().size(); right++) {
                for (int low = 0; low < regions.rows().size(); low++) {
                    Room room = highest(counts, new Span(left, low, right, low), except);
                    best = best == null || room != null && room.area() > best.area() ? room : best;
                }
            }
        }
        return best;
    }

    /** The highest rectangle of the region that stands on this row and can be seen. */
    private @Nullable Room highest(int[][] counts, Span ground, @Nullable Room except) {
        Room best = null;
        for (int high = ground.low(); high < regions.rows().size() && isFull(counts, ground, high); high++) {
            Span span = new Span(ground.left(), ground.low(), ground.right(), high);
            Optional<Box> box = layout.box(span.left(), span.right(), span.low(), span.high());
            if (box.isPresent() && (except == null || !box.get().touches(except.box))) {
                best = new Room(span, box.get());
            }
        }
        return best;
    }

    private static boolean isFull(int[][] counts, Span ground, int high) {
        int inside = counts[ground.right() + 1][high + 1]
                - counts[ground.left()][high + 1]
                - counts[ground.right() + 1][ground.low()]
                + counts[ground.left()][ground.low()];
        return inside == (ground.right() - ground.left() + 1) * (high - ground.low() + 1);
    }

    /** Cells of the region left of and below each corner. */
    private int[][] counts(Region region) {
        int[][] counts = new int[regions.columns().size() + 1][regions.rows().size() + 1];
        for (int x = 0; x < regions.columns().size(); x++) {
            for (int y = 0; y < regions.rows().size(); y++) {
                int here = regions.at(x, y) == region ? 1 : 0;
                counts[x + 1][y + 1] = here + counts[x][y + 1] + counts[x + 1][y] - counts[x][y];
            }
        }
        return counts;
    }

    /** How much of a label is said: everything, no reason, no place, few words, a sign. */
    private enum Effort {
        ALL,
        NO_REASON,
        NO_PLACE,
        BRIEF,
        SIGN
    }

    private List<Mark> label(Region region, Room room) {
        Lettering lettering = MapLayout.lettering(options);
        List<Mark> marks = List.of();
        for (Effort effort : Effort.values()) {
            if (marks.isEmpty()) {
                String place = switch (effort) {
                    case ALL -> words.reasoned(region.cell(), words.place(regions, room.span));
                    case NO_REASON -> words.place(regions, room.span);
                    case NO_PLACE, BRIEF, SIGN -> "";
                };
                marks = stack(room.box, chips(region, effort), place, lettering);
            }
        }
        if (marks.isEmpty() && !options.isNarrow()) {
            return thin(region, room);
        }
        Room second = options.isNarrow() || region.cell().differs() ? null : largest(region, room);
        if (second == null) {
            return marks;
        }
        List<Mark> all = new ArrayList<>(marks);
        all.addAll(stack(second.box, List.of(), words.place(regions, second.span), lettering));
        return all;
    }

    /** A strip too thin for a label gets a line at its right end, which may stand over its edges. */
    private List<Mark> thin(Region region, Room room) {
        String end = words.end(region.cell().verdict());
        String text = words.thin(regions, room.span, end);
        Lettering small = new Lettering(Face.MEDIUM, 10.5, Ink.INK);
        double wide = small.width(text) + 8;
        boolean fits = room.box.height() >= 9
                && room.box.width() > wide + 2 * GAP
                && !region.cell().differs();
        double middle = room.box.y() + room.box.height() / 2;
        Box box = new Box(room.box.right() - GAP - wide, middle - 8, wide, 16, 0);
        if (!fits || text.isEmpty() || !taken.isFree(box)) {
            return List.of();
        }
        taken.take(box);
        return MapLayout.plate(small, text, box.x() + wide / 2, middle);
    }

    private List<Chip> chips(Region region, Effort effort) {
        Verdict<?> verdict = region.cell().verdict();
        Verdict<?> other = region.cell().other();
        MapOptions.Kernels kernels = options.subject().kernels();
        if (other == null) {
            return List.of(chip(verdict, effort, ""));
        }
        return List.of(chip(verdict, effort, kernels.first()), chip(other, effort, kernels.second()));
    }

    private Chip chip(Verdict<?> verdict, Effort effort, String kernel) {
        String end = effort.compareTo(Effort.BRIEF) < 0 ? words.end(verdict) : words.brief(verdict);
        String whose = kernel.isEmpty() ? "" : kernel.replace("linux-", "") + ": ";
        String text = effort == Effort.SIGN ? "" : whose + end;
        return Chip.of(verdict.outcome(), text, options.isNarrow() ? 11 : 15);
    }

    /** Chips above each other with a line below, wherever in this room nothing else stands; nothing if nowhere. */
    private List<Mark> stack(Box room, List<Chip> chips, String line, Lettering lettering) {
        double wide = line.isEmpty() ? 0 : lettering.width(line) + 8;
        double high = line.isEmpty() ? 0 : lettering.size() * 1.6 + GAP;
        for (Chip chip : chips) {
            wide = Math.max(wide, chip.width());
            high += chip.height() + GAP;
        }
        high -= GAP;
        double spareX = room.width() - wide - 2 * GAP;
        double spareY = room.height() - high - 4;
        if (spareX < 0 || spareY < 0 || chips.isEmpty() && line.isEmpty()) {
            return List.of();
        }
        for (double[] place : PLACES) {
            Box box = new Box(room.x() + GAP + spareX * place[0], room.y() + 2 + spareY * place[1], wide, high, 0);
            if (taken.isFree(box)) {
                taken.take(box.grown(3));
                return written(box, chips, line, lettering);
            }
        }
        return List.of();
    }

    private static List<Mark> written(Box box, List<Chip> chips, String line, Lettering lettering) {
        List<Mark> marks = new ArrayList<>();
        double middle = box.x() + box.width() / 2;
        double y = box.y();
        for (Chip chip : chips) {
            double x = middle - chip.width() / 2;
            marks.add(Mark.fill(new Box(x, y, chip.width(), chip.height(), 4).grown(3), Ink.PAPER));
            marks.addAll(chip.marks(x, y));
            y += chip.height() + GAP;
        }
        if (!line.isEmpty()) {
            marks.addAll(MapLayout.plate(lettering, line, middle, y + lettering.size() * 0.8));
        }
        return marks;
    }
}
