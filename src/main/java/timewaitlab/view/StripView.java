package timewaitlab.view;

import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.shape.StrokeLineCap;
import timewaitlab.draw.Face;
import timewaitlab.draw.Ink;
import timewaitlab.draw.Mark;
import timewaitlab.draw.TextMeasure;
import timewaitlab.draw.Words;
import timewaitlab.viewmodel.Breakpoints;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Numbers;
import timewaitlab.viewmodel.Strip;
import timewaitlab.viewmodel.Theme;

/**
 * The strip of the transport: what has happened is tinted, ticks go up or down, refusals are crosses. What time moves
 * is painted apart from what it does not.
 */
final class StripView extends Region {
    private static final double SIDE = 12;
    private static final double TALL = 30;
    private static final double TOP = 34;
    private static final double MIDDLE = TOP + TALL / 2;
    private static final double FLAG_WIDTH = 54;
    private static final double FLAG_HEIGHT = 20;
    private static final double APART = 34;
    /** Crosses nearer than this would be one black bar. */
    private static final double CROSS = 7;

    private final MainViewModel model;
    private final MarkCanvas ground = new MarkCanvas();
    private final MarkCanvas events = new MarkCanvas();
    private final MarkCanvas head = new MarkCanvas();
    private Optional<Strip> strip = Optional.empty();
    private boolean dirty = true;
    private boolean stale = true;
    private long refusalsTold;

    StripView(MainViewModel model) {
        this.model = model;
        getChildren().addAll(ground, events, head);
        ground.paintedBy(this::ground);
        events.paintedBy(pen -> strip.ifPresent(shown -> marks(pen, shown)));
        head.paintedBy(pen -> strip.ifPresent(shown -> head(
                pen,
                x(shown.place(model.playhead().getTime())),
                model.playhead().getTime())));
        use(model.themeProperty().get());
        model.showing().watch(model.themeProperty(), (theme, before, now) -> use(now));
        model.showing().watch(model.playhead().timeProperty(), (time, before, now) -> dirty = true);
        model.showing().watch(model.breakpoints().pointsProperty(), (value, before, now) -> stale = true);
        model.showing().watch(model.session().bookmarks().momentsProperty(), (value, before, now) -> stale = true);
    }

    private void use(Theme theme) {
        List.of(ground, events, head).forEach(canvas -> canvas.use(theme.palette()));
    }

    void show(Strip shown) {
        strip = Optional.of(shown);
        dirty = true;
        stale = true;
    }

    void frame() {
        if (dirty) {
            dirty = false;
            ground.repaint();
            head.repaint();
            long told = strip.map(this::refusalsTold).orElse(0L);
            stale |= told != refusalsTold;
            refusalsTold = told;
        }
        if (stale) {
            stale = false;
            events.repaint();
        }
    }

    /** Refusals to come are paler. */
    private long refusalsTold(Strip shown) {
        long now = model.playhead().getTime();
        return shown.crosses().stream().filter(cross -> cross.time() <= now).count();
    }

    long timeAt(double x) {
        double place = (x - SIDE) / Math.max(1, getWidth() - 2 * SIDE);
        return strip.map(shown -> shown.time(Math.max(0, Math.min(1, place)))).orElse(0L);
    }

    @Override
    protected void layoutChildren() {
        List.of(ground, events, head).forEach(canvas -> canvas.resizeRelocate(0, 0, getWidth(), getHeight()));
    }

    private double x(double place) {
        return SIDE + place * (getWidth() - 2 * SIDE);
    }

    private void ground(FxPen pen) {
        GraphicsContext gc = pen.context();
        double width = getWidth();
        gc.setFill(pen.colour(Ink.PAPER));
        gc.fillRoundRect(SIDE - 6, TOP, width - 2 * SIDE + 12, TALL, 8, 8);
        if (strip.isPresent()) {
            double now = x(strip.get().place(model.playhead().getTime()));
            gc.setFill(pen.colour(Ink.ACCEPT_TINT));
            gc.fillRoundRect(SIDE - 6, TOP, now - SIDE + 6, TALL, 8, 8);
            gc.fillRect(Math.max(SIDE - 6, now - 6), TOP, Math.min(6, now - SIDE + 6), TALL);
        }
        gc.setStroke(pen.colour(Ink.LINE));
        gc.setLineWidth(1);
        gc.setLineDashes();
        gc.strokeRoundRect(SIDE - 6.5, TOP + 0.5, width - 2 * SIDE + 13, TALL - 1, 8, 8);
    }

    private void marks(FxPen pen, Strip shown) {
        GraphicsContext gc = pen.context();
        long now = model.playhead().getTime();
        gc.setLineCap(StrokeLineCap.BUTT);
        for (Strip.Tick fold : shown.breaks()) {
            gc.setStroke(pen.colour(Ink.EDGE));
            gc.setLineWidth(1.1);
            zigzag(gc, x(fold.place()) - 3);
            zigzag(gc, x(fold.place()) + 3);
        }
        for (Strip.Tick tick : shown.hidden()) {
            gc.setStroke(pen.colour(Ink.EDGE));
            gc.setLineWidth(1.1);
            double x = Math.round(x(tick.place()));
            gc.strokeLine(x, MIDDLE - 2, x, MIDDLE + 2);
        }
        // One tick a pixel is all that can be seen.
        double lastUp = -1;
        double lastDown = -1;
        for (Strip.Tick tick : shown.ticks()) {
            gc.setStroke(pen.colour(tick.up() ? Ink.TO_SERVER : Ink.TO_CLIENT));
            gc.setLineWidth(2.4);
            double x = Math.round(x(tick.place()));
            double before = tick.up() ? lastUp : lastDown;
            if (x == before) {
                continue;
            }
            lastUp = tick.up() ? x : lastUp;
            lastDown = tick.up() ? lastDown : x;
            gc.strokeLine(x, tick.up() ? MIDDLE - 11 : MIDDLE + 1, x, tick.up() ? MIDDLE - 1 : MIDDLE + 11);
        }
        gc.setLineCap(StrokeLineCap.ROUND);
        double lastCross = -CROSS;
        for (Strip.Tick cross : shown.crosses()) {
            double x = x(cross.place());
            if (x < lastCross + CROSS) {
                continue;
            }
            lastCross = x;
            gc.setStroke(pen.colour(Ink.DROP));
            gc.setGlobalAlpha(cross.time() > now ? 0.8 : 1);
            gc.setLineWidth(3);
            gc.strokeLine(x - 4.5, MIDDLE - 4.5, x + 4.5, MIDDLE + 4.5);
            gc.strokeLine(x + 4.5, MIDDLE - 4.5, x - 4.5, MIDDLE + 4.5);
            gc.setGlobalAlpha(1);
        }
        breakpoints(pen, shown);
        bookmarks(pen, shown);
        labels(pen, shown);
    }

    /** A ribbon at the upper edge at every moment somebody wants to come back to. */
    private void bookmarks(FxPen pen, Strip shown) {
        GraphicsContext gc = pen.context();
        gc.setFill(pen.colour(Ink.SELECT));
        for (long moment : model.session().bookmarks().moments()) {
            double x = Math.round(x(shown.place(moment)));
            gc.fillPolygon(
                    new double[] {x - 4, x + 4, x + 4, x, x - 4},
                    new double[] {TOP - 9, TOP - 9, TOP + 4, TOP, TOP + 4},
                    5);
        }
    }

    /** A flag above the strip at every moment where playing stops. */
    private void breakpoints(FxPen pen, Strip shown) {
        GraphicsContext gc = pen.context();
        gc.setFill(pen.colour(Ink.RESET));
        double last = -1;
        for (Breakpoints.Point point : model.breakpoints().pointsProperty().get()) {
            for (long moment : point.moments()) {
                double x = Math.round(x(shown.place(moment)));
                if (x != last) {
                    gc.fillPolygon(new double[] {x - 4, x + 4, x}, new double[] {TOP - 7, TOP - 7, TOP}, 3);
                    last = x;
                }
            }
        }
    }

    private static void zigzag(GraphicsContext gc, double x) {
        double y = TOP + 1;
        double side = 2;
        gc.beginPath();
        gc.moveTo(x - side, y);
        while (y < TOP + TALL - 1) {
            y += 4.67;
            side = -side;
            gc.lineTo(x - side, Math.min(y, TOP + TALL - 1));
        }
        gc.stroke();
    }

    /** The start, and the first moment after every silence, as far as they find room. */
    private void labels(FxPen pen, Strip shown) {
        double last = Double.NEGATIVE_INFINITY;
        Mark.Lettering lettering = new Mark.Lettering(Face.MONO, 10.5, Ink.MUTED);
        double room = hidden(pen, shown);
        for (Strip.Tick tick : shown.landmarks()) {
            double x = x(tick.place());
            if (x > last + APART && x < room) {
                pen.draw(List.of(label(x, lettering, brief(tick.time()))));
                last = x;
            }
        }
        double end = x(1);
        if (end > last + APART) {
            pen.draw(List.of(label(end, lettering, brief(model.until()) + " s")));
        }
    }

    /** How many a filter hides, before the end; answers how far times may go. */
    private double hidden(FxPen pen, Strip shown) {
        if (shown.hidden().isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        Mark.Lettering lettering = new Mark.Lettering(Face.BOLD, 10.5, Ink.MUTED);
        String words = Words.inUse().of("draw.hidden", shown.hidden().size());
        double right = x(1) - APART;
        pen.draw(List.of(Mark.text(right, TOP + TALL + 11, Mark.Anchor.END, lettering, words)));
        return right - lettering.width(words) - APART;
    }

    /** About this place, as far as it stays on the strip. */
    private Mark label(double x, Mark.Lettering lettering, String text) {
        double half = lettering.width(text) / 2;
        double middle = Math.max(half, Math.min(getWidth() - half, x));
        return Mark.text(middle, TOP + TALL + 11, Mark.Anchor.MIDDLE, lettering, text);
    }

    private static String brief(long time) {
        String text = Numbers.clock(time);
        return text.replaceFirst("\\.?0+$", "");
    }

    private void head(FxPen pen, double x, long now) {
        GraphicsContext gc = pen.context();
        gc.setStroke(pen.colour(Ink.INK));
        gc.setLineCap(StrokeLineCap.BUTT);
        gc.setLineWidth(2);
        gc.strokeLine(x, TOP - 6, x, TOP + TALL + 2);
        String text = Numbers.clock(now) + " s";
        double width = Math.max(FLAG_WIDTH, TextMeasure.width(Face.MONO_BOLD, 12, text) + 12);
        double middle = Math.max(width / 2, Math.min(getWidth() - width / 2, x));
        gc.setFill(pen.colour(Ink.INK));
        gc.fillRoundRect(middle - width / 2, TOP - 6 - FLAG_HEIGHT, width, FLAG_HEIGHT, 8, 8);
        Mark.Lettering lettering = new Mark.Lettering(Face.MONO_BOLD, 12, Ink.PAPER);
        pen.draw(List.of(Mark.text(middle, TOP - 6 - FLAG_HEIGHT / 2, Mark.Anchor.MIDDLE, lettering, text)));
    }
}
