package timewaitlab.tcp;

import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.SegmentChecks.ACK;
import static timewaitlab.tcp.SegmentChecks.HAS_LENGTH;
import static timewaitlab.tcp.SegmentChecks.RST;
import static timewaitlab.tcp.SegmentChecks.SYN;
import static timewaitlab.tcp.SocketChecks.ACK_IS_UNA;
import static timewaitlab.tcp.SocketChecks.DATA_AFTER_WINDOW;
import static timewaitlab.tcp.SocketChecks.END_BEFORE_WUP;
import static timewaitlab.tcp.SocketChecks.EXACT_SEQ;
import static timewaitlab.tcp.SocketChecks.HAS_HOLE;
import static timewaitlab.tcp.SocketChecks.LAGS_MORE_THAN_RTO;
import static timewaitlab.tcp.SocketChecks.MEMORY_IS_NOT_ZERO;
import static timewaitlab.tcp.SocketChecks.OLDER_BY_MORE_THAN_WINDOW;
import static timewaitlab.tcp.SocketChecks.OLD_SEQ;
import static timewaitlab.tcp.SocketChecks.SACK_NEGOTIATED;
import static timewaitlab.tcp.SocketChecks.SEQ_AFTER_WINDOW;
import static timewaitlab.tcp.SocketChecks.SEQ_OF_FIN;
import static timewaitlab.tcp.SocketChecks.SEQ_OF_LAST_SACK;
import static timewaitlab.tcp.SocketChecks.TCP_PAWS;
import static timewaitlab.tcp.SocketChecks.TCP_SEQUENCE;
import static timewaitlab.tcp.SocketChecks.VALIDATE;
import static timewaitlab.tcp.SocketChecks.WAITS_TO_BE_READ;
import static timewaitlab.tcp.SocketChecks.in;

import java.util.List;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.ReplyLimit;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Stage;

/**
 * What a segment has to pass before a live socket looks at its acknowledgement: net/ipv4/tcp_input.c
 * {@code tcp_validate_incoming}, and the flags asked for before it.
 */
public final class ValidateRules {
    private static final Cite RFC_5961_RST = new Cite("RFC 5961", "3.2");
    private static final Cite RFC_5961_SYN = new Cite("RFC 5961", "4.2");
    private static final Cite STATE_PROCESS = new Cite("net/ipv4/tcp_input.c", "tcp_rcv_state_process()");

    private static final Check<SegmentOnSocket> IN_ESTABLISHED = in(TcpState.ESTABLISHED);
    private static final Check<SegmentOnSocket> IN_CLOSE_WAIT = in(TcpState.CLOSE_WAIT);
    private static final Check<SegmentOnSocket> IN_CLOSING = in(TcpState.CLOSING);
    private static final Check<SegmentOnSocket> IN_LAST_ACK = in(TcpState.LAST_ACK);

    private static final Outcome NO_FLAGS = Outcome.of(Disposition.DROP, Reason.TCP_FLAGS);
    private static final Outcome DUPLICATE = Outcome.of(Disposition.REPLY, ReplyKind.ACK);
    static final Outcome CHALLENGE =
            Outcome.of(Disposition.REPLY, ReplyKind.CHALLENGE_ACK).plus(Effect.LIMITED_CHALLENGE.bit(), 0);
    private static final Outcome SYN_CHALLENGE = CHALLENGE.plus(0, Counter.TcpExtTCPSYNChallenge.bit());
    private static final Outcome RESET =
            Outcome.of(Disposition.CONSUME, Reason.TCP_RESET).plus(Effect.bits(Effect.RETIRE, Effect.TELL_RESET), 0);
    private static final Outcome RST_IGNORED = Outcome.of(Disposition.DROP, Reason.TCP_INVALID_SEQUENCE);
    private static final Outcome PAWS_REFUSED =
            DUPLICATE.plus(Effect.LIMITED_PAWS.bit(), Counter.TcpExtPAWSEstab.bit());
    private static final Outcome OLD_ACK =
            Outcome.of(Disposition.DROP, Reason.TCP_RFC7323_PAWS_ACK).plus(0, Counter.TcpExtPAWSOldAck.bit());
    private static final Outcome OUT_OF_WINDOW = DUPLICATE.plus(Effect.LIMITED_SEQ.bit(), 0);

    private ValidateRules() {}

    /** 3.18 on: a segment with none of ACK, RST, SYN is thrown away unseen. */
    public static final Rule<SegmentOnSocket> NO_ACK_RST_SYN = rule(
            "socket.no-flags",
            STATE_PROCESS,
            (s, ask) -> ask.holds(ACK, s) || ask.holds(RST, s) || ask.holds(SYN, s) ? Outcome.PASS : NO_FLAGS);
    /** 3.8 to 3.17: a pure SYN too. */
    public static final Rule<SegmentOnSocket> NO_ACK_RST = rule(
            "socket.no-flags",
            STATE_PROCESS,
            (s, ask) -> ask.holds(ACK, s) || ask.holds(RST, s) ? Outcome.PASS : NO_FLAGS);

    private static final Rule<SegmentOnSocket> PAWS_DISORDERED = rule(
            "socket.paws-disordered-ack",
            new Cite("net/ipv4/tcp_input.c", "tcp_disordered_ack()"),
            (s, ask) -> ask.holds(ACK, s)
                            && !ask.holds(HAS_LENGTH, s)
                            && ask.holds(EXACT_SEQ, s)
                            && ask.holds(ACK_IS_UNA, s)
                            && !SocketChecks.movesWindow(s, ask)
                            && !ask.holds(LAGS_MORE_THAN_RTO, s)
                    ? Outcome.GO_ON
                    : Outcome.PASS);
    private static final Rule<SegmentOnSocket> PAWS_RST =
            rule("socket.paws-rst", VALIDATE, (s, ask) -> ask.holds(RST, s) ? Outcome.GO_ON : Outcome.PASS);
    private static final Rule<SegmentOnSocket> PAWS_REFUSE =
            rule("socket.paws", TCP_PAWS, (s, ask) -> duplicate(PAWS_REFUSED, s, ask));
    /** From 6.4: a SYN that PAWS refuses is challenged like any other. */
    public static final Rule<SegmentOnSocket> PAWS_SYN =
            rule("socket.paws-syn", RFC_5961_SYN, (s, ask) -> ask.holds(SYN, s) ? challengeSyn(s, ask) : Outcome.PASS);
    /** From 6.14: an old bare ACK is not worth an answer. */
    public static final Rule<SegmentOnSocket> PAWS_OLD_ACK = rule(
            "socket.paws-old-ack",
            TCP_PAWS,
            (s, ask) ->
                    ask.holds(ACK, s) && !ask.holds(HAS_LENGTH, s) && ask.holds(OLD_SEQ, s) ? OLD_ACK : Outcome.PASS);

    private static final Rule<SegmentOnSocket> SEQ_RST =
            rule("socket.seq-rst", TCP_SEQUENCE, (s, ask) -> ask.holds(RST, s) ? RST_IGNORED : Outcome.PASS);
    private static final Rule<SegmentOnSocket> SEQ_REFUSE =
            rule("socket.seq", TCP_SEQUENCE, (s, ask) -> duplicate(OUT_OF_WINDOW, s, ask));
    /** From 3.6: a SYN out of window is challenged. */
    public static final Rule<SegmentOnSocket> SEQ_SYN =
            rule("socket.seq-syn", RFC_5961_SYN, (s, ask) -> ask.holds(SYN, s) ? challengeSyn(s, ask) : Outcome.PASS);
    /** From 6.17: what lies beyond the window is counted. */
    public static final Rule<SegmentOnSocket> SEQ_REFUSE_COUNTED = rule(
            "socket.seq",
            TCP_SEQUENCE,
            (s, ask) -> duplicate(
                    ask.holds(END_BEFORE_WUP, s)
                            ? OUT_OF_WINDOW
                            : OUT_OF_WINDOW.plus(0, Counter.TcpExtBeyondWindow.bit()),
                    s,
                    ask));

    private static final Rule<SegmentOnSocket> RST_ANY = rule("socket.rst", VALIDATE, (s, ask) -> RESET);
    /** From 3.6: only the exact sequence number resets. */
    public static final Rule<SegmentOnSocket> RST_EXACT =
            rule("socket.rst", RFC_5961_RST, (s, ask) -> ask.holds(EXACT_SEQ, s) ? RESET : CHALLENGE);
    /** From 4.9: so does the right edge of the right-most data that waits beyond a hole. */
    public static final Rule<SegmentOnSocket> RST_EXACT_OR_SACKED = rule(
            "socket.rst",
            RFC_5961_RST,
            (s, ask) -> ask.holds(EXACT_SEQ, s)
                            || ask.holds(SACK_NEGOTIATED, s) && ask.holds(HAS_HOLE, s) && ask.holds(SEQ_OF_LAST_SACK, s)
                    ? RESET
                    : CHALLENGE);
    /** From 4.11: the number of the peer's FIN does too, in and out of window. */
    public static final Rule<SegmentOnSocket> RST_OF_FIN = rule(
            "socket.rst-of-fin",
            new Cite("net/ipv4/tcp_input.c", "tcp_reset_check()"),
            (s, ask) -> ask.holds(RST, s)
                            && ask.holds(SEQ_OF_FIN, s)
                            && (ask.holds(IN_CLOSE_WAIT, s) || ask.holds(IN_LAST_ACK, s) || ask.holds(IN_CLOSING, s))
                    ? RESET
                    : Outcome.PASS);

    private static final Outcome ABORTED_ON_SYN = Outcome.of(Disposition.REPLY, ReplyKind.RST)
            .plus(Effect.bits(Effect.RETIRE, Effect.TELL_RESET), Counter.TcpExtTCPAbortOnSyn.bit());
    private static final Rule<SegmentOnSocket> SYN_IN_WINDOW = rule(
            "socket.syn",
            VALIDATE,
            (s, ask) -> ask.holds(OLD_SEQ, s) ? Outcome.PASS : countedInEstablished(ABORTED_ON_SYN, s, ask));
    /** From 3.6. */
    public static final Rule<SegmentOnSocket> SYN_ANYWHERE =
            rule("socket.syn", RFC_5961_SYN, (s, ask) -> challengeSyn(s, ask));

    /** The stages of 2.6.32. */
    static List<Stage<SegmentOnSocket>> stages() {
        return List.of(
                stage("paws", PAWS_DISORDERED, PAWS_RST, PAWS_REFUSE).behind(ValidateRules::isRefused),
                stage("sequence", SEQ_RST, SEQ_REFUSE).behind(ValidateRules::isOutOfWindow),
                stage("reset", RST_ANY).behind((s, ask) -> ask.holds(RST, s)),
                stage("syn", SYN_IN_WINDOW).behind((s, ask) -> ask.holds(SYN, s)));
    }

    /** From 2.6.39 on a remembered 0 refuses nothing. */
    public static boolean isRefusedUnlessZero(SegmentOnSocket s, Inquiry ask) {
        return isRefused(s, ask) && ask.holds(MEMORY_IS_NOT_ZERO, s);
    }

    /** From 3.6: a host sends only so many challenge ACKs a second. */
    public static List<ReplyLimit<SegmentOnSocket>> limitsFrom36() {
        return List.of(ChallengeLimits.ofHost());
    }

    /** From 4.0: answers out of window are limited. */
    public static List<ReplyLimit<SegmentOnSocket>> limits() {
        return List.of(
                new ReplyLimit<>(
                        Effect.LIMITED_PAWS.bit(), OowLimited.limit("limit.paws", Counter.TcpExtTCPACKSkippedPAWS)),
                new ReplyLimit<>(
                        Effect.LIMITED_SEQ.bit(), OowLimited.limit("limit.seq", Counter.TcpExtTCPACKSkippedSeq)),
                ChallengeLimits.ofSocket(),
                ChallengeLimits.ofHost());
    }

    private static boolean isRefused(SegmentOnSocket s, Inquiry ask) {
        return SocketChecks.isRefusedByPaws(s, ask, OLDER_BY_MORE_THAN_WINDOW);
    }

    /**
     * From 6.17: what reaches beyond the window is taken only if merely its FIN does, or if it begins inside and
     * nothing waits to be read.
     */
    public static RuleChain<SegmentOnSocket> withEndInWindow(RuleChain<SegmentOnSocket> chain) {
        return chain.withGate(
                "sequence",
                (s, ask) -> ask.holds(END_BEFORE_WUP, s)
                        || ask.holds(DATA_AFTER_WINDOW, s)
                                && (ask.holds(SEQ_AFTER_WINDOW, s) || ask.holds(WAITS_TO_BE_READ, s)));
    }

    private static boolean isOutOfWindow(SegmentOnSocket s, Inquiry ask) {
        return ask.holds(END_BEFORE_WUP, s) || ask.holds(SEQ_AFTER_WINDOW, s);
    }

    private static Outcome challengeSyn(SegmentOnSocket s, Inquiry ask) {
        return countedInEstablished(SYN_CHALLENGE, s, ask);
    }

    /** The parameter {@code syn_inerr} of tcp_validate_incoming(). */
    private static Outcome countedInEstablished(Outcome answer, SegmentOnSocket s, Inquiry ask) {
        return ask.holds(IN_ESTABLISHED, s) ? answer.plus(0, Counter.TcpInErrs.bit()) : answer;
    }

    /** Old data draws its ACK as a duplicate: {@code tcp_send_dupack}. */
    private static Outcome duplicate(Outcome answer, SegmentOnSocket s, Inquiry ask) {
        return ask.holds(HAS_LENGTH, s) && ask.holds(OLD_SEQ, s) ? oldData(answer, s, ask) : answer;
    }

    /** Counts what an answer to old data counts. */
    static Outcome oldData(Outcome answer, SegmentOnSocket s, Inquiry ask) {
        long lost = Counter.TcpExtDelayedACKLost.bit();
        return answer.plus(0, ask.holds(SACK_NEGOTIATED, s) ? lost | Counter.TcpExtTCPDSACKOldSent.bit() : lost);
    }
}
