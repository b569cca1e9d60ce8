package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;

/** The rewrites a NAT made, above the bend: of the selected and hovered segment, and of the first of each mapping. */
final class Rewrites {
    private static final double ABOVE = 19;
    private static final double ASIDE = 3;
    /** It stands 17 to 21 above the diamond. */
    private static final double[] SHIFTS = {0, 2, -2};

    private Rewrites() {}

    static List<LadderLayout.Rewrite> place(List<Way> ways, LadderOptions options, Columns columns, Space space) {
        List<LadderLayout.Rewrite> placed = new ArrayList<>();
        for (Way way : ways) {
            boolean wanted = way.holds(options.selectedLeg()) || way.holds(options.hoveredLeg());
            boolean shown = wanted || way.opensMapping() && options.emphasis() == Emphasis.EXPLORE;
            int bend = shown ? Mappings.firstRewritten(way.legs()) : 0;
            if (bend > 0) {
                String text = Mappings.text(way.legs().get(bend - 1), way.legs().get(bend));
                Box wide = box(way, bend, text, options);
                Box box = find(way, wide, columns, space, wanted);
                if (box != null) {
                    space.take(box);
                    placed.add(new LadderLayout.Rewrite(way, box, text));
                }
            }
        }
        return placed;
    }

    static Lettering lettering(LadderOptions options, boolean selected) {
        return new Lettering(Face.MONO_MEDIUM, options.emphasis().small(), selected ? Ink.SELECT : Ink.MUTED);
    }

    private static Box box(Way way, int bend, String text, LadderOptions options) {
        double width = lettering(options, false).width(text) + 10;
        double height = options.emphasis().small() + 6;
        double y = way.y()[bend] - options.emphasis().grown(ABOVE) - height / 2;
        return new Box(way.x()[bend] + ASIDE, y, width, height, 3);
    }

    /** Right of the bend, over it, or left of it; across a lifeline only if somebody wants to see it. */
    private static @Nullable Box find(Way way, Box right, Columns columns, Space space, boolean wanted) {
        double width = right.width();
        double bend = right.x() - ASIDE;
        List<Box> free = new ArrayList<>();
        for (double shift : SHIFTS) {
            for (double left : new double[] {right.x(), bend - width / 2, bend - width - ASIDE}) {
                Box box = new Box(left, right.y() + shift, width, right.height(), 3);
                if (space.isFree(box) && space.isClear(box, way) && box.x() > columns.axis()) {
                    free.add(box);
                }
            }
        }
        for (Box box : free) {
            if (!crosses(box, columns)) {
                return box;
            }
        }
        if (!wanted) {
            return null;
        }
        // Nothing is free: over the lines rather than over the words beside the last lifeline.
        double last = Math.max(columns.axis() + 2, Math.min(right.x(), columns.last() - width - 4));
        return free.isEmpty() ? new Box(last, right.y(), width, right.height(), 3) : free.get(0);
    }

    private static boolean crosses(Box box, Columns columns) {
        for (int i = 0; i < columns.count(); i++) {
            if (columns.x(i) > box.x() - 2 && columns.x(i) < box.right() + 2) {
                return true;
            }
        }
        return false;
    }
}
