package timewaitlab.view;

/**
 * How wide the panes are in a window unless somebody dragged their edges, in pixels.
 *
 * @param inspector with its rail
 * @param states each of the diagrams
 * @param spare how much wider a pane can be made without the ladder getting too narrow
 * @param rest what all of them leave to the ladder
 */
record Widths(double whatIf, double states, double inspector, double spare, double rest) {
    /** The ladder is never made narrower than this. */
    static final double LADDER = 320;

    private static final double RAIL = 60;
    private static final double FOLDED = 44;
    private static final double SCROLL_BAR = 8;
    private static final double WIDE = 1360;
    private static final double LARGE = 1800;
    /** Below this, labels of the links to a server lose their timestamps or their names. */
    private static final double ROOMY = 600;

    /** In a window of this width. */
    static Widths of(double window) {
        if (window >= LARGE) {
            return of(window, 240, 260, 400 + RAIL);
        }
        return window >= WIDE ? of(window, 190, 199, 320 + RAIL) : of(window, 190, 200, 320 + RAIL);
    }

    private static Widths of(double window, double whatIf, double states, double inspector) {
        double diagrams = window >= WIDE ? 2 * states : states;
        double rest = window - whatIf - diagrams - inspector;
        return new Widths(whatIf, states, inspector, Math.max(0, rest - LADDER), rest);
    }

    /** Whether labels between the diagrams are whole beside an open what-if panel. */
    boolean isRoomy() {
        return rest >= ROOMY;
    }

    /** What is left to the picture of a ladder between its diagrams, the what-if panel folded to its rail or not. */
    double ladder(boolean folded) {
        return beside(folded) - SCROLL_BAR;
    }

    /** Whether a diagram has room beside the ladder; where it has not, the ladder and the panes need it more. */
    boolean holdsDiagram(boolean folded) {
        return beside(folded) >= LADDER;
    }

    private double beside(boolean folded) {
        return rest + (folded ? whatIf - FOLDED : 0);
    }
}
