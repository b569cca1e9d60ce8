package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;

/** Five neighbouring values about the edge between refused and taken, unit by unit; the first taken one is outlined. */
public final class EdgeLayout {
    /** How high it is. */
    public static final double HEIGHT = 90;

    private static final int CELLS = 5;
    private static final int MIDDLE = 2;
    private static final double GAP = 4;
    private static final double TOP = 8;
    private static final double TALL = 56;
    private static final Lettering PLAIN = new Lettering(Face.MONO, 10.5, Ink.INK);
    private static final Lettering WORD = new Lettering(Face.REGULAR, 10.5, Ink.INK);
    private static final Lettering BELOW = new Lettering(Face.SEMIBOLD, 11, Ink.ACCEPT);

    private final SerialPair pair;
    private final Words words;
    private final double width;

    private EdgeLayout(SerialPair pair, Words words, double width) {
        this.pair = pair;
        this.words = words;
        this.width = width;
    }

    /** The layout of the edge of this comparison. */
    public static EdgeLayout of(SerialPair pair, Words words, double width) {
        return new EdgeLayout(pair, words, width);
    }

    /** Everything, the later ones on top. */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < CELLS; i++) {
            cell(marks, i);
        }
        marks.add(Mark.text(width / 2, 80, Anchor.MIDDLE, BELOW, pair.word(words, "edge")));
        return marks;
    }

    private void cell(List<Mark> marks, int i) {
        long away = pair.refused().nearestOutside() - MIDDLE + i;
        long value = pair.at(away);
        boolean refused = pair.refused().has(away);
        double across = (width - (CELLS - 1) * GAP) / CELLS;
        Box cell = new Box(i * (across + GAP) + 1, TOP, across - 2, TALL, 5);
        Ink ground = refused ? pair.ground() : Ink.ACCEPT_TINT;
        marks.add(Mark.fill(cell, ground));
        if (refused) {
            marks.add(Mark.fill(cell, pair.hatch()));
            marks.add(Mark.fill(new Box(cell.x() + 4, TOP + 6, cell.width() - 8, TALL - 10, 3), ground));
        }
        boolean here = value == pair.segment();
        Ink outline = here ? Ink.SELECT : i == MIDDLE ? Ink.ACCEPT : Ink.LINE;
        marks.add(Mark.stroke(cell, Stroke.of(outline, here || i == MIDDLE ? 2.4 : 1)));
        Ink ink = here ? Ink.SELECT : value == pair.remembered() ? Ink.CAUSE : Ink.INK;
        String digits = Long.toString(value);
        double size = Math.min(11, 10.5 * (cell.width() - 4) / TextMeasure.width(Face.MONO_BOLD, 10.5, digits));
        double middle = cell.x() + cell.width() / 2;
        marks.add(Mark.text(middle, TOP + 14, Anchor.MIDDLE, new Lettering(Face.MONO_BOLD, size, ink), digits));
        String distance = (away > 0 ? "+" : "") + away;
        marks.add(Mark.text(middle, TOP + 30, Anchor.MIDDLE, PLAIN, distance));
        String end = pair.end(refused);
        double small = Math.min(10.5, 10.5 * (cell.width() - 4) / WORD.width(end));
        marks.add(Mark.text(middle, TOP + 45, Anchor.MIDDLE, new Lettering(Face.REGULAR, small, Ink.INK), end));
    }
}
