package timewaitlab.draw;

import java.util.Optional;
import timewaitlab.draw.Labels.Plate;
import timewaitlab.draw.LadderLayout.Hit;

/** Finds what of a ladder lies under a point. */
final class LadderHits {
    private static final double REACH = 7;

    private final LadderLayout layout;

    LadderHits(LadderLayout layout) {
        this.layout = layout;
    }

    /** What lies under a point of the diagram. */
    Optional<Hit> at(double x, double y) {
        if (y < layout.headHeight()) {
            for (int i = 0; i < layout.columns().count(); i++) {
                if (layout.card(i).contains(x, y)) {
                    return Optional.of(new Hit(Hit.Kind.PARTY, i));
                }
            }
            return Optional.empty();
        }
        for (Chips.Placed chip : layout.chips().between(y - 4, y + 4)) {
            if (chip.box().grown(2).contains(x, y)
                    && chip.way().end() <= layout.options().playhead()) {
                return Optional.of(new Hit(Hit.Kind.VERDICT, chip.judged().id()));
            }
        }
        Optional<Hit> leg = legAt(x, y);
        return leg.isPresent() ? leg : foldAt(y);
    }

    private Optional<Hit> legAt(double x, double y) {
        Hit nearest = null;
        double least = REACH;
        for (Way way : layout.ways().between(y - REACH, y + REACH)) {
            Plate plate = layout.plates().get(way);
            if (plate != null && plate.box().contains(x, y)) {
                return Optional.of(new Hit(Hit.Kind.LEG, way.last().id()));
            }
            for (int i = 0; i < way.legs().size(); i++) {
                double distance = distance(way, i, x, y);
                if (distance < least) {
                    least = distance;
                    nearest = new Hit(Hit.Kind.LEG, way.legs().get(i).id());
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static double distance(Way way, int leg, double x, double y) {
        double dx = way.x()[leg + 1] - way.x()[leg];
        double dy = way.y()[leg + 1] - way.y()[leg];
        double length = dx * dx + dy * dy;
        double part = length == 0 ? 0 : ((x - way.x()[leg]) * dx + (y - way.y()[leg]) * dy) / length;
        double t = Math.max(0, Math.min(1, part));
        return Math.hypot(x - way.x()[leg] - t * dx, y - way.y()[leg] - t * dy);
    }

    private Optional<Hit> foldAt(double y) {
        TimeScale scale = layout.scale();
        double top = layout.top();
        int number = scale.firstFold(y - top);
        return number < scale.foldCount() && scale.fold(number).top() <= y - top
                ? Optional.of(new Hit(Hit.Kind.FOLD, number))
                : Optional.empty();
    }
}
