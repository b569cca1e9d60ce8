package timewaitlab.lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.scenario.CaptureContext;
import timewaitlab.scenario.CaptureContext.Call;
import timewaitlab.scenario.CaptureContext.Called;
import timewaitlab.scenario.CaptureContext.ClockSet;
import timewaitlab.scenario.CaptureContext.Listens;
import timewaitlab.scenario.CaptureContext.Step;
import timewaitlab.scenario.CaptureContext.StopsListening;
import timewaitlab.scenario.CaptureContext.SysctlWritten;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.FourTuple;

/** What a context tells of the host: its steps are taken when their time has come. */
final class KnownSteps {
    /** A call and the segment it sends are recorded so far apart at most. */
    private static final long NEAR = 100 * SimTime.MILLISECOND;

    private final JudgingHost judge;
    private final CaptureIndex index;
    private final List<Step> steps;
    private final Set<Integer> listening = new HashSet<>();
    /** Of each quadruplet the initial sequence number of the connection that accept() gave out last. */
    private final Map<Long, Integer> accepted = new HashMap<>();

    private int next;

    KnownSteps(JudgingHost judge, CaptureIndex index, CaptureContext context) {
        this.judge = judge;
        this.index = index;
        steps = context.steps();
        for (Step step : steps) {
            if (step instanceof Listens listens) {
                listening.add(listens.port());
            }
        }
    }

    /** Whether the context tells who listens on this port. */
    boolean tellsOf(int port) {
        return listening.contains(port);
    }

    /** Takes every step up to this moment. */
    void until(long time) {
        while (next < steps.size() && steps.get(next).at() <= time) {
            take(steps.get(next++));
        }
    }

    private void take(Step step) {
        if (step instanceof SysctlWritten written) {
            judge.host().sysctl(written.sysctl(), written.value());
        } else if (step instanceof ClockSet set) {
            judge.host().stepClock(set.seconds());
        } else if (step instanceof Listens listens) {
            judge.replay().closeListener(listens.port());
            judge.host().calls().listen(listens.at(), listens.port(), listens.backlog(), true);
        } else if (step instanceof StopsListening stops) {
            judge.replay().closeListener(stops.port());
        } else if (step instanceof Called called) {
            call(called);
        }
    }

    /** Only what sends nothing by itself: what a call sends is recognised where it was captured. */
    private void call(Called called) {
        Tcb socket = socket(called);
        if (socket == null) {
            return;
        }
        boolean silent = (socket.finQueued
                        || socket.state == TcpState.SYN_SENT
                        || judge.replay().holdsFin(socket))
                && !index.isAbortedNear(socket.key, called.at(), NEAR);
        if (called.call() == Call.ACCEPT) {
            accepted.put(socket.key, socket.iss);
            judge.host().calls().accept(socket);
        } else if (called.call() == Call.KILL) {
            judge.replay().forget(socket.key, called.at());
        } else if (called.call() == Call.CLOSE && silent) {
            judge.host().closing().exit(called.at(), socket);
        } else if (called.call() == Call.SHUTDOWN && silent && !socket.finQueued) {
            judge.host().closing().shutdown(called.at(), socket, false, true);
        }
    }

    /** The connection a call was made on: the one named, the oldest that waits for accept(), or the only one. */
    private @Nullable Tcb socket(Called called) {
        for (Frame first : index.beginnings()) {
            Tcb socket = called.call() == Call.ACCEPT
                    ? waiting(first.key())
                    : judge.host().socket(first.key());
            if (socket != null && isMeant(called, first)) {
                return called.call() == Call.ACCEPT || isHeld(socket) ? socket : null;
            }
        }
        return null;
    }

    /** A connection that was reset waits for accept() all the same. */
    private @Nullable Tcb waiting(long key) {
        Listener listener = judge.replay().listener(FourTuple.localPortOf(key));
        if (listener == null) {
            return null;
        }
        return listener.waiting.stream()
                .filter(socket -> socket.key == key)
                .findFirst()
                .orElse(null);
    }

    /** A call concerns what accept() gave out, though that may be over and the peer have begun another one. */
    private boolean isHeld(Tcb socket) {
        return accepted.getOrDefault(socket.key, socket.iss) == socket.iss;
    }

    private boolean isMeant(Called called, Frame first) {
        return called.peer().isEmpty()
                || FourTuple.remotePortOf(first.key()) == called.peerPort()
                        && index.peerOf(first).text().equals(called.peer());
    }

    /** Whether this FIN was sent by shutdown(); null when the context tells nothing about it. */
    @Nullable
    Boolean isShutdown(Frame fin) {
        Boolean known = null;
        for (Step step : steps) {
            if (step instanceof Called called
                    && (called.call() == Call.SHUTDOWN || called.call() == Call.CLOSE)
                    && Math.abs(called.at() - fin.time()) <= NEAR
                    && isMeant(called, fin)
                    && !Boolean.TRUE.equals(known)) {
                known = called.call() == Call.SHUTDOWN;
            }
        }
        return known;
    }
}
