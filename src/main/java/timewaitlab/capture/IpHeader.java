package timewaitlab.capture;

import timewaitlab.wire.AddressText;

/**
 * Where an IP header keeps what TCP needs. RFC 791 section 3.1, RFC 8200 sections 3 and 4.
 *
 * @param kind what the IP header says about its payload; of the others only {@code TCP} and {@code TCP_PART} mean
 *     anything
 * @param sourceAt offset of the source address in the frame; the destination follows it at once in both versions
 * @param addressBytes bytes of an address, 4 or 16
 * @param payloadAt offset of the TCP header
 * @param payloadLength bytes of TCP header and payload, from the IP header, not from what was recorded
 */
record IpHeader(Kind kind, int sourceAt, int addressBytes, int payloadAt, int payloadLength) {
    /** What a frame turned out to be. */
    enum Kind {
        /** A whole TCP segment. */
        TCP,
        /** A first fragment, or a segment on its way to another destination: a header whose sum cannot be tested. */
        TCP_PART,
        /** A fragment other than the first. */
        LATER_FRAGMENT,
        /** Another protocol. */
        NOT_TCP,
        /** Cut or contradicting itself. */
        UNREADABLE
    }

    private static final int TCP_PROTOCOL = 6;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION = 60;
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    /** Linux {@code GSO_MAX_SIZE}, include/linux/netdevice.h: more is never handed to a device in one piece. */
    private static final long LARGEST = 8 * 65_535L;

    /** Reads the header of either version at this offset. */
    static IpHeader read(Frame frame, int at) {
        if (!frame.has(at, 1)) {
            return not(Kind.UNREADABLE);
        }
        return switch (frame.u8(at) >>> 4) {
            case 4 -> version4(frame, at);
            case 6 -> version6(frame, at);
            default -> not(Kind.UNREADABLE);
        };
    }

    private static IpHeader version4(Frame frame, int at) {
        int headerBytes = (frame.u8(at) & 0xf) * 4;
        if (headerBytes < IPV4_BYTES || !frame.has(at, IPV4_BYTES)) {
            return not(Kind.UNREADABLE);
        }
        if (frame.u8(at + 9) != TCP_PROTOCOL) {
            return not(Kind.NOT_TCP);
        }
        int fragment = frame.u16(at + 6);
        if ((fragment & 0x1fff) != 0) {
            return not(Kind.LATER_FRAGMENT);
        }
        boolean moreFragments = (fragment & 0x2000) != 0;
        long total = lengthOrWholeFrame(frame.u16(at + 2), frame.original() - at);
        return tcp(moreFragments, at + 12, AddressText.IPV4_BYTES, at + headerBytes, total - headerBytes);
    }

    private static IpHeader version6(Frame frame, int at) {
        if (!frame.has(at, IPV6_BYTES)) {
            return not(Kind.UNREADABLE);
        }
        long end = at + IPV6_BYTES + lengthOrWholeFrame(frame.u16(at + 4), frame.original() - at - IPV6_BYTES);
        int next = frame.u8(at + 6);
        int offset = at + IPV6_BYTES;
        boolean part = false;
        // Ends, since every header moves the offset by at least eight bytes.
        while (next == HOP_BY_HOP || next == ROUTING || next == FRAGMENT || next == DESTINATION) {
            if (!frame.has(offset, 8)) {
                return not(Kind.UNREADABLE);
            }
            if (next == FRAGMENT) {
                int fragment = frame.u16(offset + 2);
                if ((fragment & 0xfff8) != 0) {
                    return not(frame.u8(offset) == TCP_PROTOCOL ? Kind.LATER_FRAGMENT : Kind.NOT_TCP);
                }
                part |= (fragment & 1) != 0;
            }
            // RFC 8200 section 8.1: with segments left, the sum is over the final destination, not over this one.
            part |= next == ROUTING && frame.u8(offset + 3) != 0;
            int headerBytes = next == FRAGMENT ? 8 : (frame.u8(offset + 1) + 1) * 8;
            next = frame.u8(offset);
            offset += headerBytes;
        }
        return next == TCP_PROTOCOL
                ? tcp(part, at + 8, AddressText.IPV6_BYTES, offset, end - offset)
                : not(Kind.NOT_TCP);
    }

    /** A length of 0 is left to the card, which cuts a segment too large for the field (TSO, BIG TCP). */
    private static long lengthOrWholeFrame(int length, long wholeFrame) {
        return length == 0 ? wholeFrame : length;
    }

    private static IpHeader tcp(boolean part, int sourceAt, int addressBytes, int payloadAt, long payloadLength) {
        return payloadLength < 0 || payloadLength > LARGEST
                ? not(Kind.UNREADABLE)
                : new IpHeader(part ? Kind.TCP_PART : Kind.TCP, sourceAt, addressBytes, payloadAt, (int) payloadLength);
    }

    private static IpHeader not(Kind kind) {
        return new IpHeader(kind, 0, 0, 0, 0);
    }
}
