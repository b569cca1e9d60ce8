package timewaitlab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import timewaitlab.node.Link;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/** Segments take the way of the fewest wires to whoever has the address. */
class TopologyTest {
    private final AddressBook book = new AddressBook();
    private final Topology topology = new Topology();

    private Address has(String party, String address) {
        Address interned = book.intern(address);
        topology.own(interned, party);
        return interned;
    }

    private String way(String from, Address to) {
        StringBuilder way = new StringBuilder(from);
        String here = from;
        for (int link = topology.route(here, to); link >= 0 && way.length() < 20; link = topology.route(here, to)) {
            Link next = topology.links().get(link);
            assertThat(next.from()).isEqualTo(here);
            here = next.to();
            way.append('>').append(here);
        }
        return way.toString();
    }

    @Test
    void everyWireLeadsBothWays() {
        topology.join("A", "N", 1, List.of());
        topology.join("N", "B", 21, List.of());
        Address a = has("A", "10.0.0.2");
        Address n = has("N", "203.0.113.7");
        Address b = has("B", "198.51.100.9");
        assertThat(way("A", b)).isEqualTo("A>N>B");
        assertThat(way("B", a)).isEqualTo("B>N>A");
        assertThat(way("B", n)).isEqualTo("B>N");
        assertThat(topology.links()).extracting(Link::delay).containsExactly(1L, 1L, 21L, 21L);
    }

    @Test
    void theShorterWayIsTakenAndTheFirstOfTwo() {
        topology.join("A", "X", 1, List.of());
        topology.join("X", "B", 1, List.of());
        topology.join("A", "Y", 1, List.of());
        topology.join("Y", "B", 1, List.of());
        Address b = has("B", "10.0.0.9");
        assertThat(way("A", b)).isEqualTo("A>X>B");
        topology.join("A", "B", 9, List.of());
        Address second = has("B", "10.0.0.10");
        assertThat(way("A", second)).as("one wire, however long").isEqualTo("A>B");
    }

    @Test
    void thereIsNoWayToNobody() {
        topology.join("A", "B", 1, List.of());
        has("A", "10.0.0.1");
        assertThat(topology.route("A", book.intern("192.0.2.1"))).isEqualTo(-1);
        Address island = has("C", "10.0.0.3");
        assertThat(topology.route("A", island)).isEqualTo(-1);
    }
}
