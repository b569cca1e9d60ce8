package timewaitlab.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.draw.ChartLayout;
import timewaitlab.draw.Palette;
import timewaitlab.draw.SvgPen;
import timewaitlab.lab.Sweep;

/** What a sweep measured, as CSV and as a chart. */
public final class SweepExport {
    private static final double WIDTH = 900;
    private static final double HEIGHT = 520;

    private final String title;
    private final List<String> varied;
    private final List<String> measured;

    /**
     * @param varied names of the axes, the first one is drawn across
     * @param measured names of the measures
     */
    public SweepExport(String title, List<String> varied, List<String> measured) {
        this.title = title;
        this.varied = List.copyOf(varied);
        this.measured = List.copyOf(measured);
    }

    /** The first line of the CSV. */
    public String head() {
        return String.join(",", varied) + "," + String.join(",", measured);
    }

    /** A run as a line of the CSV. */
    public String line(Sweep.Row row) {
        List<String> cells = new ArrayList<>(row.values());
        row.measured().forEach(value -> cells.add(ChartLayout.number(value)));
        return String.join(",", cells);
    }

    /** The chart: a line for each measure and each combination of the other axes. */
    public byte[] svg(List<Sweep.Row> rows, Palette palette) {
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        List<String> places =
                rows.stream().map(row -> row.values().get(0)).distinct().toList();
        for (Sweep.Row row : rows) {
            for (int i = 0; i < measured.size(); i++) {
                lines.computeIfAbsent(name(row, i), any -> new ArrayList<>())
                        .add(row.measured().get(i));
            }
        }
        List<ChartLayout.Line> drawn = lines.entrySet().stream()
                .map(line -> new ChartLayout.Line(line.getKey(), line.getValue()))
                .toList();
        String heading = measured.size() == 1 ? title + ": " + measured.get(0) : title;
        ChartLayout.Chart chart = new ChartLayout.Chart(heading, varied.get(0), places, drawn);
        SvgPen pen = new SvgPen(palette, WIDTH, HEIGHT);
        pen.draw(ChartLayout.marks(chart, WIDTH, HEIGHT));
        String description =
                head() + "\n" + String.join("\n", rows.stream().map(this::line).toList()) + "\nMade by " + Product.NAME;
        return pen.document(heading, description).getBytes(StandardCharsets.UTF_8);
    }

    private String name(Sweep.Row row, int measure) {
        List<String> parts = new ArrayList<>();
        if (measured.size() > 1) {
            parts.add(measured.get(measure));
        }
        for (int i = 1; i < varied.size(); i++) {
            parts.add(
                    varied.get(i).replaceFirst(".*\\.", "") + " " + row.values().get(i));
        }
        return parts.isEmpty() ? measured.get(measure) : String.join(", ", parts);
    }
}
