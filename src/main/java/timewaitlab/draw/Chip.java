package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Outcome;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.nat.ConntrackReason;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Cause;
import timewaitlab.trace.TraceEvent.Judged;

/** A verdict as word, shape, mark and colour; never colour alone. */
public final class Chip {
    /** From this size of text on the outline grows with it. */
    private static final double LARGE = 20;

    private static final double OF_LARGE = 0.112;

    private enum Look {
        ACCEPT(Ink.ACCEPT, Ink.ACCEPT_TINT, Ink.ACCEPT, 1.6),
        REPLY(Ink.REPLY_EDGE, Ink.REPLY_TINT, Ink.REPLY, 1.6),
        RESET(Ink.RESET, Ink.RESET_TINT, Ink.RESET, 1.6),
        DROP(Ink.DROP, Ink.DROP, Ink.DROP_INK, 0),
        CONSUME(Ink.BOX_EDGE, Ink.PAPER, Ink.INK, 1.3);

        private final Ink edge;
        private final Ink ground;
        private final Ink text;
        private final double width;

        Look(Ink edge, Ink ground, Ink text, double width) {
            this.edge = edge;
            this.ground = ground;
            this.text = text;
            this.width = width;
        }
    }

    private final Look look;
    private final String text;
    private final double size;

    private Chip(Look look, String text, double size) {
        this.look = look;
        this.text = text;
        this.size = size;
    }

    /** The chip of a verdict with text of this size. */
    public static Chip of(Judged judged, Words words, double size) {
        Look look = look(judged);
        return new Chip(look, text(judged, look, words), size);
    }

    /** The chip of an end a segment would meet, in these words. */
    static Chip of(Outcome outcome, String text, double size) {
        return new Chip(look(outcome), text, size);
    }

    /** The same chip with its first word only, as far as it has a shorter form. */
    public Chip shortened(Words words) {
        return switch (look) {
            case DROP -> new Chip(look, words.of("draw.chip.drop.short"), size);
            case ACCEPT -> new Chip(look, words.of("draw.chip.accept"), size);
            case REPLY, RESET, CONSUME -> this;
        };
    }

    public String text() {
        return text;
    }

    public double height() {
        return Math.round(1.85 * size);
    }

    public double width() {
        return Math.ceil(0.6 * size + size + 0.4 * size + TextMeasure.width(Face.BOLD, size, text) + 0.6 * size);
    }

    /** The chip with its top left corner here. */
    public List<Mark> marks(double x, double y) {
        double w = width();
        double h = height();
        double width = Math.max(look.width, size >= LARGE ? OF_LARGE * size : 0);
        Stroke stroke = look.width == 0 ? null : Stroke.of(look.edge, width);
        List<Mark> marks = new ArrayList<>(3);
        marks.add(new Mark.Shape(outline(new Box(x, y, w, h, 0)), Fill.of(look.ground), stroke));
        double middle = y + h / 2;
        marks.add(sign(x + 1.1 * size, middle));
        Lettering lettering = new Lettering(Face.BOLD, size, look.text);
        marks.add(Mark.text(x + 2.0 * size, middle, Anchor.START, lettering, text));
        return marks;
    }

    private Outline outline(Box box) {
        double x = box.x();
        double y = box.y();
        double h = box.height();
        double right = box.right();
        double bottom = box.bottom();
        return switch (look) {
            case ACCEPT -> new Box(x, y, box.width(), h, h / 2);
            case REPLY ->
                PathMaker.polygon(x, y + h / 2, x + 0.35 * h, y, right, y, right, bottom, x + 0.35 * h, bottom);
            case RESET -> {
                double cut = 0.3 * h;
                yield PathMaker.polygon(
                        x,
                        y + cut,
                        x + cut,
                        y,
                        right - cut,
                        y,
                        right,
                        y + cut,
                        right,
                        bottom - cut,
                        right - cut,
                        bottom,
                        x + cut,
                        bottom,
                        x,
                        bottom - cut);
            }
            case DROP -> new Box(x, y, box.width(), h, 3);
            case CONSUME -> new Box(x, y, box.width(), h, 4);
        };
    }

    private Mark sign(double x, double y) {
        Stroke stroke = Stroke.round(look.text, Math.max(1.6, 0.15 * size));
        return switch (look) {
            case ACCEPT -> Mark.stroke(Glyphs.tick(x, y, 0.8 * size), stroke);
            case REPLY -> Mark.stroke(Glyphs.arrowLeft(x, y, 0.8 * size), stroke);
            case RESET -> Mark.stroke(Glyphs.bolt(x, y, 0.85 * size), stroke);
            case DROP -> Mark.stroke(Glyphs.cross(x, y, 0.33 * size), stroke);
            case CONSUME -> Mark.fill(new Disc(x, y, 0.3 * size), Ink.MUTED);
        };
    }

    private static Look look(Judged judged) {
        return look(judged.verdict().outcome());
    }

    private static Look look(Outcome outcome) {
        return switch (outcome.disposition()) {
            case DROP -> Look.DROP;
            case REPLY -> isReset(outcome) ? Look.RESET : Look.REPLY;
            case CONSUME -> Look.CONSUME;
            case ACCEPT, CONTINUE, PASS -> Look.ACCEPT;
        };
    }

    /** Whether the answer is a reset of either kind. */
    static boolean isReset(Outcome outcome) {
        String code = outcome.code().name();
        // A NAT answers what is for nobody as a host does: with a reset.
        return code.startsWith("RST") || code.endsWith("RST") || outcome.code() == ConntrackReason.NO_MAPPING;
    }

    private static String text(Judged judged, Look look, Words words) {
        String code = judged.verdict().outcome().code().name();
        return switch (look) {
            case DROP -> drop(judged, code, words);
            case CONSUME -> words.of("draw.chip.consume");
            case ACCEPT -> isOpening(judged) ? words.of("draw.chip.accept.new") : words.of("draw.chip.accept");
            case RESET -> words.of("draw.chip.reply", "RST");
            case REPLY -> {
                boolean challenge = code.toUpperCase(Locale.ROOT).contains("CHALLENGE");
                String word = challenge
                        ? words.of("draw.chip.challenge")
                        : words.of("draw.chip.reply", code.replace('_', '-'));
                yield word + timer(judged.timer(), words);
            }
        };
    }

    /** A caller is told by an errno; a timer that gives up tells nobody but the socket. */
    private static String drop(Judged judged, String code, Words words) {
        if (judged.cause() instanceof Cause.BySegment) {
            return words.of("draw.chip.drop");
        }
        boolean errno =
                Arrays.stream(Errno.values()).anyMatch(known -> known.name().equals(code));
        if (errno) {
            return words.of("draw.chip.fails", code);
        }
        return words.of(judged.cause() instanceof Cause.ByTimer ? "draw.chip.ends" : "draw.chip.refused");
    }

    private static String timer(@Nullable String timer, Words words) {
        return timer == null ? "" : words.of("draw.chip.and", timer.replaceAll("\\.0+ s", " s"));
    }

    private static boolean isOpening(Judged judged) {
        boolean made = judged.stateAfter() == TcpState.SYN_RECV && judged.stateBefore() != TcpState.SYN_RECV;
        return made || judged.stateBefore() == TcpState.LISTEN;
    }
}
