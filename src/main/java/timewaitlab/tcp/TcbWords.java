package timewaitlab.tcp;

/** A socket as so many words: every field that a rule looks at or a pane shows. */
final class TcbWords {
    /** Words in all; the extras of {@link TcbLedger} are the last one. */
    static final int COUNT = 30;
    /** The first so many are what a pane shows. */
    static final int SHOWN = 21;

    static final int EXTRAS = COUNT - 1;

    private static final int BITS = 0;
    private static final int ISN = 1;
    private static final int SEND = 2;
    private static final int WRITE = 3;
    private static final int SEND_WINDOW = 4;
    private static final int RECEIVE = 5;
    private static final int RECEIVE_WINDOW = 6;
    private static final int RECENT = 7;
    private static final int OFFSET = 8;
    /** The tail, and what follows from the extras. */
    private static final int OUT_OF_ORDER = 9;

    private static final int LAST_OOW_ACK = 10;
    private static final int SRTT = 11;
    private static final int DEVIATION = 12;
    private static final int RTO = 13;
    private static final int LAST_SENT = 14;
    private static final int LAST_RECEIVED = 15;
    private static final int LAST_ACK_RECEIVED = 16;
    private static final int RETRANSMIT_DUE = 17;
    private static final int DELAYED_ACK_DUE = 18;
    private static final int KEEPALIVE_DUE = 19;
    private static final int FIN_WAIT_2_DUE = 20;
    private static final int HIDDEN_BITS = 21;
    private static final int SYN_TICKS = 22;
    private static final int PERSISTING_SINCE = 23;
    private static final int RETRANSMITTING_SINCE = 24;
    private static final int OPENED_AT = 25;
    private static final int KEY = 26;
    private static final int PROBED = 27;
    private static final int ROOM = 28;

    private static final int DEVICE_SHIFT = 11;
    private static final int DEVICE_MASK = 3;
    private static final int SEND_SCALE_SHIFT = 16;
    private static final int RECEIVE_SCALE_SHIFT = 24;
    private static final int SOFT_ERROR_SHIFT = 9;
    private static final int SOFT_ERROR_MASK = 0x1f;
    private static final int UNDOUBLED_SHIFT = 16;
    private static final TcpState[] STATES = TcpState.values();
    private static final Errno[] ERRORS = Errno.values();

    private TcbWords() {}

    /** Writes all but the extras. */
    static void pack(Tcb socket, long[] words) {
        words[BITS] = (long) socket.retransmits << 32 | shownBits(socket) & 0xffff_ffffL;
        words[ISN] = both(socket.iss, socket.irs);
        words[SEND] = both(socket.sndUna, socket.sndNxt);
        words[WRITE] = both(socket.writeSeq, socket.sndWl1);
        words[SEND_WINDOW] = both(socket.sndWnd, socket.maxWindow);
        words[RECEIVE] = both(socket.rcvNxt, socket.rcvWup);
        words[RECEIVE_WINDOW] = both(socket.rcvWnd, socket.unread);
        words[RECENT] = both(socket.tsRecent, socket.tsRecentStamp);
        words[OFFSET] = both(socket.tsOffset, socket.probesOut);
        words[OUT_OF_ORDER] = both(socket.tailFrom, socket.outOfOrder.lastEdge());
        words[LAST_OOW_ACK] = socket.lastOowAck;
        words[SRTT] = socket.srtt;
        words[DEVIATION] = socket.shownDeviation();
        words[RTO] = socket.rto;
        words[LAST_SENT] = socket.lastSent;
        words[LAST_RECEIVED] = socket.lastReceived;
        words[LAST_ACK_RECEIVED] = socket.lastAckReceived;
        words[RETRANSMIT_DUE] = socket.retransmitDue;
        words[DELAYED_ACK_DUE] = socket.delayedAckDue;
        words[KEEPALIVE_DUE] = socket.keepaliveDue;
        words[FIN_WAIT_2_DUE] = socket.finWait2Due;
        words[HIDDEN_BITS] = (long) socket.persistBackoff << 32 | hiddenBits(socket) & 0xffff_ffffL;
        words[SYN_TICKS] = both(socket.firstSynTick, socket.lastSynTick);
        words[PERSISTING_SINCE] = socket.persistingSince;
        words[RETRANSMITTING_SINCE] = socket.retransmittingSince;
        words[OPENED_AT] = socket.openedAt;
        words[KEY] = socket.key;
        words[PROBED] = both(socket.smallUpTo, socket.probedUpTo);
        words[ROOM] = both(socket.rcvSsthresh, socket.advmss);
    }

    private static int shownBits(Tcb socket) {
        return socket.state.ordinal()
                | bit(socket.orphan, 4)
                | bit(socket.finQueued, 5)
                | bit(socket.finReceived, 6)
                | bit(socket.finRead, 7)
                | bit(socket.timestamps, 8)
                | bit(socket.sack, 9)
                | bit(socket.usecTs, 10)
                | socket.boundDevice << DEVICE_SHIFT
                | (socket.sndScale & 0xff) << SEND_SCALE_SHIFT
                | (socket.rcvScale & 0xff) << RECEIVE_SCALE_SHIFT;
    }

    private static int hiddenBits(Tcb socket) {
        return bit(socket.finSent, 0)
                | bit(socket.readShutdown, 1)
                | bit(socket.ackOwed, 2)
                | bit(socket.pingpong, 3)
                | bit(socket.probing, 4)
                | bit(socket.synRetransmitted, 5)
                | bit(socket.ackSeen, 6)
                | bit(socket.probeOut, 7)
                | bit(socket.opensActively, 8)
                | socket.softError.ordinal() << SOFT_ERROR_SHIFT
                | bit(socket.crossed, 14)
                | socket.undoubled << UNDOUBLED_SHIFT;
    }

    /** Sets every field but those of the extras. */
    static void unpack(long[] words, Tcb socket) {
        unpackBits((int) words[BITS], (int) words[HIDDEN_BITS], socket);
        unpackPairs(words, socket);
        socket.retransmits = high(words[BITS]);
        socket.persistBackoff = high(words[HIDDEN_BITS]);
        socket.lastOowAck = words[LAST_OOW_ACK];
        socket.srtt = words[SRTT];
        socket.meanDeviation = words[DEVIATION] * Tcb.SHOWN_DEVIATION;
        socket.rto = words[RTO];
        socket.lastSent = words[LAST_SENT];
        socket.lastReceived = words[LAST_RECEIVED];
        socket.lastAckReceived = words[LAST_ACK_RECEIVED];
        socket.retransmitDue = words[RETRANSMIT_DUE];
        socket.delayedAckDue = words[DELAYED_ACK_DUE];
        socket.keepaliveDue = words[KEEPALIVE_DUE];
        socket.finWait2Due = words[FIN_WAIT_2_DUE];
        socket.persistingSince = words[PERSISTING_SINCE];
        socket.retransmittingSince = words[RETRANSMITTING_SINCE];
        socket.openedAt = words[OPENED_AT];
        socket.key = words[KEY];
        socket.smallUpTo = high(words[PROBED]);
        socket.tailFrom = high(words[OUT_OF_ORDER]);
        socket.probedUpTo = (int) words[PROBED];
        socket.rcvSsthresh = high(words[ROOM]);
        socket.advmss = (int) words[ROOM];
    }

    private static void unpackPairs(long[] words, Tcb socket) {
        socket.iss = high(words[ISN]);
        socket.irs = (int) words[ISN];
        socket.sndUna = high(words[SEND]);
        socket.sndNxt = (int) words[SEND];
        socket.writeSeq = high(words[WRITE]);
        socket.sndWl1 = (int) words[WRITE];
        socket.sndWnd = high(words[SEND_WINDOW]);
        socket.maxWindow = (int) words[SEND_WINDOW];
        socket.rcvNxt = high(words[RECEIVE]);
        socket.rcvWup = (int) words[RECEIVE];
        socket.rcvWnd = high(words[RECEIVE_WINDOW]);
        socket.unread = (int) words[RECEIVE_WINDOW];
        socket.tsRecent = high(words[RECENT]);
        socket.tsRecentStamp = (int) words[RECENT];
        socket.tsOffset = high(words[OFFSET]);
        socket.probesOut = (int) words[OFFSET];
        socket.firstSynTick = high(words[SYN_TICKS]);
        socket.lastSynTick = (int) words[SYN_TICKS];
    }

    private static void unpackBits(int shown, int hidden, Tcb socket) {
        socket.state = STATES[shown & 0xf];
        socket.orphan = has(shown, 4);
        socket.finQueued = has(shown, 5);
        socket.finReceived = has(shown, 6);
        socket.finRead = has(shown, 7);
        socket.timestamps = has(shown, 8);
        socket.usecTs = has(shown, 10);
        socket.sack = has(shown, 9);
        socket.boundDevice = shown >> DEVICE_SHIFT & DEVICE_MASK;
        socket.sndScale = (byte) (shown >> SEND_SCALE_SHIFT);
        socket.rcvScale = (byte) (shown >> RECEIVE_SCALE_SHIFT);
        socket.finSent = has(hidden, 0);
        socket.readShutdown = has(hidden, 1);
        socket.ackOwed = has(hidden, 2);
        socket.pingpong = has(hidden, 3);
        socket.probing = has(hidden, 4);
        socket.synRetransmitted = has(hidden, 5);
        socket.ackSeen = has(hidden, 6);
        socket.probeOut = has(hidden, 7);
        socket.opensActively = has(hidden, 8);
        socket.crossed = has(hidden, 14);
        socket.softError = ERRORS[hidden >>> SOFT_ERROR_SHIFT & SOFT_ERROR_MASK];
        socket.undoubled = hidden >>> UNDOUBLED_SHIFT;
    }

    private static long both(int high, int low) {
        return (long) high << 32 | low & 0xffff_ffffL;
    }

    private static int high(long word) {
        return (int) (word >>> 32);
    }

    private static int bit(boolean set, int place) {
        return set ? 1 << place : 0;
    }

    private static boolean has(int bits, int place) {
        return (bits >>> place & 1) != 0;
    }
}
