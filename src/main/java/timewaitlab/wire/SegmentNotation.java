package timewaitlab.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * packetdrill's notation for one segment: {@code S 2000000:2000000(0) win 65535 <TS val 200001 ecr 0>}. Also read:
 * {@code S. seq 1000 ack 1 win 65535 <TS val 5 ecr 0>}. A SYN may offer more: {@code <mss 1460,sackOK,wscale 7>}.
 */
public final class SegmentNotation {
    private static final Pattern FLAGS = Pattern.compile("\\s*([FSRPUEW.A-]+)\\s*");
    private static final Pattern RANGE = Pattern.compile("(\\d+):(\\d+)\\((\\d+)\\)\\s*");
    private static final Pattern WORD = Pattern.compile("(seq|ack|win|len)\\s+(\\d+)\\s*");
    private static final Pattern OPTIONS = Pattern.compile("<([^>]*)>\\s*");
    private static final Pattern TIMESTAMP = Pattern.compile("TS\\s+val\\s+(\\d+)\\s+ecr\\s+(\\d+)");
    private static final Pattern MSS = Pattern.compile("mss\\s+(\\d{1,5})");
    private static final Pattern SCALE = Pattern.compile("wscale\\s+(\\d{1,2})");
    private static final int DEFAULT_MSS = 536;
    private static final int DEFAULT_WINDOW = 65_535;

    private final String text;
    private int at;
    private long seq;
    private long ack;
    private long window = DEFAULT_WINDOW;
    private long length;

    private SegmentNotation(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException naming the column and what was expected there */
    public static Segment parse(String text) {
        return new SegmentNotation(text).parse();
    }

    private Segment parse() {
        Matcher flags = next(FLAGS);
        if (flags == null) {
            throw problem("expected flags such as S, S., ., P., F., R");
        }
        int bits = TcpFlags.parse(flags.group(1));
        Segment segment = new Segment();
        String offered = "";
        boolean stamped = false;
        long tsVal = 0;
        long tsEcr = 0;
        while (at < text.length()) {
            Matcher options = next(OPTIONS);
            if (options == null) {
                number();
                continue;
            }
            offered = options.group(1);
            Matcher timestamp = TIMESTAMP.matcher(options.group(1));
            if (timestamp.find()) {
                stamped = true;
                tsVal = unsigned(timestamp.group(1));
                tsEcr = unsigned(timestamp.group(2));
            }
        }
        segment.header(bits, (int) seq, (int) ack, (int) window).length((int) length, 0);
        offers(segment, bits, offered);
        return stamped ? segment.timestamp((int) tsVal, (int) tsEcr) : segment;
    }

    private static void offers(Segment segment, int flags, String options) {
        if ((flags & TcpFlags.SYN) == 0 || options.isEmpty()) {
            return;
        }
        Matcher mss = MSS.matcher(options);
        Matcher scale = SCALE.matcher(options);
        segment.synOptions(
                mss.find() ? Integer.parseInt(mss.group(1)) : DEFAULT_MSS,
                scale.find() ? Integer.parseInt(scale.group(1)) : Segment.NO_SCALE,
                options.contains("sackOK"));
    }

    private void number() {
        Matcher range = next(RANGE);
        if (range != null) {
            seq = unsigned(range.group(1));
            length = unsigned(range.group(3));
            return;
        }
        Matcher word = next(WORD);
        if (word == null) {
            throw problem("expected SEQ:END(LEN), seq N, ack N, win N, len N or <TS val N ecr N>");
        }
        long value = unsigned(word.group(2));
        switch (word.group(1)) {
            case "seq" -> seq = value;
            case "ack" -> ack = value;
            case "win" -> window = value;
            default -> length = value;
        }
    }

    private @Nullable Matcher next(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher;
    }

    private long unsigned(String digits) {
        if (digits.length() > 10 || Long.parseLong(digits) > 0xffff_ffffL) {
            throw problem(digits + " does not fit 32 bits");
        }
        return Long.parseLong(digits);
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException("segment \"" + text + "\" column " + (at + 1) + ": " + what);
    }
}
