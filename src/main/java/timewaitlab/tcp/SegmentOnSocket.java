package timewaitlab.tcp;

import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.wire.SeqNum;

/** A segment that finds a live socket: request, SYN-SENT, or anything from ESTABLISHED to LAST-ACK. */
public final class SegmentOnSocket extends OowLimited<SegmentOnSocket> {
    Tcb socket = AtSocket.NOBODY;
    /** Challenge ACKs the host may still send in this second. */
    int challengeBudget = Integer.MAX_VALUE;
    /** Accept queue of the listener behind a request, and its limit. */
    int acceptQueue;

    int backlog = Integer.MAX_VALUE;
    /** Where the socket of a situation that was kept is; null where it is at hand. */
    private @Nullable TcbLedger ledger;

    private int place;

    /** Moves the cursor to another socket. */
    public SegmentOnSocket meets(Tcb newSocket, int newTick, int newChallengeBudget) {
        socket = newSocket;
        tick = newTick;
        challengeBudget = newChallengeBudget;
        return this;
    }

    /** Adds the accept queue a request would join. */
    public SegmentOnSocket joins(int newAcceptQueue, int newBacklog) {
        acceptQueue = newAcceptQueue;
        backlog = newBacklog;
        return this;
    }

    /** What is left of the budget; a second that a what-if lets begin has all of it. */
    long challengesLeft() {
        boolean another = now / SimTime.SECOND != (now - waited()) / SimTime.SECOND;
        return another ? settings.get(Sysctl.TCP_CHALLENGE_ACK_LIMIT) : challengeBudget;
    }

    @Override
    long tickHz() {
        return socket.tickHz(settings);
    }

    @Override
    int rememberedTimestamp() {
        return socket.tsRecent;
    }

    @Override
    public Expected expected() {
        boolean remembers = socket.timestamps && socket.tsRecentStamp != 0;
        return new Expected(
                socket.state == TcpState.SYN_SENT ? "" : "rcv_nxt",
                socket.rcvNxt,
                remembers ? "ts_recent" : "",
                socket.tsRecent);
    }

    /** SND.UNA to SND.NXT and the last ACK to RCV.NXT lie that way round; nothing was remembered in the future. */
    @Override
    public boolean isPossible() {
        return !SeqNum.isAfter(socket.sndUna, socket.sndNxt)
                && !SeqNum.isAfter(socket.rcvWup, socket.rcvNxt)
                && !SeqNum.isAfter(socket.rcvNxt, socket.rcvWup + socket.rcvWnd)
                && (!socket.timestamps || isPast(socket.tsRecentStamp))
                && socket.lastOowAck <= now
                && acceptQueue >= 0;
    }

    public Tcb socket() {
        return socket;
    }

    @Override
    long lastOowAck() {
        return socket.lastOowAck;
    }

    @Override
    public SegmentOnSocket copy() {
        SegmentOnSocket copy = new SegmentOnSocket();
        copyInto(copy);
        Tcb own = ledger == null ? socket.copyForJudging() : ledger.open(place);
        return copy.meets(own, tick, challengeBudget).joins(acceptQueue, backlog);
    }

    @Override
    public SegmentOnSocket kept() {
        TcbLedger.Page page = socket.page;
        if (page == null) {
            return copy();
        }
        SegmentOnSocket kept = new SegmentOnSocket();
        keepIn(kept);
        kept.ledger = page.ledger();
        kept.place = kept.ledger.keep(socket, page);
        return kept.meets(AtSocket.NOBODY, tick, challengeBudget).joins(acceptQueue, backlog);
    }
}
