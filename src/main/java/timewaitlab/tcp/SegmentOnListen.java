package timewaitlab.tcp;

import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;

/** A segment without a socket of its own quadruplet, and the listener of its port, if there is one. */
public final class SegmentOnListen extends Arrival<SegmentOnListen> {
    /** What a number that is no cookie holds. */
    private static final int NO_COOKIE = 0xff_ffff;

    private static final Listener NOBODY = new Listener(0, 0, 0L);

    Listener listener = NOBODY;
    boolean listening;
    /** Whether the segment comes out of a time-wait entry, which preset the ISN. */
    boolean presetIsn;

    /** Of an ACK that may return a SYN cookie: minutes since it was made, modulo 256, and the MSS it holds. */
    int cookieAge;

    int cookieData = NO_COOKIE;

    boolean peerProven;
    boolean peerKnown;
    int peerTs;
    int peerStamp;

    /** Moves the cursor. {@code newListener} is null when nobody listens on the port. */
    public SegmentOnListen meets(@Nullable Listener newListener, boolean newPresetIsn) {
        listening = newListener != null;
        listener = newListener == null ? NOBODY : newListener;
        presetIsn = newPresetIsn;
        peerKnown = false;
        peerProven = false;
        cookieAge = 0;
        cookieData = NO_COOKIE;
        return this;
    }

    /** Adds what its acknowledgement is as a SYN cookie: minutes since it was made, modulo 256, and what it holds. */
    public SegmentOnListen returnsCookie(int age, int data) {
        cookieAge = age;
        cookieData = data;
        return this;
    }

    /** Adds that a connection with the sender ended well before: {@code tcp_peer_is_proven}. */
    public SegmentOnListen provesPeer(boolean proven) {
        peerProven = proven;
        return this;
    }

    /** Minutes that a what-if lets begin. */
    long minutesWaited() {
        return SynCookie.minute(now) - SynCookie.minute(now - waited());
    }

    /** Milliseconds since the listener sent a SYN cookie. */
    long cookiesSentAgo() {
        return listener.overflowed == Listener.NEVER
                ? Integer.MAX_VALUE
                : (now - listener.overflowed) / SimTime.MILLISECOND;
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
        return (!peerKnown || isPast(peerStamp))
                && (listener.overflowed == Listener.NEVER || listener.overflowed <= now)
                && listener.requests >= listener.young;
    }

    @Override
    public SegmentOnListen copy() {
        SegmentOnListen copy = new SegmentOnListen();
        copyInto(copy);
        return completed(copy);
    }

    @Override
    public SegmentOnListen kept() {
        SegmentOnListen kept = new SegmentOnListen();
        keepIn(kept);
        return completed(kept);
    }

    private SegmentOnListen completed(SegmentOnListen copy) {
        copy.meets(listening ? listener.copy() : null, presetIsn);
        copy.returnsCookie(cookieAge, cookieData).provesPeer(peerProven);
        return peerKnown ? copy.remembers(peerTs, peerStamp) : copy;
    }
}
