package timewaitlab.nat;

import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;

import java.util.List;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Stage;
import timewaitlab.decide.Stage.Gate;

/**
 * A segment on a tracked connection: {@code nf_conntrack_tcp_packet()}. First what the transition table says, then what
 * a RST has to fulfil, then the window, then how long the entry lives on.
 */
public final class ConntrackRules {
    /** Name of the hook, and of its verdicts where no rule speaks. */
    public static final String HOOK = "conntrack";

    static final String RST_STAGE = "rst";
    static final String WINDOW_STAGE = "window";

    private static final Outcome REOPENED = accept(ConntrackReason.REOPENED, ConntrackEffect.REOPEN);
    private static final Outcome IGNORED = accept(ConntrackReason.IGNORED, ConntrackEffect.ANNOTATE);
    private static final Outcome REFUSING_ACK = IGNORED.plus(ConntrackEffect.KEEP_ACK.bit(), 0);
    private static final Outcome CHALLENGE_ACK = accept(ConntrackReason.CHALLENGE_ACK, ConntrackEffect.CHALLENGE_SEEN);
    private static final Outcome RESYNCHRONISED = accept(ConntrackReason.RESYNCHRONISED, ConntrackEffect.RESYNC);
    private static final Outcome OUT_OF_SYNC = Outcome.of(Disposition.DROP, ConntrackReason.OUT_OF_SYNC)
            .plus(ConntrackEffect.KILL.bit(), ConntrackCounter.drop.bit());
    private static final Outcome KEEP_STATE = Outcome.GO_ON.plus(ConntrackEffect.KEEP_STATE.bit(), 0);

    private ConntrackRules() {}

    private static Outcome accept(ConntrackReason reason, ConntrackEffect effect) {
        return Outcome.of(Disposition.ACCEPT, reason).plus(effect.bit(), 0);
    }

    private static final Rule<SegmentOnConntrack> FLAGS = rule(
            "ct.flags",
            Passage.ERROR,
            (s, ask) -> ask.holds(Passage.FLAGS_SANE, s)
                    ? Outcome.PASS
                    : Passage.invalid(s, ask, ConntrackReason.BAD_FLAGS));

    /** Whoever closed in order, or reset from this side, begins a new connection with a SYN; numbers do not matter. */
    private static final Rule<SegmentOnConntrack> REOPEN = rule("ct.reopen", Passage.TCP, (s, ask) -> {
        boolean over = ask.holds(ConntrackChecks.SYN_ON_FINISHED, s)
                && (ask.holds(ConntrackChecks.CLOSE_INITIATED, s)
                        || ask.holds(ConntrackChecks.LAST_FROM_HERE, s) && ask.holds(ConntrackChecks.LAST_RST, s));
        return over ? REOPENED : Outcome.PASS;
    });

    /** Up to 3.0: the SYN-ACK to an ignored SYN ends the entry, so that the client has to begin again. */
    private static final Rule<SegmentOnConntrack> OUT_OF_SYNC_KILLS =
            rule("ct.out-of-sync", Passage.TCP, (s, ask) -> answersIgnoredSyn(s, ask) ? OUT_OF_SYNC : Outcome.PASS);

    /** From 3.1: it shows that both ends began anew, and the entry follows them. */
    public static final Rule<SegmentOnConntrack> RESYNC =
            rule("ct.out-of-sync", Passage.TCP, (s, ask) -> answersIgnoredSyn(s, ask) ? RESYNCHRONISED : Outcome.PASS);

    private static final Rule<SegmentOnConntrack> IGNORE =
            rule("ct.ignored", Passage.TCP, (s, ask) -> isIgnored(s, ask) ? IGNORED : Outcome.PASS);

    /** From 6.1: the acknowledgement of an ACK that refuses a SYN is kept, so that the RST in answer to it passes. */
    public static final Rule<SegmentOnConntrack> IGNORE_KEEPING_ACK = rule("ct.ignored", Passage.TCP, (s, ask) -> {
        if (!isIgnored(s, ask)) {
            return Outcome.PASS;
        }
        // the table ignores an ACK in SYN_SENT from the side that replies only
        boolean refuses = ask.holds(ConntrackChecks.PLAIN_ACK, s) && ask.holds(ConntrackChecks.IN_SYN_SENT, s);
        return refuses ? REFUSING_ACK : IGNORED;
    });

    private static final Rule<SegmentOnConntrack> BAD_STATE = rule(
            "ct.state",
            ConntrackChecks.TABLE,
            (s, ask) -> ask.holds(ConntrackChecks.STATE_FORBIDS, s)
                    ? Passage.invalid(s, ask, ConntrackReason.BAD_STATE)
                    : Outcome.PASS);

    /** From 4.1: a challenge ACK in LAST_ACK does not acknowledge the FIN. */
    public static final Rule<SegmentOnConntrack> CHALLENGE = rule("ct.challenge-ack", Passage.TCP, (s, ask) -> {
        boolean challenge = ask.holds(ConntrackChecks.EXPECTS_CHALLENGE, s)
                && ask.holds(ConntrackChecks.PLAIN_ACK, s)
                && ask.holds(ConntrackChecks.LAST_SYN, s)
                && !ask.holds(ConntrackChecks.LAST_FROM_HERE, s);
        return challenge ? CHALLENGE_ACK : Outcome.PASS;
    });

    /** The stage from 5.1. */
    public static Stage<SegmentOnConntrack> rstStageFrom51() {
        return stage(RST_STAGE, RST_INVALID, RST_INEXACT).behind((s, ask) -> ask.holds(Passage.RST, s));
    }

    /** The stage from 5.14. */
    public static Stage<SegmentOnConntrack> rstStageFrom514() {
        return stage(RST_STAGE, RST_CLOSING, RST_INVALID_514, RST_INEXACT_514)
                .behind((s, ask) -> ask.holds(Passage.RST, s));
    }

    /** From 5.14: a closing entry may be older than the connection, so nothing is asked of a RST. */
    private static final Rule<SegmentOnConntrack> RST_CLOSING = rule(
            "ct.rst-closing",
            Passage.TCP,
            (s, ask) -> ask.holds(ConntrackChecks.CLOSING, s) ? Outcome.GO_ON : Outcome.PASS);

    private static final Rule<SegmentOnConntrack> RST_INVALID = rule("ct.rst-invalid", Passage.TCP, (s, ask) -> {
        boolean old = ask.holds(ConntrackChecks.OTHER_ACKED, s) && ask.holds(ConntrackChecks.BEFORE_MAX_ACK, s);
        return old ? Passage.invalid(s, ask, ConntrackReason.INVALID_RST) : Outcome.PASS;
    });

    /** From 5.14: not after an ignored SYN, not with number 0 before ESTABLISHED, and not if the operator says so. */
    private static final Rule<SegmentOnConntrack> RST_INVALID_514 = rule("ct.rst-invalid", Passage.TCP, (s, ask) -> {
        boolean old = isComparable(s, ask)
                && (ask.holds(ConntrackChecks.ESTABLISHED, s) || !ask.holds(ConntrackChecks.SEQ_ZERO, s))
                && ask.holds(ConntrackChecks.BEFORE_MAX_ACK, s)
                && !ask.holds(ConntrackChecks.IGNORES_INVALID_RST, s);
        return old ? Passage.invalid(s, ask, ConntrackReason.INVALID_RST) : Outcome.PASS;
    });

    /** From 5.1: what does not start exactly where it should may draw a challenge ACK, so ESTABLISHED is kept. */
    private static final Rule<SegmentOnConntrack> RST_INEXACT = rule(
            "ct.rst-inexact",
            Passage.TCP,
            (s, ask) -> isInexact(s, ask, ask.holds(ConntrackChecks.OTHER_ACKED, s)) ? KEEP_STATE : Outcome.PASS);

    /** From 5.14, with the comparison of that version. */
    private static final Rule<SegmentOnConntrack> RST_INEXACT_514 = rule(
            "ct.rst-inexact",
            Passage.TCP,
            (s, ask) -> isInexact(s, ask, isComparable(s, ask)) ? KEEP_STATE : Outcome.PASS);

    /** The window is not asked about a RST that answers what was let through without being believed. */
    private static final Gate<SegmentOnConntrack> UNLESS_ANSWER =
            (s, ask) -> !ask.holds(Passage.RST, s) || !answersIgnored(s, ask);

    /** From 5.1: but only where the last acknowledgement says nothing about it. */
    public static final Gate<SegmentOnConntrack> UNLESS_ANSWER_51 = (s, ask) -> !ask.holds(Passage.RST, s)
            || saysSomething(s, ask, ask.holds(ConntrackChecks.OTHER_ACKED, s))
            || !answersIgnored(s, ask);

    /** From 5.14: nor while the connection closes. */
    public static final Gate<SegmentOnConntrack> UNLESS_CLOSING = (s, ask) -> !ask.holds(Passage.RST, s)
            || !ask.holds(ConntrackChecks.CLOSING, s)
                    && (saysSomething(s, ask, isComparable(s, ask)) || !answersIgnored(s, ask));

    /** From 6.1: nor if it answers the ACK that refused the SYN. */
    public static final Gate<SegmentOnConntrack> UNLESS_REFUSED = (s, ask) -> !ask.holds(Passage.RST, s)
            || !ask.holds(ConntrackChecks.CLOSING, s)
                    && (saysSomething(s, ask, isComparable(s, ask))
                            || !answersIgnored(s, ask) && !answersRefusal(s, ask));

    /** The chain of 2.6.32. */
    public static RuleChain<SegmentOnConntrack> chain() {
        return new RuleChain<>(
                HOOK,
                List.of(
                        stage("error", FLAGS),
                        stage("transition", REOPEN, OUT_OF_SYNC_KILLS, IGNORE, BAD_STATE)
                                .behind(ConntrackRules::isOutOfTheOrdinary),
                        stage(RST_STAGE, RST_INVALID).behind((s, ask) -> ask.holds(Passage.RST, s)),
                        WindowRules.stageUpTo60().behind(UNLESS_ANSWER),
                        stage("assure", ConntrackTimeouts.ASSURED),
                        ConntrackTimeouts.stage()),
                List.of(),
                ConntrackTimeouts.UNCHANGED);
    }

    private static boolean isOutOfTheOrdinary(SegmentOnConntrack s, Inquiry ask) {
        return !ask.holds(ConntrackChecks.IN_TABLE, s)
                || ask.holds(ConntrackChecks.SYN_ON_FINISHED, s)
                || ask.holds(ConntrackChecks.EXPECTS_CHALLENGE, s);
    }

    private static boolean isIgnored(SegmentOnConntrack s, Inquiry ask) {
        return ask.holds(ConntrackChecks.SYN_ON_FINISHED, s)
                || !ask.holds(ConntrackChecks.IN_TABLE, s) && !ask.holds(ConntrackChecks.STATE_FORBIDS, s);
    }

    private static boolean answersIgnoredSyn(SegmentOnConntrack s, Inquiry ask) {
        return isIgnored(s, ask)
                && ask.holds(ConntrackChecks.SYN_ACK, s)
                && ask.holds(ConntrackChecks.LAST_SYN, s)
                && !ask.holds(ConntrackChecks.LAST_FROM_HERE, s)
                && ask.holds(ConntrackChecks.ACKS_LAST_END, s);
    }

    /** The RST answers a SYN, or an ACK, that was let through without being believed. */
    private static boolean answersIgnored(SegmentOnConntrack s, Inquiry ask) {
        boolean expected = ask.holds(ConntrackTimeouts.SEEN_REPLY, s) && ask.holds(ConntrackChecks.LAST_SYN, s)
                || !ask.holds(ConntrackTimeouts.IS_ASSURED, s) && ask.holds(ConntrackChecks.LAST_ACK, s);
        return expected && ask.holds(ConntrackChecks.ACKS_LAST_END, s);
    }

    private static boolean answersRefusal(SegmentOnConntrack s, Inquiry ask) {
        return ask.holds(ConntrackChecks.IN_SYN_SENT, s)
                && ask.holds(ConntrackChecks.LAST_ACK, s)
                && !ask.holds(ConntrackChecks.LAST_FROM_HERE, s)
                && ask.holds(ConntrackChecks.AT_REFUSED_ACK, s);
    }

    private static boolean saysSomething(SegmentOnConntrack s, Inquiry ask, boolean comparable) {
        return comparable && !isInexact(s, ask, true);
    }

    /** Whether the state stays ESTABLISHED although this is a RST. */
    static boolean keepsEstablished(SegmentOnConntrack s, Inquiry ask) {
        return ask.holds(Passage.RST, s) && isInexact(s, ask, isComparable(s, ask));
    }

    private static boolean isComparable(SegmentOnConntrack s, Inquiry ask) {
        return ask.holds(ConntrackChecks.OTHER_ACKED, s) && !ask.holds(ConntrackChecks.LAST_SYN, s);
    }

    private static boolean isInexact(SegmentOnConntrack s, Inquiry ask, boolean comparable) {
        if (!comparable || !ask.holds(ConntrackChecks.ESTABLISHED, s) || ask.holds(ConntrackChecks.AT_MAX_ACK, s)) {
            return false;
        }
        boolean afterItsData = ask.holds(ConntrackChecks.LAST_ACK, s)
                && ask.holds(ConntrackChecks.LAST_FROM_HERE, s)
                && ask.holds(ConntrackChecks.AT_LAST_END, s);
        return !afterItsData;
    }
}
