package timewaitlab.capture;

import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;

/** Reads a TCP header and its options. RFC 9293 section 3.1, RFC 7323 sections 2 and 3. */
final class TcpHeader {
    /** Bytes of a header without options. */
    static final int LEAST_BYTES = 20;

    static final int END_OF_OPTIONS = 0;
    static final int NO_OPERATION = 1;
    static final int MSS = 2;
    static final int WINDOW_SCALE = 3;
    static final int SACK_PERMITTED = 4;
    private static final int SACK = 5;
    /** Bytes of a block: its two edges. */
    private static final int SACK_BLOCK = 8;

    static final int TIMESTAMPS = 8;
    /** Offset of the checksum in the header. */
    static final int CHECKSUM_AT = 16;

    private TcpHeader() {}

    /**
     * Whether a header can be read at all. Linux drops what this refuses for its offset: tcp_v4_rcv() in
     * net/ipv4/tcp_ipv4.c, {@code bad_packet}.
     */
    static boolean isReadable(Frame frame, IpHeader ip) {
        if (!frame.has(ip.payloadAt(), LEAST_BYTES)) {
            return false;
        }
        int headerBytes = headerBytes(frame, ip.payloadAt());
        return headerBytes >= LEAST_BYTES && headerBytes <= ip.payloadLength();
    }

    /** Bytes of the header with its options, 0 to 60. */
    static int headerBytes(Frame frame, int at) {
        return (frame.u8(at + 12) >>> 4) * 4;
    }

    /** Sets everything but the addresses. Options that were not recorded are not set. */
    static void read(Frame frame, IpHeader ip, Segment into) {
        int at = ip.payloadAt();
        int headerBytes = headerBytes(frame, at);
        into.header(frame.u8(at + 13), frame.i32(at + 4), frame.i32(at + 8), frame.u16(at + 14));
        into.length(ip.payloadLength() - headerBytes, 0);
        options(frame, at + LEAST_BYTES, Math.min(at + headerBytes, frame.captured()), into);
    }

    /** Tests the checksum, if the whole segment was recorded. */
    static Checksum checksum(Frame frame, IpHeader ip) {
        if (ip.kind() != IpHeader.Kind.TCP || !frame.has(ip.payloadAt(), ip.payloadLength())) {
            return Checksum.UNCHECKED;
        }
        long pseudo =
                InternetChecksum.pseudoHeader(frame.bytes(), ip.sourceAt(), ip.addressBytes(), ip.payloadLength());
        long sum = InternetChecksum.add(pseudo, frame.bytes(), ip.payloadAt(), ip.payloadLength());
        if (InternetChecksum.fold(sum) == 0xffff) {
            return Checksum.OK;
        }
        boolean onlyPseudo = frame.u16(ip.payloadAt() + CHECKSUM_AT) == InternetChecksum.fold(pseudo);
        return onlyPseudo ? Checksum.OFFLOADED : Checksum.BAD;
    }

    private static void sack(Frame frame, int from, int end, Segment into) {
        int highest = into.ack();
        for (int block = from; block < end; block += SACK_BLOCK) {
            int right = frame.i32(block + SACK_BLOCK / 2);
            highest = SeqNum.isAfter(right, highest) ? right : highest;
        }
        into.sacking(highest);
    }

    /** As Linux reads them: an option of a wrong length is passed over. tcp_parse_options(), net/ipv4/tcp_input.c. */
    private static void options(Frame frame, int from, int end, Segment into) {
        int mss = 0;
        int windowScale = Segment.NO_SCALE;
        boolean sackPermitted = false;
        int at = from;
        while (at < end && frame.u8(at) != END_OF_OPTIONS) {
            int kind = frame.u8(at);
            if (kind == NO_OPERATION) {
                at++;
                continue;
            }
            int length = at + 1 < end ? frame.u8(at + 1) : 0;
            if (length < 2 || length > end - at) {
                break;
            }
            if (kind == MSS && length == 4) {
                mss = frame.u16(at + 2);
            } else if (kind == WINDOW_SCALE && length == 3) {
                windowScale = frame.u8(at + 2);
            } else if (kind == SACK_PERMITTED && length == 2) {
                sackPermitted = true;
            } else if (kind == SACK && length > 2 && (length - 2) % SACK_BLOCK == 0) {
                sack(frame, at + 2, at + length, into);
            } else if (kind == TIMESTAMPS && length == 10) {
                into.timestamp(frame.i32(at + 2), frame.i32(at + 6));
            }
            at += length;
        }
        into.synOptions(mss, windowScale, sackPermitted);
    }
}
