package timewaitlab.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.StateChange;

/**
 * The sockets of every host at any instant: what was open after every so many changes is kept, and the changes since
 * the nearest of these are folded onto it. So an instant late in a long run costs no more than an early one. Immutable.
 */
public final class Keyframes {
    /** Changes from one keyframe to the next: no instant takes more to be folded. */
    public static final int APART = 512;

    private final Map<String, OfHost> hosts = new HashMap<>();

    /** The sockets that are open, by name and oldest first, each with its last change. */
    private record Keyframe(Map<String, StateChange> open) {}

    private static final class OfHost {
        private final List<StateChange> changes = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<Keyframe> frames = new ArrayList<>();
        private final Map<String, List<StateChange>> bySocket = new HashMap<>();
    }

    /**
     * What an instant looks like.
     *
     * @param open the sockets there are, oldest first, each with its last change
     * @param folded how many changes had to be applied to find them
     */
    public record Folded(Map<String, StateChange> open, int folded) {}

    private Keyframes(List<StateChange> states) {
        for (StateChange change : states) {
            OfHost host = hosts.computeIfAbsent(change.at(), any -> new OfHost());
            String name = change.socket().toString();
            host.changes.add(change);
            host.names.add(name);
            host.bySocket.computeIfAbsent(name, any -> new ArrayList<>(8)).add(change);
        }
        hosts.values().forEach(Keyframes::frame);
    }

    /** Those of this trace. */
    public static Keyframes of(Trace trace) {
        return new Keyframes(trace.states());
    }

    private static void frame(OfHost host) {
        Map<String, StateChange> open = new LinkedHashMap<>();
        for (int i = 0; i < host.changes.size(); i++) {
            if (i % APART == 0) {
                host.frames.add(new Keyframe(new LinkedHashMap<>(open)));
            }
            apply(host, i, open);
        }
    }

    private static void apply(OfHost host, int number, Map<String, StateChange> open) {
        StateChange change = host.changes.get(number);
        if (change.to() == TcpState.CLOSED) {
            open.remove(host.names.get(number));
        } else {
            open.put(host.names.get(number), change);
        }
    }

    /** The sockets of this host at this moment. */
    public Folded at(String name, long time) {
        OfHost host = hosts.get(name);
        if (host == null) {
            return new Folded(Map.of(), 0);
        }
        int end = count(host.changes, time);
        int frame = Math.min(end / APART, host.frames.size() - 1);
        Map<String, StateChange> open =
                new LinkedHashMap<>(host.frames.get(frame).open());
        for (int i = frame * APART; i < end; i++) {
            apply(host, i, open);
        }
        return new Folded(open, end - frame * APART);
    }

    /** The last change of any socket of this host up to this moment. */
    public Optional<StateChange> last(String name, long time) {
        List<StateChange> changes = hosts.containsKey(name) ? hosts.get(name).changes : List.of();
        int end = count(changes, time);
        return end == 0 ? Optional.empty() : Optional.of(changes.get(end - 1));
    }

    /** The changes of one socket up to this moment, oldest first. */
    public List<StateChange> history(String name, String socket, long time) {
        List<StateChange> changes =
                hosts.containsKey(name) ? hosts.get(name).bySocket.getOrDefault(socket, List.of()) : List.of();
        return List.copyOf(changes.subList(0, count(changes, time)));
    }

    /** How many of these happened up to this moment. */
    private static int count(List<StateChange> changes, long time) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (changes.get(middle).time() <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
