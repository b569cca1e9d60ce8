package timewaitlab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.AddressText;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

class CaptureWriterTest {
    private static final long START = 1_700_000_000_123_456_789L;
    private static final int SEGMENTS = 400;

    @TempDir
    Path folder;

    @Test
    void writesTheVeryBytesOfAHandMadeSyn() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CaptureWriter.pcap(out, 2_000_000_001L, List.of(TimedSegment.made(1, 0, syn4())));

        Bytes expected = Bytes.little()
                .i32(PcapFormat.NANOSECONDS)
                .i16(2)
                .i16(4)
                .i32(0)
                .i32(0)
                .i32(262_144)
                .i32(101);
        assertThat(out.toByteArray())
                .isEqualTo(expected.frame(2, 1, Frames.syn4()).bytes());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_260_114})
    void whatIsWrittenIsReadBack(long seed) throws IOException {
        List<TimedSegment> segments = segments(new Random(seed));
        ByteArrayOutputStream pcap = new ByteArrayOutputStream();
        ByteArrayOutputStream pcapng = new ByteArrayOutputStream();
        CaptureWriter.pcap(pcap, START, segments);
        CaptureWriter.pcapng(pcapng, START, segments, "", timed -> "frame " + timed.frame());

        for (ByteArrayOutputStream file : List.of(pcap, pcapng)) {
            Capture capture = Bytes.read(file.toByteArray()).value().orElseThrow();
            assertThat(capture.startEpochNanos()).isEqualTo(START);
            assertThat(capture.frames()).isEqualTo(new FrameCounts(SEGMENTS, 0, 0, 0));
            assertThat(capture.segments())
                    .extracting(CaptureWriterTest::text)
                    .as("seed %d", seed)
                    .isEqualTo(segments.stream().map(CaptureWriterTest::text).toList());
        }
    }

    @Test
    void recordingsSurviveBothFormats() throws IOException {
        Path recording = Path.of("src/test/resources/capture/exhaust-established-20.pcap");
        Capture capture =
                CaptureReader.read(recording, new AddressBook()).value().orElseThrow();
        Path pcap = folder.resolve("a.pcap");
        Path pcapng = folder.resolve("a.pcapng");

        assertThat(CaptureWriter.writePcap(pcap, capture.startEpochNanos(), capture.segments()))
                .isEmpty();
        assertThat(CaptureWriter.writePcapng(
                        pcapng, capture.startEpochNanos(), capture.segments(), "all of it", CaptureWriter.NO_COMMENTS))
                .isEmpty();

        for (Path file : List.of(pcap, pcapng)) {
            Capture again = CaptureReader.read(file, new AddressBook()).value().orElseThrow();
            assertThat(again.startEpochNanos()).isEqualTo(capture.startEpochNanos());
            assertThat(again.segments())
                    .extracting(CaptureWriterTest::text)
                    .isEqualTo(capture.segments().stream()
                            .map(CaptureWriterTest::text)
                            .toList());
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("no temporary file stays").containsExactlyInAnyOrder(pcap, pcapng);
        }
    }

    @Test
    void wrongChecksumStaysWrong() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CaptureWriter.pcap(out, 0, List.of(new TimedSegment(1, 0, syn4(), true, Checksum.BAD)));

        assertThat(Bytes.read(out.toByteArray()).value().orElseThrow().segments())
                .extracting(TimedSegment::checksum)
                .containsExactly(Checksum.BAD);
    }

    @Test
    void payloadShowsWhoseItIs() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Segment data = syn4().length(10, 0x1122_3344_5566_7788L);
        CaptureWriter.pcap(out, 0, List.of(TimedSegment.made(1, 0, data)));

        byte[] file = out.toByteArray();
        assertThat(Arrays.copyOfRange(file, file.length - 10, file.length))
                .isEqualTo(Frames.hex("11223344 55667788 1122"));
    }

    @ParameterizedTest
    @ValueSource(ints = {65_475, 65_476, 100_000, 300_000})
    void segmentTooLargeForTheLengthFieldKeepsItsLength(int length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CaptureWriter.pcap(out, 0, List.of(TimedSegment.made(1, 0, syn4().length(length, 1))));

        assertThat(Bytes.read(out.toByteArray()).value().orElseThrow().segments())
                .singleElement()
                .satisfies(timed -> assertThat(timed.segment().length()).isEqualTo(length));
    }

    @Test
    void commentsAreOptionsOfTheirFrame() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CaptureWriter.pcapng(out, 0, List.of(TimedSegment.made(1, 5, syn4())), "", timed -> "dropped: ✕");

        byte[] note = "dropped: ✕".getBytes(StandardCharsets.UTF_8);
        Bytes body = Bytes.little().i64(0).i32(5).i32(60).i32(60).raw(Frames.syn4());
        body.i16(1).i16(12).raw(note).i32(0);
        byte[] header = Bytes.little()
                .section()
                .described(
                        101, 262_144, Bytes.little().i16(9).i16(1).i32(9).i32(0).bytes())
                .bytes();
        assertThat(note).hasSize(12);
        assertThat(out.toByteArray())
                .isEqualTo(Bytes.little().raw(header).block(6, body.bytes()).bytes());
    }

    @Test
    void commentTooLongForAnOptionIsCutBetweenCharacters() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CaptureWriter.pcapng(out, 0, List.of(TimedSegment.made(1, 0, syn4())), "", timed -> "a" + "é".repeat(40_000));

        byte[] file = out.toByteArray();
        int lengthAt = 28 + 32 + 28 + 60 + 2;
        assertThat((file[lengthAt] & 0xff) | (file[lengthAt + 1] & 0xff) << 8).isEqualTo(65_535);
        assertThat(Bytes.read(file).problems()).isEmpty();
    }

    @Test
    void fileThatCannotBeWrittenIsAProblem() {
        Path missing = folder.resolve("nowhere").resolve("a.pcap");

        assertThat(CaptureWriter.writePcap(missing, 0, List.of()).map(Object::toString))
                .contains(missing + ": its folder does not exist; expected a file that can be written");
        assertThat(CaptureWriter.writePcap(folder, 0, List.of()).map(Object::toString))
                .contains(folder + ": is a directory; expected a file that can be written");
    }

    @Test
    void fileIsReplacedWholeOrLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.pcap"), "before");
        Address name = new AddressBook().intern("server");
        TimedSegment noAddress = TimedSegment.made(1, 0, syn4().from(name, 1));

        assertThatThrownBy(() -> CaptureWriter.writePcap(file, 0, List.of(noAddress)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server");
        assertThat(file).hasContent("before");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
        assertThat(CaptureWriter.writePcap(file, 0, List.of())).isEmpty();
        assertThat(file).hasSize(24);
    }

    private static Segment syn4() {
        AddressBook book = new AddressBook();
        return new Segment()
                .from(book.intern("10.0.0.1"), 40_000)
                .to(book.intern("10.0.0.2"), 80)
                .header(TcpFlags.SYN, 1_000, 0, 65_535)
                .synOptions(1_460, 7, true)
                .timestamp(500_000, 0);
    }

    private static List<TimedSegment> segments(Random random) {
        AddressBook book = new AddressBook();
        List<TimedSegment> segments = new ArrayList<>();
        long time = 0;
        for (int i = 1; i <= SEGMENTS; i++) {
            boolean version6 = random.nextBoolean();
            Segment segment = new Segment()
                    .from(address(book, version6, random), random.nextInt(65_536))
                    .to(address(book, version6, random), random.nextInt(65_536))
                    .header(random.nextInt(256), random.nextInt(), random.nextInt(), random.nextInt(65_536));
            segment.length(random.nextInt(4) == 0 ? random.nextInt(70_000) : random.nextInt(9), random.nextLong());
            if (random.nextBoolean()) {
                segment.timestamp(random.nextInt(), random.nextInt());
            }
            if (random.nextBoolean()) {
                int scale = random.nextBoolean() ? Segment.NO_SCALE : random.nextInt(15);
                segment.synOptions(random.nextInt(65_536), scale, random.nextBoolean());
            }
            segments.add(TimedSegment.made(i, time, segment));
            time += random.nextInt(3) == 0 ? -random.nextInt(1_000) : random.nextLong(10_000_000_000L);
        }
        return segments;
    }

    private static Address address(AddressBook book, boolean version6, Random random) {
        byte[] bytes = new byte[version6 ? 16 : 4];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i += 2) {
            if (random.nextInt(3) == 0) {
                bytes[i] = 0;
                bytes[i + 1] = 0;
            }
        }
        return book.intern(AddressText.of(bytes, 0, bytes.length));
    }

    private static String text(TimedSegment timed) {
        Segment segment = timed.segment();
        return timed.frame() + " " + timed.time() + " " + segment + " mss " + segment.mss() + " wscale "
                + segment.windowScale() + " sack " + segment.isSackPermitted() + " ack " + segment.ack()
                + " " + timed.headerComplete() + " " + timed.checksum();
    }
}
