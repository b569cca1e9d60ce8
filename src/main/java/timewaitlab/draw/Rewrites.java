package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;

/** The rewrites a NAT made, above the bend: of the selected and hovered segment, and of the first of each mapping. */
final class Rewrites {
    private static final double ABOVE = 19;

    private Rewrites() {}

    static List<LadderLayout.Rewrite> place(List<Way> ways, LadderOptions options, Space space) {
        List<LadderLayout.Rewrite> placed = new ArrayList<>();
        for (Way way : ways) {
            boolean wanted = way.holds(options.selectedLeg()) || way.holds(options.hoveredLeg());
            if (way.legs().size() > 1 && (wanted || way.opensMapping() && options.emphasis() == Emphasis.EXPLORE)) {
                String text = Mappings.text(way.legs().get(0), way.legs().get(1));
                Box box = find(way, text, options, space, wanted);
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

    private static @Nullable Box find(Way way, String text, LadderOptions options, Space space, boolean wanted) {
        double width = lettering(options, false).width(text) + 10;
        double height = options.emphasis().small() + 6;
        double x = way.x()[1];
        double y = way.y()[1] - options.emphasis().grown(ABOVE) - height / 2;
        double[] lefts = {x + 3, x - width / 2, x - width - 3};
        for (double left : lefts) {
            Box box = new Box(left, y, width, height, 3);
            if (space.isFree(box) && space.isClear(box, way) && left + width < options.width()) {
                return box;
            }
        }
        return wanted ? new Box(lefts[0], y, width, height, 3) : null;
    }
}
