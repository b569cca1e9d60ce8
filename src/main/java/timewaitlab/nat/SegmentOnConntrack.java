package timewaitlab.nat;

import timewaitlab.nat.TransitionTable.Packet;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** A segment on a tracked connection. Side 0 opened it, side 1 replies. */
public final class SegmentOnConntrack extends Passage<SegmentOnConntrack> {
    private static final ConntrackEntry NOBODY = new ConntrackEntry();

    ConntrackEntry entry = NOBODY;
    int side;
    Packet packet = Packet.NONE;
    /** What the transition table says. */
    int cell;

    final SeenWindow window = new SeenWindow();

    /** Moves the cursor: what arrived, and what the NAT runs with. */
    public SegmentOnConntrack cause(Segment arrived, ConntrackSettings runsWith, NatFilter rules, Way taken) {
        segment = arrived;
        settings = runsWith;
        filter = rules;
        way = taken;
        return this;
    }

    /** Moves the cursor: the entry it met, and the side it comes from. */
    public SegmentOnConntrack meets(ConntrackEntry met, int fromSide) {
        entry = met;
        side = fromSide;
        prepare();
        return this;
    }

    /** Works out what follows from the segment and the entry together. */
    @Override
    void prepare() {
        packet = TransitionTable.classify(segment.flags());
        TransitionTable table = TransitionTable.numbered((int) settings.get(ConntrackConstant.TRANSITIONS));
        cell = table.cell(side == 0, packet, entry.state());
        window.prepare(this);
    }

    /** The state the connection goes to if the segment is accepted: the table's, but for a simultaneous open. */
    ConntrackState next() {
        boolean answersSimultaneous = cell == ConntrackState.SYN_RECV.ordinal()
                && side == 1
                && packet == Packet.ACK
                && (entry.lastFlags() & ConntrackEntry.SIMULTANEOUS) != 0;
        if (answersSimultaneous) {
            return ConntrackState.ESTABLISHED;
        }
        return cell < TransitionTable.IGNORE ? ConntrackState.of(cell) : entry.state();
    }

    /** Whether both directions were seen to work and nobody closed. */
    boolean isEstablished() {
        return entry.state() == ConntrackState.ESTABLISHED && entry.isAssured();
    }

    boolean isSyn() {
        return segment.has(TcpFlags.SYN);
    }

    @Override
    public SegmentOnConntrack copy() {
        SegmentOnConntrack copy = new SegmentOnConntrack();
        copyInto(copy);
        return copy.meets(entry.copy(), side);
    }

    @Override
    public SegmentOnConntrack kept() {
        SegmentOnConntrack kept = new SegmentOnConntrack();
        keepIn(kept);
        return kept.meets(entry.copy(), side);
    }
}
