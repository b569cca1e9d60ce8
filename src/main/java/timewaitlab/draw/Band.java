package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Stroke.Dash;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/**
 * A timer beside its lifeline, from {@code top} to {@code bottom}.
 *
 * @param open whether the end is unknown
 * @param notches heights of the restarts
 */
record Band(TimerSpan span, boolean right, Box box, boolean open, Ink sender, Emphasis emphasis, List<Double> notches) {
    private static final double NOTCH = 10;

    double top() {
        return box.y() - 4;
    }

    double bottom() {
        return box.bottom() + 4;
    }

    Ink ink() {
        return switch (span.kind()) {
            case TIME_WAIT, FIN_WAIT_2 -> Ink.TIMEWAIT_EDGE;
            case PEER_MEMORY -> Ink.MEMORY;
            case NAT_MAPPING -> Ink.MUTED;
            case KEEPALIVE, RETRANSMIT -> sender;
        };
    }

    /** Colour of its words. */
    Ink textInk() {
        return switch (span.kind()) {
            case TIME_WAIT, FIN_WAIT_2 -> Ink.TIMEWAIT;
            default -> ink();
        };
    }

    /** Whether its restarts are told: a retransmission timer begins anew, every segment refreshes a mapping. */
    boolean isNotched() {
        return span.kind() != TimerKind.RETRANSMIT && span.kind() != TimerKind.NAT_MAPPING;
    }

    /** Filled up to the playhead, outlined below it. */
    List<Mark> marks(double playhead) {
        List<Mark> marks = new ArrayList<>();
        List<Box> pieces = span.kind() == TimerKind.RETRANSMIT ? pieces() : List.of(box);
        for (Box piece : pieces) {
            boolean lastOpen = open && piece == pieces.get(pieces.size() - 1);
            draw(piece, playhead, lastOpen, marks);
        }
        if (isNotched()) {
            for (double y : notches) {
                marks.add(notch(y, y <= playhead));
            }
        }
        if (span.kind() == TimerKind.PEER_MEMORY && !open && box.bottom() <= playhead) {
            marks.add(Mark.fill(new Box(box.x() - 4, box.bottom() - 1.5, box.width() + 8, 3, 0), ink()));
        }
        return marks;
    }

    private void draw(Box piece, double playhead, boolean endless, List<Mark> marks) {
        double now = Math.max(piece.y(), Math.min(piece.bottom(), playhead));
        Box past = new Box(piece.x(), piece.y(), piece.width(), now - piece.y(), 2);
        if (past.height() > 0) {
            fill(past, marks);
        }
        boolean ended = now >= piece.bottom();
        marks.add(Mark.stroke(ended && !endless ? past : sides(piece.y(), now), line()));
        if (!ended) {
            Stroke faint = line().faded(0.74);
            marks.add(Mark.stroke(endless ? sides(now, piece.bottom()) : cup(now, piece), faint));
        }
    }

    private void fill(Box past, List<Mark> marks) {
        switch (span.kind()) {
            case TIME_WAIT -> marks.add(Mark.fill(past, Ink.TIMEWAIT_FILL));
            case FIN_WAIT_2 -> marks.add(Mark.fill(past, Ink.TIMEWAIT_TINT));
            case PEER_MEMORY -> {
                marks.add(Mark.fill(past, Ink.MEMORY_TINT));
                marks.add(Mark.fill(past, Fill.hatched(Ink.MEMORY, Hatch.MEMORY)));
            }
            case RETRANSMIT -> {
                marks.add(Mark.fill(past, Ink.PAPER));
                marks.add(Mark.fill(past, Fill.hatched(sender, Hatch.RTO)));
            }
            case NAT_MAPPING -> marks.add(Mark.fill(past, Ink.LINE));
            case KEEPALIVE -> marks.add(Mark.fill(past, Ink.PAPER));
        }
    }

    private Stroke line() {
        return switch (span.kind()) {
            case NAT_MAPPING -> Stroke.of(ink(), emphasis.line(1));
            case KEEPALIVE -> Stroke.of(ink(), emphasis.line(1.6)).dashed(Dash.FINE_DOTS);
            default -> Stroke.of(ink(), emphasis.line(1.4));
        };
    }

    /** Closed above, open below. */
    private Outline sides(double from, double to) {
        boolean start = from <= box.y();
        PathMaker maker = new PathMaker().move(box.x(), to).line(box.x(), from);
        maker = start ? maker.line(box.right(), from) : maker.move(box.right(), from);
        return maker.line(box.right(), to).path();
    }

    /** Open above, closed below. */
    private static Outline cup(double from, Box piece) {
        return PathMaker.polyline(
                piece.x(), from, piece.x(), piece.bottom(), piece.right(), piece.bottom(), piece.right(), from);
    }

    private Mark notch(double y, boolean past) {
        double left = box.x() - 3;
        double right = box.right() + 1;
        Outline triangle = PathMaker.polygon(left, y - NOTCH / 2, right + 2, y, left, y + NOTCH / 2);
        return new Mark.Shape(triangle, Fill.of(ink(), past ? 1 : 0.74), Stroke.of(Ink.PAPER, 1.2));
    }

    /** A retransmission timer that starts over is a new piece. */
    private List<Box> pieces() {
        List<Box> pieces = new ArrayList<>();
        double from = box.y();
        for (double notch : notches) {
            add(pieces, from, notch - 3);
            from = notch;
        }
        add(pieces, from, box.bottom());
        return pieces;
    }

    private void add(List<Box> pieces, double from, double to) {
        if (to > from) {
            pieces.add(new Box(box.x(), from, box.width(), to - from, 2));
        }
    }
}
