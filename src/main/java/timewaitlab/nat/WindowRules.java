package timewaitlab.nat;

import static timewaitlab.decide.Rule.rule;

import timewaitlab.decide.Check;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Rule;
import timewaitlab.decide.Stage;

/**
 * Whether a segment fits what both sides were seen to send: {@code tcp_in_window()}. Four bounds: (I) where data may
 * begin, (II) where it has to end, (III) what may be acknowledged, (IV) what is too old to be acknowledged.
 */
public final class WindowRules {
    private static final Outcome TAKEN = Outcome.GO_ON.plus(ConntrackEffect.TAKE_WINDOW.bit(), 0);
    private static final Outcome LET_GO = Outcome.GO_ON.plus(ConntrackEffect.INITIALISE.bit(), 0);

    private WindowRules() {}

    private static Outcome ignored(ConntrackReason reason, ConntrackEffect effect) {
        return Outcome.of(Disposition.ACCEPT, reason).plus(effect.bit(), 0);
    }

    private static final Outcome SEQ_UNDER_IGNORED = ignored(ConntrackReason.SEQ_UNDER, ConntrackEffect.INITIALISE);
    private static final Outcome ACK_UNDER_IGNORED = ignored(ConntrackReason.ACK_UNDER, ConntrackEffect.INITIALISE);
    private static final Outcome OVERSHOOT_IGNORED =
            ignored(ConntrackReason.MORE_THAN_EXPECTED, ConntrackEffect.OVERSHOOT);

    /** A SYN that meets one from the other side. */
    private static final Rule<SegmentOnConntrack> SIMULTANEOUS = rule(
            "ct.simultaneous",
            ConntrackChecks.WINDOW,
            (s, ask) -> ask.holds(ConntrackChecks.SIMULTANEOUS, s) ? LET_GO : Outcome.PASS);

    private static final Rule<SegmentOnConntrack> SEQ_OVER =
            bound("ct.seq-over", ConntrackChecks.SEQ_FITS, ConntrackReason.SEQ_OVER);
    private static final Rule<SegmentOnConntrack> SEQ_UNDER =
            bound("ct.seq-under", ConntrackChecks.END_FITS, ConntrackReason.SEQ_UNDER);
    private static final Rule<SegmentOnConntrack> ACK_OVER =
            bound("ct.ack-over", ConntrackChecks.ACK_FITS, ConntrackReason.ACK_OVER);
    private static final Rule<SegmentOnConntrack> ACK_UNDER =
            bound("ct.ack-under", ConntrackChecks.ACK_RECENT, ConntrackReason.ACK_UNDER);
    private static final Rule<SegmentOnConntrack> FITS =
            rule("ct.in-window", ConntrackChecks.WINDOW, (s, ask) -> TAKEN);

    /** From 3.13: a window never offered bounds nothing. */
    public static final Rule<SegmentOnConntrack> SEQ_UNDER_IF_KNOWN = rule(
            "ct.seq-under",
            ConntrackChecks.WINDOW,
            (s, ask) -> isUnder(s, ask) ? refuse(s, ask, ConntrackReason.SEQ_UNDER) : Outcome.PASS);

    /** From 6.1: what is only old passes, and changes nothing. */
    static final Rule<SegmentOnConntrack> SEQ_UNDER_PASSES = rule(
            "ct.seq-under",
            ConntrackChecks.WINDOW,
            (s, ask) -> isUnder(s, ask) ? liberallyOr(s, ask, SEQ_UNDER_IGNORED) : Outcome.PASS);

    static final Rule<SegmentOnConntrack> ACK_UNDER_PASSES = rule(
            "ct.ack-under",
            ConntrackChecks.WINDOW,
            (s, ask) ->
                    ask.holds(ConntrackChecks.ACK_RECENT, s) ? Outcome.PASS : liberallyOr(s, ask, ACK_UNDER_IGNORED));

    private static final Rule<SegmentOnConntrack> SEQ_OVER_NOTED =
            noted("ct.seq-over", ConntrackReason.SEQ_OVER, false);
    private static final Rule<SegmentOnConntrack> ACK_OVER_NOTED = noted("ct.ack-over", ConntrackReason.ACK_OVER, true);

    /** 6.1 to 6.14: a little more than the window allows is remembered, so that its ACK will fit. */
    static final Rule<SegmentOnConntrack> OVERSHOOT = rule("ct.overshoot", ConntrackChecks.WINDOW, (s, ask) -> {
        if (!overshoots(s, ask)) {
            return Outcome.PASS;
        }
        return refuse(s, ask, ConntrackReason.MORE_THAN_EXPECTED).plus(ConntrackEffect.OVERSHOOT.bit(), 0);
    });

    /** Later: and passes. */
    public static final Rule<SegmentOnConntrack> OVERSHOOT_PASSES = rule(
            "ct.overshoot",
            ConntrackChecks.WINDOW,
            (s, ask) -> overshoots(s, ask)
                    ? liberallyOr(s, ask, OVERSHOOT_IGNORED).plus(ConntrackEffect.OVERSHOOT.bit(), 0)
                    : Outcome.PASS);

    /** The stage up to 6.0: the bounds in the order in which the kernel names the first that fails. */
    static Stage<SegmentOnConntrack> stageUpTo60() {
        return Stage.stage(ConntrackRules.WINDOW_STAGE, SIMULTANEOUS, SEQ_OVER, SEQ_UNDER, ACK_OVER, ACK_UNDER, FITS);
    }

    /** The stage from 6.1: the upper bounds first, for only they make a segment invalid. */
    public static Stage<SegmentOnConntrack> stageFrom61() {
        return Stage.stage(
                ConntrackRules.WINDOW_STAGE,
                SIMULTANEOUS,
                OVERSHOOT,
                SEQ_OVER_NOTED,
                ACK_OVER_NOTED,
                SEQ_UNDER_PASSES,
                ACK_UNDER_PASSES,
                FITS);
    }

    private static Rule<SegmentOnConntrack> bound(String id, Check<SegmentOnConntrack> fits, ConntrackReason why) {
        return rule(id, ConntrackChecks.WINDOW, (s, ask) -> ask.holds(fits, s) ? Outcome.PASS : refuse(s, ask, why));
    }

    /** An invalid FIN or RST shortens the wait of an assured entry: {@code nf_tcp_handle_invalid()}. */
    private static Rule<SegmentOnConntrack> noted(String id, ConntrackReason why, boolean ofAck) {
        Check<SegmentOnConntrack> fits = ofAck ? ConntrackChecks.ACK_FITS : ConntrackChecks.SEQ_FITS;
        return rule(
                id,
                ConntrackChecks.WINDOW,
                (s, ask) -> ask.holds(fits, s) ? Outcome.PASS : isLiberal(s, ask) ? LET_GO : notedInvalid(s, ask, why));
    }

    private static Outcome notedInvalid(SegmentOnConntrack s, Inquiry ask, ConntrackReason why) {
        long effects = ConntrackEffect.INITIALISE.bit() | ConntrackEffect.NOTE_INVALID.bit();
        return Passage.invalid(s, ask, why).plus(effects, 0);
    }

    private static boolean isUnder(SegmentOnConntrack s, Inquiry ask) {
        return ask.holds(ConntrackChecks.WINDOW_KNOWN, s) && !ask.holds(ConntrackChecks.END_FITS, s);
    }

    private static boolean overshoots(SegmentOnConntrack s, Inquiry ask) {
        return !ask.holds(ConntrackChecks.SEQ_FITS, s)
                && ask.holds(ConntrackChecks.WINDOW_KNOWN, s)
                && ask.holds(ConntrackChecks.END_FITS, s)
                && ask.holds(ConntrackChecks.ACK_RECENT, s)
                && ask.holds(ConntrackChecks.FEW_TOO_MANY, s)
                && ask.holds(ConntrackChecks.ACK_FITS, s);
    }

    private static Outcome refuse(SegmentOnConntrack s, Inquiry ask, ConntrackReason why) {
        return isLiberal(s, ask) ? LET_GO : Passage.invalid(s, ask, why).plus(ConntrackEffect.INITIALISE.bit(), 0);
    }

    private static Outcome liberallyOr(SegmentOnConntrack s, Inquiry ask, Outcome otherwise) {
        return isLiberal(s, ask) ? LET_GO : otherwise;
    }

    private static boolean isLiberal(SegmentOnConntrack s, Inquiry ask) {
        return ask.holds(ConntrackChecks.MET_MIDWAY, s) || ask.holds(ConntrackChecks.LIBERAL, s);
    }
}
