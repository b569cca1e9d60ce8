package timewaitlab.tcp;

/**
 * The congestion window after a timeout is one segment, and that is in flight: net/ipv4/tcp_input.c
 * {@code tcp_enter_loss}, net/ipv4/tcp_output.c {@code tcp_cwnd_test}. No other time does a window other than the
 * peer's hold anything back here.
 */
public final class LossWindow {
    private LossWindow() {}

    /**
     * Whether what was written, and the FIN behind it if the socket {@code closes}, has to wait for an acknowledgement.
     */
    public static boolean isFull(Tcb socket, boolean closes, int mss, Settings settings) {
        boolean lost = socket.retransmits > 0 && socket.isInFlight();
        boolean ends = closes && socket.writeSeq - socket.sndNxt <= mss;
        return lost && !(ends && settings.get(Constant.FIN_WAITS_FOR_WINDOW) == 0);
    }
}
