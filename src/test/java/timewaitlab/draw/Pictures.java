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
