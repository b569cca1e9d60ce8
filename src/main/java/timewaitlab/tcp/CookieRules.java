package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AT_LEAST;
import static timewaitlab.decide.Comparison.EQUALS;
import static timewaitlab.decide.Comparison.LESS_THAN;
import static timewaitlab.decide.Comparison.MORE_THAN;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.HostChecks.constant;
import static timewaitlab.tcp.HostChecks.sysctl;
import static timewaitlab.tcp.ListenRules.CONN_REQUEST;
import static timewaitlab.tcp.ListenRules.HAS_PRESET_ISN;
import static timewaitlab.tcp.SegmentChecks.ACK;
import static timewaitlab.tcp.SegmentChecks.RST;
import static timewaitlab.tcp.SegmentChecks.SYN;

import timewaitlab.base.Sysctl;
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
 * What a listener does whose SYN queue is full, and with the SYN cookies that come back: net/ipv4/tcp_input.c
 * {@code tcp_conn_request}, {@code tcp_syn_flood_action} (up to 3.16 net/ipv4/tcp_ipv4.c); net/ipv4/syncookies.c
 * {@code cookie_v4_check}.
 */
public final class CookieRules {
    private static final Cite COOKIE_CHECK = new Cite("net/ipv4/syncookies.c", "cookie_v4_check()");
    private static final Cite IS_FULL =
            new Cite("include/net/inet_connection_sock.h", "inet_csk_reqsk_queue_is_full()");
    private static final String SENT = "cookie";
    /** Value of tcp_syncookies for cookies without need. */
    private static final int ALWAYS = 2;

    private static final Operand<SegmentOnListen> REQUESTS =
            Operand.settable("requests", Unit.COUNT, Party.HISTORY, s -> s.listener.requests, (s, v) -> {
                if (v >= s.listener.young && v <= Integer.MAX_VALUE) {
                    s.listener.requests = (int) v;
                }
            });
    private static final Operand<SegmentOnListen> TABLE =
            Operand.derived("SYN queue", Unit.COUNT, s -> s.listener.table());
    private static final Operand<SegmentOnListen> ROOM_LEFT = Operand.<SegmentOnListen>derived(
                    "room left of tcp_max_syn_backlog",
                    Unit.COUNT,
                    s -> s.settings.get(Sysctl.TCP_MAX_SYN_BACKLOG) - s.listener.requests)
            .following(REQUESTS, sysctl(Sysctl.TCP_MAX_SYN_BACKLOG));
    private static final Operand<SegmentOnListen> QUARTER = Operand.<SegmentOnListen>derived(
                    "a quarter of it", Unit.COUNT, s -> s.settings.get(Sysctl.TCP_MAX_SYN_BACKLOG) >> 2)
            .following(sysctl(Sysctl.TCP_MAX_SYN_BACKLOG));
    private static final Operand<SegmentOnListen> PROVEN = Operand.settable(
            "peer proven", Unit.FLAG, Party.HISTORY, s -> s.peerProven ? 1 : 0, (s, v) -> s.peerProven = v != 0);
    private static final Operand<SegmentOnListen> SENT_AGO = Operand.<SegmentOnListen>derived(
                    "time since last SYN cookie", Unit.MILLISECOND, SegmentOnListen::cookiesSentAgo)
            .following(HostChecks.ELAPSED);
    private static final Operand<SegmentOnListen> VALID_FOR = Operand.derived(
            Constant.SYNCOOKIE_VALID.name(), Unit.MILLISECOND, s -> 1000 * s.settings.get(Constant.SYNCOOKIE_VALID));
    private static final Operand<SegmentOnListen> COOKIE_AGE = Operand.<SegmentOnListen>derived(
                    "minutes of the cookie", Unit.COUNT, s -> s.cookieAge + s.minutesWaited() & 0xff)
            .following(HostChecks.ELAPSED);
    private static final Operand<SegmentOnListen> COOKIE_DATA =
            Operand.derived("MSS index of the cookie", Unit.COUNT, s -> s.cookieData);

    private static final Check<SegmentOnListen> TABLE_FULL =
            check("listen.syn-queue-full", REQUESTS, AT_LEAST, TABLE, IS_FULL);
    private static final Check<SegmentOnListen> BACKLOG_REACHED =
            check("listen.syn-queue-full", REQUESTS, AT_LEAST, ListenRules.BACKLOG, IS_FULL);
    private static final Check<SegmentOnListen> BACKLOG_EXCEEDED =
            check("listen.syn-queue-full", REQUESTS, MORE_THAN, ListenRules.BACKLOG, IS_FULL);
    private static final Check<OnHost<?>> COOKIES_ON =
            isSet("listen.cookies-on", sysctl(Sysctl.TCP_SYNCOOKIES), CONN_REQUEST);
    private static final Check<OnHost<?>> COOKIES_ALWAYS = check(
            "listen.cookies-always",
            sysctl(Sysctl.TCP_SYNCOOKIES),
            EQUALS,
            Operand.constant("2", Unit.COUNT, ALWAYS),
            CONN_REQUEST);
    private static final Check<SegmentOnListen> LAST_QUARTER =
            check("listen.last-quarter", ROOM_LEFT, LESS_THAN, QUARTER, CONN_REQUEST);
    private static final Check<SegmentOnListen> PEER_PROVEN = isSet("listen.peer-proven", PROVEN, CONN_REQUEST);
    private static final Check<SegmentOnListen> SENT_LONG_AGO =
            check("listen.cookies-long-ago", SENT_AGO, MORE_THAN, VALID_FOR, COOKIE_CHECK);
    private static final Check<SegmentOnListen> YOUNG_COOKIE = check(
            "listen.cookie-young", COOKIE_AGE, LESS_THAN, constant(Constant.SYNCOOKIE_AGE, Unit.COUNT), COOKIE_CHECK);
    private static final Check<SegmentOnListen> GENUINE_COOKIE = check(
            "listen.cookie-genuine",
            COOKIE_DATA,
            LESS_THAN,
            Operand.constant("4", Unit.COUNT, SynCookie.MSS_CHOICES),
            COOKIE_CHECK);

    private static final long FULL_DO_COOKIES = Counter.TcpExtTCPReqQFullDoCookies.bit();
    private static final Outcome COOKIE_SENT = Outcome.of(Disposition.REPLY, ReplyKind.SYN_ACK)
            .plus(Effect.SEND_COOKIE.bit(), FULL_DO_COOKIES | Counter.TcpExtSyncookiesSent.bit());
    private static final Outcome FAILED =
            Outcome.of(Disposition.REPLY, ReplyKind.RST).plus(0, Counter.TcpExtSyncookiesFailed.bit());
    private static final Outcome OVERFLOWED = Outcome.of(Disposition.DROP, Reason.TCP_LISTEN_OVERFLOW)
            .plus(0, Counter.TcpExtSyncookiesRecv.bit() | ListenRules.COUNTED);
    private static final Outcome CONNECTED = Outcome.of(Disposition.ACCEPT, Reason.ESTABLISHED)
            .plus(
                    Effect.MAKE_SOCKET_OF_COOKIE.bit(),
                    Counter.TcpExtSyncookiesRecv.bit() | Counter.TcpPassiveOpens.bit());

    private static final Rule<SegmentOnListen> COOKIE = rule("listen.cookie", CONN_REQUEST, (s, ask) -> COOKIE_SENT);
    /** From 3.10 to 4.6 a cookie counts as a drop too: no request is kept. */
    private static final Rule<SegmentOnListen> COOKIE_AND_DROP = counted(Counter.TcpExtListenDrops.bit());
    /** From 4.7 it does not. */
    public static final Rule<SegmentOnListen> COOKIE_ALONE = counted(0);
    /** From 4.10: the accept queue need only be full. */
    public static final Rule<SegmentOnListen> NO_ROOM = noRoom(ListenRules.COUNTED, false);

    /** 2.6.32: not asked where tcp_tw_recycle has its say. */
    static final Rule<SegmentOnListen> QUARTER_BESIDE_RECYCLE =
            quarter(0, (s, ask) -> isStampAsked(s, ask) && ask.holds(ListenRules.REMEMBERED, s));

    private static final Rule<SegmentOnListen> QUARTER_COUNTED =
            quarter(Counter.TcpExtListenDrops.bit(), CookieRules::isStampAsked);
    /** 3.18 to 4.11: tcp_tw_recycle alone excludes it. */
    public static final Rule<SegmentOnListen> QUARTER_WITHOUT_RECYCLE =
            quarter(Counter.TcpExtListenDrops.bit(), (s, ask) -> ask.holds(ListenRules.RECYCLE_ON, s));
    /** From 4.12. */
    public static final Rule<SegmentOnListen> QUARTER_ALWAYS =
            quarter(Counter.TcpExtListenDrops.bit(), (s, ask) -> false);
    /** From 5.11 the route is known by then, and with it whether the peer proved to be there. */
    public static final Rule<SegmentOnListen> QUARTER_UNLESS_PROVEN =
            quarter(Counter.TcpExtListenDrops.bit(), (s, ask) -> ask.holds(PEER_PROVEN, s));

    private static final Rule<SegmentOnListen> NOT_EXPECTED = rule(
            "listen.cookie-failed",
            COOKIE_CHECK,
            (s, ask) -> ask.holds(YOUNG_COOKIE, s) && ask.holds(GENUINE_COOKIE, s) ? Outcome.PASS : FAILED);
    private static final Rule<SegmentOnListen> NO_PLACE = rule(
            "listen.cookie-overflow",
            COOKIE_CHECK,
            (s, ask) -> ask.holds(ListenRules.QUEUE_FULL, s) ? OVERFLOWED : Outcome.PASS);
    private static final Rule<SegmentOnListen> CONNECTION =
            rule("listen.cookie-returned", COOKIE_CHECK, (s, ask) -> CONNECTED);

    private CookieRules() {}

    /** What becomes of an ACK while cookies are out: asked before the listener refuses it. */
    static Stage<SegmentOnListen> returned() {
        Stage<SegmentOnListen> stage = stage("cookie-returned", NOT_EXPECTED, NO_PLACE, CONNECTION);
        return stage.behind((s, ask) -> ask.holds(ACK, s)
                && !ask.holds(RST, s)
                && !ask.holds(SYN, s)
                && ask.holds(COOKIES_ON, s)
                && !ask.holds(SENT_LONG_AGO, s));
    }

    /** What becomes of a SYN that finds the SYN queue full, as in 2.6.32: nothing is counted but the cookie. */
    static Stage<SegmentOnListen> sent() {
        return stage(SENT, dropped(0), noRoom(0, true), COOKIE).behind(fullBy(TABLE_FULL));
    }

    /** From 3.10: what is dropped for want of room is counted, and a cookie with it. */
    static RuleChain<SegmentOnListen> countingDrops(RuleChain<SegmentOnListen> chain) {
        return chain.with(dropped(Counter.TcpExtListenDrops.bit()))
                .with(noRoom(ListenRules.COUNTED, true))
                .with(COOKIE_AND_DROP)
                .with(QUARTER_COUNTED);
    }

    /** From 3.12: cookies may be sent always. */
    public static RuleChain<SegmentOnListen> always(RuleChain<SegmentOnListen> chain) {
        return chain.withGate(SENT, alwaysOr(TABLE_FULL));
    }

    /** From 4.4: the SYN queue is full when it is as long as the backlog. */
    public static RuleChain<SegmentOnListen> fullByBacklog(RuleChain<SegmentOnListen> chain) {
        return chain.withGate(SENT, alwaysOr(BACKLOG_REACHED));
    }

    /** From 6.13: when it is longer, as the accept queue. */
    public static RuleChain<SegmentOnListen> fullBeyondBacklog(RuleChain<SegmentOnListen> chain) {
        return chain.withGate(SENT, alwaysOr(BACKLOG_EXCEEDED));
    }

    private static Stage.Gate<SegmentOnListen> fullBy(Check<SegmentOnListen> full) {
        return (s, ask) -> ask.holds(full, s) && !ask.holds(HAS_PRESET_ISN, s);
    }

    private static Stage.Gate<SegmentOnListen> alwaysOr(Check<SegmentOnListen> full) {
        return (s, ask) -> (ask.holds(COOKIES_ALWAYS, s) || ask.holds(full, s)) && !ask.holds(HAS_PRESET_ISN, s);
    }

    private static Rule<SegmentOnListen> dropped(long drops) {
        Outcome dropped =
                Outcome.of(Disposition.DROP, Reason.TCP_REQQ_FULL).plus(0, Counter.TcpExtTCPReqQFullDrop.bit() | drops);
        return rule("listen.syn-queue", CONN_REQUEST, (s, ask) -> ask.holds(COOKIES_ON, s) ? Outcome.PASS : dropped);
    }

    private static Rule<SegmentOnListen> noRoom(long drops, boolean young) {
        Outcome overflow =
                Outcome.of(Disposition.DROP, Reason.TCP_LISTEN_OVERFLOW).plus(0, FULL_DO_COOKIES | drops);
        return rule(
                "listen.both-queues",
                CONN_REQUEST,
                (s, ask) -> ListenRules.isOverflowing(s, ask, young) ? overflow : Outcome.PASS);
    }

    private static Rule<SegmentOnListen> counted(long drops) {
        Outcome sent = COOKIE_SENT.plus(0, drops);
        return rule("listen.cookie", CONN_REQUEST, (s, ask) -> sent);
    }

    /** Without cookies the last quarter of the room for requests is for hosts that proved to be there. */
    private static Rule<SegmentOnListen> quarter(long drops, Stage.Gate<SegmentOnListen> unless) {
        Outcome dropped = Outcome.of(Disposition.DROP, Reason.TCP_REQQ_FULL).plus(0, drops);
        return rule(
                "listen.last-quarter",
                CONN_REQUEST,
                (s, ask) -> !ask.holds(COOKIES_ON, s)
                                && ask.holds(LAST_QUARTER, s)
                                && !ask.holds(HAS_PRESET_ISN, s)
                                && !unless.opens(s, ask)
                        ? dropped
                        : Outcome.PASS);
    }

    private static boolean isStampAsked(SegmentOnListen s, Inquiry ask) {
        return ask.holds(ListenRules.RECYCLE_ON, s) && ListenRules.isStampedSyn(s, ask);
    }
}
