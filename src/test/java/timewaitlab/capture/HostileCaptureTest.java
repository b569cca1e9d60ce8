package timewaitlab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.base.Reading;
import timewaitlab.wire.AddressBook;

/** Files that are no captures, or mean harm: one line each, and no harm. */
class HostileCaptureTest {
    private static final byte[] NOTHING = {};
    private static final String FORMATS = "; expected a pcap or pcapng file";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"pcapFiles", "pcapngBlocks", "pcapngFrames"})
    void isOneLine(String why, Bytes file, String line) {
        Reading<Capture> reading = file.read();

        assertThat(reading.value()).isEmpty();
        assertThat(reading.problems()).singleElement().hasToString("x.pcap: " + line);
    }

    static Stream<Arguments> pcapFiles() {
        return Stream.of(
                arguments("empty", Bytes.big(), "the file is empty" + FORMATS),
                arguments("text", text("scenario: flagship"), "not a capture: it begins with 73 63 65 6e" + FORMATS),
                arguments("two bytes", Bytes.big().i16(0xa1b2), "not a capture: it begins with a1 b2" + FORMATS),
                arguments("zeros", Bytes.big().i64(0), "not a capture: it begins with 00 00 00 00" + FORMATS),
                arguments("gzip", Bytes.big().hex("1f8b0800"), "not a capture but a compressed file" + FORMATS),
                arguments("zstd", Bytes.big().hex("28b52ffd"), "not a capture but a compressed file" + FORMATS),
                arguments(
                        "magic only",
                        Bytes.little().i32(PcapFormat.MICROSECONDS),
                        "truncated at byte 4 in the file header; expected a header of 24 bytes"),
                arguments(
                        "link type",
                        pcap(105).frame(1, 0, NOTHING),
                        "link type 105 is not read; expected raw IP (101, 228, 229), Ethernet (1),"
                                + " Linux cooked (113, 276) or loopback (0, 108)"),
                arguments(
                        "cut frame header",
                        pcap(101).frame(1, 0, Frames.syn4()).i32(1).i32(0),
                        "truncated at byte 108 in frame 2; expected 8 more bytes"),
                arguments(
                        "cut frame",
                        pcap(101).i32(1).i32(0).i32(60).i32(60).raw(new byte[59]),
                        "truncated at byte 99 in frame 1; expected 1 more bytes"),
                arguments(
                        "length past the end",
                        pcap(101).i32(1).i32(0).i32(262_144).i32(60).raw(new byte[60]),
                        "truncated at byte 100 in frame 1; expected 262084 more bytes"),
                arguments(
                        "4 GiB frame",
                        pcap(101).i32(1).i32(0).i32(-1).i32(-1),
                        "frame 1 at byte 24 claims 4294967295 bytes; expected at most 262144"),
                arguments(
                        "2 GiB frame",
                        pcap(101).i32(1).i32(0).i32(Integer.MIN_VALUE).i32(60),
                        "frame 1 at byte 24 claims 2147483648 bytes; expected at most 262144"));
    }

    static Stream<Arguments> pcapngBlocks() {
        String multiple = " bytes; expected a multiple of 4, at least ";
        return Stream.of(
                arguments(
                        "type only",
                        pcapngMagic(),
                        "truncated at byte 4 in the block at byte 0; expected 8 more bytes"),
                arguments(
                        "byte order",
                        pcapngMagic().i32(28).i32(7),
                        "the section at byte 0 has byte-order magic 0x07000000; expected 0x1a2b3c4d in either order"),
                arguments(
                        "section of 12",
                        pcapngMagic().i32(12).i32(PcapngFormat.BYTE_ORDER_MAGIC).i32(12),
                        "the block at byte 0 claims 12" + multiple + "28"),
                arguments(
                        "version 2",
                        pcapngMagic()
                                .i32(28)
                                .i32(PcapngFormat.BYTE_ORDER_MAGIC)
                                .i16(2)
                                .i16(0),
                        "pcapng version 2 at byte 0; expected version 1"),
                arguments("zero block", pcapng().i32(9).i32(0), "the block at byte 48 claims 0" + multiple + "12"),
                arguments("odd block", pcapng().i32(9).i32(13), "the block at byte 48 claims 13" + multiple + "12"),
                arguments(
                        "4 GiB block",
                        pcapng().i32(9).i32(-4),
                        "the block at byte 48 claims 4294967292 bytes; expected at most 1073741824"),
                arguments(
                        "block past the end",
                        pcapng().i32(9).i32(1 << 30),
                        "truncated at byte 56 in the block at byte 48; expected 1073741816 more bytes"),
                arguments(
                        "half a type",
                        pcapng().i16(9),
                        "truncated at byte 50 in the block at byte 48; expected 2 more bytes"),
                arguments(
                        "two lengths",
                        pcapng().i32(9).i32(12).i32(16),
                        "the block at byte 48 has length 12 at its start and 16 at its end; expected the same length"));
    }

    static Stream<Arguments> pcapngFrames() {
        return Stream.of(
                arguments(
                        "no interface",
                        Bytes.little().section().enhanced(0, 0, NOTHING),
                        "frame 1 at byte 28 names interface 0; expected an interface description before it"),
                arguments(
                        "interface 7",
                        pcapng().enhanced(7, 0, NOTHING),
                        "frame 1 at byte 48 names interface 7; expected an interface from 0 to 0"),
                arguments(
                        "interface -1",
                        pcapng().enhanced(-1, 0, NOTHING),
                        "frame 1 at byte 48 names interface 4294967295; expected an interface from 0 to 0"),
                arguments(
                        "frame past its block",
                        pcapng().block(
                                        6,
                                        Bytes.little()
                                                .i64(0)
                                                .i32(0)
                                                .i32(21)
                                                .i32(21)
                                                .raw(new byte[20])
                                                .bytes()),
                        "frame 1 at byte 48 claims 21 bytes; expected at most the 20 left in its block"),
                arguments(
                        "4 GiB simple frame",
                        pcapng().block(
                                        3,
                                        Bytes.little().i32(-1).raw(new byte[20]).bytes()),
                        "frame 1 at byte 48 claims 4294967295 bytes; expected at most 262144"),
                arguments(
                        "short block",
                        pcapng().block(6, new byte[8]),
                        "the block at byte 48 has a body of 8 bytes; expected at least 20"),
                arguments(
                        "short interface",
                        Bytes.little().section().block(1, new byte[4]),
                        "the block at byte 28 has a body of 4 bytes; expected at least 8"),
                arguments(
                        "cut frame",
                        pcapng().i32(6).i32(92).i64(0).i32(0).i32(60).i32(60).raw(new byte[10]),
                        "truncated at byte 86 in frame 1; expected 50 more bytes"),
                arguments(
                        "link types",
                        Bytes.little().section().described(220, 0, NOTHING).enhanced(0, 0, new byte[40]),
                        "link type 220 is not read; expected " + LinkLayer.readable()));
    }

    @Test
    void absurdSnapLengthAloneIsHarmless() {
        byte[] file = pcap(101).frame(1, 0, Frames.syn4()).bytes();
        Arrays.fill(file, 16, 20, (byte) 0xff);

        assertThat(Bytes.read(file).value()).isPresent();
    }

    @Test
    void everyPrefixOfACaptureIsACaptureOrAProblem() {
        byte[] file = pcapng().enhanced(0, 1, Frames.syn4())
                .enhanced(0, 2, Frames.syn6())
                .bytes();

        assertThat(IntStream.range(0, file.length)
                        .filter(end ->
                                Bytes.read(Arrays.copyOf(file, end)).value().isPresent()))
                .as("only whole blocks")
                .containsExactly(28, 48, 48 + 92);
    }

    @Test
    void directoryIsNoCapture() {
        assertThat(line(folder)).isEqualTo(folder + ": is a directory" + FORMATS);
    }

    @Test
    void missingFileIsNamed() throws IOException {
        Path file = folder.resolve("gone.pcap");
        Files.write(file, pcap(101).bytes());
        Files.delete(file);

        assertThat(line(file)).isEqualTo(file + ": no such file" + FORMATS);
    }

    @Test
    void fileNameCannotBreakTheLine() throws IOException {
        Path file = folder.resolve("two\nlines.pcap");
        Files.write(file, NOTHING);

        assertThat(line(file)).doesNotContain("\n").endsWith("two lines.pcap: the file is empty" + FORMATS);
    }

    @Test
    void fileOverOneGibibyteIsRefusedUnread() throws IOException {
        Path file = folder.resolve("large.pcap");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength((1L << 30) + 1);
        }

        assertThat(line(file))
                .isEqualTo(file + ": the capture is too large;"
                        + " expected at most 1073741824 bytes; filter it first, for instance with tcpdump -r and -w");
    }

    @Test
    void streamOverTheLimitIsRefusedOnTheWay() {
        byte[] file = pcap(101).frame(1, 0, Frames.syn4()).bytes();

        assertThat(limited(file, new CaptureLimits(file.length - 1, 9)).problems())
                .singleElement()
                .asString()
                .contains("the capture is too large");
        assertThat(limited(file, new CaptureLimits(file.length, 9)).problems()).isEmpty();
    }

    @Test
    void moreSegmentsThanAllowedAreRefused() {
        byte[] file =
                pcap(101).frame(1, 0, Frames.syn4()).frame(1, 0, Frames.syn4()).bytes();

        assertThat(limited(file, new CaptureLimits(1_000, 1)).problems())
                .singleElement()
                .asString()
                .startsWith("x.pcap: too many TCP segments at frame 2; expected at most 1;");
        assertThat(limited(file, new CaptureLimits(1_000, 2)).problems()).isEmpty();
    }

    @Test
    void moreAddressesThanABookHoldsAreRefused() {
        Bytes file = pcap(101);
        byte[] frame = Frames.syn4();
        for (int i = 0; i < AddressBook.LIMIT / 2 + 1; i++) {
            frame[13] = frame[17] = (byte) (i >>> 8);
            frame[14] = frame[18] = (byte) i;
            file.frame(1, 0, frame);
        }

        assertThat(file.read().problems())
                .singleElement()
                .hasToString("x.pcap: too many addresses at frame 32768; expected at most 65536 different ones");
    }

    @Test
    void failingDiskIsAProblem() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }
        };

        assertThat(CaptureReader.read(failing, "x.pcap", new AddressBook()).problems())
                .singleElement()
                .hasToString("x.pcap: cannot be read: Input/output error" + FORMATS);
    }

    private String line(Path file) {
        Reading<Capture> reading = CaptureReader.read(file, new AddressBook());
        assertThat(reading.problems()).hasSize(1);
        return reading.problems().get(0).toString();
    }

    private static Reading<Capture> limited(byte[] file, CaptureLimits limits) {
        return CaptureReader.read(new ByteArrayInputStream(file), "x.pcap", new AddressBook(), limits);
    }

    private static Bytes text(String text) {
        return Bytes.big().raw(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Bytes pcap(int linkType) {
        return Bytes.little().pcap(PcapFormat.MICROSECONDS, linkType);
    }

    private static Bytes pcapngMagic() {
        return Bytes.little().i32(PcapngFormat.SECTION_HEADER);
    }

    /** A section and an interface: 48 bytes. */
    private static Bytes pcapng() {
        return Bytes.little().section().described(101, 0, NOTHING);
    }
}
