package timewaitlab.nat;

import timewaitlab.base.SimTime;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.nat.TransitionTable.Packet;
import timewaitlab.wire.Segment;

/** Does to an entry what an outcome says; decides nothing. */
final class EntryMoves {
    private static final long MOVES = ConntrackEffect.MOVE.bit();
    private static final long SHORTEST_NOTED = 120 * SimTime.SECOND;

    private final ConntrackTable table;

    EntryMoves(ConntrackTable table) {
        this.table = table;
    }

    /** {@code tcp_new()}: what the first segment says of its side. */
    static void initialise(ConntrackEntry entry, Segment segment) {
        int window = Math.max(1, segment.window());
        entry.end(0, segment.endSeq());
        entry.maxWin(0, window);
        if (TransitionTable.classify(segment.flags()) == Packet.SYN) {
            entry.maxEnd(0, segment.endSeq());
            entry.flags(0, SeenWindow.optionFlags(segment));
            entry.scale(0, SeenWindow.scale(segment));
        } else {
            entry.maxEnd(0, segment.endSeq() + window);
            entry.flags(0, ConntrackEntry.SACK_PERM | ConntrackEntry.BE_LIBERAL);
            entry.flags(1, ConntrackEntry.SACK_PERM | ConntrackEntry.BE_LIBERAL);
        }
    }

    /** Returns whether the entry is still there. */
    boolean apply(Outcome outcome, SegmentOnConntrack s, int row, long now) {
        long effects = outcome.effects();
        if ((effects & ~(MOVES | ConntrackEffect.TAKE_WINDOW.bit() | ConntrackEffect.ARM_STATE.bit())) != 0) {
            applyUnusual(outcome, s, row, now);
        }
        if (outcome.has(ConntrackEffect.TAKE_WINDOW.bit())) {
            s.window.take(s);
        }
        if ((effects & MOVES) != 0) {
            move(s, outcome.has(ConntrackEffect.KEEP_STATE.bit()));
        }
        if (outcome.has(ConntrackEffect.KILL.bit())) {
            table.remove(row);
            return false;
        }
        if (s.side == 1 && isBelieved(outcome)) {
            s.entry.setSeenReply();
        }
        arm(outcome, s, row, now);
        return true;
    }

    private static boolean isBelieved(Outcome outcome) {
        return outcome.disposition() == Disposition.ACCEPT && !outcome.has(ConntrackEffect.UNTRANSLATED.bit());
    }

    private void applyUnusual(Outcome outcome, SegmentOnConntrack s, int row, long now) {
        if (outcome.has(ConntrackEffect.INITIALISE.bit())) {
            s.window.store(s.entry, s.side);
        }
        if (outcome.has(ConntrackEffect.OVERSHOOT.bit())) {
            s.window.overshoot(s);
        }
        if (outcome.has(ConntrackEffect.CHALLENGE_SEEN.bit())) {
            s.entry.lastFlags(s.entry.lastFlags() & ~ConntrackEntry.EXPECTS_CHALLENGE);
        }
        if (outcome.has(ConntrackEffect.ANNOTATE.bit())) {
            annotate(s);
        }
        if (outcome.has(ConntrackEffect.KEEP_ACK.bit())) {
            s.entry.lastAck(s.segment.ack());
        }
        if (outcome.has(ConntrackEffect.RESYNC.bit())) {
            resync(s);
            table.arm(row, now, s.settings.timeout(ConntrackState.SYN_RECV));
        }
        if (outcome.has(ConntrackEffect.NOTE_INVALID.bit())) {
            noteInvalid(s, row, now);
        }
        if (outcome.has(ConntrackEffect.ASSURE.bit())) {
            s.entry.setAssured();
        }
    }

    private static void move(SegmentOnConntrack s, boolean keepsState) {
        ConntrackEntry entry = s.entry;
        ConntrackState before = entry.state();
        ConntrackState next = keepsState ? before : s.next();
        if (next == ConntrackState.FIN_WAIT && before != next) {
            entry.flags(s.side, entry.flags(s.side) | ConntrackEntry.CLOSE_INIT);
        }
        if (next == ConntrackState.SYN_SENT2 && s.settings.get(ConntrackConstant.SIMULTANEOUS_OPEN) != 0) {
            entry.lastFlags(entry.lastFlags() | ConntrackEntry.SIMULTANEOUS);
        }
        entry.lastIndex(s.packet.ordinal());
        entry.lastSide(s.side);
        entry.state(next);
    }

    private void arm(Outcome outcome, SegmentOnConntrack s, int row, long now) {
        if (outcome.has(ConntrackEffect.ARM_STATE.bit())) {
            table.arm(row, now, s.settings.timeout(s.entry.state()));
        } else if (outcome.has(ConntrackEffect.ARM_CLOSE.bit())) {
            table.arm(row, now, s.settings.timeout(ConntrackState.CLOSE));
        } else if (outcome.has(ConntrackEffect.ARM_RETRANS.bit())) {
            table.arm(row, now, seconds(s, ConntrackSysctl.TIMEOUT_MAX_RETRANS));
        } else if (outcome.has(ConntrackEffect.ARM_UNACKNOWLEDGED.bit())) {
            table.arm(row, now, seconds(s, ConntrackSysctl.TIMEOUT_UNACKNOWLEDGED));
        }
    }

    private static long seconds(SegmentOnConntrack s, ConntrackSysctl sysctl) {
        return s.settings.get(sysctl) * SimTime.SECOND;
    }

    /** What an ignored segment leaves behind, for the answer that may prove it right. */
    private static void annotate(SegmentOnConntrack s) {
        ConntrackEntry entry = s.entry;
        entry.lastIndex(s.packet.ordinal());
        entry.lastSide(s.side);
        entry.lastSeq(s.segment.seq());
        entry.lastEnd(s.segment.endSeq());
        entry.lastWin(s.segment.window());
        if (s.packet == Packet.SYN && s.side == 0) {
            boolean closing = entry.state() == ConntrackState.LAST_ACK;
            entry.lastFlags(SeenWindow.optionFlags(s.segment) | (closing ? ConntrackEntry.EXPECTS_CHALLENGE : 0));
            entry.lastScale(SeenWindow.scale(s.segment));
        }
    }

    /** The ignored SYN counts after all, and the SYN-ACK with it. */
    private static void resync(SegmentOnConntrack s) {
        ConntrackEntry entry = s.entry;
        int other = 1 - s.side;
        entry.end(other, entry.lastEnd());
        entry.maxEnd(other, entry.lastEnd());
        entry.maxWin(other, Math.max(1, entry.lastWin()));
        entry.scale(other, entry.lastScale());
        entry.flags(other, entry.lastFlags() & ~ConntrackEntry.EXPECTS_CHALLENGE);
        entry.end(s.side, 0);
        entry.maxEnd(s.side, 0);
        entry.maxWin(s.side, 0);
        entry.maxAck(s.side, 0);
        entry.scale(s.side, 0);
        entry.flags(s.side, entry.flags(s.side) & ConntrackEntry.BE_LIBERAL);
        s.prepare();
        s.window.take(s);
        entry.state(ConntrackState.SYN_RECV);
        entry.lastIndex(s.packet.ordinal());
        entry.lastSide(s.side);
    }

    /** {@code nf_tcp_handle_invalid()}: an assured connection that seems to end out of sync does not live 5 days. */
    private void noteInvalid(SegmentOnConntrack s, int row, long now) {
        ConntrackEntry entry = s.entry;
        boolean ends = s.packet == Packet.FIN || s.packet == Packet.RST;
        if (!entry.isAssured() || !ends) {
            return;
        }
        Packet last = TransitionTable.packet(entry.lastIndex());
        if (entry.lastSide() != s.side && (last == Packet.FIN || last == Packet.RST)) {
            long wait = seconds(s, ConntrackSysctl.TIMEOUT_UNACKNOWLEDGED);
            long left = entry.due() - now;
            if (left >= SHORTEST_NOTED && left > wait) {
                table.arm(row, now, wait);
            }
        } else {
            entry.lastIndex(s.packet.ordinal());
            entry.lastSide(s.side);
        }
    }
}
