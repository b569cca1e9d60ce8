package timewaitlab.draw;

/**
 * Heights between which a ladder is laid out.
 *
 * @param sight how much of it is seen at once
 */
record Part(double from, double to, double sight) {
    /** What of a part may hang over into what is looked at: chips, labels, words of timers. */
    static final double AROUND = 400;
    /** More segments than this in sight are shown as a density. */
    private static final int MOST_SEGMENTS = 2000;

    static final Part WHOLE = new Part(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    static final Part NOTHING = new Part(0, 0, 0);

    boolean isWhole() {
        return to == Double.POSITIVE_INFINITY;
    }

    boolean isEmpty() {
        return to <= from;
    }

    /** Whether so many segments could not be told apart. */
    boolean isCrowded(int segments) {
        return !isWhole() && !isEmpty() && segments * sight / (to - from + 2 * AROUND) > MOST_SEGMENTS;
    }
}
