package timewaitlab.node;

import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.Settings;

/**
 * How many challenge ACKs a host may still send in this second: {@code tcp_challenge_ack_limit}, drawn anew each second
 * between half of it and one and a half, so that nobody can count it. net/ipv4/tcp_input.c
 * {@code tcp_send_challenge_ack}, 4.7 and the stable releases 3.10.108, 3.18.20 and 4.4.60.
 */
final class ChallengeBudget {
    private static final int UNLIMITED = Integer.MAX_VALUE;

    /** The second that is on: when it began and when it ends. */
    private long begins;

    private long ends;
    private int left;

    /** What is left now. */
    int left(long now, Settings settings, Chance chance) {
        int limit = (int) settings.get(Sysctl.TCP_CHALLENGE_ACK_LIMIT);
        if (limit == UNLIMITED) {
            return UNLIMITED;
        }
        if (now < begins || now >= ends) {
            long second = now / SimTime.SECOND;
            begins = second * SimTime.SECOND;
            ends = begins + SimTime.SECOND;
            left = limit == 0 ? 0 : (limit + 1) / 2 + chance.inSecond(second, limit);
        }
        return left;
    }

    void spend() {
        left--;
    }
}
