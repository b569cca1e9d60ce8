package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AT_LEAST;
import static timewaitlab.decide.Comparison.EQUALS;
import static timewaitlab.decide.Comparison.MORE_THAN;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;

import java.util.List;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Unit;

/**
 * Whether connect() may have a quadruplet: net/ipv4/inet_hashtables.c {@code __inet_check_established} and
 * net/ipv4/tcp_ipv4.c {@code tcp_twsk_unique}. {@code tcp_tw_reuse} is asked here and nowhere else.
 */
public final class ConnectRules {
    private static final Cite CHECK_ESTABLISHED = new Cite("net/ipv4/inet_hashtables.c", "__inet_check_established()");
    private static final Cite HASH_CONNECT = new Cite("net/ipv4/inet_hashtables.c", "__inet_hash_connect()");
    private static final Cite TWSK_UNIQUE = new Cite("net/ipv4/tcp_ipv4.c", "tcp_twsk_unique()");

    private static final Operand<OnHost<?>> REUSE_MODE = HostChecks.sysctl(Sysctl.TCP_TW_REUSE);
    private static final Operand<ConnectAttempt> AGE = Operand.<ConnectAttempt>derived(
                    "ts_recent_age", Unit.SECOND, s -> s.second - s.entry.tsRecentStamp)
            .following(HostChecks.ELAPSED);
    private static final Operand<ConnectAttempt> SECONDS_NEEDED =
            Operand.derived("seconds needed", Unit.SECOND, s -> s.settings.get(Constant.TW_REUSE_SECONDS));
    private static final Operand<ConnectAttempt> AGE_MS = Operand.<ConnectAttempt>derived(
                    "time since tw_entry_stamp",
                    Unit.MILLISECOND,
                    s -> (int) (s.now / SimTime.MILLISECOND) - s.entry.entryStamp)
            .following(HostChecks.ELAPSED);
    private static final Operand<OnHost<?>> DELAY = HostChecks.sysctl(Sysctl.TCP_TW_REUSE_DELAY);

    private static final Operand<ConnectAttempt> PORTS_TAKEN =
            Operand.derived("ports found taken", Unit.COUNT, s -> s.portsTaken);
    private static final Operand<ConnectAttempt> PORTS_IN_RANGE = Operand.settable(
            "ports to choose from",
            Unit.COUNT,
            Party.OPERATOR,
            s -> s.portsInRange,
            (s, v) -> s.portsInRange = (int) Math.max(1, Math.min(65_535, v)));

    private static final Check<ConnectAttempt> ALL_PORTS_TAKEN =
            check("connect.all-ports-taken", PORTS_TAKEN, AT_LEAST, PORTS_IN_RANGE, HASH_CONNECT);
    private static final Check<ConnectAttempt> PORT_RESERVED = isSet(
            "connect.port-reserved",
            Operand.derived("in ip_local_reserved_ports", Unit.FLAG, s -> s.reservedPort ? 1 : 0),
            HASH_CONNECT);
    private static final Check<ConnectAttempt> PORT_OF_BIND = isSet(
            "connect.port-of-bind",
            Operand.derived("port taken by bind()", Unit.FLAG, s -> s.portOfBind ? 1 : 0),
            HASH_CONNECT);
    private static final Check<ConnectAttempt> SOLE_OWNER = check(
            "connect.sole-owner",
            Operand.derived("owners of the port", Unit.COUNT, s -> s.portOwners),
            EQUALS,
            Operand.constant("1", Unit.COUNT, 1),
            HASH_CONNECT);
    private static final Check<ConnectAttempt> HELD_BY_SOCKET = isSet(
            "connect.held-by-socket",
            Operand.derived("live socket", Unit.FLAG, s -> s.liveSocket ? 1 : 0),
            CHECK_ESTABLISHED);
    private static final Check<ConnectAttempt> HELD_BY_TIME_WAIT = isSet(
            "connect.held-by-time-wait",
            Operand.derived("time-wait entry", Unit.FLAG, s -> s.timeWait ? 1 : 0),
            CHECK_ESTABLISHED);
    private static final Check<ConnectAttempt> HAD_TIMESTAMPS = isSet(
            "connect.had-timestamps",
            Operand.derived("ts_recent_stamp", Unit.FLAG, s -> s.entry.hasTimestamps() ? 1 : 0),
            TWSK_UNIQUE);
    private static final Check<ConnectAttempt> BOUND = isSet(
            "connect.port-bound",
            Operand.settable(
                    "port fixed by bind()",
                    Unit.FLAG,
                    Party.APPLICATION,
                    s -> s.boundPort ? 1 : 0,
                    // left to connect(), it would be another port: another question
                    (s, v) -> s.boundPort |= v == 1),
            TWSK_UNIQUE);
    private static final Check<ConnectAttempt> REUSE_ON = isSet("connect.reuse-on", REUSE_MODE, TWSK_UNIQUE);
    private static final Check<ConnectAttempt> REUSE_LOOPBACK_ONLY =
            check("connect.reuse-loopback-only", REUSE_MODE, EQUALS, Operand.constant("2", Unit.COUNT, 2), TWSK_UNIQUE);
    private static final Check<ConnectAttempt> ON_LOOPBACK =
            isSet("connect.on-loopback", Operand.derived("loopback", Unit.FLAG, s -> s.loopback ? 1 : 0), TWSK_UNIQUE);
    private static final Check<ConnectAttempt> OLD_ENOUGH =
            check("connect.old-enough", AGE, AT_LEAST, SECONDS_NEEDED, TWSK_UNIQUE);
    private static final Check<ConnectAttempt> OLD_ENOUGH_MS =
            check("connect.old-enough", AGE_MS, MORE_THAN, DELAY, TWSK_UNIQUE);
    private static final Check<ConnectAttempt> HOLDS_FIN_WAIT_2 = isSet(
            "connect.holds-fin-wait-2",
            Operand.derived("tw_substate FIN_WAIT2", Unit.FLAG, s -> s.entry.finWait2 ? 1 : 0),
            TWSK_UNIQUE);

    private static final Outcome TAKEN = Outcome.of(Disposition.DROP, Reason.EADDRNOTAVAIL);
    private static final Outcome REUSED = Outcome.of(Disposition.ACCEPT, Reason.TIMEWAIT_REUSED)
            .plus(Effect.RETIRE.bit(), Counter.TcpExtTWRecycled.bit());
    private static final Outcome FREE = Outcome.of(Disposition.ACCEPT, Reason.UNIQUE);

    /** The search found every port of the range taken. */
    private static final Rule<ConnectAttempt> NO_PORT_LEFT = rule(
            "connect.no-port-left", HASH_CONNECT, (s, ask) -> ask.holds(ALL_PORTS_TAKEN, s) ? TAKEN : Outcome.PASS);

    private static final Rule<ConnectAttempt> RESERVED =
            rule("connect.reserved", HASH_CONNECT, (s, ask) -> ask.holds(PORT_RESERVED, s) ? TAKEN : Outcome.PASS);
    /** Ports of bind() and listen() are left alone, even where the quadruplet would be free. */
    private static final Rule<ConnectAttempt> OTHERS_PORT =
            rule("connect.others-port", HASH_CONNECT, (s, ask) -> ask.holds(PORT_OF_BIND, s) ? TAKEN : Outcome.PASS);
    /** Up to 6.0: who alone owns its port need not look for the quadruplet. */
    private static final Rule<ConnectAttempt> ALONE = rule(
            "connect.alone",
            HASH_CONNECT,
            (s, ask) -> ask.holds(BOUND, s) && ask.holds(SOLE_OWNER, s) ? FREE : Outcome.PASS);

    private static final Rule<ConnectAttempt> LIVE = rule(
            "connect.live-socket", CHECK_ESTABLISHED, (s, ask) -> ask.holds(HELD_BY_SOCKET, s) ? TAKEN : Outcome.PASS);
    private static final Rule<ConnectAttempt> UNHELD =
            rule("connect.free", CHECK_ESTABLISHED, (s, ask) -> ask.holds(HELD_BY_TIME_WAIT, s) ? Outcome.PASS : FREE);
    private static final Rule<ConnectAttempt> WITHOUT_TIMESTAMPS = rule(
            "connect.without-timestamps", TWSK_UNIQUE, (s, ask) -> ask.holds(HAD_TIMESTAMPS, s) ? Outcome.PASS : TAKEN);
    private static final Rule<ConnectAttempt> BOUND_PORT =
            rule("connect.bound-port", TWSK_UNIQUE, (s, ask) -> ask.holds(BOUND, s) ? REUSED : Outcome.PASS);
    private static final Rule<ConnectAttempt> MODE =
            rule("connect.reuse-mode", TWSK_UNIQUE, (s, ask) -> ask.holds(REUSE_ON, s) ? Outcome.PASS : TAKEN);
    /** From 4.18: 2 is for loopback only. */
    public static final Rule<ConnectAttempt> MODE_OR_LOOPBACK = rule(
            "connect.reuse-mode",
            TWSK_UNIQUE,
            (s, ask) -> !ask.holds(REUSE_ON, s) || ask.holds(REUSE_LOOPBACK_ONLY, s) && !ask.holds(ON_LOOPBACK, s)
                    ? TAKEN
                    : Outcome.PASS);

    private static final Rule<ConnectAttempt> AGE_IN_SECONDS =
            rule("connect.reuse-age", TWSK_UNIQUE, (s, ask) -> ask.holds(OLD_ENOUGH, s) ? REUSED : TAKEN);
    /** From 6.12. */
    public static final Rule<ConnectAttempt> NOT_IN_FIN_WAIT_2 =
            rule("connect.fin-wait-2", TWSK_UNIQUE, (s, ask) -> ask.holds(HOLDS_FIN_WAIT_2, s) ? TAKEN : Outcome.PASS);
    /** From 6.14 in milliseconds since TIME-WAIT began. */
    public static final Rule<ConnectAttempt> AGE_IN_MILLISECONDS =
            rule("connect.reuse-age", TWSK_UNIQUE, (s, ask) -> ask.holds(OLD_ENOUGH_MS, s) ? REUSED : TAKEN);

    private ConnectRules() {}

    /** The chain of 2.6.32. */
    public static RuleChain<ConnectAttempt> chain() {
        return new RuleChain<>(
                "connect",
                List.of(
                        stage("port", NO_PORT_LEFT, RESERVED, OTHERS_PORT).behind((s, ask) -> !ask.holds(BOUND, s)),
                        stage("quadruplet", ALONE, LIVE, UNHELD),
                        stage("time-wait", WITHOUT_TIMESTAMPS, BOUND_PORT, MODE, AGE_IN_SECONDS)),
                List.of(),
                TAKEN);
    }
}
