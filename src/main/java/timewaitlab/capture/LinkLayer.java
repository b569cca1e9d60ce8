package timewaitlab.capture;

import java.util.Set;

/** Finds the IP header behind a link-layer header. Numbers and layouts: https://www.tcpdump.org/linktypes.html. */
final class LinkLayer {
    /** The frame holds no IP. */
    static final int NOT_IP = -1;
    /** The frame was cut inside the link-layer header. */
    static final int CUT = -2;
    /** The link type that the writer uses: a bare IP header, of the version its first nibble says. */
    static final int RAW = 101;

    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int DLT_RAW = 12;
    private static final int DLT_RAW_OPENBSD = 14;
    private static final int LOOP = 108;
    private static final int SLL = 113;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int SLL2 = 276;
    private static final Set<Integer> READ =
            Set.of(NULL, ETHERNET, DLT_RAW, DLT_RAW_OPENBSD, RAW, LOOP, SLL, IPV4, IPV6, SLL2);

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    /** 802.1Q, 802.1ad and the number used for stacked tags before 802.1ad. */
    private static final Set<Integer> VLAN_TAGS = Set.of(0x8100, 0x88a8, 0x9100);
    /** AF_INET everywhere; AF_INET6 of Linux, NetBSD and OpenBSD, FreeBSD, macOS. */
    private static final Set<Integer> FAMILIES = Set.of(2, 10, 24, 28, 30);

    private LinkLayer() {}

    /** Whether frames of this link type are read. */
    static boolean reads(int linkType) {
        return READ.contains(linkType);
    }

    /** The link types that are read, in words. */
    static String readable() {
        return "raw IP (101, 228, 229), Ethernet (1), Linux cooked (113, 276) or loopback (0, 108)";
    }

    /** Offset of the IP header in a frame, or {@link #NOT_IP} or {@link #CUT}. */
    static int networkOffset(int linkType, Frame frame) {
        return switch (linkType) {
            case ETHERNET -> behindEthertype(frame, 12, 14);
            case SLL -> behindEthertype(frame, 14, 16);
            case SLL2 -> behindEthertype(frame, 0, 20);
            case NULL, LOOP -> behindFamily(frame);
            case RAW, DLT_RAW, DLT_RAW_OPENBSD, IPV4, IPV6 -> 0;
            default -> NOT_IP;
        };
    }

    /** A VLAN tag is two bytes of tag and the next Ethertype, so each one moves the IP header by four bytes. */
    private static int behindEthertype(Frame frame, int typeAt, int headerBytes) {
        if (!frame.has(0, headerBytes)) {
            return CUT;
        }
        int type = frame.u16(typeAt);
        int offset = headerBytes;
        while (VLAN_TAGS.contains(type)) {
            if (!frame.has(offset, 4)) {
                return CUT;
            }
            type = frame.u16(offset + 2);
            offset += 4;
        }
        return type == ETHERTYPE_IPV4 || type == ETHERTYPE_IPV6 ? offset : NOT_IP;
    }

    /** The family is in the byte order of the recording host, which the file does not tell. */
    private static int behindFamily(Frame frame) {
        if (!frame.has(0, 4)) {
            return CUT;
        }
        int family = frame.i32(0);
        return FAMILIES.contains(family) || FAMILIES.contains(Integer.reverseBytes(family)) ? 4 : NOT_IP;
    }
}
