package timewaitlab.draw;

import timewaitlab.draw.StateChart.Route;

/** Points along the route of a transition, for what moves on it. */
final class RoutePoint {
    private RoutePoint() {}

    /** The point at this part of the way, 0 to 1; x and y. */
    static double[] at(Route route, double part) {
        return route.cubic() ? cubic(route.points(), part) : polyline(route.points(), part);
    }

    private static double[] cubic(double[] p, double t) {
        double u = 1 - t;
        double a = u * u * u;
        double b = 3 * u * u * t;
        double c = 3 * u * t * t;
        double d = t * t * t;
        return new double[] {
            a * p[0] + b * p[2] + c * p[4] + d * p[6], a * p[1] + b * p[3] + c * p[5] + d * p[7],
        };
    }

    private static double[] polyline(double[] p, double part) {
        double length = 0;
        for (int i = 2; i < p.length; i += 2) {
            length += Math.hypot(p[i] - p[i - 2], p[i + 1] - p[i - 1]);
        }
        double left = part * length;
        for (int i = 2; i < p.length; i += 2) {
            double step = Math.hypot(p[i] - p[i - 2], p[i + 1] - p[i - 1]);
            if (left <= step && step > 0) {
                double share = left / step;
                return new double[] {
                    p[i - 2] + share * (p[i] - p[i - 2]), p[i - 1] + share * (p[i + 1] - p[i - 1]),
                };
            }
            left -= step;
        }
        return new double[] {p[p.length - 2], p[p.length - 1]};
    }
}
