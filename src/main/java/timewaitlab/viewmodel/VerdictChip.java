package timewaitlab.viewmodel;

import java.util.Optional;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.draw.Chip;
import timewaitlab.draw.Words;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.trace.TraceEvent.Judged;

/**
 * A verdict as a word; drawn as a chip whose shape says the same without colour.
 *
 * @param judged what is drawn; empty for a verdict that only would have been
 */
public record VerdictChip(Kind kind, String text, Optional<Judged> judged) {
    private static final Words WORDS = Words.inUse();
    private static final double ANY_SIZE = 12;

    /** The five shapes. */
    public enum Kind {
        ACCEPT,
        REPLY,
        RESET,
        DROP,
        CONSUME
    }

    /** The chip of this verdict. */
    public static VerdictChip of(Judged judged) {
        Outcome outcome = judged.verdict().outcome();
        String text = Chip.of(judged, WORDS, ANY_SIZE).text();
        return new VerdictChip(kind(outcome), text, Optional.of(judged));
    }

    /** The word for what would have been decided. */
    public static VerdictChip of(Outcome outcome) {
        return new VerdictChip(kind(outcome), word(outcome), Optional.empty());
    }

    private static Kind kind(Outcome outcome) {
        return switch (outcome.disposition()) {
            case ACCEPT -> Kind.ACCEPT;
            case REPLY ->
                outcome.code() == ReplyKind.RST || outcome.code() == ReplyKind.RST_ACK ? Kind.RESET : Kind.REPLY;
            case DROP -> Kind.DROP;
            case CONSUME, PASS, CONTINUE -> Kind.CONSUME;
        };
    }

    private static String word(Outcome outcome) {
        if (outcome.disposition() != Disposition.REPLY) {
            return Texts.say("chip." + kind(outcome).name());
        }
        return outcome.code() == ReplyKind.CHALLENGE_ACK
                ? Texts.say("chip.challenge")
                : Texts.say("chip.reply", outcome.code().name().replace('_', '-'));
    }
}
