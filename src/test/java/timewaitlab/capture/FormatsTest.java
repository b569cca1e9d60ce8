package timewaitlab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both file formats in both byte orders, written by hand. */
class FormatsTest {
    private static final byte[] NO_OPTIONS = {};

    @ParameterizedTest(name = "{0}, magic {1}")
    @CsvSource(textBlock = """
            # byte order,    magic,      fraction, nanoseconds
              BIG_ENDIAN,    0xa1b2c3d4, 250000,   250000000
              LITTLE_ENDIAN, 0xa1b2c3d4, 250000,   250000000
              BIG_ENDIAN,    0xa1b23c4d, 250000,   250000
              LITTLE_ENDIAN, 0xa1b23c4d, 250000,   250000""")
    void readsPcap(String order, String magic, int fraction, long nanos) {
        Capture capture = Bytes.in(order(order))
                .pcap(Long.decode(magic).intValue(), 101)
                .frame(0xf000_0000, 0, Frames.syn4())
                .frame(0xf000_0001, fraction, Frames.syn6())
                .capture();

        assertThat(capture.startEpochNanos()).isEqualTo(0xf000_0000L * 1_000_000_000);
        assertThat(capture.segments()).extracting(TimedSegment::time).containsExactly(0L, 1_000_000_000 + nanos);
        assertThat(capture.segments()).extracting(TimedSegment::frame).containsExactly(1, 2);
    }

    @Test
    void captureWithoutFramesIsACapture() {
        Capture capture = Bytes.little().pcap(PcapFormat.MICROSECONDS, 1).capture();

        assertThat(capture.frames()).isEqualTo(new FrameCounts(0, 0, 0, 0));
        assertThat(capture.startEpochNanos()).isZero();
    }

    @Test
    void frameCheckSequenceInTheLinkTypeIsPassedOver() {
        assertThat(Bytes.little()
                        .pcap(PcapFormat.MICROSECONDS, 0x4400_0065)
                        .capture()
                        .linkTypes())
                .containsExactly(101);
    }

    @Test
    void timeCountsFromTheFirstFrameEvenIfItHoldsNoSegment() {
        Capture capture = Bytes.big()
                .pcap(PcapFormat.MICROSECONDS, 101)
                .frame(10, 0, Frames.hex("4500 0014 0000 0000 4011 0000 0a000001 0a000002"))
                .frame(9, 999_999, Frames.syn4())
                .capture();

        assertThat(capture.segments()).singleElement().satisfies(timed -> {
            assertThat(timed.frame()).isEqualTo(2);
            assertThat(timed.time()).isEqualTo(-1_000);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
    void readsEveryKindOfPcapngBlock(String order) {
        ByteOrder in = order(order);
        byte[] ethernet = Frames.hex("020000000002 020000000001 0800", Frames.IP4, Frames.TCP4);
        byte[] old = Bytes.in(in)
                .i16(1)
                .i16(3)
                .i32(0)
                .i32(3_000_000)
                .i32(ethernet.length)
                .i32(ethernet.length)
                .raw(ethernet)
                .bytes();
        byte[] simple = Bytes.in(in).i32(60).raw(Frames.syn4()).bytes();
        Capture capture = Bytes.in(in)
                .section()
                .described(
                        101,
                        0,
                        Bytes.in(in).i16(9).i16(1).i8(9).i8(0).i16(0).i32(0).bytes())
                .described(1, 0, NO_OPTIONS)
                .block(0x0bad, new byte[5])
                .enhanced(0, 2_000_000_000L, Frames.syn6())
                .block(2, old)
                .block(3, simple)
                .capture();

        assertThat(capture.segments()).extracting(TimedSegment::frame).containsExactly(1, 2, 3);
        assertThat(capture.segments())
                .extracting(TimedSegment::time)
                .as("nanoseconds, microseconds, and none: that of the frame before")
                .containsExactly(0L, 1_000_000_000L, 1_000_000_000L);
        assertThat(capture.startEpochNanos()).isEqualTo(2_000_000_000L);
        assertThat(capture.linkTypes()).containsExactly(101, 1);
        assertThat(capture.segments()).extracting(TimedSegment::checksum).containsOnly(Checksum.OK);
    }

    @Test
    void sectionsHaveAByteOrderAndInterfacesOfTheirOwn() {
        byte[] second = Bytes.big()
                .section()
                .described(1, 0, NO_OPTIONS)
                .enhanced(0, 5_000_000, Frames.hex("020000000002 020000000001 0800", Frames.IP4, Frames.TCP4))
                .bytes();
        Capture capture = Bytes.little()
                .section()
                .described(101, 0, NO_OPTIONS)
                .enhanced(0, 4_000_000, Frames.syn4())
                .raw(second)
                .capture();

        assertThat(capture.segments()).extracting(TimedSegment::time).containsExactly(0L, 1_000_000_000L);
        assertThat(capture.segments()).extracting(TimedSegment::frame).containsExactly(1, 2);
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource(textBlock = """
            # resolution, offset, stamp,               nanoseconds,         why
              6,          0,      1500000,             1500000000,          microseconds
              3,          0,      1500,                1500000000,          milliseconds
              0,          0,      2,                   2000000000,          seconds
              9,          0,      1500000000,          1500000000,          nanoseconds
              12,         0,      1500000000999,       1500000000,          picoseconds round down
              127,        0,      1500000000999,       0,                   far below a nanosecond
              138,        0,      1536,                1500000000,          1/1024 s
              160,        0,      6442450944,          1500000000,          2^-32 s
              255,        0,      -1,                  0,                   2^-127 s
              6,          10,     1500000,             11500000000,         with an offset
              6,          -1,     1500000,             500000000,           with a negative offset
              9,          0,      9223372036854775807, 9223372036854775807, the last nanosecond of a long
              6,          0,      9223372036854775,    9223372036854775000, its last microsecond""")
    void readsTimesInAnyUnit(int resolution, long offset, long stamp, long nanos, String why) {
        Capture capture = stamped(resolution, offset, stamp).capture();

        assertThat(capture.startEpochNanos()).isEqualTo(nanos);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # resolution, offset,              stamp
              6,          0,                   9223372036854776
              9,          0,                   -1
              0,          0,                   -1
              6,          9223372036854775807, 0
              6,          -10,                 1500000""")
    void timeOutOfRangeIsAProblem(int resolution, long offset, long stamp) {
        assertThat(stamped(resolution, offset, stamp).read().problems())
                .singleElement()
                .hasToString(
                        "x.pcap: the time of frame 1 at byte 72 is out of range; expected a time from 1970 to 2262");
    }

    @Test
    void simplePacketIsCutAtTheSnapLength() {
        byte[] simple =
                Bytes.little().i32(60).raw(Arrays.copyOf(Frames.syn4(), 44)).bytes();
        Capture capture = Bytes.little()
                .section()
                .described(101, 44, NO_OPTIONS)
                .block(3, simple)
                .capture();

        assertThat(capture.segments()).singleElement().satisfies(timed -> {
            assertThat(timed.headerComplete()).isFalse();
            assertThat(timed.time()).isZero();
        });
    }

    @Test
    void interfaceThatIsNotReadIsCountedBesideOneThatIs() {
        Capture capture = Bytes.little()
                .section()
                .described(220, 0, NO_OPTIONS)
                .described(101, 0, NO_OPTIONS)
                .enhanced(0, 1, new byte[64])
                .enhanced(1, 2, Frames.syn4())
                .capture();

        assertThat(capture.frames()).isEqualTo(new FrameCounts(2, 1, 0, 0));
        assertThat(capture.segments()).hasSize(1);
    }

    private static Bytes stamped(int resolution, long offset, long stamp) {
        byte[] options = Bytes.little()
                .i16(9)
                .i16(1)
                .i8(resolution)
                .i8(0)
                .i16(0)
                .i16(14)
                .i16(8)
                .i64(offset)
                .i32(0)
                .bytes();
        return Bytes.little().section().described(101, 0, options).enhanced(0, stamp, Frames.syn4());
    }

    private static ByteOrder order(String name) {
        return name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
}
