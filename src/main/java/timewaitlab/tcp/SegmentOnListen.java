package timewaitlab.tcp;

import org.jspecify.annotations.Nullable;

/** A segment without a socket of its own quadruplet, and the listener of its port, if there is one. */
public final class SegmentOnListen extends Arrival<SegmentOnListen> {
    private static final Listener NOBODY = new Listener(0, 0, 0L);

    Listener listener = NOBODY;
    boolean listening;
    /** Whether the segment comes out of a time-wait entry, which preset the ISN. */
    boolean presetIsn;

    boolean peerKnown;
    int peerTs;
    int peerStamp;

    /** Moves the cursor. {@code newListener} is null when nobody listens on the port. */
    public SegmentOnListen meets(@Nullable Listener newListener, boolean newPresetIsn) {
        listening = newListener != null;
        listener = newListener == null ? NOBODY : newListener;
        presetIsn = newPresetIsn;
        peerKnown = false;
        return this;
    }

    /** Adds what the host remembers of the sender's timestamps. */
    public SegmentOnListen remembers(int ts, int stamp) {
        peerKnown = true;
        peerTs = ts;
        peerStamp = stamp;
        return this;
    }

    @Override
    int rememberedTimestamp() {
        return peerTs;
    }

    @Override
    public Expected expected() {
        return new Expected("", 0, peerKnown ? "peer.ts" : "", peerTs);
    }

    @Override
    public boolean isPossible() {
        return !peerKnown || isPast(peerStamp);
    }

    @Override
    public SegmentOnListen copy() {
        SegmentOnListen copy = new SegmentOnListen();
        copyInto(copy);
        copy.meets(listening ? listener.copy() : null, presetIsn);
        return peerKnown ? copy.remembers(peerTs, peerStamp) : copy;
    }
}
