package timewaitlab.viewmodel;

/** How what moves on its own account gains and loses speed; what follows the clock of a run does not ease. */
final class Easing {
    private static final double FIRST = 0.2;
    private static final int HALVINGS = 24;

    private Easing() {}

    /**
     * Off at once, then slower and slower: the cubic Bézier curve (0.2, 0, 0, 1).
     *
     * @param part of the time, 0 to 1
     * @return part of the way, 0 to 1
     */
    static double arriving(double part) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double rest = 1 - middle;
            double time = 3 * rest * rest * middle * FIRST + middle * middle * middle;
            if (time < part) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double at = (low + high) / 2;
        return 3 * (1 - at) * at * at + at * at * at;
    }
}
