package timewaitlab.tcp;

import timewaitlab.base.SimTime;

/**
 * When an owed acknowledgement goes out: net/ipv4/tcp_input.c {@code tcp_event_data_recv}, {@code __tcp_ack_snd_check},
 * net/ipv4/tcp_output.c {@code tcp_event_data_sent}. Sixteen quick ones at first, then interactive mode delays.
 */
public final class AckPolicy {
    private static final int MAX_QUICK_ACKS = 16;
    private static final int MOST_MSS = 1460;
    /** {@code TCP_DELACK_MAX}, milliseconds. */
    private static final long LONGEST = 200;

    private static final long MICROS = 1000;

    private AckPolicy() {}

    /** Data came in: adapts the delay, {@code tcp_measure_rcv_mss} and {@code tcp_event_data_recv}. */
    public static void dataReceived(Tcb socket, int length, long now, Settings settings) {
        socket.rcvMss = Math.max(socket.rcvMss, Math.min(length, MOST_MSS));
        long shortest = settings.get(Constant.TCP_DELACK_MIN);
        if (socket.ackTimeout == 0) {
            socket.quickAcks = MAX_QUICK_ACKS;
            socket.ackTimeout = shortest;
        } else {
            long gap = (now - socket.lastReceived) / SimTime.MILLISECOND;
            if (gap <= shortest / 2) {
                socket.ackTimeout = socket.ackTimeout / 2 + shortest / 2;
            } else if (gap < socket.ackTimeout) {
                socket.ackTimeout = Math.min(socket.ackTimeout / 2 + gap, socket.rto);
            } else if (gap > socket.rto) {
                socket.quickAcks = MAX_QUICK_ACKS;
            }
        }
        socket.lastReceived = now;
    }

    /**
     * Data goes out. If it answers what just came in, the connection is interactive, or from 5.1 to 5.18 after three
     * such answers.
     */
    public static void dataSent(Tcb socket, long now, Settings settings) {
        boolean answers =
                socket.lastReceived >= 0 && now - socket.lastReceived < socket.ackTimeout * SimTime.MILLISECOND;
        if (answers && socket.lastSent <= socket.lastReceived) {
            socket.pingpongs++;
        }
        socket.pingpong |= answers && socket.pingpongs >= settings.get(Constant.TCP_PINGPONG_THRESH);
    }

    /**
     * Whether an acknowledgement owed now goes out at once: {@code __tcp_ack_snd_check}. More than a full segment does
     * unless the window got smaller by it, as one that is not scaled does until it is read.
     */
    public static boolean isQuick(Tcb socket) {
        boolean shrinks = socket.unread > 0 && socket.sndScale < 0 && socket.receiveBuffer == 0;
        return isMoreThanSegment(socket) && !shrinks
                || socket.quickAcks > 0 && !socket.pingpong
                || !socket.outOfOrder.isEmpty();
    }

    /** Whether reading it makes the acknowledgement due that is still owed: {@code __tcp_cleanup_rbuf}. */
    public static boolean isDueWhenRead(Tcb socket) {
        return socket.ackOwed && isMoreThanSegment(socket);
    }

    private static boolean isMoreThanSegment(Tcb socket) {
        return socket.rcvNxt - socket.rcvWup > socket.rcvMss;
    }

    /**
     * Milliseconds an owed acknowledgement may wait after the first data: {@code tcp_send_delayed_ack}. No longer than
     * a round trip where that is known, and 200 ms.
     */
    public static long delay(Tcb socket, Settings settings) {
        long shortest = settings.get(Constant.TCP_DELACK_MIN);
        long roundTrip = socket.srtt == 0 ? LONGEST : Math.max(socket.srtt / MICROS, shortest);
        return Math.max(shortest, Math.min(socket.ackTimeout, Math.min(LONGEST, roundTrip)));
    }

    /** The timer had to send an acknowledgement: the delay doubles. */
    public static void missed(Tcb socket) {
        socket.ackTimeout = Math.min(socket.ackTimeout * 2, socket.rto);
    }

    /** The timer had to send it on an interactive connection: no answer came, so it counts as interactive no more. */
    public static void unanswered(Tcb socket, Settings settings) {
        socket.pingpong = false;
        socket.pingpongs = 0;
        socket.ackTimeout = settings.get(Constant.TCP_DELACK_MIN);
    }

    /** An acknowledgement went out, alone or with data. */
    public static void ackSent(Tcb socket) {
        socket.ackOwed = false;
        socket.delayedAckDue = SimTime.NEVER;
        socket.rcvWup = socket.rcvNxt;
        if (socket.quickAcks > 0 && --socket.quickAcks == 0) {
            socket.ackTimeout = 40;
        }
    }
}
