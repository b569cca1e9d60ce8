package timewaitlab.wire;

/** The control bits of a TCP header as an {@code int}, and their tcpdump letters: {@code S S. . P. F. R R.}. */
public final class TcpFlags {
    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    public static final int ACK = 0x10;
    public static final int URG = 0x20;
    public static final int ECE = 0x40;
    public static final int CWR = 0x80;

    private static final String LETTERS = "FSRP.UEW";
    private static final int[] PRINT_ORDER = {FIN, SYN, RST, PSH, ACK, URG, ECE, CWR};

    private TcpFlags() {}

    /** The letters tcpdump prints; {@code none} for a segment without any flag. */
    public static String text(int flags) {
        StringBuilder text = new StringBuilder(4);
        for (int flag : PRINT_ORDER) {
            if ((flags & flag) != 0) {
                text.append(LETTERS.charAt(Integer.numberOfTrailingZeros(flag)));
            }
        }
        return text.isEmpty() ? "none" : text.toString();
    }

    /**
     * Reads tcpdump or packetdrill letters ({@code S}, {@code S.}, {@code P.}, {@code SA}, {@code none}).
     *
     * @throws IllegalArgumentException naming the first letter that is not a flag
     */
    public static int parse(String letters) {
        if (letters.equals("none") || letters.equals("-") || letters.isEmpty()) {
            return 0;
        }
        int flags = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            int bit = letter == 'A' ? 4 : LETTERS.indexOf(letter);
            if (bit < 0) {
                throw new IllegalArgumentException("'" + letter + "' is not a TCP flag; known are F S R P . U E W");
            }
            flags |= 1 << bit;
        }
        return flags;
    }
}
