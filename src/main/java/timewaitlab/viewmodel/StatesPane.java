package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import timewaitlab.draw.StateLayout;
import timewaitlab.draw.StateOptions;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Party;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.wire.Endpoint;
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
    private static final int MOST_LISTED = 20;

    /** Which hosts share a diagram. */
    public enum Whose {
        CLIENTS,
        SERVERS,
        ALL
    }

    /** The hosts that share a diagram, from left to right; of a capture those whose states are known, if any. */
    public static List<String> hosts(TraceIndex index, Whose whose) {
        List<Party> all = index.trace().parties().stream()
                .filter(party -> switch (party.kind()) {
                    case NAT, FIREWALL -> false;
                    case CLIENT -> whose != Whose.SERVERS;
                    case SERVER -> whose != Whose.CLIENTS;
                })
                .toList();
        List<Party> known =
                all.stream().filter(party -> !party.kernel().isEmpty()).toList();
        return (known.isEmpty() ? all : known).stream().map(Party::name).toList();
    }

    /** The diagram of this size; the wide variant where there is room for it. */
    public StateLayout layout(TraceIndex index, double width, double height) {
        StateOptions options =
                StateLayout.fitsWide(width, height) ? StateOptions.wide(host, time) : StateOptions.narrow(host, time);
        return StateLayout.of(
                index.trace(),
                index.keyframes(),
                options.withTitle(false)
                        .withSocket(followed.map(Object::toString).orElse(null))
                        .withSize(width, height));
    }

    /** Where the token is on its way into the state it just entered, with two places behind it; x and y in turn. */
    public Optional<double[]> travel(MainViewModel model, StateLayout layout, double millis) {
        if (followed.isEmpty() || !model.playhead().isPlaying()) {
            return Optional.empty();
        }
        return new Sockets(model.index())
                .history(host, followed.get(), time).stream()
                        .reduce((one, other) -> other)
                        .filter(change -> model.playhead().since(change.time()) < millis)
                        .flatMap(change ->
                                travel(layout, change, model.playhead().since(change.time()) / millis));
    }

    private static Optional<double[]> travel(StateLayout layout, StateChange change, double part) {
        double eased = Easing.arriving(part);
        Optional<double[]> head = layout.pointOn(change.from(), change.to(), eased);
        Optional<double[]> next = layout.pointOn(change.from(), change.to(), Math.max(0, eased - 0.14));
        Optional<double[]> last = layout.pointOn(change.from(), change.to(), Math.max(0, eased - 0.28));
        return head.map(point -> new double[] {
            point[0],
            point[1],
            next.orElse(point)[0],
            next.orElse(point)[1],
            last.orElse(point)[0],
            last.orElse(point)[1]
        });
    }

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
                        : local(index, host, tuple.local()) + " → " + name(index, tuple.remote()))
                .orElse("");
        String note = followed.isPresent() ? note(index, host, time) : "";
        return new StatesPane(host, followed, now, time, socket, note);
    }

    /** By the name of who has the address: {@code B:80}. */
    private static String name(TraceIndex index, Endpoint remote) {
        return index.partyAt(remote.address())
                        .map(party -> index.shortName(party.name()))
                        .orElse("")
                + ":" + remote.port();
    }

    /** Whole, unless the host is called by its address, which then stands above. */
    private static String local(TraceIndex index, String host, Endpoint local) {
        String shorter = index.shortName(host);
        return shorter.equals(host) ? local.toString() : shorter + ":" + local.port();
    }

    /** Who is in a state: as many as can be read, and how many there are. */
    public record Occupied(String state, List<String> sockets, int all) {
        /** {@code TIME-WAIT: 3}. */
        public String text() {
            return Texts.say("states.occupied", state, all == 0 ? Texts.say("states.nobody") : Numbers.count(all));
        }
    }

    /** Who is in this state now. */
    public Occupied occupied(TraceIndex index, TcpState state) {
        List<Sockets.Snapshot> there = new Sockets(index)
                .at(host, time).stream()
                        .filter(snapshot -> snapshot.state() == state)
                        .toList();
        return new Occupied(
                state.label(),
                there.stream()
                        .limit(MOST_LISTED)
                        .map(snapshot -> snapshot.socket().toString())
                        .toList(),
                there.size());
    }

    /** Which of these hosts the selected segment concerns: its receiver in a diagram of all, else its sender first. */
    public static Optional<String> concerned(TraceIndex index, int journey, List<String> hosts, Whose whose) {
        Optional<String> sender = index.leg(journey).map(Leg::at).filter(hosts::contains);
        Optional<String> receiver = index.lastLeg(journey).map(Leg::to).filter(hosts::contains);
        return whose == Whose.ALL ? receiver.or(() -> sender) : sender.or(() -> receiver);
    }

    private static String note(TraceIndex index, String host, long time) {
        Optional<Judged> last =
                index.lastVerdict(time).filter(judged -> judged.at().equals(host));
        boolean refused = last.filter(TraceIndex::isRefusal).isPresent();
        return refused && last.get().stateBefore() == TcpState.LISTEN ? Texts.say("states.refused") : "";
    }
}
