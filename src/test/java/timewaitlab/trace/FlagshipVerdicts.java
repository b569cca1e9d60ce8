package timewaitlab.trace;

import java.util.List;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Code;
import timewaitlab.decide.Comparison;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Stage;
import timewaitlab.decide.Unit;
import timewaitlab.decide.Verdict;

/** Verdicts of the flagship by a chain just large enough to reach them; the real rules live in the engine. */
final class FlagshipVerdicts {
    /** Reasons and reply kinds the flagship needs. */
    enum Reason implements Code {
        NEW_CONNECTION,
        TAKEN_IN,
        TCP_RFC7323_PAWS
    }

    /** A SYN at B's listener, with what B remembers of the address it came from. */
    static final class Arrival implements Situation<Arrival> {
        private long tsVal;
        private long recycle = 1;
        private long remembered;
        private long ageSeconds;
        private final boolean remembers;

        Arrival(long tsVal, boolean remembers, long remembered, long ageSeconds) {
            this.tsVal = tsVal;
            this.remembers = remembers;
            this.remembered = remembered;
            this.ageSeconds = ageSeconds;
        }

        @Override
        public Arrival copy() {
            Arrival copy = new Arrival(tsVal, remembers, remembered, ageSeconds);
            copy.recycle = recycle;
            return copy;
        }
    }

    private static final Cite SOURCE = new Cite("net/ipv4/tcp_ipv4.c", "tcp_v4_conn_request()");

    private static final Operand<Arrival> TSVAL =
            Operand.settable("SEG.TSval", Unit.TICK, Party.SENDER, s -> s.tsVal, (s, value) -> s.tsVal = value);
    private static final Operand<Arrival> STAMPED = Operand.derived("SEG.TS", Unit.FLAG, s -> 1);
    private static final Operand<Arrival> RECYCLE = Operand.settable(
            "net.ipv4.tcp_tw_recycle", Unit.FLAG, Party.OPERATOR, s -> s.recycle, (s, value) -> s.recycle = value);
    private static final Operand<Arrival> KNOWN = Operand.derived("peer.known", Unit.FLAG, s -> s.remembers ? 1 : 0);
    private static final Operand<Arrival> AGE = Operand.settable(
            "peer.age", Unit.SECOND, Party.TIME, s -> s.ageSeconds, (s, value) -> s.ageSeconds = value);
    private static final Operand<Arrival> REMEMBERED = Operand.settable(
            "peer.ts", Unit.TICK, Party.HISTORY, s -> s.remembered, (s, value) -> s.remembered = value);
    private static final Operand<Object> MEMORY = Operand.constant("TCP_PAWS_MSL", Unit.SECOND, 60);
    private static final Operand<Object> WINDOW = Operand.constant("TCP_PAWS_WINDOW", Unit.TICK, 1);

    private static final Check<Arrival> HAS_TIMESTAMP = Check.isSet("listen.host-stamp.timestamp", STAMPED, SOURCE);
    private static final Check<Arrival> RECYCLE_ON = Check.isSet("listen.host-stamp.recycle", RECYCLE, SOURCE);
    private static final Check<Arrival> PEER_KNOWN = Check.isSet("listen.host-stamp.known", KNOWN, SOURCE);
    private static final Check<Arrival> YOUNG =
            Check.check("listen.host-stamp.young", AGE, Comparison.LESS_THAN, MEMORY, SOURCE);
    private static final Check<Arrival> OLDER = Check.<Arrival>check(
                    "listen.host-stamp.older", REMEMBERED, Comparison.AHEAD_BY_MORE_THAN, TSVAL, SOURCE)
            .by(WINDOW);

    private static final Outcome REFUSED = Outcome.of(Disposition.DROP, Reason.TCP_RFC7323_PAWS);
    private static final Outcome OPENED = Outcome.of(Disposition.ACCEPT, Reason.NEW_CONNECTION);
    private static final Outcome TAKEN_IN = Outcome.of(Disposition.ACCEPT, Reason.TAKEN_IN);

    private static final Rule<Arrival> HOST_STAMP = Rule.rule(
            "listen.host-stamp",
            SOURCE,
            (s, ask) -> ask.holds(HAS_TIMESTAMP, s)
                            && ask.holds(RECYCLE_ON, s)
                            && ask.holds(PEER_KNOWN, s)
                            && ask.holds(YOUNG, s)
                            && ask.holds(OLDER, s)
                    ? REFUSED
                    : Outcome.PASS);
    private static final Rule<Arrival> IN_ORDER =
            Rule.rule("segment.in-order", new Cite("RFC 9293", "3.10.7.4"), (s, ask) -> TAKEN_IN);

    private static final RuleChain<Arrival> LISTEN =
            new RuleChain<>("listen", List.of(Stage.stage("listen", HOST_STAMP)), List.of(), OPENED);
    private static final RuleChain<Arrival> SEGMENT =
            new RuleChain<>("segment", List.of(Stage.stage("validate", IN_ORDER)), List.of(), TAKEN_IN);

    private FlagshipVerdicts() {}

    /** What B says to a SYN while it remembers nothing of its address. */
    static Verdict<?> synFromStranger(long tsVal) {
        return LISTEN.verdict(new Arrival(tsVal, false, 0, 0));
    }

    /** What B says to a SYN from an address it remembers. */
    static Verdict<?> synFromKnown(long tsVal, long remembered, long ageSeconds) {
        return LISTEN.verdict(new Arrival(tsVal, true, remembered, ageSeconds));
    }

    /** What anybody says to a segment that fits. */
    static Verdict<?> inOrder(long tsVal) {
        return SEGMENT.verdict(new Arrival(tsVal, false, 0, 0));
    }
}
