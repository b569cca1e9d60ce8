package timewaitlab.draw;

import java.util.Arrays;

/** The shapes pens can draw. */
public sealed interface Outline {
    /** A circle. */
    record Disc(double x, double y, double radius) implements Outline {}

    /** A rectangle with rounded corners. */
    record Box(double x, double y, double width, double height, double radius) implements Outline {
        public double right() {
            return x + width;
        }

        public double bottom() {
            return y + height;
        }

        public boolean contains(double px, double py) {
            return px >= x && px < right() && py >= y && py < bottom();
        }

        /** The same box with a margin on all sides. */
        public Box grown(double by) {
            return new Box(x - by, y - by, width + 2 * by, height + 2 * by, radius);
        }

        public boolean touches(Box other) {
            return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
        }
    }

    /** A cubic from where the path is: two controls and its end. */
    record Curve(double x1, double y1, double x2, double y2, double x, double y) {}

    /** Lines and cubics. */
    final class Path implements Outline {
        /** Whoever follows a path. */
        public interface Walker {
            void moveTo(double x, double y);

            void lineTo(double x, double y);

            void curveTo(Curve curve);

            void close();
        }

        private final String steps;
        private final double[] numbers;

        Path(String steps, double[] numbers) {
            this.steps = steps;
            this.numbers = numbers;
        }

        /** Numbers stand in pairs of x and y, whatever the step. */
        Path mapped(Transform transform) {
            double[] moved = new double[numbers.length];
            for (int i = 0; i + 1 < moved.length; i += 2) {
                moved[i] = transform.x(numbers[i]);
                moved[i + 1] = transform.y(numbers[i + 1]);
            }
            return new Path(steps, moved);
        }

        /** The box that holds all points, controls of curves included. */
        Box bounds() {
            double left = Double.POSITIVE_INFINITY;
            double top = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double bottom = Double.NEGATIVE_INFINITY;
            for (int i = 0; i + 1 < numbers.length; i += 2) {
                left = Math.min(left, numbers[i]);
                right = Math.max(right, numbers[i]);
                top = Math.min(top, numbers[i + 1]);
                bottom = Math.max(bottom, numbers[i + 1]);
            }
            return new Box(left, top, right - left, bottom - top, 0);
        }

        @Override
        public boolean equals(Object other) {
            return this == other
                    || (other instanceof Path path && steps.equals(path.steps) && Arrays.equals(numbers, path.numbers));
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(numbers);
        }

        /** Tells every step of the path, in order. */
        public void walk(Walker walker) {
            int i = 0;
            for (int s = 0; s < steps.length(); s++) {
                switch (steps.charAt(s)) {
                    case 'M' -> walker.moveTo(numbers[i++], numbers[i++]);
                    case 'L' -> walker.lineTo(numbers[i++], numbers[i++]);
                    case 'C' -> {
                        walker.curveTo(new Curve(
                                numbers[i],
                                numbers[i + 1],
                                numbers[i + 2],
                                numbers[i + 3],
                                numbers[i + 4],
                                numbers[i + 5]));
                        i += 6;
                    }
                    default -> walker.close();
                }
            }
        }
    }
}
