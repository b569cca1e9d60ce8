package timewaitlab.nat;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Rule.rule;

import timewaitlab.decide.Check;
import timewaitlab.decide.Comparison;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Rule;
import timewaitlab.decide.Stage;
import timewaitlab.decide.Unit;
import timewaitlab.nat.TransitionTable.Packet;

/** How long an entry lives on after a segment it accepted: the end of {@code nf_conntrack_tcp_packet()}. */
public final class ConntrackTimeouts {
    static final String STAGE = "timeout";

    static final Check<SegmentOnConntrack> SEEN_REPLY =
            ConntrackChecks.fact("ct.seen-reply", "reply seen", s -> s.entry.seenReply());
    static final Check<SegmentOnConntrack> IS_ASSURED =
            ConntrackChecks.fact("ct.assured", "ASSURED", s -> s.entry.isAssured());
    private static final Check<SegmentOnConntrack> WORKS_BOTH_WAYS = ConntrackChecks.fact(
            "ct.works-both-ways",
            "ESTABLISHED again",
            s -> s.next() == ConntrackState.ESTABLISHED
                    && (s.entry.state() == ConntrackState.SYN_RECV || s.entry.state() == ConntrackState.ESTABLISHED));

    private static final Operand<SegmentOnConntrack> NEXT_TIMEOUT =
            Operand.derived("state timeout", Unit.SECOND, s -> s.settings.seconds(s.next()));
    private static final Operand<SegmentOnConntrack> KEPT_TIMEOUT =
            Operand.derived("state timeout", Unit.SECOND, s -> s.settings.seconds(s.entry.state()));
    private static final Operand<Passage<?>> RETRANS_TIMEOUT =
            Passage.sysctl(ConntrackSysctl.TIMEOUT_MAX_RETRANS, Unit.SECOND);
    private static final Operand<Passage<?>> UNACKNOWLEDGED_TIMEOUT =
            Passage.sysctl(ConntrackSysctl.TIMEOUT_UNACKNOWLEDGED, Unit.SECOND);
    private static final Operand<SegmentOnConntrack> REPEATS =
            Operand.derived("retransmissions", Unit.COUNT, ConntrackTimeouts::repeats);
    private static final Operand<SegmentOnConntrack> LAST_WINDOW =
            Operand.derived("last window", Unit.BYTE, ConntrackTimeouts::lastWindow);

    private static final Check<SegmentOnConntrack> RETRANSMITTED = check(
            "ct.retransmitted",
            REPEATS,
            Comparison.AT_LEAST,
            Passage.sysctl(ConntrackSysctl.TCP_MAX_RETRANS, Unit.COUNT),
            Passage.TCP);
    private static final Check<SegmentOnConntrack> LONGER_THAN_RETRANS =
            check("ct.longer-than-retrans", NEXT_TIMEOUT, Comparison.MORE_THAN, RETRANS_TIMEOUT, Passage.TCP);
    private static final Check<SegmentOnConntrack> KEPT_LONGER_THAN_RETRANS =
            check("ct.kept-longer-than-retrans", KEPT_TIMEOUT, Comparison.MORE_THAN, RETRANS_TIMEOUT, Passage.TCP);
    private static final Check<SegmentOnConntrack> LONGER_THAN_UNACKNOWLEDGED = check(
            "ct.longer-than-unacknowledged", NEXT_TIMEOUT, Comparison.MORE_THAN, UNACKNOWLEDGED_TIMEOUT, Passage.TCP);
    private static final Check<SegmentOnConntrack> UNACKNOWLEDGED =
            ConntrackChecks.fact("ct.unacknowledged", "data unacknowledged", s -> s.window.leavesUnacknowledged());
    private static final Check<SegmentOnConntrack> WINDOW_OPEN = isSet("ct.window-open", LAST_WINDOW, Passage.TCP);
    private static final Check<SegmentOnConntrack> TO_ESTABLISHED =
            ConntrackChecks.fact("ct.to-established", "to ESTABLISHED", s -> s.next() == ConntrackState.ESTABLISHED);

    /** The entry moves, and its time is left as it is. */
    static final Outcome UNCHANGED = moved(ConntrackEffect.MOVE);

    /** The entry moves, and lives as long as its new state says. */
    private static final Outcome AS_STATE = moved(ConntrackEffect.ARM_STATE);

    private static final Outcome AS_RETRANS = moved(ConntrackEffect.ARM_RETRANS);
    private static final Outcome AS_UNACKNOWLEDGED = moved(ConntrackEffect.ARM_UNACKNOWLEDGED);
    private static final Outcome AS_CLOSE = moved(ConntrackEffect.ARM_CLOSE);
    private static final Outcome KILLED = moved(ConntrackEffect.KILL);
    private static final Outcome NOW_ASSURED = Outcome.GO_ON.plus(ConntrackEffect.ASSURE.bit(), 0);

    private ConntrackTimeouts() {}

    private static Outcome moved(ConntrackEffect effect) {
        return Outcome.of(Disposition.ACCEPT, ConntrackReason.TRACKED)
                .plus(ConntrackEffect.MOVE.bit() | effect.bit(), 0);
    }

    /** The handshake's last ACK, or the answer to a connection that was met in its middle. */
    static final Rule<SegmentOnConntrack> ASSURED = rule("ct.assured", Passage.TCP, (s, ask) -> {
        boolean now = !ask.holds(IS_ASSURED, s) && ask.holds(SEEN_REPLY, s) && ask.holds(WORKS_BOTH_WAYS, s);
        return now ? NOW_ASSURED : Outcome.PASS;
    });

    /** A RST before any reply, or as the only one: nothing is left to be tracked. */
    private static final Rule<SegmentOnConntrack> ONLY_RST = rule(
            "ct.only-rst",
            Passage.TCP,
            (s, ask) -> !ask.holds(SEEN_REPLY, s) && ask.holds(Passage.RST, s) ? KILLED : Outcome.PASS);

    /** From 5.14: else whoever takes over the port could keep the entry alive for ever. */
    public static final Rule<SegmentOnConntrack> SYN_AGAIN = rule(
            "ct.syn-again",
            Passage.TCP,
            (s, ask) -> !ask.holds(SEEN_REPLY, s)
                            && ask.holds(ConntrackChecks.PLAIN_SYN, s)
                            && ask.holds(ConntrackChecks.IN_SYN_SENT, s)
                    ? UNCHANGED
                    : Outcome.PASS);

    private static final Rule<SegmentOnConntrack> MANY_RETRANSMISSIONS = rule(
            "ct.max-retrans",
            Passage.TCP,
            (s, ask) -> ask.holds(RETRANSMITTED, s) && ask.holds(LONGER_THAN_RETRANS, s) ? AS_RETRANS : Outcome.PASS);

    /** From 5.1: a RST that keeps ESTABLISHED is measured by that state's timeout. */
    public static final Rule<SegmentOnConntrack> MANY_RETRANSMISSIONS_51 =
            rule("ct.max-retrans", Passage.TCP, (s, ask) -> {
                if (!ask.holds(RETRANSMITTED, s)) {
                    return Outcome.PASS;
                }
                boolean keeps = ConntrackRules.keepsEstablished(s, ask);
                return ask.holds(keeps ? KEPT_LONGER_THAN_RETRANS : LONGER_THAN_RETRANS, s) ? AS_RETRANS : Outcome.PASS;
            });

    /** From 5.1: whatever the state, 10 s after a RST. */
    public static final Rule<SegmentOnConntrack> AFTER_RST =
            rule("ct.after-rst", Passage.TCP, (s, ask) -> ask.holds(Passage.RST, s) ? AS_CLOSE : Outcome.PASS);

    private static final Rule<SegmentOnConntrack> DATA_UNACKNOWLEDGED = rule(
            "ct.unacknowledged",
            Passage.TCP,
            (s, ask) -> ask.holds(UNACKNOWLEDGED, s) && ask.holds(LONGER_THAN_UNACKNOWLEDGED, s)
                    ? AS_UNACKNOWLEDGED
                    : Outcome.PASS);

    /** From 4.16: the last bare segment offered no window. */
    public static final Rule<SegmentOnConntrack> ZERO_WINDOW = rule(
            "ct.zero-window",
            Passage.TCP,
            (s, ask) -> !ask.holds(WINDOW_OPEN, s) && ask.holds(LONGER_THAN_RETRANS, s) ? AS_RETRANS : Outcome.PASS);

    /** From 3.17: a connection met in its middle proves nothing before it is answered. */
    public static final Rule<SegmentOnConntrack> PICKED_UP = rule("ct.picked-up", Passage.TCP, (s, ask) -> {
        boolean unanswered = !ask.holds(SEEN_REPLY, s) && ask.holds(TO_ESTABLISHED, s);
        return unanswered && ask.holds(LONGER_THAN_UNACKNOWLEDGED, s) ? AS_UNACKNOWLEDGED : Outcome.PASS;
    });

    private static final Rule<SegmentOnConntrack> AS_LONG_AS_STATE =
            rule("ct.tracked", Passage.TCP, (s, ask) -> AS_STATE);

    /** The stage of 2.6.32. */
    static Stage<SegmentOnConntrack> stage() {
        return Stage.stage(STAGE, ONLY_RST, MANY_RETRANSMISSIONS, DATA_UNACKNOWLEDGED, AS_LONG_AS_STATE);
    }

    /** {@code retrans} after this segment. */
    private static long repeats(SegmentOnConntrack s) {
        if (s.packet != Packet.ACK || !s.window.fits()) {
            return s.entry.retrans();
        }
        return s.window.repeats(s) ? s.entry.retrans() + 1L : 0;
    }

    /** {@code last_win} after this segment. */
    private static long lastWindow(SegmentOnConntrack s) {
        return s.packet == Packet.ACK && s.window.fits() ? s.segment.window() : s.entry.lastWin();
    }
}
