package timewaitlab.draw;

/** How an outline is drawn. */
public record Stroke(Ink ink, double width, double opacity, Dash dash) {
    /** Dash lengths are pixels and do not grow with the line. Butt caps for dashes, round for dots. */
    public enum Dash {
        SOLID(false),
        /** Solid with round caps. */
        ROUND(true),
        FIN(false, 8, 5),
        ACK(false, 4, 3),
        DOTS(true, 0.01, 6),
        SERVER_PATH(false, 7, 5),
        RARE_PATH(true, 1.5, 4.5),
        FINE_DOTS(true, 0.01, 4),
        PARTING(false, 6, 5);

        private final boolean round;
        private final double[] lengths;

        Dash(boolean round, double... lengths) {
            this.round = round;
            this.lengths = lengths;
        }

        public boolean isRound() {
            return round;
        }

        public boolean isSolid() {
            return lengths.length == 0;
        }

        /** Length of a dash; not of a solid line. */
        public double on() {
            return lengths[0];
        }

        /** Length of a gap; not of a solid line. */
        public double off() {
            return lengths[1];
        }
    }

    public static Stroke of(Ink ink, double width) {
        return new Stroke(ink, width, 1, Dash.SOLID);
    }

    public static Stroke round(Ink ink, double width) {
        return new Stroke(ink, width, 1, Dash.ROUND);
    }

    public Stroke dashed(Dash other) {
        return new Stroke(ink, width, opacity, other);
    }

    public Stroke faded(double other) {
        return new Stroke(ink, width, other, dash);
    }
}
