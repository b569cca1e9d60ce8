package timewaitlab.tcp;

import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.SegmentChecks.ACK;
import static timewaitlab.tcp.SegmentChecks.HAS_TIMESTAMP;
import static timewaitlab.tcp.SegmentChecks.SYN;
import static timewaitlab.tcp.SocketChecks.ACK_ADVANCES;
import static timewaitlab.tcp.SocketChecks.ACK_BEYOND;
import static timewaitlab.tcp.SocketChecks.ACK_OF_ALL;
import static timewaitlab.tcp.SocketChecks.OLDER_AT_ALL;
import static timewaitlab.tcp.SocketChecks.TIMESTAMPS_NEGOTIATED;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Stage;

/**
 * What a socket does with a segment that has answered a crossing SYN: in SYN-RECV it is a socket like any other, not a
 * request. net/ipv4/tcp_input.c {@code tcp_rcv_state_process}; RFC 9293 section 3.5, figure 7.
 */
public final class CrossedRules {
    private static final Cite STATE_PROCESS = new Cite("net/ipv4/tcp_input.c", "tcp_rcv_state_process()");
    private static final Cite VALIDATE = new Cite("net/ipv4/tcp_input.c", "tcp_validate_incoming()");

    private static final Outcome DROPPED = Outcome.of(Disposition.DROP, Reason.TCP_FLAGS);
    private static final Outcome RESET = Outcome.of(Disposition.REPLY, ReplyKind.RST);
    private static final Outcome OPENED =
            Outcome.of(Disposition.ACCEPT, Reason.ESTABLISHED).plus(Effect.MAKE_SOCKET.bit(), 0);
    private static final Outcome OPENED_AND_ANSWERED =
            Outcome.of(Disposition.REPLY, ReplyKind.ACK).plus(Effect.MAKE_SOCKET.bit(), 0);

    /** From 6.12: what answers our SYN with its own number, and brings nothing else, is no intruder. */
    public static final Rule<SegmentOnSocket> SYN_ACK = rule(
            "crossed.syn-ack",
            VALIDATE,
            (s, ask) -> ask.holds(ACK, s)
                            && ask.holds(RequestRules.SEQ_IS_IRS, s)
                            && ask.holds(RequestRules.BRINGS_NOTHING, s)
                            && ask.holds(ACK_OF_ALL, s)
                    ? Outcome.GO_ON
                    : Outcome.PASS);

    private static final Rule<SegmentOnSocket> NO_ACK =
            rule("crossed.no-ack", STATE_PROCESS, (s, ask) -> ask.holds(ACK, s) ? Outcome.PASS : DROPPED);
    private static final Rule<SegmentOnSocket> WRONG_ACK = rule(
            "crossed.wrong-ack",
            STATE_PROCESS,
            (s, ask) -> ask.holds(ACK_ADVANCES, s) && !ask.holds(ACK_BEYOND, s) ? Outcome.PASS : RESET);
    private static final Rule<SegmentOnSocket> ADOPT = rule(
            "crossed.adopt-tsval",
            STATE_PROCESS,
            (s, ask) ->
                    ask.holds(HAS_TIMESTAMP, s) && ask.holds(TIMESTAMPS_NEGOTIATED, s) && !ask.holds(OLDER_AT_ALL, s)
                            ? Outcome.GO_ON.plus(Effect.ADOPT_TSVAL.bit(), 0)
                            : Outcome.PASS);
    /** Its SYN is old by now and draws an acknowledgement: {@code tcp_data_queue}. */
    private static final Rule<SegmentOnSocket> OPEN = rule(
            "crossed.open",
            STATE_PROCESS,
            (s, ask) -> ask.holds(SYN, s) ? ValidateRules.oldData(OPENED_AND_ANSWERED, s, ask) : OPENED);

    private CrossedRules() {}

    /** The chain of 2.6.32. */
    public static RuleChain<SegmentOnSocket> chain() {
        List<Stage<SegmentOnSocket>> stages = new ArrayList<>(ValidateRules.stages());
        stages.add(stage("ack", NO_ACK, WRONG_ACK));
        stages.add(stage("timestamp", ADOPT));
        stages.add(stage("open", OPEN));
        return new RuleChain<>("crossed", stages, List.of(), DROPPED);
    }
}
