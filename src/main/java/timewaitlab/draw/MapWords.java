package timewaitlab.draw;

import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Plane;
import timewaitlab.decide.Verdict;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.OnHost;
import timewaitlab.tcp.SegmentOnTimeWait;

/** What a decision map says in words: the ends a segment meets, offsets, and where a region lies. */
public final class MapWords {
    private static final String[] RAISED = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

    private final Words words;

    public MapWords(Words words) {
        this.words = words;
    }

    /** The end a segment meets: {@code REPLY ACK and restart 60 s}. */
    public String end(Verdict<?> verdict) {
        Outcome outcome = verdict.outcome();
        return switch (outcome.disposition()) {
            case ACCEPT, PASS, CONTINUE -> accepted(outcome);
            case DROP -> words.of("draw.chip.drop");
            case CONSUME -> words.of("draw.chip.consume");
            case REPLY -> reply(verdict);
        };
    }

    /** The same in as few words as tell it apart: {@code REPLY ACK}. */
    String brief(Verdict<?> verdict) {
        Outcome outcome = verdict.outcome();
        return switch (outcome.disposition()) {
            case ACCEPT, PASS, CONTINUE -> words.of("draw.chip.accept");
            case DROP -> words.of("draw.chip.drop.short");
            case CONSUME -> words.of("draw.chip.consume");
            case REPLY -> answer(outcome);
        };
    }

    private String accepted(Outcome outcome) {
        if (outcome.has(Effect.HAND_TO_LISTENER.bit())) {
            return words.of("draw.map.accept.reused");
        }
        boolean opens = outcome.has(Effect.MAKE_REQUEST.bit()) || outcome.has(Effect.MAKE_SOCKET.bit());
        return words.of(opens ? "draw.chip.accept.new" : "draw.chip.accept");
    }

    private String reply(Verdict<?> verdict) {
        String word = answer(verdict.outcome());
        if (restarts(verdict) && verdict.situation() instanceof OnHost<?> host) {
            return word + words.of("draw.map.restart", host.settings().get(Constant.TCP_TIMEWAIT_LEN));
        }
        boolean timed = verdict.situation() instanceof SegmentOnTimeWait;
        return timed && !verdict.outcome().has(Effect.RETIRE.bit()) ? word + words.of("draw.map.unchanged") : word;
    }

    private String answer(Outcome outcome) {
        String code = outcome.code().name();
        return code.contains("CHALLENGE")
                ? words.of("draw.chip.challenge")
                : words.of("draw.chip.reply", code.replace('_', '-'));
    }

    /** Whether a time-wait entry begins its 60 s again. */
    static boolean restarts(Verdict<?> verdict) {
        return verdict.outcome().has(Effect.RESTART_TIMEWAIT.bit());
    }

    /** Why: the kernel's name for a drop, else the rule. */
    public static String reason(Verdict<?> verdict) {
        return verdict.outcome().disposition() == Disposition.DROP
                ? verdict.outcome().code().name()
                : verdict.ruleId();
    }

    /** An offset as an axis has it: {@code +10⁶}, {@code −2³¹}, {@code +961292691}. */
    public static String offset(long offset) {
        if (offset == 0) {
            return "0";
        }
        String sign = offset < 0 ? "−" : "+";
        long size = Math.abs(offset);
        if (offset == Plane.FIRST) {
            return "−2³¹";
        }
        if (offset == Plane.LAST) {
            return "+2³¹−1";
        }
        int power = (int) Math.round(Math.log10(size));
        return power >= 2 && size == Math.round(Math.pow(10, power)) ? sign + "10" + raised(power) : sign + size;
    }

    private static String raised(int power) {
        return power < RAISED.length ? RAISED[power] : raised(power / 10) + RAISED[power % 10];
    }

    /** A signed number in plain characters. */
    public static String signed(long offset) {
        return offset > 0 ? "+" + offset : Long.toString(offset);
    }

    /** Where these cells lie: {@code timestamp older, any sequence number}. */
    String place(MapRegions regions, MapRegions.Span span) {
        String sequence =
                range("draw.map.sequence", regions.columns().get(span.left()), regions.lastOfColumn(span.right()));
        if (regions.rows().size() == 1) {
            return sequence;
        }
        String timestamp = range("draw.map.timestamp", regions.rows().get(span.low()), regions.lastOfRow(span.high()));
        return timestamp + ", " + sequence;
    }

    /** {@code exactly −2³¹: ACCEPT} for a single row; empty where more than one row has this end. */
    String thin(MapRegions regions, MapRegions.Span span, String end) {
        long low = regions.rows().get(span.low());
        return low == regions.lastOfRow(span.high()) ? words.of("draw.map.exactly", offset(low)) + ": " + end : "";
    }

    /** The same behind the kernel's reason for a drop. */
    String reasoned(MapRegions.Cell cell, String place) {
        boolean dropped = !cell.differs() && cell.verdict().outcome().disposition() == Disposition.DROP;
        return dropped ? reason(cell.verdict()) + ": " + place : place;
    }

    /** −2^31 is left out where the rest tells enough: it has a strip and a word of its own. */
    private String range(String stem, long from, long to) {
        boolean fromStart = from <= Plane.FIRST + 1;
        if (from == to) {
            return words.of(stem + (from == 0 ? ".same" : ".exactly"), offset(from));
        }
        if (fromStart && to == Plane.LAST) {
            return words.of(stem + ".any");
        }
        if (from == 1 && to == Plane.LAST) {
            return words.of(stem + ".newer");
        }
        if (from == 0 && to == Plane.LAST) {
            return words.of(stem + ".not-older");
        }
        if (fromStart && to == -1) {
            return words.of(stem + ".older");
        }
        if (fromStart && to == 0) {
            return words.of(stem + ".not-newer");
        }
        if (to == Plane.LAST) {
            return words.of(stem + ".from", offset(from));
        }
        if (fromStart) {
            return words.of(stem + ".to", offset(to));
        }
        return words.of(stem + ".between", offset(from) + " … " + offset(to));
    }
}
