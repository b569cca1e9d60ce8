package timewaitlab.view;

import java.util.Optional;
import timewaitlab.draw.LadderLayout;

/** Which part of a ladder is in sight: after the playhead until somebody moves it, then where it was moved to. */
final class Glide {
    /** What part of the height lies above what is zoomed about. */
    private static final double ANCHOR = 0.35;

    private static final double LOWEST = 0.72;
    private static final double NEARER = 0.16;
    private static final double ABOVE_LEAST = 40;
    private static final double ABOVE = 60;

    private double offset;
    private double wanted;
    private boolean following = true;
    private Optional<Long> anchor = Optional.empty();

    /** Where the part in sight begins. */
    double offset() {
        return offset;
    }

    /** Back to the start, after the playhead. */
    void renew() {
        offset = 0;
        wanted = 0;
        following = true;
    }

    /** After the playhead, or where the hand leaves it. */
    void follow(boolean after) {
        following = after;
    }

    /** Moves by so much; at once, or by and by. */
    void pan(double by, boolean atOnce) {
        following = false;
        wanted += by;
        offset = atOnce ? wanted : offset;
    }

    /** Glides until this height is in the middle. */
    void centre(double middle, double height) {
        following = false;
        wanted = middle - height / 2;
    }

    /** Moves to this height at once. */
    void jump(double value) {
        following = false;
        wanted = value;
        offset = value;
    }

    /** The next layout keeps in place what this one has in the upper part of its sight. */
    void keep(Optional<LadderLayout> layout, double height) {
        anchor = layout.map(shown -> shown.timeAt(offset + height * ANCHOR));
    }

    /** Another layout is shown. */
    void laid(Optional<LadderLayout> layout, double height) {
        if (layout.isPresent() && anchor.isPresent() && !following) {
            offset = Math.max(0, layout.get().y(anchor.get()) - height * ANCHOR);
            wanted = offset;
        }
        anchor = Optional.empty();
    }

    /** Nearer to where it wants to be; answers whether it moved. */
    boolean step(LadderLayout shown, double height, long time, boolean flies) {
        if (following) {
            double now = shown.y(time);
            double low = offset + shown.headHeight() + ABOVE_LEAST;
            double high = offset + height * LOWEST;
            wanted = now < low ? now - shown.headHeight() - ABOVE : now > high ? now - height * LOWEST : wanted;
        }
        wanted = Math.max(0, Math.min(most(shown, height), wanted));
        if (Math.abs(wanted - offset) <= 0.5) {
            return false;
        }
        offset = flies && Math.abs(wanted - offset) < height ? offset + (wanted - offset) * NEARER : wanted;
        return true;
    }

    /** To where a hand holds it, which may be beyond either end. */
    void hold(LadderLayout shown, double height, double held) {
        offset = Math.max(-height, Math.min(most(shown, height) + height, held));
        wanted = offset;
    }

    /** How far it can be moved down. */
    static double most(LadderLayout shown, double height) {
        return Math.max(0, shown.height() - height);
    }
}
