package timewaitlab.nat;

import timewaitlab.wire.Address;

/** One tracked connection: who began it, under which name it is known outside, and what was seen of it. */
public final class ConntrackEntry {
    final Address inside;
    final int insidePort;
    final Address remote;
    final int remotePort;
    final Address outside;
    final int outsidePort;

    ConntrackState state = ConntrackState.NONE;
    long due;
    boolean assured;
    /** A side closed: {@code IP_CT_TCP_FLAG_CLOSE_INIT}. */
    boolean closeInitiated;

    boolean lastWasOriginal;
    boolean lastWasRst;
    /** The last packet was a SYN that passed without moving the entry; it ended at {@code lastEnd}. */
    boolean lastWasIgnoredSyn;

    int lastEnd;

    ConntrackEntry(Flow original, Address outside, int outsidePort) {
        inside = original.source();
        insidePort = original.sourcePort();
        remote = original.destination();
        remotePort = original.destinationPort();
        this.outside = outside;
        this.outsidePort = outsidePort;
    }

    /** Source and destination of a segment. */
    public record Flow(Address source, int sourcePort, Address destination, int destinationPort) {}

    public ConntrackState state() {
        return state;
    }

    /** When it ends unless another packet comes. */
    public long due() {
        return due;
    }

    /** Whether both directions were seen to work. */
    public boolean isAssured() {
        return assured;
    }

    public Address inside() {
        return inside;
    }

    public int insidePort() {
        return insidePort;
    }

    public Address remote() {
        return remote;
    }

    public int remotePort() {
        return remotePort;
    }

    public int outsidePort() {
        return outsidePort;
    }
}
