package timewaitlab.tcp;

import static timewaitlab.decide.Check.isSet;

import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Party;
import timewaitlab.decide.Unit;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** The values every arrival has, and the questions about its flags. */
final class SegmentChecks {
    /** Payload bytes of the longest segment: RFC 791 section 3.1 less two headers. */
    private static final int LONGEST = 65_535 - 40;

    static final Cite HEADER = new Cite("RFC 9293", "3.1");
    static final Cite TIMESTAMP_OPTION = new Cite("RFC 7323", "3.2");

    static final Operand<Arrival<?>> SEG_SEQ = Operand.settable(
            "SEG.SEQ",
            Unit.SEQUENCE,
            Party.SENDER,
            a -> SeqNum.unsigned(a.segment.seq()),
            (a, v) -> a.segment.seq((int) v));
    static final Operand<Arrival<?>> SEG_ACK = Operand.settable(
            "SEG.ACK",
            Unit.SEQUENCE,
            Party.SENDER,
            a -> SeqNum.unsigned(a.segment.ack()),
            (a, v) -> a.segment.ack((int) v));
    /** Payload, and one each for SYN and FIN; what IPv4 can carry. */
    static final Operand<Arrival<?>> SEG_LEN =
            Operand.settable("SEG.LEN", Unit.COUNT, Party.SENDER, a -> a.segment.sequenceLength(), (a, v) -> {
                long bytes = v - (a.segment.sequenceLength() - a.segment.length());
                if (bytes >= 0 && bytes <= LONGEST) {
                    a.segment.length((int) bytes, a.segment.payload());
                }
            });

    static final Operand<Arrival<?>> SEG_END = Operand.<Arrival<?>>derived(
                    "SEG.END", Unit.SEQUENCE, a -> SeqNum.unsigned(a.segment.endSeq()))
            .following(SEG_SEQ, SEG_LEN);
    /** The field as sent. */
    static final Operand<Arrival<?>> SEG_WND =
            Operand.settable("SEG.WND", Unit.COUNT, Party.SENDER, a -> a.segment.window(), (a, v) -> {
                if (v >= 0 && v <= 0xffff) {
                    a.segment.window((int) v);
                }
            });

    static final Operand<Arrival<?>> SEG_TSVAL =
            Operand.settable("SEG.TSval", Unit.TICK, Party.SENDER, a -> SeqNum.unsigned(a.segment.tsVal()), (a, v) -> {
                if (a.segment.isTimestamped()) {
                    a.segment.timestamp((int) v, a.segment.tsEcr());
                }
            });
    static final Operand<Arrival<?>> SEG_TSECR =
            Operand.settable("SEG.TSecr", Unit.TICK, Party.SENDER, a -> SeqNum.unsigned(a.segment.tsEcr()), (a, v) -> {
                if (a.segment.isTimestamped()) {
                    a.segment.timestamp(a.segment.tsVal(), (int) v);
                }
            });
    static final Operand<Arrival<?>> SEG_TS = Operand.settable(
            "SEG.TS option", Unit.FLAG, Party.SENDER, a -> a.segment.isTimestamped() ? 1 : 0, (a, v) -> {
                if (v == 0) {
                    a.segment.withoutTimestamp();
                } else if (v == 1 && !a.segment.isTimestamped()) {
                    a.segment.timestamp(a.rememberedTimestamp(), 0);
                }
            });

    static final Check<Arrival<?>> SYN = flag("segment.syn", "SYN", TcpFlags.SYN);
    static final Check<Arrival<?>> ACK = flag("segment.ack", "ACK", TcpFlags.ACK);
    static final Check<Arrival<?>> RST = flag("segment.rst", "RST", TcpFlags.RST);
    static final Check<Arrival<?>> FIN = flag("segment.fin", "FIN", TcpFlags.FIN);
    static final Check<Arrival<?>> HAS_TIMESTAMP = isSet("segment.has-timestamp", SEG_TS, TIMESTAMP_OPTION);
    static final Check<Arrival<?>> HAS_LENGTH = isSet("segment.has-length", SEG_LEN, HEADER);

    private SegmentChecks() {}

    private static Check<Arrival<?>> flag(String id, String name, int bit) {
        Operand<Arrival<?>> operand =
                Operand.settable("SEG." + name, Unit.FLAG, Party.SENDER, a -> a.segment.has(bit) ? 1 : 0, (a, v) -> {
                    if (v == 0 || v == 1) {
                        int others = a.segment.flags() & ~bit;
                        a.segment.flags(v == 1 ? others | bit : others);
                    }
                });
        return isSet(id, operand, HEADER);
    }
}
