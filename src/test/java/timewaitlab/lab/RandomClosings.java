package timewaitlab.lab;

import java.util.Random;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.CloseCall;
import timewaitlab.tcp.EntryWanted;
import timewaitlab.tcp.IcmpReceived;
import timewaitlab.tcp.Jiffies;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.SocketOptions;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimerFired;
import timewaitlab.tcp.Unreachable;

/** Timers that fire and calls that close, by chance, most of their values near the places where verdicts turn. */
public final class RandomClosings {
    private static final long SOME_TIME = 40L * 86_400 * SimTime.SECOND;
    private static final TcpState[] STATES = {
        TcpState.CLOSED,
        TcpState.SYN_SENT,
        TcpState.ESTABLISHED,
        TcpState.FIN_WAIT_1,
        TcpState.FIN_WAIT_2,
        TcpState.CLOSE_WAIT,
        TcpState.CLOSING,
        TcpState.LAST_ACK
    };

    private final Random random;

    public RandomClosings(long seed) {
        random = new Random(seed);
    }

    public CloseCall closing(KernelProfile kernel) {
        Settings settings = settings(kernel);
        CloseCall call = new CloseCall();
        call.calls(settings, new Jiffies(settings, -1), SOME_TIME, socket(settings));
        call.among(random.nextInt(4));
        return call.atExit(random.nextInt(4) == 0);
    }

    public TimerFired firing(KernelProfile kernel) {
        Settings settings = settings(kernel);
        TimerFired fired = new TimerFired();
        fired.fires(settings, new Jiffies(settings, random.nextInt(3) - 1L), SOME_TIME, socket(settings));
        fired.among(random.nextInt(4));
        return fired;
    }

    public IcmpReceived hearing(KernelProfile kernel) {
        Settings settings = settings(kernel);
        Tcb socket = socket(settings);
        if (random.nextInt(3) == 0) {
            socket.state = TcpState.SYN_RECV;
            socket.crossed = random.nextBoolean();
        }
        Unreachable what = Unreachable.values()[random.nextInt(3)];
        return new IcmpReceived()
                .arrives(settings, new Jiffies(settings, -1), SOME_TIME, socket)
                .says(what, socket.sndUna + random.nextInt(4) - 1);
    }

    public EntryWanted wanting(KernelProfile kernel) {
        Settings settings = settings(kernel).with(Sysctl.NOLOCALTIMEWAIT, random.nextInt(2));
        return new EntryWanted()
                .wants(settings, random.nextInt(4), random.nextInt(3) == 0, random.nextInt(3) == 0)
                .withItself(random.nextBoolean())
                .waits(3 * SimTime.SECOND, (2 + random.nextInt(3)) * SimTime.SECOND);
    }

    private Tcb socket(Settings settings) {
        Tcb socket = new Tcb();
        socket.state = STATES[random.nextInt(STATES.length)];
        socket.orphan = random.nextBoolean();
        socket.unread = random.nextInt(4) == 0 ? 10 : 0;
        socket.sndNxt = random.nextInt();
        socket.sndUna = socket.sndNxt - random.nextInt(2);
        socket.writeSeq = socket.sndNxt - random.nextInt(2);
        socket.finQueued = random.nextBoolean();
        socket.finSent = socket.finQueued && random.nextBoolean();
        socket.probing = random.nextInt(4) == 0;
        socket.pingpong = random.nextBoolean();
        socket.ackOwed = random.nextBoolean();
        socket.rto = random.nextInt(4) == 0 ? 120_000 : 200 + random.nextInt(2);
        socket.retransmits = random.nextInt(3);
        socket.options = options(settings);
        socket.probesOut = random.nextInt(3);
        socket.persistBackoff = random.nextInt(3);
        socket.persistingSince = random.nextInt(3) == 0 ? -1 : ago(1000, 8_000_000);
        socket.retransmittingSince = ago(200, 1000, 3000, 924_600, 240_000);
        socket.lastReceived = ago(10_000, 7_200_000);
        socket.lastAckReceived = ago(10_000, 7_200_000);
        socket.lastSent = ago(60_000, 240_000);
        socket.probeOut = socket.probing && random.nextBoolean();
        return socket;
    }

    private SocketOptions options(Settings settings) {
        SocketOptions options = SocketOptions.NONE
                .keepAlive(random.nextInt(6) > 0)
                .linger(random.nextInt(3) - 1)
                .linger2(new int[] {0, -1, 3, 65}[random.nextInt(4)], settings);
        if (random.nextBoolean()) {
            options = options.userTimeout(random.nextBoolean() ? 1000 : 8_000_000);
        }
        return random.nextBoolean()
                ? options
                : options.keepIdle(10).keepInterval(5).keepCount(2);
    }

    /** One of these numbers of milliseconds before now, or one beside it. */
    private long ago(long... millis) {
        long chosen = millis[random.nextInt(millis.length)] + random.nextInt(3) - 1;
        return SOME_TIME - chosen * SimTime.MILLISECOND;
    }

    private Settings settings(KernelProfile kernel) {
        Settings settings = kernel.settings();
        settings = random.nextBoolean() ? settings.with(Sysctl.TCP_MAX_ORPHANS, 2) : settings;
        settings = random.nextBoolean() ? settings.with(Sysctl.TCP_FIN_TIMEOUT, 61) : settings;
        settings = random.nextBoolean() ? settings.with(Sysctl.TCP_RETRIES2, random.nextInt(4)) : settings;
        settings = random.nextBoolean() ? settings.with(Sysctl.TCP_ORPHAN_RETRIES, random.nextInt(4)) : settings;
        return random.nextBoolean() ? settings.with(Sysctl.TCP_MAX_TW_BUCKETS, 2) : settings;
    }
}
