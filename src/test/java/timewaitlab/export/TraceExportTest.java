package timewaitlab.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.SimTime;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.capture.TimedSegment;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Segment;

/** Runs for other tools. */
class TraceExportTest {
    private static final Scenario LAST_ACK =
            ScenarioLibrary.open("last-ack-lost").value().orElseThrow();
    private static final Trace LAST_ACK_LOST = RunScenario.run(LAST_ACK);
    private static final Trace FLAGSHIP =
            RunScenario.run(ScenarioLibrary.open("flagship").value().orElseThrow());

    @TempDir
    private Path folder;

    @Test
    void textsAreAsTheyWere() throws IOException {
        Trace start = TraceExport.until(LAST_ACK_LOST, 600 * SimTime.MILLISECOND);
        matches("last-ack-lost.mmd", TraceExport.mermaid(start, LAST_ACK.title()));
        matches("last-ack-lost.puml", TraceExport.plantUml(start, LAST_ACK.title()));
        matches("last-ack-lost.tcpdump", TraceExport.tcpdump(start));
        matches("last-ack-lost.ladder", TraceExport.ladder(start, LAST_ACK.title()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "C", "N", "B"})
    void aCaptureIsReadBackAsWhatThePartySaw(String party) throws IOException {
        Path file = folder.resolve(party + ".pcapng");
        assertThat(TraceExport.pcapng(FLAGSHIP, party, file)).isEmpty();
        Capture capture = CaptureReader.read(file, new AddressBook()).value().orElseThrow();
        List<TimedSegment> seen = TraceExport.capture(FLAGSHIP, party);
        long ends = FLAGSHIP.legs().stream()
                .mapToLong(leg -> (leg.at().equals(party) ? 1 : 0) + (reaches(leg, party) ? 1 : 0))
                .sum();
        assertThat(seen).hasSize((int) ends);
        assertThat(capture.segments()).hasSameSizeAs(seen);
        for (int i = 0; i < seen.size(); i++) {
            TimedSegment read = capture.segments().get(i);
            assertThat(read.time() + seen.get(0).time()).isEqualTo(seen.get(i).time());
            assertThat(header(read.segment())).isEqualTo(header(seen.get(i).segment()));
        }
    }

    @Test
    void everyJudgedSegmentOfACaptureSaysWhatWasSaidToIt() throws IOException {
        Path file = folder.resolve("b.pcapng");
        TraceExport.pcapng(FLAGSHIP, "B", file);
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        FLAGSHIP.verdicts().stream()
                .filter(judged -> judged.at().equals("B") && judged.cause() instanceof Cause.BySegment)
                .forEach(judged -> assertThat(bytes).contains(Caption.verdict(judged)));
        assertThat(bytes)
                .contains("B: DROP (PAWSPassive), rule listen.host-stamp.")
                .doesNotContain("C: ACCEPT");
        Path again = folder.resolve("again.pcapng");
        TraceExport.pcapng(FLAGSHIP, "B", again);
        assertThat(Files.mismatch(file, again)).isEqualTo(-1);
    }

    @Test
    void whatWasSentLaterIsNotInARunCutShort() {
        Trace cut = TraceExport.until(FLAGSHIP, 5010 * SimTime.MILLISECOND);
        Leg last = cut.legs().get(cut.legs().size() - 1);
        assertThat(last.time()).isEqualTo(5001 * SimTime.MILLISECOND);
        assertThat(last.fate()).isEqualTo(Fate.IN_FLIGHT);
        assertThat(cut.verdicts()).allMatch(judged -> judged.time() <= 5010 * SimTime.MILLISECOND);
        assertThat(TraceExport.until(FLAGSHIP, SimTime.NEVER)).isSameAs(FLAGSHIP);
    }

    @Test
    void textsOfOthersDoNotBecomeMarkUp() {
        assertThat(TraceExport.mermaid(LAST_ACK_LOST, "a; b #1 <i>")).contains("title a#59; b #35;1 #60;i#62;\n");
        assertThat(TraceExport.plantUml(LAST_ACK_LOST, "**bold** <i> a-b")).contains("title ~**bold~** ~<i> a-b\n");
    }

    private static boolean reaches(Leg leg, String party) {
        return leg.to().equals(party) && leg.fate() != Fate.LOST && leg.fate() != Fate.IN_FLIGHT;
    }

    private static String header(Segment segment) {
        return SegmentText.tcpdump(segment);
    }

    /** {@code -Dexport.update} writes the files instead. */
    private static void matches(String name, String text) throws IOException {
        Path file = Path.of("src", "test", "resources", "export", name);
        if (System.getProperty("export.update") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text).as(name).isEqualTo(Files.readString(file).replace("\r\n", "\n"));
    }
}
