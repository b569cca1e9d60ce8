package timewaitlab.wire;

import java.util.Optional;

/**
 * IP addresses as bytes and as text. The text is the canonical one, so that one address has one text and
 * {@link AddressBook} can intern it: dotted IPv4, and IPv6 as RFC 5952 sections 4 and 5 want it.
 */
public final class AddressText {
    /** Bytes of an IPv4 address. */
    public static final int IPV4_BYTES = 4;
    /** Bytes of an IPv6 address. */
    public static final int IPV6_BYTES = 16;

    private static final int GROUPS = 8;

    private AddressText() {}

    /** The text of the address in {@code count} bytes, 4 or 16, that begin at {@code at}. */
    public static String of(byte[] bytes, int at, int count) {
        if (count == IPV4_BYTES) {
            return dotted(bytes, at);
        }
        if (count != IPV6_BYTES) {
            throw new IllegalArgumentException("an address of " + count + " bytes");
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[at + 2 * i] & 0xff) << 8 | bytes[at + 2 * i + 1] & 0xff;
        }
        return isMapped(groups) ? "::ffff:" + dotted(bytes, at + 12) : compressed(groups);
    }

    /** The 4 or 16 bytes of an address literal in any accepted spelling; empty when the text is none. */
    public static Optional<byte[]> parse(String text) {
        return text.indexOf(':') < 0 ? parseDotted(text) : parseGroups(text);
    }

    /** The canonical spelling of an address literal; empty when the text is none. */
    public static Optional<String> canonical(String text) {
        return parse(text).map(bytes -> of(bytes, 0, bytes.length));
    }

    private static String dotted(byte[] bytes, int at) {
        return (bytes[at] & 0xff) + "." + (bytes[at + 1] & 0xff) + "." + (bytes[at + 2] & 0xff) + "."
                + (bytes[at + 3] & 0xff);
    }

    private static boolean isMapped(int[] groups) {
        return (groups[0] | groups[1] | groups[2] | groups[3] | groups[4]) == 0 && groups[5] == 0xffff;
    }

    /** RFC 5952 section 4.2: the longest run of at least two zero groups becomes "::", the first one of equals. */
    private static String compressed(int[] groups) {
        int start = -1;
        int longest = 1;
        for (int i = 0, run = 0; i < GROUPS; i++) {
            run = groups[i] == 0 ? run + 1 : 0;
            if (run > longest) {
                longest = run;
                start = i - run + 1;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static Optional<byte[]> parseDotted(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != IPV4_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = new byte[IPV4_BYTES];
        for (int i = 0; i < IPV4_BYTES; i++) {
            int value = number(parts[i], 10, 3);
            boolean octalLook = parts[i].length() > 1 && parts[i].charAt(0) == '0';
            if (value < 0 || value > 255 || octalLook) {
                return Optional.empty();
            }
            bytes[i] = (byte) value;
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> parseGroups(String text) {
        int gap = text.indexOf("::");
        String head = gap < 0 ? text : text.substring(0, gap);
        String tail = gap < 0 ? "" : text.substring(gap + 2);
        byte[] front = new byte[IPV6_BYTES];
        byte[] back = new byte[IPV6_BYTES];
        int frontBytes = fill(front, head, gap < 0);
        int backBytes = fill(back, tail, true);
        boolean fits = gap < 0 ? frontBytes == IPV6_BYTES : frontBytes + backBytes <= IPV6_BYTES - 2;
        if (frontBytes < 0 || backBytes < 0 || !fits) {
            return Optional.empty();
        }
        System.arraycopy(back, 0, front, IPV6_BYTES - backBytes, backBytes);
        return Optional.of(front);
    }

    /** Writes the groups of {@code text} and says how many bytes they are, -1 when they are no groups. */
    private static int fill(byte[] into, String text, boolean mayEndDotted) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int at = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean isDotted = mayEndDotted && i == parts.length - 1 && parts[i].indexOf('.') >= 0;
            Optional<byte[]> group = isDotted ? parseDotted(parts[i]) : group(parts[i]);
            if (group.isEmpty() || at + group.get().length > IPV6_BYTES) {
                return -1;
            }
            System.arraycopy(group.get(), 0, into, at, group.get().length);
            at += group.get().length;
        }
        return at;
    }

    private static Optional<byte[]> group(String text) {
        int value = number(text, 16, 4);
        return value < 0 ? Optional.empty() : Optional.of(new byte[] {(byte) (value >> 8), (byte) value});
    }

    /** ASCII digits only: {@code Integer.parseInt} would take a sign and digits of other scripts. */
    private static int number(String text, int radix, int mostDigits) {
        if (text.isEmpty() || text.length() > mostDigits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
