package timewaitlab.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timewaitlab.base.Problem;
import timewaitlab.base.SimTime;
import timewaitlab.capture.CaptureReader;
import timewaitlab.draw.Palette;
import timewaitlab.draw.TimeScale;
import timewaitlab.export.DiagramExport;
import timewaitlab.export.DiagramRequest;
import timewaitlab.export.DiagramRequest.View;
import timewaitlab.export.Sifted;
import timewaitlab.export.TraceExport;
import timewaitlab.lab.Explanation;
import timewaitlab.lab.FieldExpression;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Durations;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;

/** {@code export}: a file for a document, the same one the window saves. */
@Command(
        name = "export",
        description = "Writes a diagram, a capture or a text of a scenario's run, or of a capture as a host judges it,"
                + " into a file.",
        footer = {
            "",
            "Of a capture --set takes SYSCTL=V[@T], and --host is the address of the host that judges it.",
            "",
            "Examples:",
            "  export flagship --view ladder --at 5.022s --format svg -o ladder.svg",
            "  export server.pcap --host 10.0.0.2 --profile 4.4 --view map --at 1.2s --format png -o map.png"
        })
final class ExportCommand implements Callable<Integer> {
    private static final String STDOUT = "-";

    /** What captures are called; one of another name is known by how it begins. */
    private static final Pattern CAPTURE = Pattern.compile("(?i).*\\.(pcap|pcapng|cap)");

    /** Kinds of files. */
    enum Format {
        SVG,
        PNG,
        TEXT,
        MERMAID,
        PLANTUML,
        PCAPNG;

        boolean isDiagram() {
            return this == SVG || this == PNG;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO|CAPTURE",
            description = "id of a shipped scenario, or a file: a scenario, a pcap or a pcapng")
    private String scenario = "";

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Mixin
    private CaptureOptions captured = new CaptureOptions();

    @Option(
            names = "--format",
            required = true,
            paramLabel = "F",
            description = "svg, png, text, mermaid, plantuml or pcapng")
    private String format = "";

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "where to; - for standard output")
    private String output = "";

    @Option(names = "--view", paramLabel = "V", description = "ladder, states, scene or map; ladder if not given")
    private @Nullable String view;

    @Option(names = "--at", paramLabel = "T", description = "the moment, such as 5.022s; the end if not given")
    private @Nullable String at;

    @Option(names = "--theme", paramLabel = "P", description = "light, dark or print; for svg and png")
    private @Nullable String theme;

    @Option(names = "--scale", paramLabel = "N", description = "pixels a unit: 1, 2 or 4; for png")
    private @Nullable Integer scale;

    @Option(names = "--width", paramLabel = "N", description = "width in units; for svg and png")
    private @Nullable Integer width;

    @Option(
            names = "--time-scale",
            paramLabel = "S",
            description = "linear, event or compressed; for ladders in svg and png")
    private @Nullable String timeScale;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "whose states are shown, or whose capture is written; of a capture who judges it")
    private @Nullable String host;

    @Option(
            names = "--select",
            paramLabel = "SEGMENT",
            description = "number of a segment, as run --format json has it; for svg and png")
    private @Nullable Integer select;

    @Option(
            names = "--filter",
            paramLabel = "EXPR",
            description = "only segments of which this holds, such as \"verdict == drop && tcp.port == 80\"; fields are"
                    + " Wireshark's, and verdict, reason, rule, state and others of our own; what is hidden is told")
    private @Nullable String filter;

    @Override
    public Integer call() {
        Format wanted = one(Format.class, "--format", format);
        View shown = view == null ? View.LADDER : one(View.class, "--view", view);
        requireSense(wanted, shown);
        Subject subject = subject();
        Optional<FieldExpression> test = Optional.ofNullable(filter)
                .map(text -> ScenarioOptions.require(FieldExpression.parse("--filter", text)));
        Trace trace = subject.trace();
        long time = at == null ? SimTime.NEVER : moment(at, subject);
        if (wanted.isDiagram()) {
            diagram(trace, request(wanted, shown, subject, time).withFilter(test));
            return Commands.DONE;
        }
        Sifted sifted = Sifted.of(trace, test);
        Trace written = TraceExport.until(sifted.trace(), time);
        if (wanted == Format.PCAPNG) {
            String title = sifted.titled(subject.title());
            refuse(TraceExport.pcapng(written, party(subject), title, subject.start(), file()));
        } else {
            text(text(wanted, written, sifted.titled(subject.title())));
        }
        return Commands.DONE;
    }

    /**
     * What is exported.
     *
     * @param host whose states are shown or whose capture is written, empty where nobody said so
     * @param start when a capture begins, nanoseconds since 1970; 0 for a run
     */
    private record Subject(Trace trace, String title, String host, boolean isCapture, long start) {}

    private Subject subject() {
        String file = scenario;
        if (!isCapture(file)) {
            captured.given().ifPresent(option -> {
                throw new UserMistake(option + " is for captures, and " + file + " is none");
            });
            Scenario chosen = options.open(file);
            return new Subject(RunScenario.run(chosen), chosen.title(), host == null ? "" : host, false, 0);
        }
        options.onlyOfRuns().ifPresent(option -> {
            throw new UserMistake(option + " is for scenarios; of a capture the judging host is chosen by --host,"
                    + " --profile, --hz, --set and --context");
        });
        CaptureOptions.Explained explained = captured.explain(
                file, host == null ? List.of() : Arrays.asList(host.split(",", -1)), options.settings());
        Explanation explanation = explained.explanation();
        return new Subject(
                explanation.trace(),
                String.valueOf(Path.of(file).getFileName()),
                explanation.hosts().get(0).text(),
                true,
                explained.startEpochNanos());
    }

    private static boolean isCapture(String name) {
        if (ScenarioLibrary.ids().contains(name)) {
            return false;
        }
        try {
            return CAPTURE.matcher(name).matches() || CaptureReader.isCapture(Path.of(name));
        } catch (InvalidPathException notAFile) {
            return false;
        }
    }

    /** Says which option has no meaning beside which. */
    private void requireSense(Format wanted, View shown) {
        List<Object> ofDiagrams = Arrays.asList("--theme", theme, "--width", width, "--select", select);
        for (int i = 0; i < ofDiagrams.size(); i += 2) {
            refuse(ofDiagrams.get(i + 1) != null && !wanted.isDiagram(), ofDiagrams.get(i) + " is for svg and png");
        }
        refuse(scale != null && wanted != Format.PNG, "--scale is for png");
        refuse(
                shown != View.LADDER && !wanted.isDiagram(),
                "--view " + view + " is for svg and png; " + wanted.word() + " holds the ladder");
        boolean hasLadder = wanted.isDiagram() && (shown == View.LADDER || shown == View.SCENE);
        refuse(timeScale != null && !hasLadder, "--time-scale is for svg and png of a ladder or a scene");
        boolean hasHost =
                wanted == Format.PCAPNG || wanted.isDiagram() && (shown == View.STATES || shown == View.SCENE);
        refuse(
                host != null && !hasHost && !isCapture(scenario),
                "--host is for pcapng, and for svg and png of states or a scene");
        boolean binary = wanted == Format.PNG || wanted == Format.PCAPNG;
        refuse(
                binary && output.equals(STDOUT),
                "-o -: " + wanted.word() + " needs a file; standard output takes svg, text, mermaid and plantuml");
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new UserMistake(why);
        }
    }

    private static void refuse(Optional<Problem> problem) {
        problem.ifPresent(wrong -> {
            throw new UserMistake(wrong.toString());
        });
    }

    private DiagramRequest request(Format wanted, View shown, Subject subject, long time) {
        DiagramRequest request = DiagramRequest.of(shown, subject.title())
                .at(time)
                .in(palette())
                .withSelected(select == null ? 0 : select)
                .withHost(subject.host());
        if (width != null) {
            request = request.withWidth(width);
        }
        if (timeScale != null) {
            request = request.withTimeScale(one(TimeScale.Kind.class, "--time-scale", timeScale));
        }
        return wanted == Format.PNG ? request.asPng(scale == null ? 1 : scale) : request;
    }

    private Palette palette() {
        String name = theme == null ? "light" : theme.toLowerCase(Locale.ROOT);
        return Palette.named(name)
                .orElseThrow(
                        () -> new UserMistake("--theme: unknown \"" + theme + "\"; expected light, dark or print"));
    }

    private void diagram(Trace trace, DiagramRequest request) {
        if (output.equals(STDOUT)) {
            byte[] bytes = ScenarioOptions.require(DiagramExport.bytes(trace, request));
            text(new String(bytes, StandardCharsets.UTF_8));
        } else {
            refuse(DiagramExport.write(trace, request, file()));
        }
    }

    private static String text(Format wanted, Trace trace, String title) {
        return switch (wanted) {
            case MERMAID -> TraceExport.mermaid(trace, title);
            case PLANTUML -> TraceExport.plantUml(trace, title);
            default -> TraceExport.ladder(trace, title);
        };
    }

    private void text(String text) {
        if (output.equals(STDOUT)) {
            Commands.print(spec, text);
        } else {
            refuse(TraceExport.write(text, file()));
        }
    }

    private Path file() {
        try {
            return Path.of(output);
        } catch (InvalidPathException e) {
            throw new UserMistake("-o: " + e.getMessage());
        }
    }

    /** Whose capture: the one asked for, else the first server's. */
    private String party(Subject subject) {
        String host = subject.host();
        Trace trace = subject.trace();
        List<String> names = trace.parties().stream().map(Party::name).toList();
        refuse(
                !host.isEmpty() && !names.contains(host),
                "--host: no host is called \"" + host + "\"; expected one of " + String.join(", ", names));
        return !host.isEmpty() ? host : trace.principal().map(Party::name).orElse(names.get(0));
    }

    private static long moment(String text, Subject subject) {
        try {
            long time = Durations.parse(text);
            refuse(
                    time > subject.trace().until(),
                    "--at " + text + ": " + (subject.isCapture() ? "the capture" : "the run") + " ends at "
                            + SimTime.text(subject.trace().until()) + " s; expected a moment before that"
                            + (subject.isCapture() ? "" : ", or a longer --until"));
            return time;
        } catch (IllegalArgumentException e) {
            throw new UserMistake("--at: " + e.getMessage() + "; expected a moment such as 5.022s");
        }
    }

    private static <E extends Enum<E>> E one(Class<E> kind, String option, String text) {
        for (E each : kind.getEnumConstants()) {
            if (each.name().equalsIgnoreCase(text)) {
                return each;
            }
        }
        String known = Arrays.stream(kind.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new UserMistake(option + ": unknown \"" + text + "\"; expected one of " + known);
    }
}
