package timewaitlab.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.node.Fault;
import timewaitlab.node.Link;
import timewaitlab.wire.Address;

/** Which wire leads where: shortest paths over named parties. */
final class Topology {
    private static final int UNKNOWN = -2;

    private final List<Link> links = new ArrayList<>();
    private final Map<Address, String> owners = new HashMap<>();
    /** By party and index of the address: number of the link, -1 for no way, {@link #UNKNOWN} until asked. */
    private final Map<String, int[]> routes = new HashMap<>();

    /** Lays a wire in both directions. */
    void join(String one, String other, long delay, List<Wiring.DirectedFault> faults) {
        links.add(new Link(one, other, delay, faultsFrom(one, faults)));
        links.add(new Link(other, one, delay, faultsFrom(other, faults)));
    }

    private static List<Fault> faultsFrom(String from, List<Wiring.DirectedFault> faults) {
        return faults.stream()
                .filter(fault -> fault.from().equals(from))
                .map(Wiring.DirectedFault::fault)
                .toList();
    }

    /** Says who has an address. */
    void own(Address address, String party) {
        owners.put(address, party);
    }

    List<Link> links() {
        return links;
    }

    /** Number of the link on which {@code from} sends to this address, or -1 when there is no way. */
    int route(String from, Address to) {
        int[] known = routes.get(from);
        if (known == null || to.index() >= known.length) {
            known = widened(known, to.index() + 1);
            routes.put(from, known);
        }
        if (known[to.index()] == UNKNOWN) {
            known[to.index()] = search(from, owners.get(to));
        }
        return known[to.index()];
    }

    private static int[] widened(int @Nullable [] before, int size) {
        int had = before == null ? 0 : before.length;
        int[] wide = before == null ? new int[size] : Arrays.copyOf(before, size);
        Arrays.fill(wide, had, size, UNKNOWN);
        return wide;
    }

    private int search(String from, @Nullable String goal) {
        Map<String, Integer> firstLink = new HashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(from));
        firstLink.put(from, -1);
        while (goal != null && !next.isEmpty()) {
            String here = next.remove();
            for (int i = 0; i < links.size(); i++) {
                Link link = links.get(i);
                if (link.from().equals(here) && !firstLink.containsKey(link.to())) {
                    firstLink.put(link.to(), here.equals(from) ? i : firstLink.getOrDefault(here, i));
                    next.add(link.to());
                }
            }
        }
        return goal == null ? -1 : firstLink.getOrDefault(goal, -1);
    }
}
