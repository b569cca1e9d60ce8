package timewaitlab.view;

import java.util.List;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.TextAlignment;
import timewaitlab.draw.Face;
import timewaitlab.draw.Fill;
import timewaitlab.draw.Hatch;
import timewaitlab.draw.Ink;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Outline;
import timewaitlab.draw.TextMeasure;
import timewaitlab.viewmodel.MainViewModel.Theme;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.VerdictChip;
import timewaitlab.viewmodel.WhyCard.NumberLine;

/**
 * The two compared values on one axis, drawn to scale: what would be refused is hatched, the segment's value is a disc,
 * the remembered one a diamond, their signed difference stands between them.
 */
final class NumberLineView extends Region {
    private static final double HEIGHT = 90;
    private static final double TOP = 27;
    private static final double BAND = 22;
    private static final double AXIS = TOP + BAND;
    /** Values nearer than this are shown tick by tick. */
    private static final double NEAR = 12;

    private static final double LOW = 0.2;
    private static final double HIGH = 0.87;

    private final MarkCanvas canvas = new MarkCanvas();
    private Optional<NumberLine> line = Optional.empty();
    private final ChangeListener<Theme> dresser = (theme, before, now) -> canvas.use(ChipView.palette(now));

    NumberLineView(ObservableValue<Theme> theme) {
        getStyleClass().add("lab-number-line");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        canvas.use(ChipView.palette(theme.getValue()));
        canvas.paintedBy(this::paint);
        theme.addListener(new WeakChangeListener<>(dresser));
        getChildren().add(canvas);
    }

    void show(NumberLine shown) {
        line = Optional.of(shown);
        setAccessibleText(shown.segmentName() + " " + shown.segment() + ", " + shown.rememberedName() + " "
                + shown.remembered() + ", " + shown.distance());
        canvas.repaint();
    }

    @Override
    protected void layoutChildren() {
        canvas.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void paint(FxPen pen) {
        line.ifPresent(shown -> {
            Scale scale = Scale.of(shown, getWidth());
            if (Math.abs(scale.x(shown.segment()) - scale.x(shown.remembered())) < NEAR) {
                cells(pen, shown);
            } else {
                axis(pen, shown, scale);
            }
        });
    }

    /** A linear axis: 0 at the left where both values are positive and near enough to it to be seen. */
    private record Scale(double zero, double perTick, double left, boolean fromZero) {
        static Scale of(NumberLine line, double width) {
            double low = Math.min(line.segment(), line.remembered());
            double high = Math.max(line.segment(), line.remembered());
            boolean wraps = high - low > (1L << 31);
            double span = Math.abs((double) line.behind());
            double start = wraps ? line.remembered() - line.behind() : low;
            boolean fromZero = !wraps && low / Math.max(1, high) > 0.05 && low / Math.max(1, high) < 0.9;
            if (fromZero) {
                return new Scale(0, width * HIGH / high, 0, true);
            }
            double perTick = width * (HIGH - LOW) / Math.max(1, span);
            double base = line.behind() >= 0 && wraps ? start : low;
            return new Scale(base, perTick, width * LOW, false);
        }

        double x(double value) {
            return left + (value - zero) * perTick;
        }
    }

    private void axis(FxPen pen, NumberLine shown, Scale scale) {
        GraphicsContext gc = canvas.context();
        double width = getWidth();
        double remembered = Math.round(scale.x(shown.remembered()));
        double edge = Math.min(width, Math.max(0, scale.x(shown.remembered() - shown.margin())));
        Outline.Box refused = new Outline.Box(0, TOP, edge, BAND, 0);
        Outline.Box taken = new Outline.Box(edge, TOP, width - edge, BAND, 0);
        boolean drop = shown.zone() == VerdictChip.Kind.DROP;
        pen.draw(List.of(
                Mark.fill(refused, drop ? Ink.DROP_TINT : Ink.REPLY_TINT),
                Mark.fill(refused, Fill.hatched(Ink.EDGE, drop ? Hatch.DROP : Hatch.REPLY)),
                Mark.fill(taken, Ink.ACCEPT_TINT)));
        gc.setStroke(pen.colour(Ink.INK));
        gc.setLineWidth(1.4);
        gc.setLineCap(StrokeLineCap.BUTT);
        gc.strokeLine(0, AXIS, width, AXIS);
        ticks(pen, scale, width);
        double segment = Math.round(scale.x(shown.segment()));
        String word = Texts.say(shown.held() ? drop ? "why.dropped" : "why.answered" : "why.accepted");
        zoneWord(pen, word, (segment + remembered) / 2, shown.held());
        value(pen, segment, shown.segment(), shown.segmentName(), Ink.SELECT);
        value(pen, remembered, shown.remembered(), shown.rememberedName(), Ink.CAUSE);
        difference(pen, segment, remembered, shown.distance());
    }

    private void ticks(FxPen pen, Scale scale, double width) {
        GraphicsContext gc = canvas.context();
        double step = nice(width / scale.perTick() / 3);
        gc.setLineWidth(1);
        gc.setFont(FxPen.font(Face.MONO, 10.5));
        gc.setTextAlign(TextAlignment.CENTER);
        double first = Math.ceil((scale.zero() - scale.left() / scale.perTick()) / step) * step;
        for (double at = first; scale.x(at) < width; at += step) {
            double x = Math.floor(scale.x(at)) + 0.5;
            gc.strokeLine(x, AXIS, x, AXIS + 5);
        }
        if (scale.fromZero()) {
            gc.setFill(pen.colour(Ink.MUTED));
            gc.setTextAlign(TextAlignment.LEFT);
            gc.fillText("0", 1, AXIS + 17);
        }
    }

    private static double nice(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, rough))));
        return rough / power >= 5 ? 5 * power : rough / power >= 2 ? 2 * power : power;
    }

    private void zoneWord(FxPen pen, String word, double middle, boolean refused) {
        double width = TextMeasure.width(Face.SEMIBOLD, 11, word);
        Outline.Box plate = new Outline.Box(middle - width / 2 - 4, TOP + 4, width + 8, BAND - 8, 2);
        Mark.Lettering lettering = new Mark.Lettering(Face.SEMIBOLD, 11, refused ? Ink.INK : Ink.ACCEPT);
        pen.draw(List.of(
                Mark.fill(plate, refused ? Ink.DROP_TINT : Ink.ACCEPT_TINT),
                Mark.text(middle, TOP + BAND / 2, Mark.Anchor.MIDDLE, lettering, word)));
    }

    private void value(FxPen pen, double x, long value, String name, Ink ink) {
        GraphicsContext gc = canvas.context();
        gc.setStroke(pen.colour(ink));
        gc.setLineWidth(2.4);
        gc.strokeLine(x, TOP - 4, x, AXIS);
        gc.setFill(pen.colour(ink));
        if (ink == Ink.SELECT) {
            gc.fillOval(x - 5, AXIS - 5, 10, 10);
        } else {
            gc.fillPolygon(new double[] {x - 6.5, x, x + 6.5, x}, new double[] {AXIS, AXIS - 6.5, AXIS, AXIS + 6.5}, 4);
        }
        double half = Math.max(
                        TextMeasure.width(Face.MONO_BOLD, 12.5, Long.toString(value)),
                        TextMeasure.width(Face.REGULAR, 11, name))
                / 2;
        double middle = Math.max(half + 14, Math.min(getWidth() - half, x));
        pen.draw(List.of(
                Mark.text(
                        middle,
                        AXIS + 17,
                        Mark.Anchor.MIDDLE,
                        new Mark.Lettering(Face.MONO_BOLD, 12.5, ink),
                        Long.toString(value)),
                Mark.text(
                        middle, AXIS + 34, Mark.Anchor.MIDDLE, new Mark.Lettering(Face.REGULAR, 11, Ink.MUTED), name)));
    }

    private void difference(FxPen pen, double one, double other, String words) {
        GraphicsContext gc = canvas.context();
        double from = Math.min(one, other) + 3;
        double to = Math.max(one, other) - 3;
        double y = 14;
        double width = TextMeasure.width(Face.SEMIBOLD, 12.5, words);
        double middle = Math.max(width / 2 + 2, Math.min(getWidth() - width / 2 - 2, (from + to) / 2));
        boolean fits = to - from > width + 44;
        gc.setStroke(pen.colour(Ink.INK));
        gc.setFill(pen.colour(Ink.INK));
        gc.setLineWidth(1.4);
        double line = fits ? y : 22;
        gc.strokeLine(from + 5, line, to - 5, line);
        gc.fillPolygon(new double[] {from, from + 9, from + 7, from + 9}, points(line), 4);
        gc.fillPolygon(new double[] {to, to - 9, to - 7, to - 9}, points(line), 4);
        double text = fits ? y : 9;
        if (fits) {
            gc.clearRect(middle - width / 2 - 6, y - 8, width + 12, 16);
        }
        pen.text((Mark.Text)
                Mark.text(middle, text, Mark.Anchor.MIDDLE, new Mark.Lettering(Face.SEMIBOLD, 12.5, Ink.INK), words));
    }

    private static double[] points(double y) {
        return new double[] {y, y - 3.6, y, y + 3.6};
    }

    /** Five neighbouring values, the first one that gets an answer outlined. */
    private void cells(FxPen pen, NumberLine shown) {
        GraphicsContext gc = canvas.context();
        double gap = 4;
        double width = (getWidth() - 4 * gap) / 5;
        long edge = shown.remembered() - shown.margin();
        for (int i = 0; i < 5; i++) {
            long value = edge - 2 + i & 0xffff_ffffL;
            boolean refused = i < 2;
            Outline.Box cell = new Outline.Box(i * (width + gap) + 1, 8, width - 2, 56, 5);
            pen.draw(List.of(Mark.fill(cell, refused ? Ink.DROP_TINT : Ink.ACCEPT_TINT)));
            if (refused) {
                pen.draw(List.of(Mark.fill(cell, Fill.hatched(Ink.EDGE, Hatch.DROP))));
            }
            double across = cell.width() - 8;
            pen.draw(List.of(Mark.fill(
                    new Outline.Box(cell.x() + 4, 14, across, 46, 3), refused ? Ink.DROP_TINT : Ink.ACCEPT_TINT)));
            boolean here = value == shown.segment();
            gc.setStroke(pen.colour(here ? Ink.SELECT : i == 2 ? Ink.ACCEPT : Ink.LINE));
            gc.setLineWidth(here || i == 2 ? 2.4 : 1);
            gc.strokeRoundRect(cell.x(), cell.y(), cell.width(), cell.height(), 10, 10);
            Ink ink = here ? Ink.SELECT : value == shown.remembered() ? Ink.CAUSE : Ink.INK;
            double middle = cell.x() + cell.width() / 2;
            String relation = Long.toString((int) (shown.remembered() - value));
            String word = Texts.say(refused ? "why.dropped" : "why.accepted");
            double size = Math.min(11, 10.5 * (cell.width() - 4) / TextMeasure.width(Face.MONO_BOLD, 10.5, "" + value));
            pen.draw(List.of(
                    text(middle, 22, new Mark.Lettering(Face.MONO_BOLD, size, ink), Long.toString(value)),
                    text(middle, 38, new Mark.Lettering(Face.MONO, 10.5, Ink.INK), relation),
                    text(middle, 53, new Mark.Lettering(Face.REGULAR, 10.5, Ink.INK), word)));
        }
        pen.draw(
                List.of(text(getWidth() / 2, 80, new Mark.Lettering(Face.SEMIBOLD, 11, Ink.ACCEPT), shown.distance())));
    }

    private static Mark text(double x, double middle, Mark.Lettering lettering, String text) {
        return Mark.text(x, middle, Mark.Anchor.MIDDLE, lettering, text);
    }
}
