package timewaitlab.lab;

import org.jspecify.annotations.Nullable;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.By;
import timewaitlab.tcp.SocketOption;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.trace.Cause;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Application calls that nobody recorded: the weakest one that explains a departure. */
final class GuessedCalls {
    private static final int KIND = TcpFlags.SYN | TcpFlags.ACK | TcpFlags.FIN | TcpFlags.RST;

    private final JudgingHost judge;
    private final CapturePass pass;
    private String name = "";
    private boolean silent;

    GuessedCalls(JudgingHost judge, CapturePass pass) {
        this.judge = judge;
        this.pass = pass;
    }

    /** The call being made. */
    String name() {
        return name;
    }

    /** Whether the call that was found explains the departure without the model sending anything. */
    boolean isSilent() {
        return silent;
    }

    /** Makes the call that explains a departure; null when none does. */
    @Nullable
    By explain(Frame frame, Conversation talk) {
        silent = false;
        Segment seen = frame.segment();
        Tcb socket = judge.host().socket(talk.key);
        if (frame.isRequest()) {
            return socket == null ? call("connect", frame, talk) : null;
        }
        if (socket == null) {
            return null;
        }
        if ((seen.flags() & KIND) == (TcpFlags.RST | TcpFlags.ACK)) {
            return call("abort", frame, talk);
        }
        if (seen.has(TcpFlags.SYN) || seen.has(TcpFlags.RST)) {
            return null;
        }
        boolean speaks = seen.sequenceLength() > 0 && seen.seq() == socket.sndNxt && maySpeak(socket);
        if (speaks) {
            String closing = seen.has(TcpFlags.FIN) ? closing(frame) : "";
            String what = seen.length() == 0 ? closing : closing.isEmpty() ? "write" : "write+" + closing;
            return call(what, frame, talk);
        }
        return bare(seen, talk, socket);
    }

    private static boolean maySpeak(Tcb socket) {
        boolean open = socket.state == TcpState.ESTABLISHED || socket.state == TcpState.CLOSE_WAIT;
        return !socket.finQueued && (open || socket.state == TcpState.SYN_RECV && socket.crossed);
    }

    private String closing(Frame fin) {
        return pass.isShutdown(fin) ? "shutdown" : "close";
    }

    /** A bare ACK: the application read and the window opened, or the peer is asked whether it is alive. */
    private @Nullable By bare(Segment seen, Conversation talk, Tcb socket) {
        boolean current = (seen.flags() & KIND) == TcpFlags.ACK
                && seen.ack() == socket.rcvNxt
                && (!seen.isTimestamped() || seen.tsEcr() == socket.tsRecent);
        if (current && seen.length() <= 1 && seen.seq() == socket.sndUna - 1 && socket.sndUna == socket.sndNxt) {
            silent = true;
            return By.timer(socket.usableWindow() > 0 ? "keepalive" : "persist");
        }
        if (current && seen.length() == 0 && seen.seq() == socket.sndNxt && seen.window() > talk.window) {
            silent = true;
            return By.call("read");
        }
        return null;
    }

    private By call(String what, Frame frame, Conversation talk) {
        name = what;
        long time = frame.time();
        int id = judge.recorder().called(time, judge.host().name(), describe(what, frame.segment()));
        judge.recorder().cause(time, new Cause.ByCall(id));
        make(what, frame, talk);
        judge.recorder().returned(id, time, "OK");
        return By.call(what);
    }

    private static String describe(String what, Segment seen) {
        return switch (what) {
            case "connect" -> "connect " + new Endpoint(seen.dst(), seen.dstPort());
            case "write", "write+close", "write+shutdown" -> what + " " + seen.length();
            default -> what;
        };
    }

    private void make(String what, Frame frame, Conversation talk) {
        Segment seen = frame.segment();
        long time = frame.time();
        if (what.equals("connect")) {
            connect(seen, time, talk);
            return;
        }
        Tcb socket = judge.host().socket(frame.key());
        if (socket == null) {
            return;
        }
        if (socket.state != TcpState.SYN_RECV) {
            judge.host().calls().accept(socket);
        }
        switch (what) {
            case "abort" -> judge.host().closing().abort(time, socket);
            case "shutdown" -> judge.host().closing().shutdown(time, socket, false, true);
            case "close" -> judge.host().closing().exit(time, socket);
            case "write" -> {
                if (HeldWrites.wouldHold(judge, seen, socket)) {
                    // it left all the same
                    judge.host().calls().setOption(time, socket, SocketOption.TCP_NODELAY, 1);
                }
                judge.host().calls().write(time, socket, seen.length(), 0);
            }
            case "write+shutdown" -> {
                judge.host().calls().write(time, socket, seen.length(), 0);
                judge.host().closing().shutdown(time, socket, false, true);
            }
            default -> {
                judge.host().calls().write(time, socket, seen.length(), 0);
                judge.host().closing().exit(time, socket);
            }
        }
    }

    /** A port that connect() may not choose may have been asked for by bind(). */
    private void connect(Segment syn, long time, Conversation talk) {
        settleEntry(syn, time, talk);
        Endpoint local = new Endpoint(syn.src(), syn.srcPort());
        Endpoint remote = new Endpoint(syn.dst(), syn.dstPort());
        Tcb socket = judge.replay().connect(time, local, remote, false);
        if (judge.replay().isRefused(socket)) {
            judge.replay().connect(time, local, remote, true);
        }
    }

    /** Near the end of an entry the ISN tells whether it is still there: who takes it over begins beyond it. */
    private void settleEntry(Segment syn, long time, Conversation talk) {
        TimeWaitSocket entry = talk.entry;
        if (entry == null) {
            return;
        }
        boolean takesOver = judge.replay().isnAfter(entry) == syn.seq();
        boolean there = judge.replay().timeWaitDue(talk.key) >= 0;
        long early = judge.slack().timeWaitEarly(talk.entryLength);
        long late = judge.slack().timeWaitLate(talk.entryLength);
        if (there && !takesOver && time >= talk.entryDue - early) {
            judge.replay().forget(talk.key, time);
        } else if (!there && takesOver && time <= talk.entryDue + late) {
            judge.replay().restore(talk.key, entry, time);
        }
    }
}
