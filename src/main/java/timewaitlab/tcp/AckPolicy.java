package timewaitlab.tcp;

import timewaitlab.base.SimTime;

/**
 * When an owed acknowledgement goes out: net/ipv4/tcp_input.c {@code tcp_event_data_recv}, {@code __tcp_ack_snd_check},
 * net/ipv4/tcp_output.c {@code tcp_event_data_sent}. Sixteen quick ones at first, then interactive mode delays.
 */
public final class AckPolicy {
    private static final int MAX_QUICK_ACKS = 16;

    private AckPolicy() {}

    /** Data came in: adapts the delay. */
    public static void dataReceived(Tcb socket, long now, Settings settings) {
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

    /** Data goes out: if it answers what just came in, the connection is interactive. */
    public static void dataSent(Tcb socket, long now) {
        boolean answers =
                socket.lastReceived >= 0 && now - socket.lastReceived < socket.ackTimeout * SimTime.MILLISECOND;
        socket.pingpong |= answers;
    }

    /** Whether an acknowledgement owed now goes out at once. */
    public static boolean isQuick(Tcb socket) {
        return socket.quickAcks > 0 && !socket.pingpong || !socket.outOfOrder.isEmpty();
    }

    /** Milliseconds an owed acknowledgement may wait; before the first data only until the next tick. */
    public static long delay(Tcb socket, Settings settings) {
        return socket.ackTimeout == 0
                ? 1000 / settings.get(Constant.HZ)
                : Math.max(socket.ackTimeout, settings.get(Constant.TCP_DELACK_MIN));
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
