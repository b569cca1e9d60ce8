package timewaitlab.draw;

/** How wide a ladder should be, in pixels, before there is one. */
public final class LadderWidths {
    private LadderWidths() {}

    /** The narrowest picture of this trace in which nothing is cut off; the width of the options does not count. */
    public static double least(LadderTrace trace, LadderOptions options) {
        return Columns.least(trace, options);
    }

    /** From which width on its lifelines stand as far apart as they should. */
    public static double comfortable(LadderTrace trace, LadderOptions options) {
        return Columns.comfortable(trace, options);
    }
}
