package timewaitlab.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.base.Watch;
import timewaitlab.capture.WholeFile;
import timewaitlab.draw.AwtPen;
import timewaitlab.draw.Emphasis;
import timewaitlab.draw.Kin;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.LadderOptions;
import timewaitlab.draw.LadderTrace;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Pen;
import timewaitlab.draw.StateLayout;
import timewaitlab.draw.StateOptions;
import timewaitlab.draw.SvgPen;
import timewaitlab.draw.TimeScale;
import timewaitlab.lab.DecisionMap;
import timewaitlab.trace.Listeners;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;

/**
 * Diagrams as files. The layouts are those of the screen; the same trace and request give the same bytes, whoever asks.
 */
public final class DiagramExport {
    /** Larger pictures would not fit into the memory of a small machine. */
    private static final double MOST_PIXELS = 64e6;

    private static final List<Integer> SCALES = List.of(1, 2, 4);
    private static final double WIDE_STATES = 700;
    private static final double STATES_SHAPE = 0.86;
    private static final double EVENT_PITCH = 1.1;
    private static final double PIXELS_A_SECOND = 90;

    /** Marks between two looks at whoever waits. */
    private static final int BETWEEN_LOOKS = 256;
    /** Which part of making a PNG is drawing; the rest is packing. */
    private static final double DRAWN = 0.4;

    private DiagramExport() {}

    /** The file, or why it cannot be made. */
    public static Reading<byte[]> bytes(Trace recorded, DiagramRequest request) {
        return bytes(recorded, request, Watch.NONE);
    }

    private static Reading<byte[]> bytes(Trace recorded, DiagramRequest request, Watch watch) {
        // How long the layout takes cannot be known before.
        watch.reached(0, 0);
        // As the window does: a state diagram also shows who waits for connections.
        Sifted sifted = Sifted.of(Listeners.in(recorded), request.filter(), watch);
        // Whoever selects a segment that is hidden is told of it all the same.
        Trace told = request.selected() == 0 ? sifted.trace() : sifted.whole();
        Moment moment = new Moment(told, request.time(), request.selected());
        Optional<Problem> problem = problem(told, request, moment);
        if (problem.isPresent()) {
            return Reading.failed(problem.get());
        }
        Sheet sheet = sheet(sifted, request, moment, watch);
        String title = Caption.title(sifted.titled(request.title()), request.view(), moment);
        String description = Caption.description(sifted.trace(), moment);
        if (request.format() == DiagramRequest.Format.SVG) {
            SvgPen pen = new SvgPen(request.palette(), sheet.width(), sheet.height());
            draw(sheet, pen, watch);
            return Reading.of(pen.document(title, description).getBytes(StandardCharsets.UTF_8));
        }
        double pixels = sheet.width() * sheet.height() * request.scale() * request.scale();
        if (pixels > MOST_PIXELS) {
            return Reading.failed(Problem.of(
                    request.title(),
                    String.format("%.0f million pixels are too many for a PNG", pixels / 1e6),
                    "at most 64 million: a smaller scale, another time scale, or SVG"));
        }
        AwtPen pen = new AwtPen(request.palette(), sheet.width(), sheet.height(), request.scale());
        draw(sheet, pen, watch.share(0, DRAWN));
        return Reading.of(PngFile.with(pen.png(watch.share(DRAWN, 1)), request.scale(), title, description));
    }

    private static void draw(Sheet sheet, Pen pen, Watch watch) {
        List<Mark> marks = sheet.marks();
        for (int from = 0; from < marks.size(); from += BETWEEN_LOOKS) {
            watch.reached(from, marks.size());
            watch.orGiveUp();
            pen.draw(marks.subList(from, Math.min(marks.size(), from + BETWEEN_LOOKS)));
        }
    }

    /** Writes the file, whole or not at all. Not for a thread that draws a screen. */
    public static Optional<Problem> write(Trace trace, DiagramRequest request, Path file) {
        return write(trace, request, file, Watch.NONE);
    }

    /**
     * The same while somebody waits, who is told how far it has come; given up, it throws {@link
     * java.util.concurrent.CancellationException} and leaves what was there before.
     */
    public static Optional<Problem> write(Trace trace, DiagramRequest request, Path file, Watch watch) {
        Reading<byte[]> bytes = bytes(trace, request, watch);
        return bytes.value()
                .map(content -> WholeFile.write(file, out -> {
                    out.write(content);
                    watch.orGiveUp();
                }))
                .orElseGet(() -> bytes.problems().stream().findFirst());
    }

    private static Optional<Problem> problem(Trace trace, DiagramRequest request, Moment moment) {
        DiagramRequest.View view = request.view();
        if (request.width() < view.leastWidth() || request.width() > view.mostWidth()) {
            return Optional.of(Problem.of(
                    "width " + number(request.width()),
                    "out of range",
                    number(view.leastWidth()) + " to " + number(view.mostWidth())));
        }
        if (!SCALES.contains(request.scale())) {
            return Optional.of(Problem.of("scale " + request.scale(), "not a scale of a picture", "1, 2 or 4"));
        }
        if (request.selected() != 0 && moment.selected() == 0) {
            String known = trace.legs().isEmpty()
                    ? "a run with segments"
                    : "1 to " + trace.legs().get(trace.legs().size() - 1).id();
            return Optional.of(Problem.of("segment " + request.selected(), "there is none of this number", known));
        }
        List<String> hosts = trace.parties().stream()
                .filter(party -> !party.kind().isBox())
                .map(Party::name)
                .toList();
        if (!request.host().isEmpty() && !hosts.contains(request.host())) {
            return Optional.of(
                    Problem.of("host " + request.host(), "there is none of this name", String.join(", ", hosts)));
        }
        if (view == DiagramRequest.View.MAP && map(trace, moment).isEmpty()) {
            return Optional.of(Problem.of(
                    "map at " + SimTime.text(moment.time()) + " s",
                    "the last verdict before that is not about a segment",
                    "a moment after one that is, or a segment that was judged"));
        }
        return Optional.empty();
    }

    private static Sheet sheet(Sifted sifted, DiagramRequest request, Moment moment, Watch watch) {
        return switch (request.view()) {
            case LADDER -> {
                LadderLayout ladder = ladder(sifted, request, moment, request.width(), watch);
                yield new Sheet(ladder.width(), ladder.height(), ladder.marks());
            }
            case STATES -> states(sifted.trace(), request, moment);
            case SCENE -> new SceneSheet(sifted, request, moment).sheet(watch);
            case MAP -> map(sifted.trace(), moment).orElseThrow().sheet(request.width());
        };
    }

    /** The map around the verdict of this moment; none around a timer's, a call's or a NAT's. */
    private static Optional<MapExport> map(Trace trace, Moment moment) {
        return moment.explained().flatMap(judged -> {
            String kernel = trace.parties().stream()
                    .filter(party -> party.name().equals(judged.at()))
                    .map(Party::kernel)
                    .findFirst()
                    .orElse("");
            return DecisionMap.of(judged, kernel)
                    .map(map -> new MapExport(map, Optional.empty(), MapExport.name(map.segment())));
        });
    }

    static LadderLayout ladder(Sifted sifted, DiagramRequest request, Moment moment, double width, Watch watch) {
        LadderOptions options = LadderOptions.of(width).withPlayhead(moment.playhead());
        LadderTrace trace = new LadderTrace(sifted.trace(), sifted.whole());
        if (moment.selected() != 0) {
            options = options.withSelected(moment.selected(), Kin.of(trace, moment.selected()));
        }
        double pitch = Emphasis.EXPLORE.pitch();
        TimeScale.Kind kind = request.timeScale();
        TimeScale scale = switch (kind) {
            case COMPRESSED -> trace.scale(kind, pitch, Set.of());
            case EVENT -> trace.scale(kind, pitch * EVENT_PITCH, Set.of());
            case LINEAR -> trace.scale(kind, PIXELS_A_SECOND, Set.of());
        };
        return LadderLayout.whole(trace, scale, options, watch);
    }

    private static Sheet states(Trace trace, DiagramRequest request, Moment moment) {
        String host = request.host().isEmpty() ? moment.host() : request.host();
        double width = request.width();
        if (width < WIDE_STATES) {
            HostStates narrow = new HostStates(trace, moment, host, width);
            return new Sheet(width, narrow.height(), narrow.marks(0, 0));
        }
        StateOptions options = StateOptions.wide(host, moment.time())
                .withSize(width, width * STATES_SHAPE)
                .withSocket(moment.socket(host).orElse(null));
        StateLayout wide = StateLayout.of(trace, options);
        return new Sheet(wide.width(), wide.height(), wide.marks());
    }

    private static String number(double value) {
        return Long.toString(Math.round(value));
    }
}
