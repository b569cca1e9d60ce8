package timewaitlab.draw;

/** Patterns that carry a meaning without colour. */
public enum Hatch {
    MEMORY(45, 6, 1.6),
    DROP(45, 9, 1.1),
    REPLY(45, 10, 1.7),
    ACCEPT(0, 14, 2.6),
    UNCHANGED(0, 9, 1.5),
    RTO(0, 4, 1.2);

    private final double angle;
    private final double pitch;
    private final double width;

    Hatch(double angle, double pitch, double width) {
        this.angle = angle;
        this.pitch = pitch;
        this.width = width;
    }

    /** Degrees the lines are turned from horizontal, rising to the right. */
    public double angle() {
        return angle;
    }

    /** From line to line. */
    public double pitch() {
        return pitch;
    }

    /** Of a line, or the diameter of a dot. */
    public double width() {
        return width;
    }

    /** Dots on a grid instead of lines. */
    public boolean isDots() {
        return this == ACCEPT;
    }
}
