package timewaitlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.TcpFlags;

/** The command {@code export}. */
class ExportCommandTest {
    private static final String CAPTURE = "src/test/resources/capture/nat-invalid-accept.pcap";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --format gif                             | --format: unknown "gif"; expected one of svg, png, text, mermaid, plantuml, pcapng
        --format svg --view plan                  | --view: unknown "plan"; expected one of ladder, states, scene, map
        --format svg --theme blue                | --theme: unknown "blue"; expected light, dark or print
        --format svg --scale 2                   | --scale is for png
        --format text --theme dark               | --theme is for svg and png
        --format mermaid --width 500             | --width is for svg and png
        --format pcapng --select 3               | --select is for svg and png
        --format text --view states              | --view states is for svg and png; text holds the ladder
        --format svg --view states --time-scale event | --time-scale is for svg and png of a ladder or a scene
        --format svg --host B                    | --host is for pcapng, and for svg and png of states or a scene
        --format svg --time-scale log            | --time-scale: unknown "log"; expected one of linear, event, compressed
        --format pcapng --host X                 | --host: no host is called "X"; expected one of A, C, N, B
        --format svg --at 71s                    | --at 71s: the run ends at 70.000 s; expected a moment before that, or a longer --until
        --format svg --at soon                   | --at: "soon" is not a duration; expected a moment such as 5.022s
        --format svg --select 999                | segment 999: there is none of this number; expected 1 to 72
        --format text --filter tcp.syn           | --filter:1:1: unknown field "tcp.syn"; expected a field such as tcp.flags.syn, tcp.options.timestamp.tsval, verdict or state
        --format svg --width 10                  | width 10: out of range; expected 300 to 4000\
        """)
    void whatMakesNoSenseIsSaidInALine(String options, String problem) {
        assertThat(export(folder.resolve("x"), options.split(" "))).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo(problem);
        assertThat(out.toString()).isEmpty();
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "pcapng"})
    void standardOutputTakesTextOnly(String format) {
        assertThat(export(Path.of("-"), "--format", format)).isEqualTo(2);
        assertThat(err.toString().strip())
                .isEqualTo("-o -: " + format + " needs a file; standard output takes svg, text, mermaid and plantuml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"svg", "text", "mermaid", "plantuml"})
    void standardOutputHoldsWhatTheFileHolds(String format) throws IOException {
        Path file = folder.resolve("ladder");
        assertThat(export(file, "--format", format, "--at", "5.022s")).isZero();
        assertThat(export(Path.of("-"), "--format", format, "--at", "5.022s")).isZero();
        assertThat(out.toString()).isEqualTo(Files.readString(file));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aCaptureIsThatOfTheFirstServerUnlessSaid() throws IOException {
        Path server = folder.resolve("server.pcapng");
        Path other = folder.resolve("other.pcapng");
        assertThat(export(server, "--format", "pcapng")).isZero();
        assertThat(export(other, "--format", "pcapng", "--host", "B")).isZero();
        assertThat(Files.mismatch(server, other)).isEqualTo(-1);
        assertThat(export(other, "--format", "pcapng", "--host", "N", "--at", "1s"))
                .isZero();
        assertThat(Files.mismatch(server, other)).isNotEqualTo(-1);
    }

    @Test
    void aScenarioIsChangedAsForRun() throws IOException {
        Path file = folder.resolve("ladder.txt");
        assertThat(export(file, "--format", "text", "--set", "B.tcp_tw_recycle=0"))
                .isZero();
        assertThat(Files.readString(file)).doesNotContain("DROP");
    }

    @ParameterizedTest
    @CsvSource({"text,1", "mermaid,1", "plantuml,1", "svg,1"})
    void whatIsFilteredIsExportedAndWhatIsHiddenIsTold(String format, int titles) throws IOException {
        Path file = folder.resolve("some");
        assertThat(export(file, "--format", format, "--filter", "verdict == drop"))
                .isZero();
        String some = Files.readString(file).replace("&#61;", "=");
        assertThat(some.split("verdict == drop · 6 of 36 segments", -1)).hasSize(titles + 1);
        assertThat(some).contains("260487").doesNotContain("TSval 1105780");
        assertThat(export(file, "--format", format)).isZero();
        assertThat(Files.readString(file)).doesNotContain("of 36 segments").contains("1105780");
    }

    @Test
    void aFilteredPictureSaysWhereSegmentsAreHidden() throws IOException {
        Path file = folder.resolve("some.svg");
        assertThat(export(file, "--format", "svg", "--view", "scene", "--filter", "verdict == drop"))
                .isZero();
        Matcher told =
                Pattern.compile("(\\d+) hidden").matcher(Files.readString(file).replaceAll("</?title>", "\n"));
        assertThat(told.results()
                        .mapToInt(found -> Integer.parseInt(found.group(1)))
                        .sum())
                .as("each of them once for the eye or once for the ear")
                .isBetween(30, 60);
        assertThat(export(file, "--format", "svg", "--filter", "verdict == drop", "--select", "1"))
                .as("a hidden segment may be asked about")
                .isZero();
    }

    @Test
    void aFilteredCaptureHoldsTheFilteredSegments() {
        Path file = folder.resolve("some.pcapng");
        assertThat(export(file, "--format", "pcapng", "--filter", "tcp.flags.syn && !tcp.flags.ack"))
                .isZero();
        Capture read = CaptureReader.read(file, new AddressBook()).value().orElseThrow();
        assertThat(read.segments())
                .hasSizeBetween(8, 10)
                .allMatch(timed ->
                        timed.segment().has(TcpFlags.SYN) && !timed.segment().has(TcpFlags.ACK));
    }

    @Test
    void aFilteredCaptureSaysThatItIsAPart() throws IOException {
        Path file = folder.resolve("some.pcapng");
        assertThat(export(file, "--format", "pcapng", "--filter", "verdict == drop"))
                .isZero();
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes.substring(28, 400))
                .as("the comment of its section, with which it begins")
                .contains("verdict == drop", " of ", " segments", "Scenario flagship, seed 1")
                .contains("linux-2.6.32");
        assertThat(CaptureReader.read(file, new AddressBook()).value()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"svg, <title", "png, Title", "text, ''", "mermaid, title", "plantuml, title"})
    void everyFilteredFileSaysThatItIsAPart(String format, String where) throws IOException {
        Path file = folder.resolve("some");
        assertThat(export(file, "--format", format, "--filter", "tcp.len == 100 || verdict == drop"))
                .isZero();
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("tcp.len == 100 || verdict == drop");
        assertThat(text.substring(0, at)).contains(where);
        assertThat(text.substring(at, at + 120)).containsPattern("\\d+ of \\d+ segments");
    }

    @ParameterizedTest
    @CsvSource({
        "svg, ladder",
        "svg, states",
        "svg, scene",
        "svg, map",
        "png, ladder",
        "png, map",
        "text, ladder",
        "mermaid, ladder",
        "plantuml, ladder",
        "pcapng, ladder"
    })
    void aCaptureIsExportedAsItIsJudged(String format, String view) throws IOException {
        Path file = folder.resolve("file");
        Path again = folder.resolve("again");
        String[] asked = {"--format", format, "--view", view, "--at", "1.21s", "--host", "203.0.113.10"};
        assertThat(exportOf(CAPTURE, file, asked)).as(err.toString()).isZero();
        assertThat(exportOf(CAPTURE, again, asked)).isZero();
        assertThat(Files.mismatch(file, again)).as("the same bytes again").isEqualTo(-1);
        String[] older =
                Stream.concat(Stream.of(asked), Stream.of("--profile", "3.2")).toArray(String[]::new);
        assertThat(exportOf(CAPTURE, again, older)).isZero();
        assertThat(Files.mismatch(file, again))
                .as("another kernel, another file")
                .isNotEqualTo(-1);
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("nat-invalid-accept.pcap").contains("linux-6.18");
        if (format.equals("svg") || format.equals("pcapng")) {
            assertThat(text).contains("203.0.113.10: DROP (TCP_ACK_SKIPPED)");
        }
    }

    @Test
    void addressesHaveRoomInALadderOfText() throws IOException {
        Path file = folder.resolve("ladder.txt");
        assertThat(exportOf(CAPTURE, file, "--format", "text")).isZero();
        assertThat(Files.readString(file)
                        .lines()
                        .skip(2)
                        .findFirst()
                        .orElse("")
                        .strip()
                        .split(" +"))
                .containsExactly("203.0.113.1", "192.168.1.2", "203.0.113.10");
    }

    @Test
    void aCaptureOfACaptureHasItsSegmentsAndTimes() {
        Path file = folder.resolve("again.pcapng");
        assertThat(exportOf(CAPTURE, file, "--format", "pcapng")).isZero();
        Capture first =
                CaptureReader.read(Path.of(CAPTURE), new AddressBook()).value().orElseThrow();
        Capture again = CaptureReader.read(file, new AddressBook()).value().orElseThrow();
        assertThat(again.startEpochNanos()).isEqualTo(first.startEpochNanos());
        assertThat(again.segments())
                .extracting(timed -> timed.time() + " " + timed.segment().seq() + " "
                        + timed.segment().ack())
                .containsExactlyElementsOf(first.segments().stream()
                        .map(timed -> timed.time() + " " + timed.segment().seq() + " "
                                + timed.segment().ack())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --format svg --kernel B=4.4 | --kernel is for scenarios; of a capture the judging host is chosen by --host, --profile, --hz, --set and --context
        --format text --until 3s    | --until is for scenarios; of a capture the judging host is chosen by --host, --profile, --hz, --set and --context
        --format svg --host 1.2.3.4 | --host 1.2.3.4: not in nat-invalid-accept.pcap; it has 203.0.113.1, 203.0.113.10, 192.168.1.2
        --format svg --at 99s       | --at 99s: the capture ends at 2.754756 s; expected a moment before that
        --format svg --set B.x=1    | --set B.x=1: unknown sysctl "B.x"
        --format text --view map    | --view map is for svg and png; text holds the ladder\
        """)
    void whatMakesNoSenseOfACaptureIsSaidInALine(String options, String problem) {
        assertThat(exportOf(CAPTURE, folder.resolve("x"), options.split(" "))).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo(problem);
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void howACaptureIsJudgedMeansNothingToAScenario() {
        assertThat(export(folder.resolve("x"), "--format", "svg", "--profile", "4.4"))
                .isEqualTo(2);
        assertThat(exportOf("nosuch.pcap", folder.resolve("x"), "--format", "svg"))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "--profile is for captures, and flagship is none",
                        "nosuch.pcap: no such file; expected a pcap or pcapng file");
    }

    @Test
    void placesWhereNothingCanBeWrittenAreSaid() {
        assertThat(export(folder, "--format", "svg")).isEqualTo(2);
        assertThat(export(folder.resolve("none").resolve("x"), "--format", "text"))
                .isEqualTo(2);
        assertThat(export(Path.of(""), "--format", "text")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        folder + ": is a directory; expected a file that can be written",
                        folder.resolve("none").resolve("x")
                                + ": its folder does not exist; expected a file that can be written",
                        "\"\": this names no file; expected a file that can be written");
    }

    /** As on a full disk. */
    @ParameterizedTest
    @ValueSource(strings = {"list", "run flagship", "export flagship --format svg -o -", "run flagship --format json"})
    void aLostAnswerIsAMistakeToldInALine(String command) {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int count) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void close() {}
        };
        assertThat(CommandLineApp.run(new PrintWriter(full), new PrintWriter(err, true), command.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("standard output cannot be written");
    }

    private int export(Path file, String... options) {
        return exportOf("flagship", file, options);
    }

    private int exportOf(String subject, Path file, String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(options, 0, arguments, 4, options.length);
        arguments[0] = "export";
        arguments[1] = subject;
        arguments[2] = "-o";
        arguments[3] = file.toString();
        return CommandLineApp.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
