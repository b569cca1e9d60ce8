package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.decide.Disposition;
import timewaitlab.draw.Outline.Box;
import timewaitlab.trace.TraceEvent.Judged;

/** Which verdicts of a ladder show a chip, and where: below the death, else right of the lifeline's bands. */
final class Chips {
    /** How often a chip that finds no place moves down a little before it gives up. */
    private static final int LOWER = 8;

    /** A chip in its place. */
    record Placed(Chip chip, Box box, Judged judged, Way way) {}

    private Chips() {}

    /** Places all chips. */
    static List<Placed> place(List<Way> ways, LadderOptions options, Columns columns, Bands bands, Space space) {
        List<Placed> placed = new ArrayList<>();
        for (Way way : ways) {
            Judged judged = way.judged();
            if (judged != null && isShown(way, judged, options)) {
                Chip chip = Chip.of(judged, options.words(), options.emphasis().chip());
                Frame frame = new Frame(options, columns, bands, space);
                Box box = place(chip, way, columns.indexOf(judged.at()), frame);
                boolean covers = placed.stream().anyMatch(other -> other.box().touches(box));
                if (covers && !mustShow(way, options)) {
                    continue; // two chips on one place are none; a click on the segment explains it
                }
                Chip fitted = box.width() < chip.width() ? chip.shortened(options.words()) : chip;
                space.take(box.grown(2));
                placed.add(new Placed(fitted, box, judged, way));
            }
        }
        return placed;
    }

    /** Refusals and answers always; what was taken in only when it had been refused before, or is selected. */
    static boolean isShown(Way way, Judged judged, LadderOptions options) {
        Disposition disposition = judged.verdict().outcome().disposition();
        return switch (disposition) {
            case DROP -> true;
            case REPLY -> !isPlainAnswer(judged) || way.holds(options.selectedLeg());
            case ACCEPT, CONSUME, CONTINUE, PASS ->
                way.holds(options.selectedLeg()) || way.first().retransmission() && way.kind() == SegmentKind.SYN;
        };
    }

    private static boolean mustShow(Way way, LadderOptions options) {
        return way.death() != Way.Death.NONE || way.holds(options.selectedLeg());
    }

    /**
     * The answer of every handshake, or to what came in order, which is acknowledged all the time: a chip would say no
     * more than the line of the answer itself.
     */
    static boolean isPlainAnswer(Judged judged) {
        return isHandshake(judged) || judged.verdict().ruleId().startsWith("text.");
    }

    /** Whether it is answered with a SYN+ACK. */
    static boolean isHandshake(Judged judged) {
        return judged.verdict().outcome().code().name().replace('-', '_').equals("SYN_ACK");
    }

    private record Frame(LadderOptions options, Columns columns, Bands bands, Space space) {
        boolean isFree(Box box, Way way) {
            boolean inside = box.x() > columns.axis() && box.right() < options.width();
            return inside && space.isFree(box) && space.isClear(box, way);
        }

        boolean isBetweenLifelines(Box box) {
            for (int i = 0; i < columns.count(); i++) {
                if (columns.x(i) > box.x() && columns.x(i) < box.right()) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Box place(Chip chip, Way way, int party, Frame frame) {
        Box below = below(chip, way, frame.options());
        Box beside = beside(chip, way, party, frame);
        boolean taken = way.death() == Way.Death.NONE;
        boolean last = party == frame.columns().count() - 1;
        boolean clear = last && beside.x() >= frame.bands().edge(party);
        if (taken && clear
                || frame.isFree(beside, way) && frame.isBetweenLifelines(beside) && !frame.isFree(below, way)) {
            return beside;
        }
        if (frame.isFree(below, way) || clear) {
            return frame.isFree(below, way) ? below : beside;
        }
        for (int step = 1; step <= LOWER; step++) {
            Box lower = new Box(below.x(), below.y() + step * 6, below.width(), below.height(), 3);
            if (frame.isFree(lower, way)) {
                return lower;
            }
        }
        return last ? beside : below;
    }

    private static Box below(Chip chip, Way way, LadderOptions options) {
        double away = options.emphasis().grown(23);
        boolean fromLeft = way.endX() >= way.startX();
        double x = fromLeft ? way.endX() - away - chip.width() : way.endX() + away;
        return new Box(x, way.endY() + options.emphasis().grown(8), chip.width(), chip.height(), 3);
    }

    /** Beyond the bands of the lifeline, in short form where the long one would leave the sheet. */
    private static Box beside(Chip chip, Way way, int party, Frame frame) {
        boolean right = frame.columns().bandsRight(party);
        double edge = frame.bands().edge(party) + (right ? 2 : -2);
        boolean fits = right ? edge + chip.width() < frame.options().width() : edge - chip.width() > 0;
        Chip fitted = fits ? chip : chip.shortened(frame.options().words());
        // On the bands rather than beyond the sheet.
        double x = right ? Math.min(edge, frame.options().width() - fitted.width() - 3) : edge - fitted.width();
        return new Box(x, way.endY() - fitted.height() / 2, fitted.width(), fitted.height(), 3);
    }
}
