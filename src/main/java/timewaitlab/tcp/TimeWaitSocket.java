package timewaitlab.tcp;

/**
 * What a time-wait entry remembers: {@code struct tcp_timewait_sock}. As an object it is one row of a
 * {@link TimeWaitTable}, loaded for judging and stored again.
 */
public final class TimeWaitSocket {
    /** FIN-WAIT-2 held as an entry, without a socket behind it. */
    public boolean finWait2;

    public int rcvNxt;
    public int sndNxt;
    /** Receive window when the entry was made, bytes: {@code tw_rcv_wnd}. */
    public int rcvWnd;
    /** Shift of the window field: {@code tw_rcv_wscale}. */
    public int rcvWindowScale;

    public int tsRecent;
    /** Second in which {@link #tsRecent} was set; 0 when the connection had no timestamps. */
    public int tsRecentStamp;
    /** Added to the host's clock in answers. */
    public int tsOffset;
    /** Whether the timestamps of answers count microseconds: {@code tw_usec_ts}, from 6.7. */
    public boolean usecTs;
    /** SO_REUSEADDR of the socket at close. */
    public boolean reuseAddress;
    /** SO_REUSEPORT of the socket at close. */
    public boolean reusePort;
    /** The interface its socket was bound to: {@code tw_bound_dev_if}. */
    public int boundDevice;
    /** Whether the kernel had chosen the local port for connect(). */
    public boolean autoPort;
    /** Nanoseconds; {@link Long#MIN_VALUE} for never. */
    public long lastOowAck = Long.MIN_VALUE;
    /** Milliseconds of the run when the entry was made: {@code tw_entry_stamp}, from 6.14. */
    public int entryStamp;

    /** The state that tools show. */
    public TcpState state() {
        return finWait2 ? TcpState.FIN_WAIT_2 : TcpState.TIME_WAIT;
    }

    /** Whether the connection had timestamps. */
    public boolean hasTimestamps() {
        return tsRecentStamp != 0;
    }

    /** Takes over every field. */
    public TimeWaitSocket set(TimeWaitSocket other) {
        finWait2 = other.finWait2;
        rcvNxt = other.rcvNxt;
        sndNxt = other.sndNxt;
        rcvWnd = other.rcvWnd;
        rcvWindowScale = other.rcvWindowScale;
        tsRecent = other.tsRecent;
        tsRecentStamp = other.tsRecentStamp;
        tsOffset = other.tsOffset;
        usecTs = other.usecTs;
        reuseAddress = other.reuseAddress;
        reusePort = other.reusePort;
        boundDevice = other.boundDevice;
        autoPort = other.autoPort;
        lastOowAck = other.lastOowAck;
        entryStamp = other.entryStamp;
        return this;
    }

    /** Whether every field is the same. */
    public boolean isLike(TimeWaitSocket other) {
        return finWait2 == other.finWait2
                && rcvNxt == other.rcvNxt
                && sndNxt == other.sndNxt
                && rcvWnd == other.rcvWnd
                && rcvWindowScale == other.rcvWindowScale
                && tsRecent == other.tsRecent
                && tsRecentStamp == other.tsRecentStamp
                && tsOffset == other.tsOffset
                && usecTs == other.usecTs
                && reuseAddress == other.reuseAddress
                && reusePort == other.reusePort
                && boundDevice == other.boundDevice
                && autoPort == other.autoPort
                && lastOowAck == other.lastOowAck
                && entryStamp == other.entryStamp;
    }

    /** tw_snd_nxt + 65537, and never 0: where a connection begins that takes the quadruplet over. */
    public int nextIsn(Settings settings) {
        int isn = sndNxt + (int) settings.get(Constant.TIMEWAIT_ISN_STEP);
        return isn == 0 ? 1 : isn;
    }
}
