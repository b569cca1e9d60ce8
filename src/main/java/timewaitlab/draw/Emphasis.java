package timewaitlab.draw;

/** How large things are drawn: for one reader at a desk, for a room, for the last row of a hall. */
public enum Emphasis {
    EXPLORE(11, 1, 20),
    DEMO(17, 1.6, 30),
    PRESENT(26, 2.5, 44);

    /** The thinnest that a projector shows. */
    private static final double PROJECTED = 3;

    private final double label;
    private final double strokes;
    private final double pitch;

    Emphasis(double label, double strokes, double pitch) {
        this.label = label;
        this.strokes = strokes;
        this.pitch = pitch;
    }

    /** Least distance of two rows of a ladder. */
    public double pitch() {
        return pitch;
    }

    /** Size of a segment's label, of its head and of marks on it. */
    double label() {
        return label;
    }

    /** What line widths are multiplied with. */
    double strokes() {
        return strokes;
    }

    /** A length of Explore, grown with the labels. */
    double grown(double length) {
        return length * pitch / 20;
    }

    double band() {
        return this == EXPLORE ? 11 : grown(10.7);
    }

    /** What a fine line of Explore is as wide as: on a projector none is a hairline. */
    double line(double width) {
        return this == PRESENT ? Math.max(PROJECTED, width) : width;
    }

    double lifeline() {
        return this == EXPLORE ? 1.6 : line(2.4);
    }

    double card() {
        return this == EXPLORE ? 46 : grown(40);
    }

    double chip() {
        return this == EXPLORE ? 12 : label + 1;
    }

    double letter() {
        return this == EXPLORE ? 14 : label + 3;
    }

    /** Addresses, axis and the words beside bands. */
    double small() {
        return this == EXPLORE ? 10.5 : label - 2;
    }

    double countdown() {
        return this == EXPLORE ? 14 : label + 3;
    }
}
