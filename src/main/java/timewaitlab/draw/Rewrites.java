package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;

/** The rewrites a NAT made, above the bend: of the selected and hovered segment, and of the first of each mapping. */
final class Rewrites {
    private static final double ABOVE = 19;
    private static final double ASIDE = 3;
    /** It stands 17 to 21 above the diamond. */
    private static final double[] SHIFTS = {0, 2, -2};
    /** Where it goes when it is asked for and there is no room: below the diamond, higher, lower. */
    private static final double[] FAR_SHIFTS = {2 * ABOVE, -ABOVE, 3 * ABOVE, -2 * ABOVE, -3 * ABOVE, 4 * ABOVE};

    private Rewrites() {}

    /** What is taken already, and the X of what was refused, which a label of its own may come near. */
    private record Ground(Columns columns, Space space, List<Box> crosses) {
        boolean isFree(Box box) {
            return space.isFree(box) && crosses.stream().noneMatch(box::touches);
        }
    }

    static List<LadderLayout.Rewrite> place(List<Way> ways, LadderOptions options, Columns columns, Space space) {
        List<LadderLayout.Rewrite> placed = new ArrayList<>();
        List<Box> crosses = ways.stream()
                .flatMap(way -> WayMarks.crossBox(way, options.emphasis()).stream())
                .toList();
        for (Way way : ways) {
            boolean wanted = way.holds(options.selectedLeg()) || way.holds(options.hoveredLeg());
            boolean shown = wanted || way.opensMapping() && options.emphasis() == Emphasis.EXPLORE;
            int bend = shown ? Mappings.firstRewritten(way.legs()) : 0;
            if (bend > 0) {
                String text = Mappings.text(way.legs().get(bend - 1), way.legs().get(bend));
                Box wide = box(way, bend, text, options);
                Box box = find(way, wide, new Ground(columns, space, crosses), wanted);
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

    /**
     * Above the bend, right of it, over it or left of it; across a lifeline, or further away, only if somebody wants to
     * see it. What is wanted and finds nothing free covers lines rather than words.
     */
    private static @Nullable Box find(Way way, Box right, Ground ground, boolean wanted) {
        List<Box> near = around(right, ground.columns(), SHIFTS);
        List<Box> clear = near.stream()
                .filter(box -> ground.isFree(box) && ground.space().isClear(box, way))
                .toList();
        for (Box box : clear) {
            if (!crosses(box, ground.columns())) {
                return box;
            }
        }
        if (!wanted || !clear.isEmpty()) {
            return wanted ? clear.get(0) : null;
        }
        List<Box> far = around(right, ground.columns(), FAR_SHIFTS);
        return far.stream()
                .filter(box -> ground.isFree(box) && ground.space().isClear(box, way))
                .findFirst()
                .or(() -> Stream.concat(near.stream(), far.stream())
                        .filter(ground::isFree)
                        .findFirst())
                .orElse(near.get(0));
    }

    private static List<Box> around(Box right, Columns columns, double[] shifts) {
        double width = right.width();
        double bend = right.x() - ASIDE;
        // Rather over the lines than over the words beside the last lifeline.
        double last = Math.max(columns.axis() + 2, Math.min(right.x(), columns.last() - width - 4));
        List<Box> boxes = new ArrayList<>();
        for (double shift : shifts) {
            for (double left : new double[] {right.x(), bend - width / 2, bend - width - ASIDE, last}) {
                boolean inside = left > columns.axis() && left + width < columns.last();
                if (inside || left == last) {
                    boxes.add(new Box(left, right.y() + shift, width, right.height(), 3));
                }
            }
        }
        return boxes;
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
