package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import timewaitlab.base.SimTime;
import timewaitlab.draw.BandTexts.Line;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Outline.Box;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/** The words beside timer bands: name and value at the start, new values at restarts, what is left at the playhead. */
final class BandWords {
    /** Words this near are read together. */
    private static final double NEAR = 80;

    /** Some lines in a box. */
    record Block(Box box, Anchor anchor, List<Line> lines) {
        double top() {
            return box.y();
        }

        double bottom() {
            return box.bottom();
        }

        /** Whether all that the other says is said here too, near it. */
        boolean repeats(Block other) {
            boolean near = Math.abs(top() - other.bottom()) < NEAR;
            return near && box.x() == other.box.x() && lines.containsAll(other.lines);
        }

        List<Mark> marks() {
            List<Mark> marks = new ArrayList<>();
            double x = anchor == Anchor.START ? box.x() : box.right();
            double y = box.y();
            for (Line line : lines) {
                double height = line.height();
                marks.add(Mark.text(x, y + height / 2, anchor, line.lettering(), line.text()));
                y += height;
            }
            return marks;
        }
    }

    private final LadderOptions options;
    private final BandTexts texts;
    private final Columns columns;
    private final Bands bands;

    BandWords(LadderOptions options, Columns columns, Bands bands) {
        this.options = options;
        texts = new BandTexts(options);
        this.columns = columns;
        this.bands = bands;
    }

    /** The same words with another playhead. */
    BandWords at(LadderOptions other) {
        return new BandWords(other, columns, bands);
    }

    /** All words that do not depend on the playhead, where there is room for them. */
    List<Block> place(Space space) {
        List<Block> placed = new ArrayList<>();
        for (Band band : bands.all()) {
            TimerSpan span = band.span();
            place(band, band.box().y(), texts.start(span, band.textInk()), space, placed);
            // The new value of a memory stands beside its notch, centred on it.
            double up = span.kind() == TimerKind.PEER_MEMORY ? 6 : 0;
            boolean told = band.isNotched() || span.kind() == TimerKind.RETRANSMIT;
            for (int i = 0; told && i < span.restarts().size(); i++) {
                List<Line> lines = texts.restart(span, span.restarts().get(i), band.textInk());
                place(band, band.notches().get(i) - up, lines, space, placed);
            }
            if (span.kind() == TimerKind.PEER_MEMORY && !band.open()) {
                place(band, band.box().bottom() - 7, texts.ends(band.textInk()), space, placed);
            }
        }
        return placed;
    }

    /** What is left of the timers that run at the playhead, from the playhead upwards, past the chips. */
    List<Block> countdowns(double playheadY, List<Band> near, List<Box> chips) {
        List<Block> blocks = new ArrayList<>();
        double[] bottom = new double[columns.count()];
        java.util.Arrays.fill(bottom, playheadY - 4);
        long now = options.playhead();
        for (Band band : near) {
            TimerSpan span = band.span();
            boolean runs = span.time() < now && (span.ended() < 0 || span.ended() > now);
            int party = columns.indexOf(span.at());
            if (BandTexts.isCounted(span) && runs && party >= 0) {
                Block block = block(band, bottom[party], texts.left(span, now, band.textInk()));
                Box box = above(bottom[party], block.box(), chips);
                blocks.add(new Block(box, block.anchor(), block.lines()));
                bottom[party] = box.y() - 5;
            }
        }
        return blocks;
    }

    /** The box with its lower edge at {@code bottom}, or higher where a chip is in its way. */
    private static Box above(double bottom, Box box, List<Box> chips) {
        Box moved = new Box(box.x(), bottom - box.height(), box.width(), box.height(), 0);
        for (Box chip : chips) {
            if (chip.grown(2).touches(moved)) {
                return above(chip.y() - 4, box, chips);
            }
        }
        return moved;
    }

    private void place(Band band, double y, List<Line> lines, Space space, List<Block> placed) {
        Block wanted = block(band, y, lines);
        double reach = options.emphasis().grown(band.right() ? 64 : 8);
        for (double down = 0; down <= reach; down += 4) {
            Box box = new Box(
                    wanted.box().x(),
                    wanted.box().y() + down,
                    wanted.box().width(),
                    wanted.box().height(),
                    0);
            boolean inside = box.x() >= columns.axis() && box.right() <= options.width();
            if (inside && space.isFree(box) && space.isClear(box, null) && isClearOfLifelines(box)) {
                space.take(box.grown(1));
                placed.add(new Block(box, wanted.anchor(), lines));
                return;
            }
        }
    }

    private boolean isClearOfLifelines(Box box) {
        for (int i = 0; i < columns.count(); i++) {
            if (columns.x(i) > box.x() - 3 && columns.x(i) < box.right() + 3) {
                return false;
            }
        }
        return true;
    }

    private Block block(Band band, double y, List<Line> lines) {
        double width = 0;
        double height = 0;
        for (Line line : lines) {
            width = Math.max(width, line.lettering().width(line.text()));
            height += line.height();
        }
        double edge = bands.edge(columns.indexOf(band.span().at()));
        boolean right = band.right();
        double x = right ? edge + BandRoom.RIGHT_OF_BANDS : band.box().x() - BandRoom.LEFT_OF_BAND - width;
        return new Block(new Box(x, y, width, height, 0), right ? Anchor.START : Anchor.END, lines);
    }

    /** {@code 0.9 s}, {@code 55 s}: seconds as people count them down. */
    static String span(long nanos) {
        double seconds = Math.max(0, nanos) / 1e9;
        return seconds < 10
                ? String.format(Locale.ROOT, "%.1f s", Math.floor(seconds * 10 + 0.5) / 10)
                : String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds - 0.5));
    }

    /** {@code 4.89 s}, {@code 52.3 s}, {@code 22 ms}: a length of time in three digits. */
    static String length(long nanos) {
        double seconds = nanos / 1e9;
        if (seconds < 0.1) {
            return String.format(Locale.ROOT, "%.3g ms", seconds * 1000);
        }
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : seconds < 1000 ? "%.1f s" : "%.0f s", seconds);
    }

    /** {@code 5.022}; an instant whose milliseconds were just printed shows how much later it is. */
    static String clock(long nanos, String before) {
        String text = SimTime.clock(nanos);
        return text.equals(before) ? "+" + nanos / 1000 % 1000 + " \u00b5s" : text;
    }
}
