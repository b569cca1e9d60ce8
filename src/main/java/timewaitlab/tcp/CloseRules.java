package timewaitlab.tcp;

import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.AtSocketChecks.IN_CLOSED;
import static timewaitlab.tcp.AtSocketChecks.IN_FIN_WAIT_2;
import static timewaitlab.tcp.AtSocketChecks.IN_SYN_SENT;
import static timewaitlab.tcp.AtSocketChecks.LONG_FIN_WAIT_2;
import static timewaitlab.tcp.AtSocketChecks.NO_FIN_WAIT_2;
import static timewaitlab.tcp.AtSocketChecks.TCP_CLOSE;
import static timewaitlab.tcp.AtSocketChecks.TOO_MANY_ORPHANS;
import static timewaitlab.tcp.AtSocketChecks.flag;
import static timewaitlab.tcp.AtSocketChecks.option;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Stage;
import timewaitlab.decide.Unit;

/**
 * What close() and shutdown() send, and what becomes of a socket that nobody holds any more: net/ipv4/tcp.c
 * {@code tcp_close}, {@code tcp_shutdown}, {@code tcp_disconnect}.
 */
public final class CloseRules {
    private static final Cite RFC_2525 = new Cite("RFC 2525", "2.17");
    private static final Cite DISCONNECT = new Cite("net/ipv4/tcp.c", "tcp_disconnect()");
    private static final Cite CLOSE_STATE = new Cite("net/ipv4/tcp.c", "tcp_close_state()");
    private static final Cite SHUTDOWN = new Cite("net/ipv4/tcp.c", "tcp_shutdown()");
    private static final Cite WAIT_CLOSE = new Cite("net/core/stream.c", "sk_stream_wait_close()");

    /** {@code tcp_need_reset}. */
    private static final Set<TcpState> RESETTABLE = EnumSet.of(
            TcpState.ESTABLISHED, TcpState.CLOSE_WAIT, TcpState.FIN_WAIT_1, TcpState.FIN_WAIT_2, TcpState.SYN_RECV);
    /** {@code tcp_close_state}: those whose next state has a FIN to send. */
    private static final Set<TcpState> UNCLOSED =
            EnumSet.of(TcpState.ESTABLISHED, TcpState.CLOSE_WAIT, TcpState.SYN_RECV);
    /** {@code sk_stream_closing}. */
    private static final Set<TcpState> CLOSING = EnumSet.of(TcpState.FIN_WAIT_1, TcpState.CLOSING, TcpState.LAST_ACK);

    private static final Check<CloseCall> UNREAD = isSet(
            "close.unread-data",
            Operand.settable(
                    "unread",
                    Unit.BYTE,
                    Party.HISTORY,
                    s -> s.socket.unread,
                    (s, v) -> s.socket.unread = (int) Math.max(0, v)),
            RFC_2525);
    private static final Check<CloseCall> LINGERS = isSet(
            "close.linger-on",
            option(
                    "SO_LINGER on",
                    s -> s.socket.options.linger() >= 0,
                    (s, on) -> s.socket.options = s.socket.options.linger(on ? 0 : -1)),
            TCP_CLOSE);
    private static final Check<CloseCall> LINGER_TIME = isSet(
            "close.linger-time",
            Operand.<AtSocket<?>>settable(
                    "l_linger", Unit.SECOND, Party.APPLICATION, s -> Math.max(0, s.socket.options.linger()), (s, v) -> {
                        if (s.socket.options.linger() >= 0 && v >= 0 && v <= Integer.MAX_VALUE) {
                            s.socket.options = s.socket.options.linger((int) v);
                        }
                    }),
            TCP_CLOSE);
    private static final Check<CloseCall> EXITING = isSet(
            "close.exiting", Operand.<CloseCall>derived("PF_EXITING", Unit.FLAG, s -> s.exiting ? 1 : 0), TCP_CLOSE);
    private static final Check<CloseCall> NEEDS_RESET =
            isSet("close.needs-reset", flag("tcp_need_reset", s -> RESETTABLE.contains(s.socket.state)), DISCONNECT);
    private static final Check<CloseCall> UNSENT_AT_END = isSet(
            "close.unsent-at-end",
            flag("unsent in CLOSING or LAST-ACK", s -> isLast(s.socket.state) && hasUnsent(s.socket)),
            DISCONNECT);
    private static final Check<CloseCall> OWES_FIN =
            isSet("close.owes-fin", flag("tcp_close_state", s -> UNCLOSED.contains(s.socket.state)), CLOSE_STATE);
    private static final Check<CloseCall> STILL_CLOSING = isSet(
            "close.fin-unacknowledged", flag("sk_stream_closing", s -> CLOSING.contains(s.socket.state)), WAIT_CLOSE);

    private static final long RESET = Effect.bits(Effect.SEND_RESET, Effect.RETIRE);
    private static final Outcome NOTHING = Outcome.of(Disposition.CONSUME, Reason.TCP_CLOSE);
    private static final Outcome NOT_CONNECTED = Outcome.of(Disposition.DROP, Reason.ENOTCONN);
    private static final Outcome GONE = NOTHING.plus(Effect.RETIRE.bit(), 0);
    private static final Outcome ABORT =
            Outcome.of(Disposition.REPLY, ReplyKind.RST_ACK).plus(RESET, 0);
    private static final Outcome UNREAD_ABORT = ABORT.plus(0, Counter.TcpExtTCPAbortOnClose.bit());
    private static final Outcome LINGER_ABORT = ABORT.plus(0, Counter.TcpExtTCPAbortOnData.bit());
    private static final Outcome LINGER_GONE = GONE.plus(0, Counter.TcpExtTCPAbortOnData.bit());
    private static final Outcome FIN =
            Outcome.of(Disposition.ACCEPT, Reason.FIN_QUEUED).plus(Effect.SEND_FIN.bit(), 0);
    private static final Outcome GOES_ON = Outcome.of(Disposition.ACCEPT, Reason.ORPHANED);

    private static final Rule<CloseCall> UNREAD_DATA =
            rule("close.unread", RFC_2525, (s, ask) -> ask.holds(UNREAD, s) ? UNREAD_ABORT : Outcome.PASS);
    private static final Rule<CloseCall> LINGER_ZERO = rule(
            "close.linger-zero",
            DISCONNECT,
            (s, ask) -> !ask.holds(LINGERS, s) || ask.holds(LINGER_TIME, s)
                    ? Outcome.PASS
                    : ask.holds(NEEDS_RESET, s) || ask.holds(UNSENT_AT_END, s) ? LINGER_ABORT : LINGER_GONE);
    private static final Rule<CloseCall> UNOPENED =
            rule("close.syn-sent", CLOSE_STATE, (s, ask) -> ask.holds(IN_SYN_SENT, s) ? GONE : Outcome.PASS);
    private static final Rule<CloseCall> SEND_FIN =
            rule("close.fin", CLOSE_STATE, (s, ask) -> ask.holds(OWES_FIN, s) ? waiting(FIN, s, ask) : Outcome.PASS);
    private static final Rule<CloseCall> FIN_IS_OUT = rule(
            "close.after-shutdown",
            CLOSE_STATE,
            (s, ask) -> ask.holds(STILL_CLOSING, s) ? waiting(GOES_ON, s, ask) : GOES_ON);

    private static final Rule<CloseCall> NO_LINGER2 = rule(
            "orphan.no-fin-wait-2",
            TCP_CLOSE,
            (s, ask) ->
                    ask.holds(NO_FIN_WAIT_2, s) ? ABORT.plus(0, Counter.TcpExtTCPAbortOnLinger.bit()) : Outcome.PASS);
    private static final Rule<CloseCall> LONG_WAIT = rule(
            "orphan.long-fin-wait-2",
            TCP_CLOSE,
            (s, ask) -> ask.holds(LONG_FIN_WAIT_2, s) ? Outcome.GO_ON.plus(Effect.AWAIT_FIN.bit(), 0) : Outcome.PASS);
    private static final Outcome ENTERED = GOES_ON.plus(Effect.ENTER_TIME_WAIT.bit(), 0);
    private static final Rule<CloseCall> ENTRY = rule("orphan.fin-wait-2", TCP_CLOSE, (s, ask) -> ENTERED);
    private static final Rule<CloseCall> TOO_MANY = rule(
            "orphan.too-many",
            TCP_CLOSE,
            (s, ask) -> ask.holds(TOO_MANY_ORPHANS, s)
                    ? ABORT.plus(0, Counter.TcpExtTCPAbortOnMemory.bit())
                    : Outcome.PASS);

    private static final Rule<CloseCall> SHUTDOWN_GONE =
            rule("shutdown.gone", SHUTDOWN, (s, ask) -> ask.holds(IN_CLOSED, s) ? NOT_CONNECTED : Outcome.PASS);
    private static final Rule<CloseCall> SHUTDOWN_UNOPENED =
            rule("shutdown.syn-sent", SHUTDOWN, (s, ask) -> ask.holds(IN_SYN_SENT, s) ? GONE : Outcome.PASS);
    private static final Rule<CloseCall> SHUTDOWN_FIN =
            rule("shutdown.fin", CLOSE_STATE, (s, ask) -> ask.holds(OWES_FIN, s) ? FIN : NOTHING);

    private CloseRules() {}

    /** close(), while the caller still holds the socket. */
    public static RuleChain<CloseCall> close() {
        return new RuleChain<>(
                "close",
                List.of(stage("abort", UNREAD_DATA, LINGER_ZERO), stage("fin", UNOPENED, SEND_FIN, FIN_IS_OUT)),
                List.of(),
                GOES_ON);
    }

    /** After close() has returned: nobody holds the socket. */
    public static RuleChain<CloseCall> orphan() {
        return new RuleChain<>("orphan", List.of(finWait2(), stage("resources", TOO_MANY)), List.of(), GOES_ON);
    }

    private static Stage<CloseCall> finWait2() {
        Stage<CloseCall> stage = stage("fin-wait-2", NO_LINGER2, LONG_WAIT, ENTRY);
        return stage.behind((s, ask) -> ask.holds(IN_FIN_WAIT_2, s));
    }

    /** shutdown(SHUT_WR) or shutdown(SHUT_RDWR). */
    public static RuleChain<CloseCall> shutdown() {
        return new RuleChain<>(
                "shutdown",
                List.of(stage("shutdown", SHUTDOWN_GONE, SHUTDOWN_UNOPENED, SHUTDOWN_FIN)),
                List.of(),
                NOTHING);
    }

    /** SO_LINGER with a time has close() wait until the FIN is acknowledged, unless the process is exiting. */
    private static Outcome waiting(Outcome outcome, CloseCall s, Inquiry ask) {
        boolean waits = ask.holds(LINGERS, s) && ask.holds(LINGER_TIME, s) && !ask.holds(EXITING, s);
        return waits ? outcome.plus(Effect.LINGER.bit(), 0) : outcome;
    }

    private static boolean isLast(TcpState state) {
        return state == TcpState.CLOSING || state == TcpState.LAST_ACK;
    }

    private static boolean hasUnsent(Tcb socket) {
        return socket.finQueued ? socket.sndNxt != socket.writeSeq + 1 : socket.sndNxt != socket.writeSeq;
    }
}
