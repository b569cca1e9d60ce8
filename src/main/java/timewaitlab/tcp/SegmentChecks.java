package timewaitlab.tcp;

import static timewaitlab.decide.Check.isSet;

import timewaitlab.base.Sysctl;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Party;
import timewaitlab.decide.Unit;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** The values every arrival has, and the questions about its flags. */
final class SegmentChecks {
    static final Cite HEADER = new Cite("RFC 9293", "3.1");
    static final Cite TIMESTAMP_OPTION = new Cite("RFC 7323", "3.2");

    static final Operand<Arrival<?>> SEG_SEQ = Operand.settable(
            "SEG.SEQ",
            Unit.SEQUENCE,
            Party.SENDER,
            a -> SeqNum.unsigned(a.segment.seq()),
            (a, v) -> a.segment.seq((int) v));
    static final Operand<Arrival<?>> SEG_END =
            Operand.derived("SEG.END", Unit.SEQUENCE, a -> SeqNum.unsigned(a.segment.endSeq()));
    static final Operand<Arrival<?>> SEG_ACK = Operand.settable(
            "SEG.ACK",
            Unit.SEQUENCE,
            Party.SENDER,
            a -> SeqNum.unsigned(a.segment.ack()),
            (a, v) -> a.segment.ack((int) v));
    static final Operand<Arrival<?>> SEG_LEN = Operand.derived("SEG.LEN", Unit.COUNT, a -> a.segment.sequenceLength());
    static final Operand<Arrival<?>> SEG_TSVAL = Operand.settable(
            "SEG.TSval",
            Unit.TICK,
            Party.SENDER,
            a -> SeqNum.unsigned(a.segment.tsVal()),
            (a, v) -> a.segment.timestamp((int) v, a.segment.tsEcr()));
    static final Operand<Arrival<?>> SEG_TSECR = Operand.settable(
            "SEG.TSecr",
            Unit.TICK,
            Party.SENDER,
            a -> SeqNum.unsigned(a.segment.tsEcr()),
            (a, v) -> a.segment.timestamp(a.segment.tsVal(), (int) v));
    static final Operand<Arrival<?>> SEG_TS = Operand.settable(
            "SEG.TS option", Unit.FLAG, Party.SENDER, a -> a.segment.isTimestamped() ? 1 : 0, (a, v) -> {
                if (v == 0) {
                    a.segment.withoutTimestamp();
                }
            });

    static final Check<Arrival<?>> SYN = flag("segment.syn", "SYN", TcpFlags.SYN);
    static final Check<Arrival<?>> ACK = flag("segment.ack", "ACK", TcpFlags.ACK);
    static final Check<Arrival<?>> RST = flag("segment.rst", "RST", TcpFlags.RST);
    static final Check<Arrival<?>> FIN = flag("segment.fin", "FIN", TcpFlags.FIN);
    static final Check<Arrival<?>> HAS_TIMESTAMP = isSet("segment.has-timestamp", SEG_TS, TIMESTAMP_OPTION);
    static final Check<Arrival<?>> HAS_LENGTH = isSet("segment.has-length", SEG_LEN, HEADER);

    private SegmentChecks() {}

    /** A sysctl as an operand that the operator can set. */
    static Operand<Arrival<?>> sysctl(Sysctl sysctl) {
        Unit unit = sysctl == Sysctl.TCP_INVALID_RATELIMIT ? Unit.MILLISECOND : Unit.COUNT;
        return Operand.settable(sysctl.shortName(), unit, Party.OPERATOR, a -> a.settings.get(sysctl), (a, v) -> {
            if (v >= sysctl.least() && v <= sysctl.most()) {
                a.settings = a.settings.with(sysctl, v);
            }
        });
    }

    /** A constant of the kernel as an operand. */
    static Operand<Arrival<?>> constant(Constant constant, Unit unit) {
        return Operand.derived(constant.name(), unit, a -> a.settings.get(constant));
    }

    private static Check<Arrival<?>> flag(String id, String name, int bit) {
        Operand<Arrival<?>> operand = Operand.derived("SEG." + name, Unit.FLAG, a -> a.segment.has(bit) ? 1 : 0);
        return isSet(id, operand, HEADER);
    }
}
