package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;
import timewaitlab.wire.FourTuple;

/**
 * One host's states at a moment, around the socket that is followed.
 *
 * @param followed the socket; empty before the host had one
 * @param now its state, CLOSED once it is gone
 * @param note what happens next, in words
 */
public record StatesPane(
        String host, Optional<FourTuple> followed, TcpState now, long time, String socket, String note) {

    /** The label over the diagram. */
    public String state() {
        return followed.isEmpty() ? Texts.say("states.none") : now.label();
    }

    /** The states of this host at this moment. */
    public static StatesPane of(TraceIndex index, String host, int journey, long time) {
        Sockets sockets = new Sockets(index);
        Optional<FourTuple> followed = sockets.followed(host, journey, time);
        TcpState now = followed.flatMap(socket -> sockets.at(host, time).stream()
                        .filter(snapshot -> snapshot.socket().equals(socket))
                        .map(Sockets.Snapshot::state)
                        .findFirst())
                .orElse(TcpState.CLOSED);
        String socket = followed.map(tuple -> now == TcpState.LISTEN
                        ? tuple.local().toString()
                        : tuple.local() + " → :" + tuple.remote().port())
                .orElse("");
        String note =
                followed.map(tuple -> note(index, sockets, host, tuple, time)).orElse("");
        return new StatesPane(host, followed, now, time, socket, note);
    }

    /** Which of these hosts the selected segment concerns: its sender where the hosts are clients, else its receiver. */
    public static Optional<String> concerned(TraceIndex index, int journey, List<String> hosts, boolean all) {
        Optional<String> sender = index.leg(journey).map(Leg::at).filter(hosts::contains);
        Optional<String> receiver = index.lastLeg(journey).map(Leg::to).filter(hosts::contains);
        return all ? receiver.or(() -> sender) : sender.or(() -> receiver);
    }

    private static String note(TraceIndex index, Sockets sockets, String host, FourTuple socket, long time) {
        Optional<TimerSpan> timer = sockets.timer(host, socket.toString(), time);
        if (timer.isPresent()) {
            String left = Numbers.span((Sockets.due(timer.get(), time) - time) / 1e9);
            boolean again = timer.get().kind() == TimerKind.RETRANSMIT;
            return again ? Texts.say("states.again", left) : Texts.say("states.left", left);
        }
        Optional<Judged> last =
                index.lastVerdict(time).filter(judged -> judged.at().equals(host));
        boolean refused = last.filter(TraceIndex::isRefusal).isPresent();
        return refused && last.get().stateBefore() == TcpState.LISTEN ? Texts.say("states.refused") : "";
    }
}
