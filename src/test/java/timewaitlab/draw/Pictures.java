package timewaitlab.draw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        System.out.println(TextLadder.of(trace, Words.inUse()));
        ladder(
                "flying",
                LadderLayout.of(
                        trace, compressed(trace), LadderOptions.of(560).withPlayhead(5010 * SimTime.MILLISECOND)));
        ladder(
                "present",
                LadderLayout.of(
                        trace,
                        TimeScale.compressed(trace, Emphasis.PRESENT.pitch()),
                        LadderOptions.of(1280).withEmphasis(Emphasis.PRESENT).withPlayhead(REFUSED)));
        states(trace);
        zoo();
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

    private static TimeScale compressed(Trace trace) {
        return TimeScale.compressed(trace, Emphasis.EXPLORE.pitch());
    }

    private static void zoo() throws IOException {
        Trace trace = ZooTrace.trace();
        TimeScale scale = TimeScale.compressed(trace, Emphasis.EXPLORE.pitch());
        LadderOptions options = LadderOptions.of(800);
        ladder("zoo", LadderLayout.of(trace, scale, options));
        ladder(
                "zoo-then",
                LadderLayout.of(trace, scale, options.withHovered(7).withPlayhead(251 * SimTime.MILLISECOND)));
        Trace crowd = ZooTrace.crowd(100);
        ladder("crowd", LadderLayout.of(crowd, TimeScale.compressed(crowd, 20), LadderOptions.of(500)));
        long start = System.nanoTime();
        Trace many = ZooTrace.crowd(100_000);
        TimeScale large = TimeScale.compressed(many, 20);
        LadderLayout layout = LadderLayout.of(many, large, LadderOptions.of(500));
        long laid = System.nanoTime();
        int marks = layout.marks(50_000, 50_900, List.of()).size();
        System.out.printf(
                "100k: layout %d ms, window of %d marks %d us%n",
                (laid - start) / 1_000_000, marks, (System.nanoTime() - laid) / 1000);
    }

    private static void states(Trace trace) throws IOException {
        String tuple = "198.51.100.9:80-203.0.113.7:40000";
        long waiting = 400 * SimTime.MILLISECOND;
        state("wide-wait", StateLayout.of(trace, StateOptions.wide("B", waiting).withSocket(tuple)));
        state("wide-client", StateLayout.of(trace, StateOptions.wide("A", 100 * SimTime.MILLISECOND)));
        StateOptions server = StateOptions.narrow("B", REFUSED);
        List<StateLayout> narrow = List.of(
                StateLayout.of(trace, StateOptions.narrow("C", REFUSED)),
                StateLayout.of(trace, server.withSocket("198.51.100.9:80-0.0.0.0:0")),
                StateLayout.of(trace, server.withTime(waiting).withSocket(tuple).withSize(200, 844)),
                StateLayout.of(trace, server.withTime(waiting).withSocket(tuple).withSize(200, 470)),
                StateLayout.of(trace, StateOptions.narrow("C", REFUSED).withSize(350, 700)));
        List<Mark> sheet = new ArrayList<>();
        double x = 0;
        for (StateLayout layout : narrow) {
            sheet.addAll(Transform.move(x, 0).of(layout.marks()));
            x += layout.width() + 20;
        }
        draw("states-narrow", sheet, x, 860);
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
