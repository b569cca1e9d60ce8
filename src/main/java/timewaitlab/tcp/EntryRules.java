package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AT_LEAST;
import static timewaitlab.decide.Comparison.LESS_THAN;
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

/** Whether a connection that ends here leaves a time-wait entry, and for how long: {@code tcp_time_wait}. */
public final class EntryRules {
    private static final Cite TIME_WAIT = new Cite("net/ipv4/tcp_minisocks.c", "tcp_time_wait()");
    private static final Cite ALLOC = new Cite("net/ipv4/inet_timewait_sock.c", "inet_twsk_alloc()");

    private static final Cite TWSTART = new Cite("FreeBSD 9.3 sys/netinet/tcp_timewait.c", "tcp_twstart()");

    private static final Check<EntryWanted> FULL = check(
            "entry.buckets-full",
            Operand.settable(
                    "time-wait entries",
                    Unit.COUNT,
                    Party.HISTORY,
                    s -> s.entries,
                    (s, v) -> s.entries = (int) Math.max(0, v)),
            AT_LEAST,
            HostChecks.sysctl(Sysctl.TCP_MAX_TW_BUCKETS),
            ALLOC);
    private static final Check<EntryWanted> HOLDS_FIN_WAIT_2 = isSet(
            "entry.holds-fin-wait-2", Operand.derived("FIN-WAIT-2", Unit.FLAG, s -> s.finWait2 ? 1 : 0), TIME_WAIT);
    private static final Check<EntryWanted> TOO_SHORT = check(
            "entry.fin-time-short",
            Operand.derived("timeo", Unit.MILLISECOND, s -> s.timeout / SimTime.MILLISECOND),
            LESS_THAN,
            Operand.derived("3.5 RTO", Unit.MILLISECOND, s -> s.shortWait / SimTime.MILLISECOND),
            TIME_WAIT);
    private static final Check<EntryWanted> RECYCLES =
            isSet("entry.recycles", Operand.derived("recycle_ok", Unit.FLAG, s -> s.recycles ? 1 : 0), TIME_WAIT);

    private static final Check<EntryWanted> LOCAL_UNWANTED =
            isSet("entry.local-unwanted", HostChecks.sysctl(Sysctl.NOLOCALTIMEWAIT), TWSTART);
    private static final Check<EntryWanted> LOCAL =
            isSet("entry.local", Operand.derived("own address", Unit.FLAG, s -> s.local ? 1 : 0), TWSTART);

    private static final Outcome UNMADE = Outcome.of(Disposition.DROP, Reason.TIMEWAIT_OVERFLOW);
    private static final Outcome VANISHED = UNMADE.plus(0, Counter.TcpExtTCPTimeWaitOverflow.bit());
    private static final Outcome MADE = Outcome.of(Disposition.ACCEPT, Reason.TIMEWAIT_ENTERED);

    private static final Outcome BRIEF = MADE.plus(Effect.SHORT_WAIT.bit(), 0);

    private static final Outcome MADE_OF_OLDEST = MADE.plus(Effect.RETIRE_OLDEST.bit(), 0);

    private static final Rule<EntryWanted> OVERFLOW =
            rule("entry.overflow", ALLOC, (s, ask) -> ask.holds(FULL, s) ? VANISHED : Outcome.PASS);
    private static final Rule<EntryWanted> FIN_WAIT_2 = rule(
            "entry.fin-wait-2",
            TIME_WAIT,
            (s, ask) -> !ask.holds(HOLDS_FIN_WAIT_2, s) ? Outcome.PASS : ask.holds(TOO_SHORT, s) ? BRIEF : MADE);
    private static final Rule<EntryWanted> RECYCLED =
            rule("entry.recycled", TIME_WAIT, (s, ask) -> ask.holds(RECYCLES, s) ? BRIEF : Outcome.PASS);
    private static final Rule<EntryWanted> SIXTY_SECONDS = rule("entry.full-wait", TIME_WAIT, (s, ask) -> MADE);

    private static final Rule<EntryWanted> UNWANTED = rule(
            "entry.local",
            TWSTART,
            (s, ask) -> ask.holds(LOCAL_UNWANTED, s) && ask.holds(LOCAL, s) ? UNMADE : Outcome.PASS);
    private static final Rule<EntryWanted> OLDEST = oldest(TWSTART);
    private static final Rule<EntryWanted> EARLY = oldest(new Cite("Windows 2000 to 2003", "MaxFreeTcbs"));

    private EntryRules() {}

    private static Rule<EntryWanted> oldest(Cite cite) {
        return rule("entry.oldest", cite, (s, ask) -> ask.holds(FULL, s) ? MADE_OF_OLDEST : Outcome.PASS);
    }

    /** The chain of 2.6.32. */
    public static RuleChain<EntryWanted> chain() {
        return new RuleChain<>(
                "time-wait-entry",
                List.of(stage("bucket", OVERFLOW), stage("length", FIN_WAIT_2, RECYCLED, SIXTY_SECONDS)),
                List.of(),
                UNMADE);
    }

    /** FreeBSD: when the table is full the oldest entry makes way, and the host's own connections need none. */
    public static RuleChain<EntryWanted> bsd(RuleChain<EntryWanted> chain) {
        return chain.withStage(stage("bucket", UNWANTED, OLDEST));
    }

    /** Windows: who is out of control blocks releases the oldest TIME-WAIT early. */
    public static RuleChain<EntryWanted> windows(RuleChain<EntryWanted> chain) {
        return chain.withStage(stage("bucket", EARLY));
    }
}
