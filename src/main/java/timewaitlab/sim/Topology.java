package timewaitlab.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.node.Fault;
import timewaitlab.node.Link;
import timewaitlab.wire.Address;

/** Which wire leads where: shortest paths over named parties. */
final class Topology {
    private final List<Link> links = new ArrayList<>();
    private final Map<Address, String> owners = new HashMap<>();
    /** NATs, each with the neighbours it hides. */
    private final Map<String, Set<String>> hidden = new HashMap<>();

    /** Lays a wire in both directions. */
    void join(String one, String other, long delay, List<Wiring.DirectedFault> faults) {
        links.add(new Link(one, other, delay, faultsFrom(one, faults)));
        if (one.equals(other)) {
            return;
        }
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

    /** Says that somebody has an address no more. */
    void disown(Address address) {
        owners.remove(address);
    }

    /** Says that a party translates: whoever stands behind it with a private address has no route from outside. */
    void hides(String nat) {
        Set<String> inside = new HashSet<>();
        for (Link link : links) {
            if (link.from().equals(nat) && isPrivate(link.to())) {
                inside.add(link.to());
            }
        }
        hidden.put(nat, inside);
    }

    private boolean isPrivate(String party) {
        return owners.entrySet().stream()
                .anyMatch(owner ->
                        owner.getValue().equals(party) && owner.getKey().isPrivate());
    }

    List<Link> links() {
        return links;
    }

    /** Number of the link on which {@code from} sends to this address, or -1 when there is no way. */
    int route(String from, Address to) {
        String goal = owners.get(to);
        return to.isLoopback() || from.equals(goal) ? loopback(from) : search(from, goal);
    }

    /** A host's own interface, or -1 where none was laid. */
    private int loopback(String party) {
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).from().equals(party) && links.get(i).to().equals(party)) {
                return i;
            }
        }
        return -1;
    }

    private int search(String from, @Nullable String goal) {
        Map<String, Integer> firstLink = new HashMap<>();
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(from));
        firstLink.put(from, -1);
        while (goal != null && !next.isEmpty()) {
            String here = next.remove();
            for (int i = 0; i < links.size(); i++) {
                Link link = links.get(i);
                boolean leads = link.from().equals(here) && !firstLink.containsKey(link.to());
                if (leads && !isHidden(cameFrom.get(here), here, link.to())) {
                    cameFrom.put(link.to(), here);
                    firstLink.put(link.to(), here.equals(from) ? i : firstLink.getOrDefault(here, i));
                    next.add(link.to());
                }
            }
        }
        return goal == null ? -1 : firstLink.getOrDefault(goal, -1);
    }

    /** Whether the way over a NAT leads from outside to somebody it hides. */
    private boolean isHidden(@Nullable String before, String nat, String after) {
        Set<String> inside = hidden.getOrDefault(nat, Set.of());
        return before != null && inside.contains(after) && !inside.contains(before);
    }
}
