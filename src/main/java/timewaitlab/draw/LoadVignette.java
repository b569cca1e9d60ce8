package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Census;
import timewaitlab.trace.Census.Gauge;

/**
 * A plot as small as a card: of what a run had over time that which came nearest to what it cannot be more than, with
 * that limit, and the first refusal.
 */
public final class LoadVignette {
    private static final double LEFT = 28;
    private static final double RIGHT = 22;
    private static final double TOP = 26;
    private static final double BOTTOM = 28;
    /** How much of the height something takes that is not near a limit. */
    private static final double FULL = 0.92;

    private static final double ARM = 7;
    private static final Lettering NUMBER = new Lettering(Face.MONO_BOLD, 11, Ink.INK);

    private final Census census;
    private final double width;
    private final double height;

    /** What is plotted, with its limit if it has one. */
    private record Plotted(Gauge gauge, Optional<Gauge> limit) {
        double share() {
            return limit.map(most -> (double) gauge.most() / Math.max(1, most.most()))
                    .orElse(0.0);
        }
    }

    private LoadVignette(Census census, double width, double height) {
        this.census = census;
        this.width = width;
        this.height = height;
    }

    /** The marks of that plot; none where nothing was counted. */
    public static List<Mark> of(Census census, double width, double height) {
        return new LoadVignette(census, width, height).marks();
    }

    private List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        Optional<Plotted> plotted = plotted();
        if (plotted.isEmpty()) {
            return marks;
        }
        double right = width - RIGHT;
        double bottom = height - BOTTOM;
        Plotted shown = plotted.get();
        double most = shown.limit()
                .filter(limit -> shown.share() > 0.5)
                .map(Gauge::most)
                .orElse(Math.round(shown.gauge().most() / FULL));
        if (most == shown.limit().map(Gauge::most).orElse(-1L)) {
            marks.add(Mark.stroke(
                    PathMaker.polyline(LEFT, TOP, right, TOP),
                    Stroke.of(Ink.MUTED, 1.6).dashed(Stroke.Dash.ACK)));
        }
        marks.add(Mark.stroke(
                curve(shown.gauge(), most, right, bottom), new Stroke(Ink.TIMEWAIT_EDGE, 3, 1, Stroke.Dash.ROUND)));
        marks.add(
                Mark.stroke(PathMaker.polyline(LEFT, TOP - 12, LEFT, bottom, right, bottom), Stroke.of(Ink.INK, 1.6)));
        refusal(shown.gauge(), most, right, bottom, marks);
        return marks;
    }

    private void refusal(Gauge gauge, double most, double right, double bottom, List<Mark> marks) {
        int first = firstRefusal();
        if (first == 0) {
            return;
        }
        double at = x(first, right);
        double y = y(gauge.value(first), most, bottom);
        marks.add(Mark.stroke(
                PathMaker.polyline(at, y, at, bottom), Stroke.of(Ink.INK, 1.4).dashed(Stroke.Dash.FINE_DOTS)));
        boolean roomy = at + 5 * ARM < right;
        marks.add(Mark.stroke(
                Glyphs.cross(roomy ? at + 3 * ARM : at - 3 * ARM, (bottom + y) / 2, ARM), Stroke.round(Ink.DROP, 3.4)));
        String time = BandWords.length(census.time(first));
        double half = NUMBER.width(time) / 2;
        double middle = Math.max(LEFT + half, Math.min(right - half, at));
        marks.add(Mark.text(middle, bottom + 14, Anchor.MIDDLE, NUMBER, time));
    }

    /** Number of the first count at which something had been refused; 0 for none. */
    private int firstRefusal() {
        for (int number = 1; number < census.size(); number++) {
            for (Gauge gauge : census.gauges()) {
                boolean refuses =
                        gauge.what().equals(Census.REFUSED) || gauge.what().equals(Census.DROPS);
                if (refuses && gauge.value(number) > 0) {
                    return number;
                }
            }
        }
        return 0;
    }

    private Optional<Plotted> plotted() {
        Optional<Plotted> found = Optional.empty();
        for (Gauge gauge : census.gauges()) {
            Plotted here = new Plotted(gauge, limit(gauge));
            boolean plain = gauge.what().equals(TcpState.TIME_WAIT.label());
            boolean larger = found.isEmpty()
                    || here.share() > found.get().share()
                    || here.share() == found.get().share()
                            && gauge.most() > found.get().gauge().most();
            if (gauge.most() > 0 && (plain || here.limit().isPresent()) && larger) {
                found = Optional.of(here);
            }
        }
        return found;
    }

    private Optional<Gauge> limit(Gauge gauge) {
        return switch (gauge.what()) {
            case Census.PORTS -> census.find(gauge.at(), Census.PORT_RANGE);
            case Census.TRACKED -> census.find(gauge.at(), Census.TRACKED_MAX);
            default -> Optional.empty();
        };
    }

    private double x(int number, double right) {
        return LEFT + (right - LEFT) * number / Math.max(1, census.size() - 1);
    }

    private static double y(long value, double most, double bottom) {
        return bottom - (bottom - TOP) * Math.min(1, value / most);
    }

    /** A point for each pixel is enough. */
    private Outline curve(Gauge gauge, double most, double right, double bottom) {
        int step = Math.max(1, (int) (census.size() / (right - LEFT)));
        PathMaker maker = new PathMaker().move(x(0, right), y(gauge.value(0), most, bottom));
        for (int number = step; number < census.size(); number += step) {
            maker.line(x(number, right), y(gauge.value(number), most, bottom));
        }
        return maker.path();
    }
}
