package timewaitlab.lab;

import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import timewaitlab.base.Phrases;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Comparison;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Unit;
import timewaitlab.decide.WhatIf;
import timewaitlab.nat.ConntrackCounter;
import timewaitlab.nat.ConntrackReason;
import timewaitlab.tcp.Counter;
import timewaitlab.trace.FindingText;

/** The only place where what-ifs are put into words: for the Why pane and the command line. */
public final class WhatIfText {
    private static final Phrases WORDS = Phrases.of("findings");
    private static final String KERNEL = "linux-";

    private WhatIfText() {}

    /** {@code TSval ≥ 1105801}, {@code 13.2 s later}, {@code tcp_tw_recycle = 0}, {@code Linux 4.12 or later}. */
    public static String what(ExploreWhatIfs.Change change) {
        if (change.kernels().isPresent()) {
            return kernels(change.kernels().get());
        }
        List<String> moves = new ArrayList<>();
        change.moves().forEach(move -> moves.add(move(change, move)));
        return moves.size() == 1 ? moves.get(0) : say("whatif.both", moves.get(0), moves.get(1));
    }

    /** Over the changes that this party could make: {@code sender} and {@code host} are names. */
    public static String heading(Party who, String sender, String host) {
        return say("whatif.who." + who.name(), sender, host);
    }

    /** What only nstat or the socket would show: {@code the same, and TcpExtListenDrops is counted}. */
    public static String difference(Outcome decided, Outcome then) {
        List<String> words = new ArrayList<>();
        boolean ofNat = decided.code() instanceof ConntrackReason;
        Enum<?>[] counters = ofNat ? ConntrackCounter.values() : Counter.values();
        for (Enum<?> counter : counters) {
            long bit = 1L << counter.ordinal();
            if (((decided.counts() ^ then.counts()) & bit) != 0) {
                boolean counted = (then.counts() & bit) != 0;
                words.add(say(counted ? "whatif.counted" : "whatif.uncounted", counter.name()));
            }
        }
        if (decided.code() != then.code()) {
            words.add(0, then.toString());
            return String.join(", ", words);
        }
        return words.isEmpty() ? say("whatif.effects") : say("whatif.same", String.join(", ", words));
    }

    private static String kernels(ExploreWhatIfs.Kernels kernels) {
        String nearest = name(kernels.nearest());
        if (kernels.toTheEnd()) {
            return say(kernels.isLater() ? "whatif.kernel.later" : "whatif.kernel.earlier", nearest);
        }
        String farthest = name(kernels.farthest());
        if (nearest.equals(farthest)) {
            return nearest;
        }
        return kernels.isLater()
                ? say("whatif.kernel.range", nearest, farthest)
                : say("whatif.kernel.range", farthest, nearest);
    }

    private static String name(String profile) {
        return profile.startsWith(KERNEL) ? "Linux " + profile.substring(KERNEL.length()) : profile;
    }

    private static String move(ExploreWhatIfs.Change change, WhatIf.Move move) {
        if (move.operand().party() == Party.TIME) {
            BigDecimal seconds = seconds(move).abs();
            return say(move.isUp() ? "whatif.later" : "whatif.sooner", seconds.toPlainString());
        }
        String name = move.shown().name();
        String whole = "whatif.value." + name + "." + move.shownTo();
        if (WORDS.find(whole).isPresent()) {
            return say(
                    whole,
                    change.addedTsVal().isPresent()
                            ? Long.toString(change.addedTsVal().getAsLong())
                            : "");
        }
        if (move.shown().unit() == Unit.FLAG && name.startsWith("SEG.")) {
            return say(move.shownTo() == 0 ? "whatif.without" : "whatif.with", name.substring("SEG.".length()));
        }
        String known = Sysctl.named(name).map(Sysctl::shortName).orElse(FindingText.name(move.shown()));
        return known + relation(change, move) + FindingText.value(move.shown().unit(), move.shownTo());
    }

    /** An answer that turns at one value only says so; what turns at a border holds from there on. */
    private static String relation(ExploreWhatIfs.Change change, WhatIf.Move move) {
        Comparison comparison = change.turned().check().comparison();
        boolean onePoint = comparison == Comparison.SAME_AS
                || comparison == Comparison.EQUALS
                || comparison == Comparison.IS_SET
                || change.moves().size() > 1
                || move.who() == Party.OPERATOR;
        return onePoint ? " = " : move.isUp() ? " ≥ " : " ≤ ";
    }

    /** How long a move of time waits, seconds; negative for sooner. */
    static BigDecimal seconds(WhatIf.Move move) {
        int scale = move.operand().unit() == Unit.MILLISECOND ? 3 : 0;
        BigDecimal seconds = BigDecimal.valueOf(move.steps(), scale).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }

    private static String say(String key, Object... with) {
        return new MessageFormat(WORDS.say(key), Locale.ROOT).format(with);
    }
}
