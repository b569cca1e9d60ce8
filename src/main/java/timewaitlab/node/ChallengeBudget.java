package timewaitlab.node;

import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.Settings;

/** How many challenge ACKs a host may still send in this second: {@code tcp_challenge_ack_limit}. */
final class ChallengeBudget {
    private long second = -1;
    private int left;

    /** What is left now. */
    int left(long now, Settings settings) {
        if (now / SimTime.SECOND != second) {
            second = now / SimTime.SECOND;
            left = (int) settings.get(Sysctl.TCP_CHALLENGE_ACK_LIMIT);
        }
        return left;
    }

    void spend() {
        left--;
    }
}
