package timewaitlab.export;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.decide.Verdict;
import timewaitlab.draw.AwtPen;
import timewaitlab.draw.MapLayout;
import timewaitlab.draw.MapOptions;
import timewaitlab.draw.MapRegions;
import timewaitlab.draw.Palette;
import timewaitlab.draw.SvgPen;
import timewaitlab.draw.TextMap;
import timewaitlab.draw.Words;
import timewaitlab.lab.DecisionMap;
import timewaitlab.wire.Segment;

/** Decision maps as files and texts: the layout of the screen, the same bytes whoever asks. */
public final class MapExport {
    /** Width of a picture when nobody says another. */
    public static final double USUAL_WIDTH = 1060;

    private static final double HEIGHT_OF_WIDTH = 0.74;
    private static final double LEAST_WIDTH = 300;
    private static final double MOST_WIDTH = 4000;

    private final DecisionMap map;
    private final Optional<DecisionMap> against;
    private final MapRegions regions;
    private final MapOptions.Subject subject;

    /**
     * A map, and another kernel's answers to the same question where the two are compared.
     *
     * @param segment what the segment is called
     */
    public MapExport(DecisionMap map, Optional<DecisionMap> against, String segment) {
        this.map = map;
        this.against = against;
        regions = against.map(other -> MapRegions.of(map.plane(), other.plane()))
                .orElseGet(() -> MapRegions.of(map.plane()));
        subject = new MapOptions.Subject(
                "What " + map.state().label() + " does with " + segment,
                new MapOptions.Kernels(
                        map.kernel(), against.map(DecisionMap::kernel).orElse("")),
                map.expected().sequenceName(),
                map.expected().timestampName(),
                segment);
    }

    /**
     * How a picture of a map is wanted.
     *
     * @param scale pixels a unit for PNG; 0 for SVG
     */
    public record Picture(Palette palette, double width, int scale) {}

    /** What a segment is called in a sentence: {@code a SYN}, {@code a FIN+ACK}. */
    public static String name(Segment segment) {
        String name = SegmentText.name(segment);
        boolean vowelSound = "AFRS".indexOf(name.charAt(0)) >= 0
                && !name.startsWith("R ")
                && !name.startsWith("SYN")
                && !name.startsWith("FIN");
        return (vowelSound ? "an " : "a ") + name;
    }

    /** The marks of the whole plane, for a sheet of this width. */
    Sheet sheet(double width) {
        double height = Math.round(width * HEIGHT_OF_WIDTH);
        MapOptions options = MapOptions.whole(width, height, subject)
                .withDot(new MapRegions.Point(map.sequenceOffset(), map.timestampOffset()));
        return new Sheet(width, height, MapLayout.of(regions, options).marks());
    }

    /** The whole plane with the segment as a dot. */
    public Reading<byte[]> picture(Picture wanted) {
        if (wanted.width < LEAST_WIDTH || wanted.width > MOST_WIDTH) {
            return Reading.failed(Problem.of("width " + Math.round(wanted.width), "out of range", "300 to 4000"));
        }
        Sheet sheet = sheet(wanted.width);
        if (wanted.scale == 0) {
            SvgPen pen = new SvgPen(wanted.palette, sheet.width(), sheet.height());
            pen.draw(sheet.marks());
            return Reading.of(pen.document(subject.title(), description()).getBytes(StandardCharsets.UTF_8));
        }
        AwtPen pen = new AwtPen(wanted.palette, sheet.width(), sheet.height(), wanted.scale);
        pen.draw(sheet.marks());
        return Reading.of(PngFile.with(pen.png(), wanted.scale, subject.title(), description()));
    }

    private String description() {
        return text() + "Made by " + Product.NAME;
    }

    /** The map in plain characters. */
    public String text() {
        return TextMap.of(regions, subject, Words.inUse());
    }

    /**
     * A line a cell: offsets from and to, and what is decided there; of two kernels, by both. The cells are those of
     * the rules: inside of one every answer is the same.
     */
    public String csv() {
        StringBuilder csv = new StringBuilder("seq_from,seq_to,tsval_from,tsval_to,");
        csv.append(head(map.kernel()));
        against.ifPresent(other -> csv.append(',').append(head(other.kernel())).append(",differs"));
        csv.append('\n');
        for (int row = 0; row < regions.rows().size(); row++) {
            for (int column = 0; column < regions.columns().size(); column++) {
                long x = regions.columns().get(column);
                long y = regions.rows().get(row);
                csv.append(x).append(',').append(regions.lastOfColumn(column)).append(',');
                csv.append(y).append(',').append(regions.lastOfRow(row)).append(',');
                csv.append(answer(map.plane().cellAt(x, y)));
                boolean differs = regions.cell(column, row).differs();
                against.ifPresent(other -> csv.append(',')
                        .append(answer(other.plane().cellAt(x, y)))
                        .append(differs ? ",1" : ",0"));
                csv.append('\n');
            }
        }
        return csv.toString();
    }

    private String head(String kernel) {
        String suffix = against.isEmpty() ? "" : "_" + kernel;
        return "disposition" + suffix + ",answer" + suffix + ",rule" + suffix;
    }

    private static String answer(Verdict<?> verdict) {
        return verdict.outcome().disposition() + "," + verdict.outcome().code().name() + "," + verdict.ruleId();
    }
}
