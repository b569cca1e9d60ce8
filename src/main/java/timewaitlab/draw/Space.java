package timewaitlab.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Watch;
import timewaitlab.draw.Outline.Box;

/**
 * What is already taken on a ladder: boxes, and the lines of ways. Looked up by height. Everything that is placed asks
 * here, so here it is asked whether the whole is still wanted.
 */
final class Space {
    private static final double SLICE = 48;

    private final Watch watch;
    private final Map<Integer, List<Box>> boxes = new HashMap<>();
    private final Map<Integer, List<Way>> lines = new HashMap<>();

    /** Of something that is laid out to its end. */
    Space() {
        this(Watch.NONE);
    }

    Space(Watch watch) {
        this.watch = watch;
    }

    void take(Box box) {
        watch.orGiveUp();
        for (int s = slice(box.y()); s <= slice(box.bottom()); s++) {
            boxes.computeIfAbsent(s, any -> new ArrayList<>()).add(box);
        }
    }

    void takeLine(Way way) {
        watch.orGiveUp();
        for (int s = slice(way.top()); s <= slice(way.bottom()); s++) {
            lines.computeIfAbsent(s, any -> new ArrayList<>()).add(way);
        }
    }

    /** Whether no other box is touched. */
    boolean isFree(Box box) {
        for (int s = slice(box.y()); s <= slice(box.bottom()); s++) {
            for (Box other : boxes.getOrDefault(s, List.of())) {
                if (other.touches(box)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether no line of a way other than {@code own} is covered. */
    boolean isClear(Box box, @Nullable Way own) {
        watch.orGiveUp();
        for (int s = slice(box.y()); s <= slice(box.bottom()); s++) {
            for (Way way : lines.getOrDefault(s, List.of())) {
                if (way != own && crosses(way, box)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean crosses(Way way, Box box) {
        for (int i = 0; i + 1 < way.x().length; i++) {
            double x1 = way.x()[i];
            double y1 = way.y()[i];
            double x2 = way.x()[i + 1];
            double y2 = way.y()[i + 1];
            double left = Math.max(box.x(), Math.min(x1, x2));
            double right = Math.min(box.right(), Math.max(x1, x2));
            if (left > right || x1 == x2) {
                continue;
            }
            double one = y1 + (y2 - y1) * (left - x1) / (x2 - x1);
            double other = y1 + (y2 - y1) * (right - x1) / (x2 - x1);
            if (Math.min(one, other) < box.bottom() && Math.max(one, other) > box.y()) {
                return true;
            }
        }
        return false;
    }

    private static int slice(double y) {
        return (int) Math.floor(y / SLICE);
    }
}
