package timewaitlab.lab;

import java.util.Random;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.BindAttempt;
import timewaitlab.tcp.ConnectAttempt;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.SegmentOnListen;
import timewaitlab.tcp.SegmentOnSocket;
import timewaitlab.tcp.SegmentOnTimeWait;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.SocketOptions;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Situations by chance, most of their values near the places where verdicts turn. */
public final class RandomSituations {
    private static final int SOME_SECOND = 1_700_000_000;
    private static final long SOME_TIME = 40L * 86_400 * SimTime.SECOND;
    private static final int[] FLAGS = {
        TcpFlags.SYN,
        TcpFlags.SYN,
        TcpFlags.SYN | TcpFlags.ACK,
        TcpFlags.ACK,
        TcpFlags.ACK,
        TcpFlags.ACK | TcpFlags.PSH,
        TcpFlags.ACK | TcpFlags.FIN,
        TcpFlags.FIN,
        TcpFlags.RST,
        TcpFlags.RST | TcpFlags.ACK,
        TcpFlags.SYN | TcpFlags.FIN,
        TcpFlags.SYN | TcpFlags.RST,
        0
    };
    private static final int[] AGES = {0, 1, 2, 10, 59, 60, 61, 2146, 2147, 2_073_599, 2_073_600};
    private static final TcpState[] LIVE = {
        TcpState.ESTABLISHED,
        TcpState.FIN_WAIT_1,
        TcpState.FIN_WAIT_2,
        TcpState.CLOSE_WAIT,
        TcpState.CLOSING,
        TcpState.LAST_ACK
    };

    private final Random random;

    public RandomSituations(long seed) {
        random = new Random(seed);
    }

    public SegmentOnTimeWait onTimeWait(KernelProfile kernel) {
        TimeWaitSocket entry = new TimeWaitSocket();
        entry.finWait2 = random.nextInt(4) == 0;
        entry.rcvNxt = random.nextInt();
        entry.sndNxt = random.nextInt();
        entry.rcvWnd = random.nextInt(70_000);
        entry.tsRecent = random.nextInt(10) == 0 ? 0 : random.nextInt();
        entry.tsRecentStamp = random.nextInt(4) == 0 ? 0 : stamp();
        entry.lastOowAck = lastOowAck();
        SegmentOnTimeWait situation = new SegmentOnTimeWait();
        Segment segment = segment(near(entry.rcvNxt, entry.rcvWnd), near(entry.sndNxt, 0), entry.tsRecent);
        situation.cause(segment, settings(kernel), SOME_TIME, SOME_SECOND);
        return situation.meets(entry, random.nextInt(5) > 0);
    }

    public SegmentOnListen onListen(KernelProfile kernel) {
        boolean crowded = random.nextInt(5) == 0;
        Listener listener = new Listener(80, crowded ? 20 : random.nextInt(3), 1024L);
        listener.acceptQueue = random.nextInt(4);
        listener.requests = crowded ? 3 + random.nextInt(2) : random.nextInt(4) == 0 ? 16 : random.nextInt(4);
        listener.young = random.nextInt(1 + Math.min(3, listener.requests));
        int ts = random.nextInt();
        SegmentOnListen situation = new SegmentOnListen();
        Segment segment = segment(random.nextInt(), 0, ts);
        Settings settings = settings(kernel);
        if (crowded) {
            // no cookies, and three or four of four places taken
            segment.header(TcpFlags.SYN, segment.seq(), 0, segment.window()).length(0, 0);
            settings = settings.with(Sysctl.TCP_SYNCOOKIES, 0).with(Sysctl.TCP_MAX_SYN_BACKLOG, 4);
        }
        situation.cause(segment, settings, SOME_TIME, SOME_SECOND);
        if (random.nextBoolean()) {
            long[] ago = {0, 2999, 3000, 3001, 119_999, 120_001};
            listener.overflowed = SOME_TIME - ago[random.nextInt(ago.length)] * SimTime.MILLISECOND;
        }
        situation.meets(random.nextInt(6) == 0 ? null : listener, random.nextInt(4) == 0);
        situation.returnsCookie(random.nextInt(6), random.nextInt(6)).provesPeer(random.nextBoolean());
        return random.nextInt(4) == 0 ? situation : situation.remembers(ts, stamp());
    }

    public SegmentOnSocket inSynSent(KernelProfile kernel) {
        return onSocket(kernel, TcpState.SYN_SENT);
    }

    public SegmentOnSocket inSynRecv(KernelProfile kernel) {
        return onSocket(kernel, TcpState.SYN_RECV);
    }

    public SegmentOnSocket crossed(KernelProfile kernel) {
        SegmentOnSocket situation = onSocket(kernel, TcpState.SYN_RECV);
        situation.socket().crossed = true;
        return situation;
    }

    public SegmentOnSocket onLiveSocket(KernelProfile kernel) {
        return onSocket(kernel, LIVE[random.nextInt(LIVE.length)]);
    }

    public ConnectAttempt connecting(KernelProfile kernel) {
        TimeWaitSocket entry = new TimeWaitSocket();
        entry.finWait2 = random.nextInt(4) == 0;
        entry.tsRecentStamp = random.nextInt(4) == 0 ? 0 : SOME_SECOND - random.nextInt(4);
        long age = random.nextInt(3) * 500L + random.nextInt(3);
        entry.entryStamp = (int) (SOME_TIME / SimTime.MILLISECOND - age);
        ConnectAttempt attempt = new ConnectAttempt()
                .call(settings(kernel), SOME_TIME, SOME_SECOND, random.nextInt(4) == 0, random.nextBoolean());
        attempt.searched(1 + random.nextInt(2), random.nextInt(8) == 0 ? 1 : 0);
        attempt.onPort(random.nextInt(8) == 0, random.nextInt(8) == 0, random.nextInt(3));
        return switch (random.nextInt(8)) {
            case 0 -> attempt;
            case 1 -> attempt.meetsSocket();
            default -> attempt.meets(entry);
        };
    }

    public BindAttempt binding(KernelProfile kernel) {
        Tcb socket = new Tcb();
        socket.reuseAddress = random.nextInt(4) > 0;
        socket.reusePort = random.nextBoolean();
        socket.boundDevice = random.nextInt(3);
        Settings settings = kernel.settings();
        if (kernel.has(Sysctl.IP_AUTOBIND_REUSE)) {
            settings = settings.with(Sysctl.IP_AUTOBIND_REUSE, random.nextInt(2));
        }
        BindAttempt attempt = new BindAttempt().call(settings, socket, random.nextBoolean());
        if (random.nextBoolean()) {
            attempt.again();
        }
        return attempt.meets(random.nextInt(3), random.nextInt(4) > 0)
                .on(random.nextInt(3))
                .that(random.nextInt(4) > 0, random.nextBoolean(), random.nextInt(3) == 0, random.nextBoolean());
    }

    private SegmentOnSocket onSocket(KernelProfile kernel, TcpState state) {
        Tcb socket = new Tcb();
        socket.state = state;
        socket.orphan = random.nextInt(4) == 0;
        socket.timestamps = random.nextInt(4) > 0;
        socket.sack = random.nextBoolean();
        socket.rcvNxt = random.nextInt();
        socket.rcvWup = socket.rcvNxt - random.nextInt(3);
        socket.rcvWnd = random.nextInt(70_000);
        socket.sndWl1 = socket.rcvNxt + 1 - random.nextInt(3);
        socket.sndWnd = random.nextInt(65_536);
        socket.irs = socket.rcvNxt - 1;
        socket.sndNxt = random.nextInt();
        socket.sndUna = socket.sndNxt - random.nextInt(3);
        socket.iss = socket.sndUna - random.nextInt(3);
        socket.maxWindow = random.nextBoolean() ? 65_535 : 1;
        socket.unread = random.nextInt(2);
        socket.retransmits = random.nextInt(8);
        if (random.nextInt(4) == 0) {
            socket.outOfOrder.add(socket.rcvNxt + 1, socket.rcvNxt + 2, false);
        }
        boolean closes = state != TcpState.ESTABLISHED && state != TcpState.CLOSE_WAIT;
        socket.finSent = closes && random.nextInt(6) > 0;
        socket.tsRecent = random.nextInt(10) == 0 ? 0 : random.nextInt();
        socket.tsRecentStamp = random.nextInt(5) == 0 ? 0 : stamp();
        socket.lastOowAck = lastOowAck();
        socket.readShutdown = random.nextInt(6) == 0;
        if (state == TcpState.FIN_WAIT_1 && random.nextBoolean()) {
            // FIN-WAIT-2 of a socket that nobody holds may be forbidden, or last longer than TIME-WAIT
            socket.options = SocketOptions.NONE.linger2(
                    random.nextBoolean() ? -1 : 90, kernel.settings().with(Sysctl.TCP_FIN_TIMEOUT, 90));
        }
        socket.firstSynTick = random.nextInt();
        socket.lastSynTick = socket.firstSynTick + random.nextInt(3);
        socket.rto = 200 + random.nextInt(2);
        if (state == TcpState.SYN_RECV && random.nextInt(4) == 0) {
            socket.options = SocketOptions.NONE.deferAccept(random.nextInt(3));
            socket.retransmits = random.nextInt(3);
        }
        Segment segment = segment(near(socket.rcvNxt, socket.rcvWnd), near(socket.sndNxt, 0), socket.tsRecent);
        if (random.nextInt(12) == 0) {
            // a bare ACK in order with a timestamp that is a little old
            segment.header(TcpFlags.ACK, socket.rcvNxt, socket.sndUna, random.nextInt(65_536));
            segment.timestamp(socket.tsRecent - random.nextInt(300), 0);
        }
        if (state == TcpState.SYN_RECV && random.nextInt(6) == 0) {
            // the SYN-ACK of somebody who opened at the same time
            segment.header(TcpFlags.SYN | TcpFlags.ACK, socket.irs, socket.sndNxt, random.nextInt(65_536));
            segment.timestamp(socket.tsRecent + random.nextInt(3), 0).length(0, 0);
        }
        if (segment.isTimestamped() && random.nextInt(3) > 0) {
            segment.timestamp(segment.tsVal(), near(socket.firstSynTick, 0));
        }
        if (socket.rcvNxt % 2 == 0) {
            // the window that header prediction expects
            socket.sndWnd = segment.window();
        }
        SegmentOnSocket situation = new SegmentOnSocket();
        situation.cause(segment, settings(kernel), SOME_TIME, SOME_SECOND);
        return situation
                .meets(socket, socket.firstSynTick + random.nextInt(4), random.nextInt(4))
                .joins(random.nextInt(3), random.nextInt(3));
    }

    private Segment segment(int seq, int ack, int ts) {
        Segment segment = new Segment();
        int flags = FLAGS[random.nextInt(FLAGS.length)];
        segment.header(flags, seq, ack, random.nextInt(65_536));
        if ((flags & (TcpFlags.SYN | TcpFlags.RST)) == 0 && random.nextBoolean()) {
            segment.length(1 + random.nextInt(20), 0);
        }
        return random.nextInt(4) == 0 ? segment : segment.timestamp(near(ts, 0), 0);
    }

    private Settings settings(KernelProfile kernel) {
        Settings settings = kernel.settings();
        for (Sysctl sysctl : new Sysctl[] {
            Sysctl.TCP_RFC1337, Sysctl.TCP_TW_RECYCLE, Sysctl.TCP_TW_REUSE, Sysctl.TCP_ABORT_ON_OVERFLOW
        }) {
            if (kernel.has(sysctl) && random.nextBoolean()) {
                settings = settings.with(sysctl, random.nextInt((int) sysctl.most() + 1));
            }
        }
        settings = random.nextBoolean() ? settings.with(Sysctl.TCP_SYNCOOKIES, random.nextInt(3)) : settings;
        settings = random.nextInt(4) == 0 ? settings.with(Sysctl.TCP_MAX_SYN_BACKLOG, 4) : settings;
        return random.nextInt(8) == 0 ? settings.with(Sysctl.TCP_TIMESTAMPS, 0) : settings;
    }

    private int stamp() {
        return SOME_SECOND - AGES[random.nextInt(AGES.length)];
    }

    private long lastOowAck() {
        return random.nextBoolean() ? Long.MIN_VALUE : SOME_TIME - (498 + random.nextInt(4)) * SimTime.MILLISECOND;
    }

    /** The number, one beside it, one at the end of a window, or half the ring away. */
    private int near(int number, int window) {
        int beside = number + random.nextInt(5) - 2;
        return switch (random.nextInt(8)) {
            case 0 -> beside + Integer.MIN_VALUE;
            case 1 -> number + window + random.nextInt(5) - 3;
            case 2 -> beside + random.nextInt(2000) - 1000;
            case 3 -> random.nextInt();
            case 4, 5 -> number;
            default -> beside;
        };
    }
}
