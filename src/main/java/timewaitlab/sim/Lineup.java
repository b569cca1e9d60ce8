package timewaitlab.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import timewaitlab.node.Host;
import timewaitlab.node.NatGateway;
import timewaitlab.tcp.Constant;
import timewaitlab.trace.Party;
import timewaitlab.trace.Party.Kind;
import timewaitlab.wire.Address;

/** Who has a lifeline, from left to right: clients, the boxes on the way, servers. */
final class Lineup {
    private Lineup() {}

    static List<Party> of(Collection<Host> hosts, Collection<NatGateway> boxes, Simulation simulation) {
        List<Party> parties = new ArrayList<>();
        for (Host host : hosts) {
            Kind kind = simulation.servants(host).isServer() ? Kind.SERVER : Kind.CLIENT;
            String address = host.addresses().get(0).text();
            int hz = (int) host.settings().get(Constant.HZ);
            int tickHz = (int) host.settings().stampHz();
            boolean tracks = simulation.wires().conntrackOf(host.name()) != null;
            parties.add(new Party(host.name(), kind, address, host.kernel().name(), hz, tickHz, tracks));
        }
        for (NatGateway box : boxes) {
            Kind kind = box.translates() ? Kind.NAT : Kind.FIREWALL;
            parties.add(new Party(box.name(), kind, text(simulation, box.outside()), "", 0));
        }
        parties.sort(Comparator.comparing(party -> party.kind().isBox() ? 1 : party.kind() == Kind.CLIENT ? 0 : 2));
        return parties;
    }

    private static String text(Simulation simulation, Address address) {
        return address == simulation.address("") ? "" : address.text();
    }
}
