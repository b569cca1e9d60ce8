package timewaitlab.nat;

import timewaitlab.nat.TransitionTable.Packet;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/**
 * What a segment and its entry give for the window check: the sender's and the receiver's values, after a side that was
 * not heard before, or begins anew, was initialised. The first half of {@code tcp_in_window()}; the second half is
 * {@link #take}. A SACK block counts as an acknowledgement of all before it, {@code tcp_sack()}.
 */
final class SeenWindow {
    private static final int MOST_SCALE = 14;

    int seq;
    int end;
    int ack;
    /** The acknowledgement, or the right edge of a SACK block beyond it that the other side allowed. */
    int sack;

    int senderEnd;
    int senderMaxEnd;
    int senderMaxWin;
    private int senderScale;
    int senderFlags;
    int receiverEnd;
    private int receiverMaxEnd;
    int receiverMaxWin;
    private int receiverScale;
    private int receiverFlags;
    /** A SYN from the other side before any SYN-ACK: accepted without more ado. */
    boolean simultaneous;

    private long maxAckWindow;

    void prepare(SegmentOnConntrack s) {
        load(s.entry, s.side);
        Segment segment = s.segment;
        seq = segment.seq();
        end = segment.endSeq();
        ack = segment.ack();
        sack = (receiverFlags & ConntrackEntry.SACK_PERM) != 0 ? segment.highestAcknowledged() : ack;
        maxAckWindow = s.settings.get(ConntrackConstant.MAX_ACK_WINDOW);
        simultaneous = false;
        boolean syn = s.isSyn();
        if (senderMaxWin == 0) {
            if (syn) {
                initialise(segment, true);
                simultaneous = !segment.has(TcpFlags.ACK);
            } else {
                pickUp(segment, s.settings.get(ConntrackConstant.UNKNOWN_WINDOW_IS_OPEN) != 0);
            }
        } else if (beginsAnew(s, syn)) {
            initialise(segment, s.side == 1);
            simultaneous = syn && s.side == 1 && !segment.has(TcpFlags.ACK);
        }
        substitute(s, segment);
    }

    private void load(ConntrackEntry entry, int side) {
        int other = 1 - side;
        senderEnd = entry.end(side);
        senderMaxEnd = entry.maxEnd(side);
        senderMaxWin = entry.maxWin(side);
        senderScale = entry.scale(side);
        senderFlags = entry.flags(side);
        receiverEnd = entry.end(other);
        receiverMaxEnd = entry.maxEnd(other);
        receiverMaxWin = entry.maxWin(other);
        receiverScale = entry.scale(other);
        receiverFlags = entry.flags(other);
    }

    /** RFC 793: whoever begins anew must use sequence numbers larger than those recently used. */
    private boolean beginsAnew(SegmentOnConntrack s, boolean syn) {
        ConntrackState state = s.entry.state();
        boolean byAny = s.settings.get(ConntrackConstant.REINIT_BY_ANY) != 0;
        boolean halfOpen = byAny
                ? state == ConntrackState.SYN_SENT && s.side == 0 || state == ConntrackState.SYN_RECV && s.side == 1
                : syn && (state == ConntrackState.SYN_SENT || state == ConntrackState.SYN_RECV);
        return halfOpen && SeqNum.isAfter(end, senderEnd);
    }

    /** {@code tcp_init_sender()}: from a SYN or SYN-ACK. */
    private void initialise(Segment segment, boolean scalesAreKnown) {
        senderEnd = end;
        senderMaxEnd = end;
        senderMaxWin = Math.max(1, segment.window());
        if (segment.has(TcpFlags.SYN) || segment.isTimestamped()) {
            senderFlags = optionFlags(segment);
            senderScale = scale(segment);
        }
        boolean bothScale = (senderFlags & receiverFlags & ConntrackEntry.WINDOW_SCALE) != 0;
        if (scalesAreKnown && !bothScale) {
            senderScale = 0;
            receiverScale = 0;
        }
    }

    /** In the middle of a connection whose history is lost. */
    private void pickUp(Segment segment, boolean countsKeepalive) {
        senderEnd = end;
        senderMaxWin = Math.max(1, segment.window() << senderScale);
        senderMaxEnd = end + senderMaxWin;
        if (receiverMaxWin == 0) {
            receiverEnd = sack;
            receiverMaxEnd = sack;
        } else if (countsKeepalive && sack == receiverEnd + 1) {
            // likely the answer to a keepalive probe
            receiverEnd++;
        }
    }

    private void substitute(SegmentOnConntrack s, Segment segment) {
        boolean rst = segment.has(TcpFlags.RST);
        if (!segment.has(TcpFlags.ACK) || rst && ack == 0) {
            ack = receiverEnd;
            sack = receiverEnd;
        }
        boolean answersSyn = rst && seq == 0 && s.entry.state() == ConntrackState.SYN_SENT;
        boolean bare = !rst && seq == end && s.settings.get(ConntrackConstant.BARE_SKIPS_SEQ) != 0;
        if (answersSyn || bare) {
            seq = senderEnd;
            end = senderEnd;
        }
    }

    /** {@code sender.td_maxend + 1}: where data has to begin before. */
    int seqUpper() {
        return senderMaxEnd + 1;
    }

    /** {@code sender.td_end - receiver.td_maxwin - 1}: where data has to end after. */
    int seqLower() {
        return senderEnd - receiverMaxWin - 1;
    }

    /** {@code receiver.td_end + 1}: what an acknowledgement has to be before. */
    int ackUpper() {
        return receiverEnd + 1;
    }

    /** {@code receiver.td_end - MAXACKWINDOW - 1}: what an acknowledgement has to be after. */
    int ackLower() {
        return receiverEnd - (int) Math.max(maxAckWindow, senderMaxWin) - 1;
    }

    /** Bytes beyond the upper bound. */
    long overshot() {
        return SeqNum.unsigned(end - senderMaxEnd + 1);
    }

    /** Whether the segment keeps all four bounds. */
    boolean fits() {
        return SeqNum.isBefore(seq, seqUpper())
                && (receiverMaxWin == 0 || SeqNum.isAfter(end, seqLower()))
                && SeqNum.isBefore(sack, ackUpper())
                && SeqNum.isAfter(sack, ackLower());
    }

    /** Whether data of either side would be unacknowledged after this segment. */
    boolean leavesUnacknowledged() {
        boolean sender = (senderFlags & ConntrackEntry.DATA_UNACKNOWLEDGED) != 0;
        boolean receiver = (receiverFlags & ConntrackEntry.DATA_UNACKNOWLEDGED) != 0;
        return fits() ? sender || SeqNum.isAfter(end, senderEnd) || receiver && ack != receiverEnd : sender || receiver;
    }

    /** Whether a bare segment repeats the last one. */
    boolean repeats(SegmentOnConntrack s) {
        ConntrackEntry entry = s.entry;
        return entry.lastSide() == s.side
                && entry.lastSeq() == seq
                && entry.lastAck() == ack
                && entry.lastEnd() == end
                && entry.lastWin() == s.segment.window();
    }

    /** Brings both sides up to date with a segment that was accepted. */
    void take(SegmentOnConntrack s) {
        Segment segment = s.segment;
        ConntrackEntry entry = s.entry;
        int win = s.isSyn() ? segment.window() : segment.window() << senderScale;
        senderMaxWin = Math.max(senderMaxWin, win + sack - ack);
        if (SeqNum.isAfter(end, senderEnd)) {
            senderEnd = end;
            senderFlags |= ConntrackEntry.DATA_UNACKNOWLEDGED;
        }
        if (segment.has(TcpFlags.ACK)) {
            boolean first = (senderFlags & ConntrackEntry.MAXACK_SET) == 0;
            if (first || SeqNum.isAfter(ack, entry.maxAck(s.side))) {
                entry.maxAck(s.side, ack);
            }
            senderFlags |= ConntrackEntry.MAXACK_SET;
        }
        if (receiverMaxWin != 0 && SeqNum.isAfter(end, senderMaxEnd)) {
            receiverMaxWin += end - senderMaxEnd;
        }
        if (SeqNum.isAfter(sack + win, receiverMaxEnd - 1)) {
            receiverMaxEnd = sack + win + (win == 0 ? 1 : 0);
        }
        if (ack == receiverEnd) {
            receiverFlags &= ~ConntrackEntry.DATA_UNACKNOWLEDGED;
        }
        if (s.packet == Packet.ACK) {
            countRepeats(s);
        }
        store(entry, s.side);
    }

    private void countRepeats(SegmentOnConntrack s) {
        ConntrackEntry entry = s.entry;
        entry.retrans(repeats(s) ? entry.retrans() + 1 : 0);
        entry.lastSide(s.side);
        entry.lastSeq(seq);
        entry.lastAck(ack);
        entry.lastEnd(end);
        entry.lastWin(s.segment.window());
    }

    /** The sender sent more than it should; its acknowledgement will fit all the same. */
    void overshoot(SegmentOnConntrack s) {
        senderEnd = end;
        senderFlags |= ConntrackEntry.DATA_UNACKNOWLEDGED;
        store(s.entry, s.side);
    }

    /** Keeps the values as they are now; an initialised side stays so even when the segment was not accepted. */
    void store(ConntrackEntry entry, int side) {
        int other = 1 - side;
        entry.end(side, senderEnd);
        entry.maxEnd(side, senderMaxEnd);
        entry.maxWin(side, senderMaxWin);
        entry.scale(side, senderScale);
        entry.flags(side, senderFlags);
        entry.end(other, receiverEnd);
        entry.maxEnd(other, receiverMaxEnd);
        entry.maxWin(other, receiverMaxWin);
        entry.scale(other, receiverScale);
        entry.flags(other, receiverFlags);
    }

    /** {@code tcp_options()}: the flags a SYN's options stand for. */
    static int optionFlags(Segment segment) {
        int scale = segment.windowScale() == Segment.NO_SCALE ? 0 : ConntrackEntry.WINDOW_SCALE;
        return scale | (segment.isSackPermitted() ? ConntrackEntry.SACK_PERM : 0);
    }

    /** {@code tcp_options()}: the scale, at most 14. */
    static int scale(Segment segment) {
        return segment.windowScale() == Segment.NO_SCALE ? 0 : Math.min(MOST_SCALE, segment.windowScale());
    }
}
