package timewaitlab.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.capture.WholeFile;
import timewaitlab.draw.AwtPen;
import timewaitlab.draw.Emphasis;
import timewaitlab.draw.Kin;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.LadderOptions;
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

    private DiagramExport() {}

    /** The file, or why it cannot be made. */
    public static Reading<byte[]> bytes(Trace recorded, DiagramRequest request) {
        // As the window does: a state diagram also shows who waits for connections.
        Trace trace = Listeners.in(recorded);
        Moment moment = new Moment(trace, request.time(), request.selected());
        Optional<Problem> problem = problem(trace, request, moment);
        if (problem.isPresent()) {
            return Reading.failed(problem.get());
        }
        Sheet sheet = sheet(trace, request, moment);
        String title = Caption.title(request, moment);
        String description = Caption.description(trace, moment);
        if (request.format() == DiagramRequest.Format.SVG) {
            SvgPen pen = new SvgPen(request.palette(), sheet.width(), sheet.height());
            pen.draw(sheet.marks());
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
        pen.draw(sheet.marks());
        return Reading.of(PngFile.with(pen.png(), request.scale(), title, description));
    }

    /** Writes the file, whole or not at all. Not for a thread that draws a screen. */
    public static Optional<Problem> write(Trace trace, DiagramRequest request, Path file) {
        Reading<byte[]> bytes = bytes(trace, request);
        return bytes.value()
                .map(content -> WholeFile.write(file, out -> out.write(content)))
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

    private static Sheet sheet(Trace trace, DiagramRequest request, Moment moment) {
        return switch (request.view()) {
            case LADDER -> {
                LadderLayout ladder = ladder(trace, request, moment, request.width());
                yield new Sheet(ladder.width(), ladder.height(), ladder.marks());
            }
            case STATES -> states(trace, request, moment);
            case SCENE -> new SceneSheet(trace, request, moment).sheet();
            case MAP -> map(trace, moment).orElseThrow().sheet(request.width());
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

    static LadderLayout ladder(Trace trace, DiagramRequest request, Moment moment, double width) {
        LadderOptions options = LadderOptions.of(width).withPlayhead(moment.playhead());
        if (moment.selected() != 0) {
            options = options.withSelected(moment.selected(), Kin.of(trace, moment.selected()));
        }
        double pitch = Emphasis.EXPLORE.pitch();
        TimeScale scale = switch (request.timeScale()) {
            case COMPRESSED -> TimeScale.compressed(trace, pitch);
            case EVENT -> TimeScale.event(trace, pitch * EVENT_PITCH);
            case LINEAR -> TimeScale.linear(trace, PIXELS_A_SECOND);
        };
        return LadderLayout.of(trace, scale, options);
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
