package timewaitlab.nat;

import timewaitlab.nat.TransitionTable.Packet;
import timewaitlab.wire.Segment;

/** A segment that no entry is known for: what the NAT could make of it. */
public final class NewFlow extends Passage<NewFlow> {
    /** Entries there are. */
    int count;
    /** Whether an entry stands near that may go. */
    boolean someMayGo;
    /** What the transition table says of a first packet. */
    int cell;

    int ownPort;
    int port;
    boolean portEvicts;
    boolean portReused;
    /** Whether another processor confirms a flow with the same tuple first. */
    boolean clashes;

    /** Moves the cursor: what arrived, and what the NAT runs with. {@code taken}: which way it goes. */
    public NewFlow cause(Segment arrived, ConntrackSettings runsWith, NatFilter rules, Way taken) {
        segment = arrived;
        settings = runsWith;
        filter = rules;
        way = taken;
        prepare();
        ownPort = arrived.srcPort();
        port = PortAllocator.NONE;
        portEvicts = false;
        portReused = false;
        return this;
    }

    @Override
    void prepare() {
        Packet packet = TransitionTable.classify(segment.flags());
        cell = TransitionTable.numbered((int) settings.get(ConntrackConstant.TRANSITIONS))
                .cell(true, packet, ConntrackState.NONE);
    }

    /** How full the table is. */
    public NewFlow meets(int entries, boolean anyMayGo) {
        count = entries;
        someMayGo = anyMayGo;
        return this;
    }

    /** The port that was found, {@link PortAllocator#NONE} for none. */
    public NewFlow gets(int found, boolean reused, boolean evicts) {
        port = found;
        portReused = reused;
        portEvicts = evicts;
        clashes = false;
        return this;
    }

    /** Adds whether another processor confirms a flow with the same tuple first. */
    public NewFlow races(boolean loses) {
        clashes = loses;
        return this;
    }

    @Override
    public NewFlow copy() {
        NewFlow copy = new NewFlow().cause(segment, settings, filter, way);
        copyInto(copy);
        return copy.meets(count, someMayGo).gets(port, portReused, portEvicts).races(clashes);
    }
}
