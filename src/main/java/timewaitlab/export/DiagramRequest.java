package timewaitlab.export;

import java.util.Optional;
import timewaitlab.base.SimTime;
import timewaitlab.draw.Palette;
import timewaitlab.draw.TimeScale;
import timewaitlab.lab.FieldExpression;

/**
 * A diagram somebody wants as a file.
 *
 * @param title what was run, in words: the title of the scenario
 * @param time the moment that is shown; {@link SimTime#NEVER} for the end of the run
 * @param scale pixels a unit, for PNG; 1 in SVG, which has no pixels
 * @param width of the whole diagram, in units
 * @param timeScale how a ladder measures time
 * @param selected id of a leg of the selected segment, 0 for none
 * @param host whose states are shown; empty for the host at which the last verdict was reached
 * @param filter which segments are shown; empty for all
 */
public record DiagramRequest(
        View view,
        String title,
        long time,
        Palette palette,
        Format format,
        int scale,
        double width,
        TimeScale.Kind timeScale,
        int selected,
        String host,
        Optional<FieldExpression> filter) {
    /** What is drawn. */
    public enum View {
        LADDER(1100, 300, 4000),
        STATES(1000, 200, 1600),
        /** State diagrams on both sides of a ladder. */
        SCENE(1440, 1000, 4000),
        /** The decision map around the last verdict, or the selected segment's. */
        MAP(1060, 300, 4000);

        private final double usual;
        private final double least;
        private final double most;

        View(double usual, double least, double most) {
            this.usual = usual;
            this.least = least;
            this.most = most;
        }

        /** Width that is used when nobody says another. */
        public double usualWidth() {
            return usual;
        }

        /** Below this a diagram cannot be read. */
        public double leastWidth() {
            return least;
        }

        /** Above this a diagram is empty between its parts. */
        public double mostWidth() {
            return most;
        }
    }

    /** The kind of file. */
    public enum Format {
        SVG,
        PNG
    }

    /** The end of a run, as SVG in light colours. */
    public static DiagramRequest of(View view, String title) {
        return new DiagramRequest(
                view,
                title,
                SimTime.NEVER,
                Palette.LIGHT,
                Format.SVG,
                1,
                view.usualWidth(),
                TimeScale.Kind.COMPRESSED,
                0,
                "",
                Optional.empty());
    }

    public DiagramRequest at(long moment) {
        return new DiagramRequest(
                view, title, moment, palette, format, scale, width, timeScale, selected, host, filter);
    }

    public DiagramRequest in(Palette other) {
        return new DiagramRequest(view, title, time, other, format, scale, width, timeScale, selected, host, filter);
    }

    /** As PNG with so many pixels a unit. */
    public DiagramRequest asPng(int pixels) {
        return new DiagramRequest(
                view, title, time, palette, Format.PNG, pixels, width, timeScale, selected, host, filter);
    }

    public DiagramRequest withWidth(double other) {
        return new DiagramRequest(view, title, time, palette, format, scale, other, timeScale, selected, host, filter);
    }

    public DiagramRequest withTimeScale(TimeScale.Kind other) {
        return new DiagramRequest(view, title, time, palette, format, scale, width, other, selected, host, filter);
    }

    public DiagramRequest withSelected(int leg) {
        return new DiagramRequest(view, title, time, palette, format, scale, width, timeScale, leg, host, filter);
    }

    public DiagramRequest withHost(String other) {
        return new DiagramRequest(view, title, time, palette, format, scale, width, timeScale, selected, other, filter);
    }

    /** Only segments of which this holds; whatever is hidden is told. */
    public DiagramRequest withFilter(Optional<FieldExpression> test) {
        return new DiagramRequest(view, title, time, palette, format, scale, width, timeScale, selected, host, test);
    }
}
