package timewaitlab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.wire.Segment;

/** Link layers, IP headers and TCP options, one frame each. */
class FrameDecodingTest {
    private static final String SYN4 =
            "10.0.0.1:40000 > 10.0.0.2:80 [S], seq 1000, win 65535, TS val 500000 ecr 0, length 0";
    private static final String SYN6 =
            "[2001:db8::1]:40000 > [2001:db8::2]:80 [S], seq 1000, win 65535, TS val 500000 ecr 0, length 0";
    private static final String MACS = "020000000002 020000000001";

    @ParameterizedTest(name = "{2}")
    @CsvSource(textBlock = """
            # link type, bytes before IP,                                    why
              101,       '',                                                 raw
              12,        '',                                                 raw by its number in a kernel
              14,        '',                                                 raw by its number in OpenBSD
              228,       '',                                                 IPv4
              1,         020000000002 020000000001 0800,                     Ethernet
              1,         020000000002 020000000001 8100 0005 0800,           one VLAN tag
              1,         020000000002 020000000001 88a8 0007 8100 0005 0800, a stacked VLAN tag
              113,       0000 0001 0006 020000000001 0000 0800,              Linux cooked
              276,       0800 0000 00000002 0001 00 06 0200000000010000,     Linux cooked version 2
              0,         02000000,                                           loopback of a little-endian host
              0,         00000002,                                           loopback of a big-endian host
              108,       00000002,                                           loopback of OpenBSD""")
    void findsIpv4Behind(int linkType, String header, String why) {
        Capture capture = one(linkType, header, Frames.IP4, Frames.TCP4);

        assertThat(capture.segments()).singleElement().satisfies(timed -> {
            assertThat(timed.segment()).hasToString(SYN4);
            assertThat(timed.checksum()).isEqualTo(Checksum.OK);
            assertThat(timed.headerComplete()).isTrue();
        });
        assertThat(capture.linkTypes()).containsExactly(linkType);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(textBlock = """
            # link type, bytes before IP,                       why
              101,       '',                                    raw
              229,       '',                                    IPv6
              1,         020000000002 020000000001 86dd,        Ethernet
              113,       0000 0001 0006 020000000001 0000 86dd, Linux cooked
              0,         1e000000,                              loopback of macOS
              0,         0a000000,                              loopback of Linux""")
    void findsIpv6Behind(int linkType, String header, String why) {
        assertThat(one(linkType, header, Frames.IP6, Frames.TCP6).segments())
                .singleElement()
                .satisfies(timed -> assertThat(timed.segment()).hasToString(SYN6))
                .satisfies(timed -> assertThat(timed.checksum()).isEqualTo(Checksum.OK));
    }

    @Test
    void readsEveryOptionOfASyn() {
        Segment syn = segment(Frames.TCP4);

        assertThat(syn.mss()).isEqualTo(1460);
        assertThat(syn.isSackPermitted()).isTrue();
        assertThat(syn.windowScale()).isEqualTo(7);
        assertThat(syn.isTimestamped()).isTrue();
        assertThat(syn.payload()).isZero();
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource(textBlock = """
            # options (20 bytes),                                 tsval, mss,  scale, why
              050a 0000000100000002 080a 0000000700000008,        7,     0,    -1,    SACK blocks are skipped
              00 02 04 05b4 080a 0000000700000008 00000000,       ,      0,    -1,    nothing after the end of options
              0204 05b4 0802 0102 0801 0303 0500 00000000 0000,   ,      1460, -1,    a length of one ends them
              0804 0001 0204 05b4 0303 0e 01 0202 0203 0102 0000, ,      1460, 14,    wrong lengths are skipped
              0101 0101 0101 0101 0101 0101 0101 0101 0101 0108,  ,      0,    -1,    a kind without a length
              01 0101 0101 0101 0101 0101 080a 00000007 000000,   ,      0,    -1,    an option longer than the header
              0101 080a 0000000100000002 fe08 000000000000,       1,     0,    -1,    unknown options are skipped""")
    void readsOptionsAsLinuxDoes(String options, Integer tsVal, int mss, int scale, String why) {
        byte[] twenty = Arrays.copyOf(Frames.hex(options), 20);
        String tcp = Frames.TCP4.substring(0, Frames.TCP4.indexOf("0204"))
                + HexFormat.of().formatHex(twenty);

        Segment segment = segment(tcp);

        assertThat(segment.isTimestamped()).isEqualTo(tsVal != null);
        assertThat(segment.tsVal()).isEqualTo(tsVal == null ? 0 : tsVal);
        assertThat(segment.mss()).isEqualTo(mss);
        assertThat(segment.windowScale()).isEqualTo(scale);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(textBlock = """
            # IP header,                                                checksum,  length, why
              4500 003c 0000 4000 4006 0000 0a000001 0a000002,          OK,        0,      whole
              4600 0040 0000 4000 4006 0000 0a000001 0a000002 01010100, OK,        0,      with IP options
              4500 0000 0000 4000 4006 0000 0a000001 0a000002,          OK,        0,      total length 0 of TSO
              4500 05dc 0000 4000 4006 0000 0a000001 0a000002,          UNCHECKED, 1440,   cut by the recorder
              4500 003c 0001 2000 4006 0000 0a000001 0a000002,          UNCHECKED, 0,      a first fragment
              4500 003c 0000 4000 4006 0000 0a000001 0a000003,          BAD,       0,      another address""")
    void takesLengthsFromIpv4(String header, Checksum checksum, int length, String why) {
        assertThat(one(101, header, Frames.TCP4).segments()).singleElement().satisfies(timed -> {
            assertThat(timed.checksum()).isEqualTo(checksum);
            assertThat(timed.segment().length()).isEqualTo(length);
            assertThat(timed.segment().mss()).isEqualTo(1460);
        });
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource(textBlock = """
            # next, length, headers behind,                                       checksum,  why
              6,    40,     '',                                                   OK,        none
              6,    0,      '',                                                   OK,        length 0 of BIG TCP
              0,    48,     0600 0104 0000 0000,                                  OK,        hop by hop
              60,   56,     0601 0104 0000 0000 0000 0000 0000 0000,              OK,        destination options
              43,   64,     0602 0400 0000 0000 20010db8000000000000000000000009, OK,        a route at its end
              43,   64,     0602 0401 0000 0000 20010db8000000000000000000000009, UNCHECKED, a route under way
              44,   48,     0600 0000 0000 0001,                                  OK,        an atomic fragment
              44,   48,     0600 0001 0000 0001,                                  UNCHECKED, a first fragment
              0,    56,     2c00 0104 0000 0000 0600 0000 0000 0001,              OK,        two headers""")
    void walksIpv6Headers(int next, int length, String headers, Checksum checksum, String why) {
        String ip = Frames.IP6.replace("0028 0640", "%04x %02x40".formatted(length, next));

        assertThat(one(101, ip, headers, Frames.TCP6).segments())
                .singleElement()
                .satisfies(timed -> {
                    assertThat(timed.segment()).hasToString(SYN6);
                    assertThat(timed.checksum()).isEqualTo(checksum);
                });
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(textBlock = """
            # link, frame,                                                      counts as,  why
              1,    020000000002 020000000001 0806 0001,                        not TCP,    ARP
              101,  4500 001c 0000 0000 4011 0000 V4 00350035 0008 0000,        not TCP,    UDP
              101,  6000 0000 0000 3a40 V6,                                     not TCP,    ICMPv6
              0,    07000000 4500,                                              not TCP,    another family
              101,  4500 003c 0001 00b9 4006 0000 V4 00000000,                  fragment,   a later IPv4 fragment
              101,  6000 0000 0010 2c40 V6 0600 0008 00000001 0000000000000000, fragment,   a later IPv6 fragment
              101,  '',                                                         unreadable, no bytes at all
              101,  5500 003c,                                                  unreadable, IP version 5
              101,  4400 003c 0000 4000 4006 0000 V4,                           unreadable, an IP header of 16 bytes
              101,  4500 003c 0000 4000 4006 0000 0a000001,                     unreadable, cut in the IP header
              101,  4500 000a 0000 4000 4006 0000 V4,                           unreadable, total length too small
              1,    020000000002 0200,                                          unreadable, cut in the Ethernet header
              1,    020000000002 020000000001 8100 00,                          unreadable, cut in the VLAN tag
              101,  4500 0028 0000 4000 4006 0000 V4 9c40 0050 00,              unreadable, cut in the TCP header
              101,  4500 0028 0000 4000 4006 0000 V4 PORTS 4002 ffff 0000 0000, unreadable, 16 bytes of TCP header
              101,  4500 0028 0000 4000 4006 0000 V4 PORTS 6002 ffff 0000 0000, unreadable, options past the end
              101,  6000 0000 0008 0040 V6 06ff 0000 0000 0000,                 unreadable, a header past the end""")
    void countsWhatIsNoSegment(int linkType, String frame, String kind, String why) {
        Capture capture = one(
                linkType,
                frame.replace("V4", "0a000001 0a000002")
                        .replace("V6", "00000000000000000000000000000001".repeat(2))
                        .replace("PORTS", "9c40 0050 00000000 00000000"));

        assertThat(capture.segments()).isEmpty();
        assertThat(capture.frames())
                .isEqualTo(
                        switch (kind) {
                            case "not TCP" -> new FrameCounts(1, 1, 0, 0);
                            case "fragment" -> new FrameCounts(1, 0, 1, 0);
                            default -> new FrameCounts(1, 0, 0, 1);
                        });
    }

    @Test
    void checksumLeftToTheCardIsNoFault() {
        assertThat(one(101, Frames.IP4, Frames.TCP4_OFFLOADED).segments())
                .singleElement()
                .extracting(TimedSegment::checksum)
                .isEqualTo(Checksum.OFFLOADED);
    }

    @Test
    void ethernetPaddingIsNoPayload() {
        String ack = "9c40 0050 0000 03e8 0000 0001 5010 ffff 0000 0000";
        Capture capture = one(1, MACS, "0800", Frames.IP4.replace("003c", "0028"), ack, "0000 0000 0000");

        assertThat(capture.segments())
                .singleElement()
                .satisfies(timed -> assertThat(timed.segment().length()).isZero());
    }

    @Test
    void optionsThatWereCutAreMissingAndSaidToBe() {
        String tcp = Frames.TCP4.replaceAll("\\s", "");
        // The header, the MSS, and half of the timestamps.
        Capture capture = one(101, Frames.IP4, tcp.substring(0, 2 * 32));

        assertThat(capture.segments()).singleElement().satisfies(timed -> {
            assertThat(timed.headerComplete()).isFalse();
            assertThat(timed.checksum()).isEqualTo(Checksum.UNCHECKED);
            assertThat(timed.segment().mss()).isEqualTo(1460);
            assertThat(timed.segment().isTimestamped()).isFalse();
        });
    }

    @Test
    void largeSegmentWithoutALengthTakesThatOfItsFrame() {
        byte[] start = Frames.hex(Frames.IP4.replace("003c", "0000"), Frames.TCP4);
        byte[] file = Bytes.little()
                .pcap(PcapFormat.NANOSECONDS, 101)
                .i32(1)
                .i32(0)
                .i32(start.length)
                .i32(100_060)
                .raw(start)
                .bytes();

        assertThat(Bytes.read(file).value().orElseThrow().segments())
                .singleElement()
                .satisfies(timed -> assertThat(timed.segment().length()).isEqualTo(100_000));
    }

    @Test
    void oneAddressIsOneObject() {
        List<TimedSegment> both = Bytes.little()
                .pcap(PcapFormat.MICROSECONDS, 101)
                .frame(1, 0, Frames.syn4())
                .frame(2, 0, Frames.syn4())
                .capture()
                .segments();

        assertThat(both.get(0).segment().src()).isSameAs(both.get(1).segment().src());
    }

    private static Segment segment(String tcp) {
        return one(101, Frames.IP4, tcp).segments().get(0).segment();
    }

    private static Capture one(int linkType, String... hex) {
        return Bytes.little()
                .pcap(PcapFormat.MICROSECONDS, linkType)
                .frame(1, 0, Frames.hex(hex))
                .capture();
    }
}
