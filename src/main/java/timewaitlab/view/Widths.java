package timewaitlab.view;

/**
 * How wide the panes are in a window unless somebody dragged their edges, in pixels.
 *
 * @param inspector with its rail
 * @param states each of the diagrams
 */
record Widths(double whatIf, double states, double inspector) {
    private static final double RAIL = 60;
    private static final double WIDE = 1360;
    private static final double LARGE = 1800;

    /** In a window of this width. */
    static Widths of(double window) {
        if (window >= LARGE) {
            return new Widths(240, 260, 400 + RAIL);
        }
        return window >= WIDE ? new Widths(190, 199, 320 + RAIL) : new Widths(190, 200, 320 + RAIL);
    }
}
