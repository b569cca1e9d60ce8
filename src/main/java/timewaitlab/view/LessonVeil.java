package timewaitlab.view;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;
import timewaitlab.draw.Face;
import timewaitlab.draw.Ink;
import timewaitlab.draw.LadderLayout;
import timewaitlab.viewmodel.LessonModel;
import timewaitlab.viewmodel.Texts;

/** What lies over the future while a class thinks: a hatched veil, and question marks where it may fall. */
final class LessonVeil {
    private static final double PITCH = 9;
    private static final double DISC = 25;
    private static final double END = 46;
    private static final double SIGN = 26;
    private static final double WORDS = 16;
    /** Height of the veil below which its words would stand on what is not hidden. */
    private static final double ROOM = 60;

    private static final double SCROLL_BAR = 8;
    private static final double FAINT = 0.5;

    private LessonVeil() {}

    /** Covers what comes after the playhead. {@code sight}: top and height of what is in sight. */
    static void draw(LessonModel lesson, LadderLayout shown, FxPen pen, double[] sight) {
        GraphicsContext gc = pen.context();
        double width = shown.width() + SCROLL_BAR;
        double from = Math.max(sight[0], shown.y(lesson.now())) + 1;
        double to = sight[0] + sight[1];
        gc.save();
        gc.setFill(pen.colour(Ink.FUTURE));
        gc.fillRect(0, from, width, Math.max(0, to - from));
        gc.beginPath();
        gc.rect(0, from, width, Math.max(0, to - from));
        gc.clip();
        gc.setStroke(pen.colour(Ink.LINE));
        gc.setGlobalAlpha(FAINT);
        gc.setLineWidth(1);
        for (double x = -(to - from); x < width; x += PITCH * Math.sqrt(2)) {
            gc.strokeLine(x, to, x + to - from, from);
        }
        gc.restore();
        pen.draw(shown.playhead());
        if (lesson.isLocked()) {
            question(lesson, shown, pen);
        }
        if (to - from < ROOM) {
            return;
        }
        gc.save();
        gc.setFont(FxPen.font(Face.MEDIUM, WORDS));
        gc.setTextAlign(TextAlignment.LEFT);
        gc.setFill(pen.colour(Ink.MUTED));
        gc.fillText(Texts.say("lesson.hidden"), 96, to - 32);
        gc.restore();
    }

    private static void question(LessonModel lesson, LadderLayout shown, FxPen pen) {
        double now = shown.y(lesson.now());
        double y = Math.max(shown.y(lesson.time()), now + DISC * 0.6);
        pen.context().setFill(pen.colour(Ink.PAPER));
        for (String host : lesson.suspects()) {
            // The end of a refused segment stands out above the playhead, and would give the answer away.
            pen.context().fillRect(shown.x(host) - END, now - END / 2, END - 4, END / 2 - 1);
            question(shown.x(host), y, pen);
        }
    }

    private static void question(double x, double y, FxPen pen) {
        GraphicsContext gc = pen.context();
        gc.save();
        gc.setFill(pen.colour(Ink.PAPER));
        gc.fillOval(x - DISC, y - DISC, 2 * DISC, 2 * DISC);
        gc.setStroke(pen.colour(Ink.INK));
        gc.setLineWidth(3);
        gc.setLineDashes(6, 5);
        gc.strokeOval(x - DISC, y - DISC, 2 * DISC, 2 * DISC);
        gc.setFont(FxPen.font(Face.BOLD, SIGN));
        gc.setTextAlign(TextAlignment.CENTER);
        gc.setTextBaseline(VPos.CENTER);
        gc.setFill(pen.colour(Ink.INK));
        gc.fillText("?", x, y);
        gc.restore();
    }
}
