package timewaitlab.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import timewaitlab.draw.Palette;
import timewaitlab.export.MapExport;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.DecisionMap;
import timewaitlab.lab.VerdictRequest;
import timewaitlab.lab.VerdictRequestReader;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SegmentNotation;
import timewaitlab.wire.TcpFlags;

/** {@code map}: what one state does with a segment wherever its sequence number and timestamp lie. */
@Command(
        name = "map",
        description = "Maps what a state decides over SEG.SEQ and SEG.TSval, by asking the rules.",
        footer = {
            "",
            "Offsets are counted from rcv_nxt and ts_recent (peer_ts in LISTEN). Each cell is exact: inside of it",
            "every answer is the same. Without --segment a SYN meets LISTEN, TIME-WAIT and CLOSED, an ACK all others.",
            "csv: one cell a line: seq_from,seq_to,tsval_from,tsval_to,disposition,answer,rule; with --against these",
            "three once a kernel, and differs.",
            "",
            "Example:",
            "  map --profile 6.18 --state TIME-WAIT --against 2.6.32 --format svg -o time-wait.svg"
        })
final class MapCommand implements Callable<Integer> {
    private static final Map<String, BigDecimal> USUAL = Map.of(
            "rcv_nxt", BigDecimal.valueOf(1_000_000),
            "snd_nxt", BigDecimal.valueOf(5_000_000),
            "ts_recent", BigDecimal.valueOf(200_000));

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StateOptions asked = new StateOptions();

    @Option(names = "--against", paramLabel = "P2", description = "another kernel: shows where the two part")
    private @Nullable String against;

    @Option(names = "--format", paramLabel = "F", description = "text, csv, svg or png", defaultValue = "text")
    private String format = "text";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where to; standard output if not given",
            defaultValue = "-")
    private String output = "-";

    @Option(names = "--theme", paramLabel = "P", description = "light, dark or print; for svg and png")
    private @Nullable String theme;

    @Option(names = "--width", paramLabel = "N", description = "width in units, 300 to 4000; for svg and png")
    private @Nullable Integer width;

    @Option(names = "--scale", paramLabel = "N", description = "pixels a unit: 1, 2 or 4; for png")
    private @Nullable Integer scale;

    @Override
    public Integer call() {
        String wanted = format.toLowerCase(Locale.ROOT);
        requireSense(wanted);
        MapExport map = map();
        OutputFile file = new OutputFile(spec, output);
        switch (wanted) {
            case "text" -> file.text(map.text());
            case "csv" -> file.text(map.csv());
            default -> file.bytes(ScenarioOptions.require(map.picture(picture(wanted))));
        }
        return Commands.DONE;
    }

    private void requireSense(String wanted) {
        if (!List.of("text", "csv", "svg", "png").contains(wanted)) {
            throw new UserMistake("--format: unknown \"" + format + "\"; expected one of text, csv, svg, png");
        }
        boolean drawn = wanted.equals("svg") || wanted.equals("png");
        if (!drawn && (theme != null || width != null)) {
            throw new UserMistake((theme == null ? "--width" : "--theme") + " is for svg and png");
        }
        if (scale != null && !wanted.equals("png")) {
            throw new UserMistake("--scale is for png");
        }
        if (scale != null && !List.of(1, 2, 4).contains(scale)) {
            throw new UserMistake("--scale " + scale + ": expected 1, 2 or 4");
        }
    }

    private MapExport.Picture picture(String wanted) {
        String name = theme == null ? "light" : theme.toLowerCase(Locale.ROOT);
        Palette palette = Palette.named(name)
                .orElseThrow(
                        () -> new UserMistake("--theme: unknown \"" + theme + "\"; expected light, dark or print"));
        int pixels = wanted.equals("png") ? scale == null ? 1 : scale : 0;
        return new MapExport.Picture(palette, width == null ? MapExport.USUAL_WIDTH : width, pixels);
    }

    private MapExport map() {
        try {
            if (!asked.isComplete()) {
                throw new IllegalArgumentException("map needs --profile and --state");
            }
            Map<String, BigDecimal> values = asked.fields(USUAL);
            Segment segment = segment(values);
            DecisionMap first = DecisionMap.of(asked.request(asked.kernel(), values, segment));
            return new MapExport(first, other(values, segment), MapExport.name(segment));
        } catch (IllegalArgumentException e) {
            throw new UserMistake(String.valueOf(e.getMessage()));
        }
    }

    private Optional<DecisionMap> other(Map<String, BigDecimal> values, Segment segment) {
        if (against == null) {
            return Optional.empty();
        }
        KernelProfile other = VerdictRequestReader.profile(against);
        VerdictRequest request = asked.request(other, values, segment);
        return Optional.of(DecisionMap.of(request));
    }

    private Segment segment(Map<String, BigDecimal> values) {
        String given = asked.segment();
        if (given != null) {
            return SegmentNotation.parse(given);
        }
        boolean opens =
                List.of(TcpState.LISTEN, TcpState.TIME_WAIT, TcpState.CLOSED).contains(asked.state());
        Segment usual = new Segment();
        usual.header(
                opens ? TcpFlags.SYN : TcpFlags.ACK,
                (int) number(values, "rcv_nxt"),
                opens ? 0 : (int) number(values, "snd_nxt"),
                65_535);
        String remembered = values.containsKey("peer_ts") ? "peer_ts" : "ts_recent";
        return asked.hasTimestamps() ? usual.timestamp((int) number(values, remembered), 0) : usual;
    }

    private static long number(Map<String, BigDecimal> values, String name) {
        return values.getOrDefault(name, BigDecimal.ZERO).longValue();
    }
}
