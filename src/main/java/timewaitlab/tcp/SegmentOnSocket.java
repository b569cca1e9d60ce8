package timewaitlab.tcp;

/** A segment that finds a live socket: request, SYN-SENT, or anything from ESTABLISHED to LAST-ACK. */
public final class SegmentOnSocket extends OowLimited<SegmentOnSocket> {
    Tcb socket = new Tcb();
    /** Challenge ACKs the host may still send in this second. */
    int challengeBudget = Integer.MAX_VALUE;
    /** Accept queue of the listener behind a request, and its limit. */
    int acceptQueue;

    int backlog = Integer.MAX_VALUE;

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
        return copy.meets(socket.copyForJudging(), tick, challengeBudget).joins(acceptQueue, backlog);
    }
}
