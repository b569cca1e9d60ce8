package timewaitlab.draw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import timewaitlab.base.SimTime;
import timewaitlab.trace.FlagshipTrace;
import timewaitlab.trace.Trace;

/** Draws diagrams of the flagship into {@code target/pictures}, for eyes. Not a test. */
final class Pictures {
    private static final long REFUSED = 5022 * SimTime.MILLISECOND;
    /** The leg on which C's first SYN reaches B. */
    static final int FIRST_REFUSED = 16;

    private Pictures() {}

    public static void main(String[] args) throws IOException {
        Trace trace = FlagshipTrace.trace();
        LadderOptions chosen = LadderOptions.of(660).withSelected(FIRST_REFUSED, Kin.of(trace, FIRST_REFUSED));
        TimeScale compressed = TimeScale.compressed(trace, Emphasis.EXPLORE.pitch());
        states(trace);
        ladder("explore", LadderLayout.of(trace, compressed, chosen.withPlayhead(REFUSED)));
        ladder("main", LadderLayout.of(trace, compressed, chosen.withWidth(478).withPlayhead(REFUSED)));
        ladder("whole", LadderLayout.of(trace, compressed, chosen.withWidth(1200)));
        ladder("event", LadderLayout.of(trace, TimeScale.event(trace, 22), LadderOptions.of(700)));
        ladder("linear", LadderLayout.of(trace, TimeScale.linear(trace, 20), LadderOptions.of(700)));
        ladder(
                "demo",
                LadderLayout.of(
                        trace,
                        TimeScale.compressed(trace, Emphasis.DEMO.pitch()),
                        chosen.withWidth(930).withEmphasis(Emphasis.DEMO).withPlayhead(REFUSED)));
    }

    private static void states(Trace trace) throws IOException {
        String tuple = "198.51.100.9:80-203.0.113.7:40000";
        long waiting = 400 * SimTime.MILLISECOND;
        state("wide-wait", StateLayout.of(trace, StateOptions.wide("B", waiting).withSocket(tuple)));
        state("wide-client", StateLayout.of(trace, StateOptions.wide("A", 100 * SimTime.MILLISECOND)));
        state("narrow-syn", StateLayout.of(trace, StateOptions.narrow("C", REFUSED)));
        state(
                "narrow-refused",
                StateLayout.of(trace, StateOptions.narrow("B", REFUSED).withSocket("198.51.100.9:80-0.0.0.0:0")));
        state(
                "narrow-wait",
                StateLayout.of(
                        trace,
                        StateOptions.narrow("B", waiting).withSocket(tuple).withSize(200, 760)));
        state(
                "narrow-demo",
                StateLayout.of(trace, StateOptions.narrow("C", REFUSED).withSize(350, 560)));
    }

    private static void state(String name, StateLayout layout) throws IOException {
        draw("states-" + name, layout.marks(), layout.width(), layout.height());
    }

    private static void ladder(String name, LadderLayout layout) throws IOException {
        draw("ladder-" + name, layout.marks(), layout.width(), layout.height());
    }

    private static void draw(String name, List<Mark> marks, double width, double height) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        for (Palette palette : List.of(Palette.LIGHT, Palette.DARK, Palette.PRINT)) {
            AwtPen picture = new AwtPen(palette, width, height, 1);
            picture.draw(marks);
            Files.write(folder.resolve(name + "-" + palette.name() + ".png"), picture.png());
            SvgPen drawing = new SvgPen(palette, width, height);
            drawing.draw(marks);
            Files.writeString(folder.resolve(name + "-" + palette.name() + ".svg"), drawing.document(name, name));
        }
    }
}
