package timewaitlab.draw;

/** Numbers that read well on an axis. */
final class Round {
    private Round() {}

    /** The largest of 1, 2 and 5 times a power of ten that is no larger than this; at least 1. */
    static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, rough))));
        return rough / power >= 5 ? 5 * power : rough / power >= 2 ? 2 * power : power;
    }
}
