package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Disposition;
import timewaitlab.draw.Outline.Box;
import timewaitlab.trace.TraceEvent.Judged;

/** Which verdicts of a ladder show a chip, and where: below the death, else right of the lifeline's bands. */
final class Chips {
    /** A chip in its place. */
    record Placed(Chip chip, Box box, Judged judged, Way way) {}

    private Chips() {}

    /** Places all chips. {@code gutter} is where the words of the last lifeline begin. */
    static List<Placed> place(List<Way> ways, LadderOptions options, Columns columns, Space space, double gutter) {
        List<Placed> placed = new ArrayList<>();
        for (Way way : ways) {
            Judged judged = way.judged();
            if (judged != null && isShown(way, judged, options)) {
                Chip chip = Chip.of(judged, options.words(), options.emphasis().chip());
                boolean atLast = columns.indexOf(judged.at()) == columns.count() - 1;
                Box box = place(chip, way, options, space, atLast ? gutter : Double.NaN);
                Chip fitted = box.width() < chip.width() ? chip.shortened(options.words()) : chip;
                space.take(box.grown(2));
                placed.add(new Placed(fitted, box, judged, way));
            }
        }
        return placed;
    }

    /** Refusals and answers always; what was taken in only when it had been refused before, or is selected. */
    private static boolean isShown(Way way, Judged judged, LadderOptions options) {
        Disposition disposition = judged.verdict().outcome().disposition();
        boolean plainAnswer =
                judged.verdict().outcome().code().name().replace('-', '_').equals("SYN_ACK");
        return switch (disposition) {
            case DROP -> true;
            case REPLY -> !plainAnswer || way.holds(options.selectedLeg());
            case ACCEPT, CONSUME, CONTINUE, PASS ->
                way.holds(options.selectedLeg()) || way.first().retransmission() && way.kind() == SegmentKind.SYN;
        };
    }

    private static Box place(Chip chip, Way way, LadderOptions options, Space space, double gutter) {
        boolean taken = way.death() == Way.Death.NONE;
        double y = way.endY();
        Box below = below(chip, way, options);
        Box right = Double.isNaN(gutter) ? null : right(chip, gutter, y, options);
        if (taken && right != null) {
            return right;
        }
        boolean free = space.isFree(below) && space.isClear(below, way);
        return free || right == null ? below : right;
    }

    private static Box below(Chip chip, Way way, LadderOptions options) {
        double away = options.emphasis().grown(23);
        boolean fromLeft = way.endX() >= way.startX();
        double x = fromLeft ? way.endX() - away - chip.width() : way.endX() + away;
        return new Box(x, way.endY() + options.emphasis().grown(8), chip.width(), chip.height(), 3);
    }

    private static @Nullable Box right(Chip chip, double gutter, double y, LadderOptions options) {
        Chip fitted = gutter + chip.width() > options.width() - 2 ? chip.shortened(options.words()) : chip;
        return new Box(gutter, y - fitted.height() / 2, fitted.width(), fitted.height(), 3);
    }
}
