package timewaitlab.nat;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;

import java.util.function.Predicate;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Comparison;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Party;
import timewaitlab.decide.Unit;
import timewaitlab.nat.TransitionTable.Packet;
import timewaitlab.wire.SeqNum;

/** The values of a tracked connection and the questions about them. */
final class ConntrackChecks {
    static final Cite WINDOW = new Cite("net/netfilter/nf_conntrack_proto_tcp.c", "tcp_in_window()");
    static final Cite TABLE = new Cite("net/netfilter/nf_conntrack_proto_tcp.c", "tcp_conntracks");
    private static final Cite TCP = Passage.TCP;

    private static final Operand<SegmentOnConntrack> CELL =
            Operand.derived("tcp_conntracks", Unit.CONNTRACK_STATE, s -> s.cell);
    private static final Operand<SegmentOnConntrack> STATE = Operand.derived(
            "conntrack state", Unit.CONNTRACK_STATE, s -> s.entry.state().ordinal());
    private static final Operand<SegmentOnConntrack> SEQ =
            Operand.settable("SEG.SEQ", Unit.SEQUENCE, Party.SENDER, s -> SeqNum.unsigned(s.window.seq), (s, v) -> {
                s.segment.seq((int) v);
                s.prepare();
            });
    private static final Operand<SegmentOnConntrack> RAW_SEQ =
            Operand.settable("SEG.SEQ", Unit.SEQUENCE, Party.SENDER, s -> SeqNum.unsigned(s.segment.seq()), (s, v) -> {
                s.segment.seq((int) v);
                s.prepare();
            });
    private static final Operand<SegmentOnConntrack> END =
            Operand.derived("SEG.END", Unit.SEQUENCE, s -> SeqNum.unsigned(s.window.end));
    private static final Operand<SegmentOnConntrack> ACK_VALUE =
            Operand.settable("SEG.ACK", Unit.SEQUENCE, Party.SENDER, s -> SeqNum.unsigned(s.window.sack), (s, v) -> {
                s.segment.ack((int) v);
                s.prepare();
            });
    private static final Operand<SegmentOnConntrack> RAW_ACK =
            Operand.derived("SEG.ACK", Unit.SEQUENCE, s -> SeqNum.unsigned(s.segment.ack()));
    private static final Operand<SegmentOnConntrack> LAST_END =
            Operand.derived("last_end", Unit.SEQUENCE, s -> SeqNum.unsigned(s.entry.lastEnd()));
    private static final Operand<SegmentOnConntrack> OTHERS_MAX_ACK =
            Operand.derived("td_maxack", Unit.SEQUENCE, s -> SeqNum.unsigned(s.entry.maxAck(1 - s.side)));
    private static final Operand<Object> ZERO = Operand.constant("0", Unit.SEQUENCE, 0);

    // the transition
    static final Check<SegmentOnConntrack> IN_TABLE = check(
            "ct.in-table",
            CELL,
            Comparison.LESS_THAN,
            Operand.constant("ignored", Unit.CONNTRACK_STATE, TransitionTable.IGNORE),
            TABLE);
    static final Check<SegmentOnConntrack> STATE_FORBIDS = check(
            "ct.state-forbids",
            CELL,
            Comparison.EQUALS,
            Operand.constant("invalid", Unit.CONNTRACK_STATE, TransitionTable.INVALID),
            TABLE);
    static final Check<SegmentOnConntrack> SYN_ON_FINISHED = fact(
            "ct.syn-on-finished",
            "SYN on a finished connection",
            s -> s.cell == ConntrackState.SYN_SENT.ordinal() && s.entry.state().compareTo(ConntrackState.LAST_ACK) > 0);
    static final Check<SegmentOnConntrack> CLOSE_INITIATED = fact(
            "ct.close-initiated",
            "closed by FIN",
            s -> (s.entry.flags(0) & ConntrackEntry.CLOSE_INIT | s.entry.flags(1) & ConntrackEntry.CLOSE_INIT) != 0);
    static final Check<SegmentOnConntrack> LAST_FROM_HERE =
            fact("ct.last-from-here", "last from this side", s -> s.entry.lastSide() == s.side);
    static final Check<SegmentOnConntrack> LAST_RST = last("ct.last-rst", "last was RST", Packet.RST);
    static final Check<SegmentOnConntrack> LAST_SYN = last("ct.last-syn", "last was SYN", Packet.SYN);
    static final Check<SegmentOnConntrack> LAST_ACK = last("ct.last-ack", "last was ACK", Packet.ACK);
    static final Check<SegmentOnConntrack> SYN_ACK = packet("ct.syn-ack", "SYN-ACK", Packet.SYN_ACK);
    static final Check<SegmentOnConntrack> PLAIN_SYN = packet("ct.syn", "SYN", Packet.SYN);
    static final Check<SegmentOnConntrack> PLAIN_ACK = packet("ct.ack", "ACK", Packet.ACK);
    static final Check<SegmentOnConntrack> ACKS_LAST_END =
            check("ct.acks-last-end", RAW_ACK, Comparison.SAME_AS, LAST_END, TCP);
    static final Check<SegmentOnConntrack> EXPECTS_CHALLENGE = fact(
            "ct.expects-challenge",
            "challenge ACK expected",
            s -> s.entry.state() == ConntrackState.LAST_ACK
                    && (s.entry.lastFlags() & ConntrackEntry.EXPECTS_CHALLENGE) != 0);
    static final Check<SegmentOnConntrack> IN_SYN_SENT = check(
            "ct.in-syn-sent",
            STATE,
            Comparison.EQUALS,
            Operand.constant("SYN_SENT", Unit.CONNTRACK_STATE, ConntrackState.SYN_SENT.ordinal()),
            TCP);

    // RST
    static final Check<SegmentOnConntrack> CLOSING =
            fact("ct.closing", "closing", s -> s.entry.state().isClosing());
    static final Check<SegmentOnConntrack> OTHER_ACKED =
            fact("ct.other-side-acked", "ACK seen", s -> s.entry.has(1 - s.side, ConntrackEntry.MAXACK_SET));
    static final Check<SegmentOnConntrack> ESTABLISHED =
            fact("ct.established", "established", SegmentOnConntrack::isEstablished);
    static final Check<SegmentOnConntrack> SEQ_ZERO = check("ct.rst-seq-zero", RAW_SEQ, Comparison.SAME_AS, ZERO, TCP);
    static final Check<SegmentOnConntrack> BEFORE_MAX_ACK =
            check("ct.rst-before-ack", RAW_SEQ, Comparison.BEFORE, OTHERS_MAX_ACK, TCP);
    static final Check<SegmentOnConntrack> AT_MAX_ACK =
            check("ct.rst-at-ack", RAW_SEQ, Comparison.SAME_AS, OTHERS_MAX_ACK, TCP);
    static final Check<SegmentOnConntrack> AT_LAST_END =
            check("ct.rst-at-last-end", RAW_SEQ, Comparison.SAME_AS, LAST_END, TCP);
    static final Check<SegmentOnConntrack> AT_REFUSED_ACK = check(
            "ct.rst-at-refused-ack",
            RAW_SEQ,
            Comparison.SAME_AS,
            Operand.<SegmentOnConntrack>derived("last_ack", Unit.SEQUENCE, s -> SeqNum.unsigned(s.entry.lastAck())),
            TCP);
    static final Check<Passage<?>> IGNORES_INVALID_RST =
            isSet("ct.ignores-invalid-rst", Passage.sysctl(ConntrackSysctl.TCP_IGNORE_INVALID_RST, Unit.FLAG), TCP);

    // the window
    static final Check<SegmentOnConntrack> SIMULTANEOUS =
            fact("ct.simultaneous", "simultaneous open", s -> s.window.simultaneous);
    static final Check<SegmentOnConntrack> SEQ_FITS =
            bound("ct.seq-before-upper", SEQ, Comparison.BEFORE, "SEQ upper bound", s -> s.window.seqUpper());
    static final Check<SegmentOnConntrack> END_FITS =
            bound("ct.end-after-lower", END, Comparison.AFTER, "SEQ lower bound", s -> s.window.seqLower());
    static final Check<SegmentOnConntrack> ACK_FITS =
            bound("ct.ack-before-upper", ACK_VALUE, Comparison.BEFORE, "ACK upper bound", s -> s.window.ackUpper());
    static final Check<SegmentOnConntrack> ACK_RECENT =
            bound("ct.ack-after-lower", ACK_VALUE, Comparison.AFTER, "ACK lower bound", s -> s.window.ackLower());
    static final Check<SegmentOnConntrack> WINDOW_KNOWN = isSet(
            "ct.window-known",
            Operand.<SegmentOnConntrack>derived("td_maxwin", Unit.BYTE, s -> SeqNum.unsigned(s.window.receiverMaxWin)),
            WINDOW);
    static final Check<SegmentOnConntrack> FEW_TOO_MANY = check(
            "ct.few-too-many",
            Operand.<SegmentOnConntrack>derived("bytes more than expected", Unit.BYTE, s -> s.window.overshot()),
            Comparison.LESS_THAN,
            Operand.<SegmentOnConntrack>derived(
                    "td_maxwin", Unit.BYTE, s -> SeqNum.unsigned(s.window.receiverMaxWin) + 1),
            WINDOW);
    static final Check<SegmentOnConntrack> MET_MIDWAY =
            fact("ct.met-midway", "picked up midway", s -> (s.window.senderFlags & ConntrackEntry.BE_LIBERAL) != 0);
    static final Check<Passage<?>> LIBERAL =
            isSet("ct.be-liberal", Passage.sysctl(ConntrackSysctl.TCP_BE_LIBERAL, Unit.FLAG), WINDOW);

    private ConntrackChecks() {}

    /** A fact about the entry or the segment. */
    static Check<SegmentOnConntrack> fact(String id, String name, Predicate<SegmentOnConntrack> test) {
        return isSet(id, Operand.<SegmentOnConntrack>derived(name, Unit.FLAG, s -> test.test(s) ? 1 : 0), TCP);
    }

    private static Check<SegmentOnConntrack> packet(String id, String name, Packet packet) {
        return fact(id, name, s -> s.packet == packet);
    }

    private static Check<SegmentOnConntrack> last(String id, String name, Packet packet) {
        return fact(id, name, s -> s.entry.lastIndex() == packet.ordinal());
    }

    private static Check<SegmentOnConntrack> bound(
            String id,
            Operand<SegmentOnConntrack> value,
            Comparison comparison,
            String name,
            java.util.function.ToIntFunction<SegmentOnConntrack> bound) {
        Operand<SegmentOnConntrack> limit =
                Operand.derived(name, Unit.SEQUENCE, s -> SeqNum.unsigned(bound.applyAsInt(s)));
        return check(id, value, comparison, limit, WINDOW);
    }
}
