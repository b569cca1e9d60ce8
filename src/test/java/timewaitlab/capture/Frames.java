package timewaitlab.capture;

/**
 * Datagrams written out in hexadecimal, their sums added up elsewhere, so that the reader is not tested against the
 * writer alone. All hold [S] seq 1000, win 65535, mss 1460, sackOK, TS 500000 0, wscale 7 from port 40000 to port 80.
 */
final class Frames {
    static final String IP4 = "4500 003c 0000 4000 4006 26ba 0a00 0001 0a00 0002";
    static final String IP6 =
            "6000 0000 0028 0640 2001 0db8 0000 0000 0000 0000 0000 0001 2001 0db8 0000 0000 0000 0000 0000 0002";
    /** The TCP header, its checksum left out. */
    static final String TCP =
            "9c40 0050 0000 03e8 0000 0000 a002 ffff %s 0000" + "0204 05b4 0402 080a 0007 a120 0000 0000 0103 0307";

    static final String TCP4 = TCP.formatted("f25d");
    static final String TCP6 = TCP.formatted("aaeb");
    /** The sum of the pseudo-header, which is all that a sender with checksum offload puts there. */
    static final String TCP4_OFFLOADED = TCP.formatted("1431");

    private Frames() {}

    static byte[] hex(String... digits) {
        return Bytes.big().hex(String.join("", digits)).bytes();
    }

    static byte[] syn4() {
        return hex(IP4, TCP4);
    }

    static byte[] syn6() {
        return hex(IP6, TCP6);
    }
}
