package timewaitlab.tcp;

import org.jspecify.annotations.Nullable;
import timewaitlab.base.Alarms;
import timewaitlab.base.SimTime;

/**
 * A live socket: the transmission control block of RFC 9293 section 3.3.1 with the fields Linux decides by. From
 * SYN-SENT and SYN-RECV (Linux: a request) to LAST-ACK. A row of its host's socket table: fields are written by the
 * host that owns it and by {@link AckPolicy}, and read by rules through operands.
 */
public final class Tcb implements Alarms.Sleeper {
    /** {@code mdev_us} is stored so many times as large. */
    static final int SHOWN_DEVIATION = 4;

    /** What an MTU of 1500 leaves of a segment behind the headers of IPv4 and TCP: {@code tcp_mtu_to_mss}. */
    public static final int MSS = 1460;

    static final long MICROS_A_SECOND = 1_000_000;
    /** Room that the timestamp option takes in every segment: TCPOLEN_TSTAMP_ALIGNED. */
    public static final int TIMESTAMP_OPTION = 12;

    public long key;
    public TcpState state = TcpState.CLOSED;
    /** Nobody holds a descriptor. */
    public boolean orphan;

    public int iss;
    public int irs;
    public int sndUna;
    public int sndNxt;
    /** One past the last byte the application wrote; the FIN, if queued, comes after it. */
    public int writeSeq;

    /** {@code snd_sml}: the end of the last segment that was sent with less than a full one. */
    public int smallUpTo;
    /** Where the segment begins that was sent last for the first time: the tail of the retransmission queue. */
    public int tailFrom;

    public boolean finQueued;
    public boolean finSent;
    /** Peer's window now and the largest it ever was, bytes. */
    public int sndWnd = 65_535;

    public int maxWindow = 65_535;
    /** SND.WL1: the sequence number of the segment that last set the window. */
    public int sndWl1;
    /** Shift the peer asked for, 0 without scaling. */
    public int sndScale;

    public int rcvNxt;
    /** {@code rcv_nxt} when the last ACK was sent. */
    public int rcvWup;
    /** Receive window in bytes, and the shift of the field. */
    public int rcvWnd = 65_160;

    public int rcvScale;
    /** The most that a segment carries beside options, bytes: what is offered to the peer, who offers as much. */
    public int advmss = MSS;
    /** The largest window that is offered for now, bytes: {@code rcv_ssthresh}. */
    public int rcvSsthresh = 65_160;
    /** Bytes the application has not read. */
    public int unread;

    public boolean finReceived;
    /** The application has read up to the end of file. */
    public boolean finRead;

    public final ReceiveQueue outOfOrder = new ReceiveQueue();

    public boolean timestamps;
    /** Whether its timestamps count microseconds, as its route says: {@code tcp_usec_ts}, from 6.7. */
    public boolean usecTs;

    public boolean sack;
    public int tsRecent;
    /** Second in which {@link #tsRecent} was set; 0 for never. */
    public int tsRecentStamp;

    public int tsOffset;
    /** Nanoseconds; {@link Long#MIN_VALUE} for never. */
    public long lastOowAck = Long.MIN_VALUE;
    /** SO_REUSEADDR. */
    public boolean reuseAddress;
    /** What setsockopt() set. */
    public SocketOptions options = SocketOptions.NONE;
    /** shutdown(SHUT_RD) was called. */
    public boolean readShutdown;
    /** SO_REUSEPORT. */
    public boolean reusePort;
    /** The interface of SO_BINDTODEVICE, {@link timewaitlab.wire.Device#NONE} for any. */
    public int boundDevice;
    /** SO_RCVBUF, bytes; 0 where the kernel sees to it that there is room. */
    public int receiveBuffer;
    /** IP_BIND_ADDRESS_NO_PORT. */
    public boolean bindNoPort;
    /** IP_LOCAL_PORT_RANGE; 0 for the host's. */
    public int portRangeLow;

    public int portRangeHigh;
    /** Index of the address and the port that bind() fixed; 0 for none. */
    public int boundAddress;

    public int boundPort;
    /** Whether the kernel chose the local port for connect(). */
    public boolean autoPort;
    /** How the ownership of the local port is counted; -1 while the socket owns none. */
    public int portClass = -1;
    /** What the next call on this socket answers. */
    public Errno error = Errno.OK;
    /** {@code sk_err_soft}: what an ICMP error said since the last acknowledgement, OK for nothing. */
    public Errno softError = Errno.OK;
    /** The listener whose queues a request or an unaccepted socket fills. */
    public @Nullable Listener listener;
    /** Who uses the socket: whatever the application layer keeps there. */
    public @Nullable Object owner;

    /** Nobody uses it any more, though the connection may go on for a while: it may be used for another one then. */
    public boolean released;

    /** Clock value of the first SYN or SYN-ACK and of the last one, with the offset. */
    public int firstSynTick;

    public int lastSynTick;
    public int retransmits;
    /** Whether the SYN was ever sent again: after that no quick resend. */
    public boolean synRetransmitted;

    /** The socket was opened from here: its SYN counts among the bytes that were acknowledged. */
    public boolean opensActively;
    /** The socket was opened from here and has answered a crossing SYN: it is in SYN-RECV, and no request. */
    public boolean crossed;
    /**
     * Retransmissions that the timeout is not doubled for: those of a SYN that crossed another, since {@link #rto} had
     * grown by then, and those that ICMP errors took back (RFC 6069).
     */
    public int undoubled;
    /** A request has seen the last ACK of the handshake, and could not or would not become a connection yet. */
    public boolean ackSeen;
    /** A tail loss probe is due instead of a retransmission timeout. */
    public boolean probing;
    /** {@code tlp_high_seq}: what the peer has to acknowledge beyond before another tail loss probe, if one is out. */
    public int probedUpTo;

    public boolean probeOut;
    /** A zero-window probe is due instead of a retransmission timeout. */
    public boolean persisting;
    /** Zero-window probes since the window shut, answered or not. */
    public int persistBackoff;
    /** When the persist timer fired first since the window shut; -1 for not yet. */
    public long persistingSince = -1;

    /** Smoothed RTT, 4 x mean deviation in the stored form, microseconds; 0 before the first sample. */
    public long srtt;

    public long rttVar;
    public long meanDeviation;
    public long meanDeviationMax;
    /** SND.NXT when the running RTT window ends. */
    public int rttSeq;
    /** Milliseconds, before backoff. */
    public long rto = 1000;

    /** Segments still to be acknowledged at once, the interactive mode, and the delay, ms. */
    public int quickAcks;

    public boolean pingpong;
    /** Answers within the delay, each to something else that came in, since it was interactive last. */
    public int pingpongs;

    public long ackTimeout;
    public long lastReceived = -1;
    /** {@code rcv_mss}: the full size of what the peer sends, as far as seen. */
    public int rcvMss = 536;
    /** {@code rcv_tstamp}: when an acceptable acknowledgement came in last. */
    public long lastAckReceived;
    /** {@code lsndtime}: when data was sent last. */
    public long lastSent;
    /** Keepalive probes since then. */
    public int probesOut;

    public boolean ackOwed;

    /** When timers fire, {@link SimTime#NEVER} for off. */
    public long retransmitDue = SimTime.NEVER;

    public long delayedAckDue = SimTime.NEVER;
    public long finWait2Due = SimTime.NEVER;
    public long keepaliveDue = SimTime.NEVER;
    /** When somebody will look at this socket's timers; {@link SimTime#NEVER} for nobody. */
    public long wakeUp = SimTime.NEVER;

    private int alarmPlace = Alarms.NONE;

    /** When what is being timed was sent, and the acknowledgement that ends the timing; -1 when nothing is timed. */
    public long timedSince = -1;

    public int timedSeq;
    /** When connect() was called. */
    public long openedAt;
    /** When the first retransmission that was not yet answered left; -1 for none. */
    public long retransmittingSince = -1;
    /** Identity of the payload the application writes. */
    public long payload;

    /** Where a recorded host keeps what it was like; null for nowhere. */
    TcbLedger.@Nullable Page page;

    /** An acknowledgement came: what ICMP said is over. Written where it changes only, since the collector hears. */
    public void forgetSoftError() {
        if (softError != Errno.OK) {
            softError = Errno.OK;
        }
    }

    /** As new, for another connection: every field as the constructor leaves it. Its alarm must be out. */
    public void renew() {
        outOfOrder.clear();
        if (page != null) {
            page.turn();
        }
        renewSequence();
        renewOptions();
        renewTimers();
    }

    private void renewSequence() {
        key = 0;
        state = TcpState.CLOSED;
        orphan = false;
        iss = 0;
        irs = 0;
        sndUna = 0;
        sndNxt = 0;
        writeSeq = 0;
        smallUpTo = 0;
        tailFrom = 0;
        finQueued = false;
        finSent = false;
        sndWnd = 65_535;
        maxWindow = 65_535;
        sndWl1 = 0;
        sndScale = 0;
        rcvNxt = 0;
        rcvWup = 0;
        rcvWnd = 65_160;
        rcvScale = 0;
        rcvSsthresh = 65_160;
        advmss = MSS;
        unread = 0;
        finReceived = false;
        finRead = false;
        timestamps = false;
        usecTs = false;
        sack = false;
        tsRecent = 0;
        tsRecentStamp = 0;
        tsOffset = 0;
        lastOowAck = Long.MIN_VALUE;
        reuseAddress = false;
    }

    private void renewOptions() {
        options = SocketOptions.NONE;
        readShutdown = false;
        reusePort = false;
        boundDevice = 0;
        receiveBuffer = 0;
        bindNoPort = false;
        portRangeLow = 0;
        portRangeHigh = 0;
        boundAddress = 0;
        boundPort = 0;
        autoPort = false;
        portClass = -1;
        error = Errno.OK;
        softError = Errno.OK;
        listener = null;
        owner = null;
        released = false;
        firstSynTick = 0;
        lastSynTick = 0;
        retransmits = 0;
        synRetransmitted = false;
        ackSeen = false;
        crossed = false;
        opensActively = false;
        undoubled = 0;
        probing = false;
        probedUpTo = 0;
        probeOut = false;
        persisting = false;
        persistBackoff = 0;
        persistingSince = -1;
        srtt = 0;
        rttVar = 0;
        meanDeviation = 0;
        meanDeviationMax = 0;
        rttSeq = 0;
    }

    private void renewTimers() {
        rto = 1000;
        quickAcks = 0;
        pingpong = false;
        pingpongs = 0;
        ackTimeout = 0;
        lastReceived = -1;
        rcvMss = 536;
        lastAckReceived = 0;
        lastSent = 0;
        probesOut = 0;
        ackOwed = false;
        retransmitDue = SimTime.NEVER;
        delayedAckDue = SimTime.NEVER;
        finWait2Due = SimTime.NEVER;
        keepaliveDue = SimTime.NEVER;
        wakeUp = SimTime.NEVER;
        timedSince = -1;
        timedSeq = 0;
        openedAt = 0;
        retransmittingSince = -1;
        payload = 0;
    }

    @Override
    public int alarmPlace() {
        return alarmPlace;
    }

    @Override
    public void alarmPlace(int place) {
        alarmPlace = place;
    }

    /** Whether anything that was sent awaits an acknowledgement. */
    public boolean isInFlight() {
        return sndUna != sndNxt;
    }

    /** What waits to be read: bytes, and the peer's FIN for one. */
    public int received() {
        return unread + (finReceived && !finRead ? 1 : 0);
    }

    /** Whether something the application wrote, or its FIN, was never sent. */
    public boolean hasUnsentText() {
        return sndNxt != writeSeq && !(finSent && sndNxt == writeSeq + 1) || finQueued && !finSent;
    }

    /** Whether the application can neither have got nor expects the peer's FIN any more. */
    public boolean isClosedForWriting() {
        return finQueued;
    }

    /** Ticks a second of the clock its timestamps count. */
    public long tickHz(Settings settings) {
        return usecTs ? MICROS_A_SECOND : settings.timestampHz();
    }

    /** {@code tcp_current_mss}: what the options of every segment leave of {@link #advmss}. */
    public int mss() {
        return timestamps ? advmss - TIMESTAMP_OPTION : advmss;
    }

    /** A window field in bytes. */
    public int scaled(int window) {
        return window << Math.max(0, sndScale);
    }

    /** The bytes that fit SND.WND beyond what is in flight. */
    public int usableWindow() {
        return sndUna + sndWnd - sndNxt;
    }

    /** Mean deviation of the RTT as ss and {@code tcp_info} show it, microseconds. */
    public long shownDeviation() {
        return meanDeviation / SHOWN_DEVIATION;
    }

    /** A copy that rules may look at and what-ifs may change. */
    Tcb copyForJudging() {
        return TcbLedger.copy(this);
    }
}
