package timewaitlab.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.Outline.Box;

/**
 * What differs between two pictures: a few rectangles outside of which they are alike. Groups of one id are compared
 * mark by mark; of a filled box that grew or shrank at one side only the strip that was won or lost counts, since most
 * of what moves with time is a box that ends now.
 */
public final class Damage {
    /** More rectangles than this are not worth their overhead. */
    private static final int MOST = 6;
    /** Two rectangles become one where that covers at most this many times what they cover. */
    private static final double WASTE = 1.35;

    private final List<Box> boxes = new ArrayList<>();

    private Damage() {}

    /** Rectangles that hold every difference; none when nothing differs. */
    public static List<Box> between(List<? extends Mark> before, List<? extends Mark> now) {
        Damage damage = new Damage();
        damage.compare(before, now);
        return List.copyOf(damage.boxes);
    }

    private void compare(List<? extends Mark> before, List<? extends Mark> now) {
        int most = Math.min(before.size(), now.size());
        int from = 0;
        while (from < most && alike(before.get(from), now.get(from))) {
            from++;
        }
        int tail = 0;
        while (tail < most - from && alike(before.get(before.size() - 1 - tail), now.get(now.size() - 1 - tail))) {
            tail++;
        }
        if (from + tail < Math.max(before.size(), now.size())) {
            match(before.subList(from, before.size() - tail), now.subList(from, now.size() - tail));
        }
    }

    private static boolean alike(Mark one, Mark other) {
        return one == other || one.equals(other);
    }

    private void match(List<? extends Mark> before, List<? extends Mark> now) {
        Map<String, Mark.Group> groups = new HashMap<>();
        Set<Mark> gone = new LinkedHashSet<>();
        for (Mark mark : before) {
            if (mark instanceof Mark.Group group) {
                groups.put(group.id(), group);
            } else {
                gone.add(mark);
            }
        }
        List<Mark> come = new ArrayList<>();
        for (Mark mark : now) {
            if (mark instanceof Mark.Group group) {
                Mark.Group same = groups.remove(group.id());
                compare(same == null ? List.of() : same.marks(), group.marks());
            } else if (!gone.remove(mark)) {
                come.add(mark);
            }
        }
        groups.values().forEach(group -> take(Bounds.of(group)));
        come.forEach(mark -> come(mark, gone));
        gone.forEach(mark -> take(Bounds.of(mark)));
    }

    private void come(Mark mark, Set<Mark> gone) {
        Box box = filled(mark);
        if (box != null) {
            for (Mark old : gone) {
                Box was = filled(old);
                if (was != null && sameFill(old, mark) && sharesSide(was, box)) {
                    gone.remove(old);
                    strips(was, box);
                    return;
                }
            }
        }
        take(Bounds.of(mark));
    }

    /** The box of a mark that is nothing but a filled one. */
    private static @Nullable Box filled(Mark mark) {
        return mark instanceof Mark.Shape shape && shape.stroke() == null && shape.outline() instanceof Box box
                ? box
                : null;
    }

    private static boolean sameFill(Mark one, Mark other) {
        Fill fill = ((Mark.Shape) one).fill();
        return fill != null && fill.equals(((Mark.Shape) other).fill());
    }

    private static boolean sharesSide(Box was, Box box) {
        boolean across = was.x() == box.x() && was.width() == box.width();
        return across && (was.y() == box.y() || was.bottom() == box.bottom());
    }

    /** Where only one of two boxes of the same width is, with their corners. */
    private void strips(Box was, Box box) {
        double corner = 2 + Math.max(was.radius(), box.radius());
        strip(was, was.y(), box.y(), corner);
        strip(was, was.bottom(), box.bottom(), corner);
    }

    private void strip(Box box, double one, double other, double corner) {
        if (one != other) {
            double top = Math.min(one, other) - corner;
            take(new Box(box.x() - 1, top, box.width() + 2, Math.abs(one - other) + 2 * corner, 0));
        }
    }

    private void take(Box box) {
        if (box.width() <= 0 || box.height() <= 0) {
            return;
        }
        for (int i = 0; i < boxes.size(); i++) {
            Box union = Bounds.union(boxes.get(i), box);
            if (area(union) <= WASTE * (area(boxes.get(i)) + area(box))) {
                boxes.remove(i);
                take(union);
                return;
            }
        }
        boxes.add(box);
        if (boxes.size() > MOST) {
            joinNearest();
        }
    }

    private void joinNearest() {
        int first = 0;
        int second = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                double more = area(Bounds.union(boxes.get(i), boxes.get(j))) - area(boxes.get(i)) - area(boxes.get(j));
                if (more < least) {
                    least = more;
                    first = i;
                    second = j;
                }
            }
        }
        Box union = Bounds.union(boxes.get(first), boxes.get(second));
        boxes.remove(second);
        boxes.set(first, union);
    }

    private static double area(Box box) {
        return box.width() * box.height();
    }
}
