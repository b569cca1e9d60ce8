package timewaitlab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Reading;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** Recordings of a real kernel, against what another decoder read in them. */
class RecordingsTest {
    private static final Path FOLDER = Path.of("src/test/resources/capture");

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # recording,             segments, link type, sums OK, BAD, UNCHECKED
              close-client-first,     11,       101,       10,      0,   1
              exhaust-established-20, 127,      1,         127,     0,   0
              nat-invalid-accept,     24,       101,       23,      1,   0
              open-simultaneous,      9,        101,       9,       0,   0""")
    void agreesWithAnotherDecoder(String name, int segments, int linkType, int ok, int bad, int unchecked)
            throws IOException {
        Capture capture = read(name);

        assertThat(capture.segments()).extracting(RecordingsTest::row).isEqualTo(expected(name));
        assertThat(capture.name()).isEqualTo(name + ".pcap");
        assertThat(capture.linkTypes()).containsExactly(linkType);
        assertThat(capture.frames()).isEqualTo(new FrameCounts(segments, 0, 0, 0));
        assertThat(capture.segments())
                .extracting(TimedSegment::checksum)
                .satisfies(sums -> assertThat(count(sums, Checksum.OK)).isEqualTo(ok))
                .satisfies(sums -> assertThat(count(sums, Checksum.BAD)).isEqualTo(bad))
                .satisfies(sums -> assertThat(count(sums, Checksum.UNCHECKED)).isEqualTo(unchecked));
        assertThat(capture.segments()).allMatch(TimedSegment::headerComplete);
    }

    @Test
    void lengthOfACutSegmentComesFromTheIpHeader() {
        TimedSegment cut = read("close-client-first").segments().stream()
                .filter(timed -> timed.checksum() == Checksum.UNCHECKED)
                .findFirst()
                .orElseThrow();

        assertThat(cut.segment().length())
                .as("200 bytes kept, 52 of them headers")
                .isEqualTo(200);
    }

    @Test
    void startIsTheWallClockOfTheFirstFrame() {
        // 2020-01-01 and 2030-01-01
        assertThat(read("open-simultaneous").startEpochNanos())
                .isBetween(1_577_836_800_000_000_000L, 1_893_456_000_000_000_000L);
    }

    @Test
    void framesCountFromOneAndTimesFromTheFirst() {
        TimedSegment first = read("open-simultaneous").segments().get(0);

        assertThat(first.frame()).isEqualTo(1);
        assertThat(first.time()).isZero();
    }

    private static Capture read(String name) {
        Reading<Capture> reading = CaptureReader.read(FOLDER.resolve(name + ".pcap"), new AddressBook());
        return reading.value().orElseThrow(() -> new AssertionError(reading.problems()));
    }

    private static List<String> expected(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve(name + ".csv")).stream()
                .skip(1)
                .toList();
    }

    private static String row(TimedSegment timed) {
        Segment segment = timed.segment();
        return String.join(
                ",",
                Long.toString(Math.round(timed.time() / 1e3)),
                segment.src() + ":" + segment.srcPort(),
                segment.dst() + ":" + segment.dstPort(),
                TcpFlags.text(segment.flags()),
                unsigned(true, segment.seq()),
                unsigned(segment.has(TcpFlags.ACK), segment.ack()),
                Integer.toString(segment.length()),
                Integer.toString(segment.window()),
                unsigned(segment.isTimestamped(), segment.tsVal()),
                unsigned(segment.isTimestamped(), segment.tsEcr()),
                unsigned(segment.mss() != 0, segment.mss()),
                unsigned(segment.windowScale() != Segment.NO_SCALE, segment.windowScale()),
                segment.isSackPermitted() ? "yes" : "");
    }

    private static String unsigned(boolean present, int value) {
        return present ? Long.toString(SeqNum.unsigned(value)) : "";
    }

    private static long count(List<? extends Checksum> sums, Checksum sum) {
        return sums.stream().filter(one -> one == sum).count();
    }
}
