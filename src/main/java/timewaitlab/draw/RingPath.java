package timewaitlab.draw;

import timewaitlab.draw.Outline.Box;

/** A part of the outline of a rounded box, from its top centre clockwise. */
final class RingPath {
    private static final int STEPS_A_CORNER = 8;

    private RingPath() {}

    static Outline of(Box box, double part) {
        double r = box.radius();
        double left = box.x();
        double right = box.right();
        double top = box.y();
        double bottom = box.bottom();
        double middle = left + box.width() / 2;
        double straightX = box.width() - 2 * r;
        double straightY = box.height() - 2 * r;
        Walk walk = new Walk(middle, top, part * (2 * straightX + 2 * straightY + 2 * Math.PI * r));
        walk.to(right - r, top);
        walk.corner(right - r, top + r, r, -90);
        walk.to(right, bottom - r);
        walk.corner(right - r, bottom - r, r, 0);
        walk.to(left + r, bottom);
        walk.corner(left + r, bottom - r, r, 90);
        walk.to(left, top + r);
        walk.corner(left + r, top + r, r, 180);
        walk.to(middle, top);
        return walk.maker.path();
    }

    /** Goes from point to point as long as there is length left. */
    private static final class Walk {
        private final PathMaker maker = new PathMaker();
        private double x;
        private double y;
        private double left;

        Walk(double x, double y, double length) {
            this.x = x;
            this.y = y;
            left = length;
            maker.move(x, y);
        }

        void to(double nextX, double nextY) {
            double step = Math.hypot(nextX - x, nextY - y);
            if (left <= 0 || step == 0) {
                return;
            }
            double part = Math.min(1, left / step);
            x += part * (nextX - x);
            y += part * (nextY - y);
            left -= step;
            maker.line(x, y);
        }

        void corner(double centreX, double centreY, double r, double fromDegrees) {
            for (int i = 1; i <= STEPS_A_CORNER; i++) {
                double angle = Math.toRadians(fromDegrees + 90.0 * i / STEPS_A_CORNER);
                to(centreX + r * Math.cos(angle), centreY + r * Math.sin(angle));
            }
        }
    }
}
