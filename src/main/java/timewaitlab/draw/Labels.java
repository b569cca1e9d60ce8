package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.Outline.Box;

/**
 * Finds a place for each segment's label: on its longest leg, sliding along it, then shorter, then on another leg. What
 * finds none leaves a dot that opens it on hover.
 */
final class Labels {
    private static final double[] SLIDES = {0, -0.08, 0.08, -0.16, 0.16, 0.24, -0.21, 0.29};
    private static final double DOT = 3;
    /** What a plate leaves free of its leg: a bend or origin at one end, a head at the other. */
    private static final double AT_START = 7;

    private static final double AT_END = 14;
    private static final double PADDING = 5;

    /** A label in its place; without text it is the dot. */
    record Plate(Box box, String text) {}

    private final LadderOptions options;
    private final Space space;
    private final Map<Way, Plate> plates = new IdentityHashMap<>();

    private final List<Way> inTurn;

    Labels(List<Way> ways, LadderOptions options, Space space) {
        this.options = options;
        this.space = space;
        inTurn = new ArrayList<>(ways);
        inTurn.sort(Comparator.comparingInt(this::turn));
    }

    /** Pills of kin and the label of the selected way: everything else keeps out of their way. */
    void placeSelected() {
        for (Way way : inTurn) {
            if (isKin(way)) {
                space.take(WayMarks.pillBox(way, options.emphasis()));
            }
        }
        inTurn.stream().filter(way -> way.holds(options.selectedLeg())).forEach(this::place);
    }

    /** The labels of all other ways: its kin and the refused first, then the rest in time. Answers all labels. */
    Map<Way, Plate> placeOthers() {
        inTurn.stream().filter(way -> !way.holds(options.selectedLeg())).forEach(this::place);
        return plates;
    }

    /** Height of a plate. */
    static double height(Emphasis emphasis) {
        return emphasis.label() + 6;
    }

    static Mark.Lettering lettering(Emphasis emphasis, boolean selected, Ink ink) {
        return new Mark.Lettering(selected ? Face.MONO_BOLD : Face.MONO_MEDIUM, emphasis.label(), ink);
    }

    private int turn(Way way) {
        if (way.holds(options.selectedLeg())) {
            return 0;
        }
        return isKin(way) ? 1 : way.isRefused() ? 2 : 3;
    }

    private boolean isKin(Way way) {
        return way.holdsAny(options.causes()) || way.holdsAny(options.effects());
    }

    private void place(Way way) {
        int leg = way.longestLeg();
        double room = Math.abs(way.x()[leg + 1] - way.x()[leg]);
        boolean selected = way.holds(options.selectedLeg());
        boolean marked = selected || isKin(way);
        List<String> texts = LabelText.of(way, options, marked, room);
        Plate plate = find(way, leg, texts, true);
        if (plate == null) {
            plate = elsewhere(way, leg, texts);
        }
        if (plate == null) {
            plate = find(way, leg, texts, false);
        }
        if (plate == null && !way.isRefused()) {
            plate = find(way, leg, List.of(LabelText.name(way)), false);
        }
        if (plate == null && selected) {
            String text = fitting(way, texts, room - AT_START - AT_END);
            plate = new Plate(box(way, leg, base(way), text), text);
        }
        if (plate == null) {
            plate = dot(way, leg);
        }
        if (plate != null) {
            plates.put(way, plate);
            space.take(plate.box());
        }
    }

    /** The longest that fits the leg, or its name: the end of a refused segment must not be hidden. */
    private String fitting(Way way, List<String> texts, double room) {
        Mark.Lettering selected = lettering(options.emphasis(), true, Ink.INK);
        return texts.stream()
                .filter(text -> selected.width(text) + 2 * PADDING <= room)
                .findFirst()
                .orElse(LabelText.name(way));
    }

    /** Where even a dot would stand on another label, there is none. */
    private @Nullable Plate dot(Way way, int leg) {
        for (double slide : SLIDES) {
            Box box = box(way, leg, base(way) + slide, "");
            double x = box.x() + box.width() / 2 - DOT / 2;
            Box dot = new Box(x, box.y() + box.height() / 2 - DOT / 2, DOT, DOT, 0);
            if (space.isFree(dot.grown(1))) {
                return new Plate(dot, "");
            }
        }
        return null;
    }

    private @Nullable Plate elsewhere(Way way, int leg, List<String> texts) {
        for (int other = 0; other < way.legs().size(); other++) {
            Plate plate = other == leg ? null : find(way, other, texts.subList(texts.size() - 1, texts.size()), true);
            if (plate != null) {
                return plate;
            }
        }
        return null;
    }

    /** A free place on this leg; if {@code clear}, one that covers no other segment's line either. */
    private @Nullable Plate find(Way way, int leg, List<String> texts, boolean clear) {
        double room = Math.abs(way.x()[leg + 1] - way.x()[leg]) - AT_START - AT_END;
        for (String text : texts) {
            for (double slide : SLIDES) {
                Box box = box(way, leg, base(way) + slide, text);
                if (box.width() <= room && space.isFree(box) && (!clear || space.isClear(box, way))) {
                    return new Plate(box, text);
                }
            }
        }
        return null;
    }

    private static double base(Way way) {
        return way.toServer() ? 0.46 : 0.54;
    }

    /** The plate centred on this part of the leg, moved as far as it must to leave both ends of the leg free. */
    private Box box(Way way, int leg, double part, String text) {
        boolean selected = way.holds(options.selectedLeg());
        double width = lettering(options.emphasis(), selected, Ink.INK).width(text) + 2 * PADDING;
        double height = height(options.emphasis());
        double from = way.x()[leg];
        double to = way.x()[leg + 1];
        double along = Math.signum(to - from);
        double first = Math.min(from + along * AT_START, to - along * AT_END) + width / 2;
        double last = Math.max(from + along * AT_START, to - along * AT_END) - width / 2;
        double x = Math.max(first, Math.min(last, from + part * (to - from)));
        double y = way.y()[leg] + (way.y()[leg + 1] - way.y()[leg]) * (x - from) / (to - from);
        return new Box(x - width / 2, y - height / 2, width, height, 4);
    }
}
