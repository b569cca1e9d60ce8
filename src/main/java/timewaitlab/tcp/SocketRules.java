package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Comparison.AFTER;
import static timewaitlab.decide.Comparison.BEFORE;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.SegmentChecks.ACK;
import static timewaitlab.tcp.SegmentChecks.FIN;
import static timewaitlab.tcp.SegmentChecks.HAS_LENGTH;
import static timewaitlab.tcp.SegmentChecks.HAS_TIMESTAMP;
import static timewaitlab.tcp.SegmentChecks.SEG_SEQ;
import static timewaitlab.tcp.SocketChecks.ACK_ADVANCES;
import static timewaitlab.tcp.SocketChecks.ACK_BEYOND;
import static timewaitlab.tcp.SocketChecks.ACK_NEVER_SENT;
import static timewaitlab.tcp.SocketChecks.ACK_OF_ALL;
import static timewaitlab.tcp.SocketChecks.ACK_OLD;
import static timewaitlab.tcp.SocketChecks.ACK_TOO_OLD;
import static timewaitlab.tcp.SocketChecks.END_ADVANCES;
import static timewaitlab.tcp.SocketChecks.EXACT_SEQ;
import static timewaitlab.tcp.SocketChecks.FIN_SENT;
import static timewaitlab.tcp.SocketChecks.LONG_FIN_WAIT_2;
import static timewaitlab.tcp.SocketChecks.MEMORY_IS_FRESH;
import static timewaitlab.tcp.SocketChecks.NO_FIN_WAIT_2;
import static timewaitlab.tcp.SocketChecks.OLDER_AT_ALL;
import static timewaitlab.tcp.SocketChecks.OLD_SEQ;
import static timewaitlab.tcp.SocketChecks.ORPHANED;
import static timewaitlab.tcp.SocketChecks.RCV_NXT;
import static timewaitlab.tcp.SocketChecks.RCV_WUP;
import static timewaitlab.tcp.SocketChecks.RECEIVE_SHUTDOWN;
import static timewaitlab.tcp.SocketChecks.RIGHT_EDGE;
import static timewaitlab.tcp.SocketChecks.SACK_NEGOTIATED;
import static timewaitlab.tcp.SocketChecks.TCP_ACK;
import static timewaitlab.tcp.SocketChecks.TIMESTAMPS_NEGOTIATED;
import static timewaitlab.tcp.SocketChecks.in;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Stage;
import timewaitlab.decide.Unit;
import timewaitlab.wire.SeqNum;

/**
 * What a live socket from ESTABLISHED to LAST-ACK does with a segment that {@link ValidateRules} let through:
 * acknowledgement, timestamp, state, payload. net/ipv4/tcp_input.c {@code tcp_rcv_state_process}, {@code tcp_ack},
 * {@code tcp_data_queue}, {@code tcp_fin}.
 */
public final class SocketRules {
    private static final Cite STATE_PROCESS = new Cite("net/ipv4/tcp_input.c", "tcp_rcv_state_process()");
    private static final Cite DATA_QUEUE = new Cite("net/ipv4/tcp_input.c", "tcp_data_queue()");
    private static final Cite TCP_FIN = new Cite("net/ipv4/tcp_input.c", "tcp_fin()");
    private static final Cite REPLACE_TS = new Cite("net/ipv4/tcp_input.c", "tcp_replace_ts_recent()");

    private static final Check<SegmentOnSocket> IN_ESTABLISHED = in(TcpState.ESTABLISHED);
    private static final Check<SegmentOnSocket> IN_FIN_WAIT_1 = in(TcpState.FIN_WAIT_1);
    private static final Check<SegmentOnSocket> IN_FIN_WAIT_2 = in(TcpState.FIN_WAIT_2);
    private static final Check<SegmentOnSocket> IN_CLOSE_WAIT = in(TcpState.CLOSE_WAIT);
    private static final Check<SegmentOnSocket> IN_CLOSING = in(TcpState.CLOSING);
    private static final Check<SegmentOnSocket> IN_LAST_ACK = in(TcpState.LAST_ACK);
    private static final Check<SegmentOnSocket> BEYOND_LAST_ACK =
            check("socket.seq-after-rcv-wup", SEG_SEQ, AFTER, RCV_WUP, REPLACE_TS);
    private static final Operand<SegmentOnSocket> DATA_END = Operand.<SegmentOnSocket>derived(
                    "SEG.END without FIN", Unit.SEQUENCE, s -> SeqNum.unsigned(s.segment.seq() + s.segment.length()))
            .following(SegmentChecks.SEG_SEQ, SegmentChecks.SEG_LEN);
    private static final Check<SegmentOnSocket> NEW_DATA =
            check("socket.new-data", DATA_END, AFTER, RCV_NXT, STATE_PROCESS);
    private static final Check<SegmentOnSocket> STARTS_IN_WINDOW =
            check("socket.starts-in-window", SEG_SEQ, BEFORE, RIGHT_EDGE, DATA_QUEUE);

    private static final Outcome DROPPED = Outcome.of(Disposition.DROP, Reason.TCP_FLAGS);
    private static final Outcome BAD_ACK = Outcome.of(Disposition.DROP, Reason.TCP_INVALID_ACK_SEQUENCE);
    private static final Outcome ACKNOWLEDGED = Outcome.of(Disposition.ACCEPT, Reason.ACKNOWLEDGED);
    private static final Outcome ABORT_ON_DATA = Outcome.of(Disposition.REPLY, ReplyKind.RST)
            .plus(Effect.bits(Effect.RETIRE, Effect.TELL_RESET), Counter.TcpExtTCPAbortOnData.bit());

    private static final Outcome TIMESTAMP_ADOPTED = Outcome.GO_ON.plus(Effect.ADOPT_TSVAL.bit(), 0);
    private static final Outcome WINDOW_TAKEN = Outcome.GO_ON.plus(Effect.TAKE_WINDOW.bit(), 0);
    private static final Outcome ADVANCED = Outcome.GO_ON.plus(Effect.ADVANCE_UNA.bit(), 0);
    private static final Outcome ADVANCED_TO_FIN_WAIT_2 = ADVANCED.plus(Effect.FIN_ACKED.bit(), 0);
    private static final Outcome LONG_WAIT = ADVANCED_TO_FIN_WAIT_2.plus(Effect.AWAIT_FIN.bit(), 0);
    private static final Outcome CLOSED = ACKNOWLEDGED.plus(Effect.bits(Effect.ADVANCE_UNA, Effect.RETIRE), 0);
    private static final Outcome WAITING =
            ACKNOWLEDGED.plus(Effect.bits(Effect.ADVANCE_UNA, Effect.ENTER_TIME_WAIT), 0);
    private static final Outcome ENTRY = WAITING.plus(Effect.FIN_ACKED.bit(), 0);

    private static final Outcome TEXT_TAKEN =
            Outcome.of(Disposition.ACCEPT, Reason.IN_ORDER).plus(Effect.bits(Effect.TAKE_DATA, Effect.OWE_ACK), 0);
    private static final Outcome CHALLENGED_AND_TAKEN =
            ValidateRules.CHALLENGE.plus(Effect.bits(Effect.TAKE_DATA, Effect.OWE_ACK), 0);
    private static final Outcome FIN_TAKEN = TEXT_TAKEN.plus(Effect.TAKE_FIN.bit(), 0);
    private static final Outcome ACK_NOW = Outcome.of(Disposition.REPLY, ReplyKind.ACK);
    private static final Outcome ACK_AT_ONCE = ACK_NOW.plus(Effect.QUICK_ACK.bit(), 0);
    private static final Outcome FIN_ANSWERED = ACK_NOW.plus(Effect.bits(Effect.TAKE_DATA, Effect.TAKE_FIN), 0);
    private static final Outcome ANSWERED_AND_WAITING = FIN_ANSWERED.plus(Effect.ENTER_TIME_WAIT.bit(), 0);

    private static final Rule<SegmentOnSocket> NO_ACK =
            rule("ack.missing", STATE_PROCESS, (s, ask) -> ask.holds(ACK, s) ? Outcome.PASS : DROPPED);
    private static final Rule<SegmentOnSocket> BEYOND = rule(
            "ack.beyond",
            TCP_ACK,
            (s, ask) -> ask.holds(ACK_BEYOND, s) && ask.holds(IN_ESTABLISHED, s) ? BAD_ACK : Outcome.PASS);
    /** From 4.13: challenged in the closing states. */
    public static final Rule<SegmentOnSocket> BEYOND_CHALLENGED_WHEN_CLOSING = rule(
            "ack.beyond",
            TCP_ACK,
            (s, ask) -> !ask.holds(ACK_BEYOND, s)
                    ? Outcome.PASS
                    : ask.holds(IN_ESTABLISHED, s) ? BAD_ACK : ValidateRules.CHALLENGE);
    /** 6.18 challenges it everywhere. */
    public static final Rule<SegmentOnSocket> BEYOND_CHALLENGED =
            rule("ack.beyond", TCP_ACK, (s, ask) -> ask.holds(ACK_BEYOND, s) ? ValidateRules.CHALLENGE : Outcome.PASS);
    /** From 3.6. */
    public static final Rule<SegmentOnSocket> TOO_OLD =
            rule("ack.too-old", TCP_ACK, (s, ask) -> ask.holds(ACK_TOO_OLD, s) ? tooOld(s, ask) : Outcome.PASS);
    /** From 6.7: also the acknowledgement of bytes that were never sent. */
    public static final Rule<SegmentOnSocket> TOO_OLD_OR_NEVER_SENT =
            rule("ack.too-old", TCP_ACK, (s, ask) -> ask.holds(ACK_NEVER_SENT, s) ? tooOld(s, ask) : Outcome.PASS);

    private static final Rule<SegmentOnSocket> ADOPT = adopt(SocketRules::isOlder);
    private static final Rule<SegmentOnSocket> ADOPT_OVER_ZERO =
            adopt((s, ask) -> isOlder(s, ask) && ask.holds(SocketChecks.MEMORY_IS_NOT_ZERO, s));

    private static final Rule<SegmentOnSocket> WINDOW = rule(
            "ack.window",
            new Cite("net/ipv4/tcp_input.c", "tcp_ack_update_window()"),
            (s, ask) -> ask.holds(ACK_OLD, s) ? Outcome.PASS : WINDOW_TAKEN);

    // asked only once our FIN is acknowledged
    private static final Rule<SegmentOnSocket> LAST_ACK =
            rule("ack.last", STATE_PROCESS, (s, ask) -> ask.holds(IN_LAST_ACK, s) ? CLOSED : Outcome.PASS);
    private static final Rule<SegmentOnSocket> CLOSING =
            rule("ack.closing", STATE_PROCESS, (s, ask) -> ask.holds(IN_CLOSING, s) ? WAITING : Outcome.PASS);

    // asked only then, and in FIN-WAIT-1
    private static final Rule<SegmentOnSocket> FIN_WAIT_1_NO_LINGER2 = rule(
            "ack.fin-wait-1-linger2",
            STATE_PROCESS,
            (s, ask) -> ask.holds(ORPHANED, s) && ask.holds(NO_FIN_WAIT_2, s) ? ABORT_ON_DATA : Outcome.PASS);
    private static final Rule<SegmentOnSocket> FIN_WAIT_1_ABORT = rule(
            "ack.fin-wait-1-data",
            STATE_PROCESS,
            (s, ask) -> ask.holds(ORPHANED, s) && ask.holds(HAS_LENGTH, s) && ask.holds(NEW_DATA, s)
                    ? ABORT_ON_DATA
                    : Outcome.PASS);
    private static final Rule<SegmentOnSocket> FIN_WAIT_1_LONG = rule(
            "ack.fin-wait-1-long",
            STATE_PROCESS,
            (s, ask) -> ask.holds(ORPHANED, s) && ask.holds(LONG_FIN_WAIT_2, s) ? LONG_WAIT : Outcome.PASS);
    private static final Rule<SegmentOnSocket> FIN_WAIT_1_ORPHAN = rule(
            "ack.fin-wait-1-orphan",
            STATE_PROCESS,
            (s, ask) -> ask.holds(ORPHANED, s) && !ask.holds(FIN, s) ? ENTRY : Outcome.PASS);
    private static final Rule<SegmentOnSocket> FIN_WAIT_1 =
            rule("ack.fin-wait-1", STATE_PROCESS, (s, ask) -> ADVANCED_TO_FIN_WAIT_2);
    private static final Rule<SegmentOnSocket> ADVANCES = rule(
            "ack.advances",
            TCP_ACK,
            (s, ask) -> ask.holds(ACK_ADVANCES, s) && !ask.holds(ACK_BEYOND, s) ? ADVANCED : Outcome.PASS);

    // asked only where the socket is not in ESTABLISHED
    private static final Rule<SegmentOnSocket> IGNORED_TEXT = rule(
            "text.ignored",
            STATE_PROCESS,
            (s, ask) -> hasPeerClosed(s, ask) && !ask.holds(OLD_SEQ, s) ? ACKNOWLEDGED : Outcome.PASS);
    private static final Rule<SegmentOnSocket> TEXT_AFTER_SHUTDOWN = rule(
            "text.after-shutdown",
            STATE_PROCESS,
            (s, ask) ->
                    ask.holds(HAS_LENGTH, s) && ask.holds(NEW_DATA, s) && (hasPeerClosed(s, ask) || hasShutdown(s, ask))
                            ? ABORT_ON_DATA
                            : Outcome.PASS);

    private static final Rule<SegmentOnSocket> NO_TEXT =
            rule("text.none", DATA_QUEUE, (s, ask) -> ask.holds(HAS_LENGTH, s) ? Outcome.PASS : ACKNOWLEDGED);
    private static final Rule<SegmentOnSocket> IN_ORDER =
            rule("text.in-order", TCP_FIN, (s, ask) -> ask.holds(EXACT_SEQ, s) ? take(s, ask) : Outcome.PASS);
    private static final Rule<SegmentOnSocket> OLD_TEXT = rule(
            "text.old",
            DATA_QUEUE,
            (s, ask) -> ask.holds(END_ADVANCES, s) ? Outcome.PASS : ValidateRules.oldData(ACK_AT_ONCE, s, ask));
    private static final Rule<SegmentOnSocket> BEYOND_WINDOW = rule(
            "text.beyond-window", DATA_QUEUE, (s, ask) -> ask.holds(STARTS_IN_WINDOW, s) ? Outcome.PASS : ACK_AT_ONCE);
    private static final Rule<SegmentOnSocket> PARTLY_OLD = rule(
            "text.partly-old",
            DATA_QUEUE,
            (s, ask) -> ask.holds(OLD_SEQ, s) ? told(take(s, ask), s, ask) : Outcome.PASS);
    private static final Rule<SegmentOnSocket> OUT_OF_ORDER = outOfOrder(0);
    /** From 3.4: counted. */
    public static final Rule<SegmentOnSocket> OUT_OF_ORDER_COUNTED = outOfOrder(Counter.TcpExtTCPOFOQueue.bit());

    private SocketRules() {}

    /** The chain of 2.6.32: ts_recent is replaced before the acknowledgement is looked at. */
    public static RuleChain<SegmentOnSocket> chain() {
        List<Stage<SegmentOnSocket>> stages = new ArrayList<>(ValidateRules.stages());
        stages.add(stage("timestamp", ADOPT));
        stages.add(stage("ack.acceptable", NO_ACK, BEYOND));
        stages.add(stage("window", WINDOW));
        stages.add(stage("ack.fin", LAST_ACK, CLOSING).behind(SocketRules::acksFin));
        stages.add(stage(
                        "ack.fin-wait-1",
                        FIN_WAIT_1_NO_LINGER2,
                        FIN_WAIT_1_ABORT,
                        FIN_WAIT_1_LONG,
                        FIN_WAIT_1_ORPHAN,
                        FIN_WAIT_1)
                .behind((s, ask) -> acksFin(s, ask) && ask.holds(IN_FIN_WAIT_1, s)));
        stages.add(stage("ack", ADVANCES));
        stages.add(stage("text.closed", IGNORED_TEXT, TEXT_AFTER_SHUTDOWN)
                .behind((s, ask) -> !ask.holds(IN_ESTABLISHED, s)));
        stages.add(stage("text", NO_TEXT, IN_ORDER, OLD_TEXT, BEYOND_WINDOW, PARTLY_OLD, OUT_OF_ORDER));
        return new RuleChain<>("socket", stages, List.of(), ACKNOWLEDGED);
    }

    /** From 3.8 on flags are asked for before everything else. */
    public static Stage<SegmentOnSocket> flags(Rule<SegmentOnSocket> flags) {
        return stage("flags", flags);
    }

    /** From 3.7 ts_recent is replaced only with an acceptable ACK. */
    public static RuleChain<SegmentOnSocket> adoptingAfterAck(RuleChain<SegmentOnSocket> chain) {
        return chain.withMoved(
                "timestamp", "ack.acceptable", (s, ask) -> !ask.holds(ACK_OLD, s) || HeaderPrediction.applies(s, ask));
    }

    /** From 2.6.39 on a remembered 0 refuses nothing, and anything replaces it. */
    public static RuleChain<SegmentOnSocket> withZeroIgnored(RuleChain<SegmentOnSocket> chain) {
        return chain.withGate("paws", ValidateRules::isRefusedUnlessZero).with(ADOPT_OVER_ZERO);
    }

    private static Rule<SegmentOnSocket> adopt(Stage.Gate<SegmentOnSocket> refused) {
        return rule(
                "timestamp.adopt",
                REPLACE_TS,
                (s, ask) -> ask.holds(HAS_TIMESTAMP, s)
                                && ask.holds(TIMESTAMPS_NEGOTIATED, s)
                                && !ask.holds(BEYOND_LAST_ACK, s)
                                && !refused.opens(s, ask)
                        ? TIMESTAMP_ADOPTED
                        : Outcome.PASS);
    }

    /** Of a segment with a timestamp on a socket that takes them. */
    private static boolean isOlder(SegmentOnSocket s, Inquiry ask) {
        return ask.holds(OLDER_AT_ALL, s) && ask.holds(MEMORY_IS_FRESH, s);
    }

    private static Rule<SegmentOnSocket> outOfOrder(long counts) {
        Outcome queued = ACK_AT_ONCE.plus(Effect.QUEUE_OUT_OF_ORDER.bit(), counts);
        return rule("text.out-of-order", DATA_QUEUE, (s, ask) -> queued);
    }

    /** What was predicted is taken before its acknowledgement is looked at. */
    private static Outcome tooOld(SegmentOnSocket s, Inquiry ask) {
        if (!HeaderPrediction.applies(s, ask)) {
            return ValidateRules.CHALLENGE;
        }
        Outcome taken = ask.holds(HAS_LENGTH, s) ? CHALLENGED_AND_TAKEN : ValidateRules.CHALLENGE;
        return ask.holds(HAS_TIMESTAMP, s) && !ask.holds(BEYOND_LAST_ACK, s)
                ? taken.plus(Effect.ADOPT_TSVAL.bit(), 0)
                : taken;
    }

    private static boolean acksFin(SegmentOnSocket s, Inquiry ask) {
        return ask.holds(FIN_SENT, s) && ask.holds(ACK_OF_ALL, s);
    }

    private static boolean hasPeerClosed(SegmentOnSocket s, Inquiry ask) {
        return ask.holds(IN_CLOSE_WAIT, s) || ask.holds(IN_CLOSING, s) || ask.holds(IN_LAST_ACK, s);
    }

    /** {@code RCV_SHUTDOWN} counts only where our own FIN is out: before, what comes is kept for a read() after all. */
    private static boolean hasShutdown(SegmentOnSocket s, Inquiry ask) {
        return (ask.holds(IN_FIN_WAIT_1, s) || ask.holds(IN_FIN_WAIT_2, s)) && ask.holds(RECEIVE_SHUTDOWN, s);
    }

    /** {@code tcp_dsack_set()}: the answer will tell of the bytes that came twice. */
    private static Outcome told(Outcome taken, SegmentOnSocket s, Inquiry ask) {
        return ask.holds(SACK_NEGOTIATED, s) ? taken.plus(0, Counter.TcpExtTCPDSACKOldSent.bit()) : taken;
    }

    private static Outcome take(SegmentOnSocket s, Inquiry ask) {
        if (!ask.holds(FIN, s)) {
            return TEXT_TAKEN;
        }
        if (ask.holds(IN_ESTABLISHED, s)) {
            return FIN_TAKEN;
        }
        return ask.holds(IN_FIN_WAIT_2, s) || acksFin(s, ask) ? ANSWERED_AND_WAITING : FIN_ANSWERED;
    }
}
