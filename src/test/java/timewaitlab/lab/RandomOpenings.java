package timewaitlab.lab;

import java.util.Random;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Jiffies;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.SocketOptions;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimerFired;

/** Timers of connections that are being opened, by chance, most of their values near the places where verdicts turn. */
public final class RandomOpenings {
    private static final long SOME_TIME = 40L * 86_400 * SimTime.SECOND;

    private final Random random;

    public RandomOpenings(long seed) {
        random = new Random(seed);
    }

    /** The timer of a SYN, or of a SYN-ACK that answered a crossing one. */
    public TimerFired syn(KernelProfile kernel) {
        Settings settings = settings(kernel);
        Tcb socket = new Tcb();
        socket.state = random.nextInt(4) == 0 ? TcpState.SYN_RECV : TcpState.SYN_SENT;
        socket.rto = settings.get(Constant.TCP_TIMEOUT_INIT);
        socket.retransmits = random.nextInt(6);
        long[] millis = {600, 1000, 1400, 3000, 7000, 15_000, 21_000, 63_000};
        socket.openedAt =
                SOME_TIME - (millis[random.nextInt(millis.length)] + random.nextInt(3) - 1) * SimTime.MILLISECOND;
        socket.options = options();
        return fired(settings, socket);
    }

    /** The timer of a request. */
    public TimerFired synAck(KernelProfile kernel) {
        Settings settings = settings(kernel);
        Tcb request = new Tcb();
        request.state = TcpState.SYN_RECV;
        request.retransmits = random.nextInt(6);
        request.ackSeen = random.nextBoolean();
        request.options = options().deferAccept(random.nextInt(4));
        request.listener = listener(settings);
        return fired(settings, request);
    }

    private TimerFired fired(Settings settings, Tcb socket) {
        TimerFired fired = new TimerFired();
        return fired.fires(settings, new Jiffies(settings, random.nextInt(3) - 1L), SOME_TIME, socket);
    }

    /** Crowded now and then. */
    private Listener listener(Settings settings) {
        Listener listener = new Listener(80, random.nextInt(12), settings.get(Sysctl.TCP_MAX_SYN_BACKLOG));
        listener.requests = 1 + random.nextInt(14);
        listener.young = random.nextInt(listener.requests + 1);
        return listener;
    }

    private SocketOptions options() {
        SocketOptions options = SocketOptions.NONE.synCount(random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0);
        return random.nextInt(3) == 0 ? options.userTimeout(1000) : options;
    }

    private Settings settings(KernelProfile kernel) {
        Settings settings = kernel.settings();
        settings = random.nextBoolean() ? settings.with(Sysctl.TCP_SYN_RETRIES, 1 + random.nextInt(4)) : settings;
        return random.nextBoolean() ? settings.with(Sysctl.TCP_SYNACK_RETRIES, random.nextInt(5)) : settings;
    }
}
