package timewaitlab.sim;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import timewaitlab.base.Dice;
import timewaitlab.kernel.Hook;
import timewaitlab.nat.ConntrackCounter;
import timewaitlab.nat.FreePorts;
import timewaitlab.nat.PortAllocator;
import timewaitlab.nat.Tracker;
import timewaitlab.node.NatGateway;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/** Makes NATs out of what is said of them, and does what operators do to them. */
final class NatWiring {
    private NatWiring() {}

    static Tracker tracker(Wiring.Nat nat, Address outside, Dice dice, AddressBook book) {
        Wiring.NatPorts ports = nat.ports();
        PortAllocator allocator = new PortAllocator(ports.policy(), ports.low(), ports.high(), dice);
        Tracker.Chains chains = new Tracker.Chains(
                nat.kernel().chain(Hook.CONNTRACK), nat.kernel().chain(Hook.NAT));
        return new Tracker(chains, nat.settings(), nat.filter(), new FreePorts(outside, allocator), book);
    }

    /** Does the operator's verbs at once. {@code become} gives the NAT an address. */
    static void operate(NatGateway nat, Program program, BiConsumer<NatGateway, Verb.TakeAddress> become) {
        for (Verb verb : program.verbs()) {
            if (verb instanceof Verb.Forget) {
                nat.forget();
            } else if (verb instanceof Verb.SetConntrack set) {
                nat.tracker().sysctl(set.sysctl(), set.value());
            } else if (verb instanceof Verb.Filter set) {
                nat.tracker().filter(set.filter());
            } else if (verb instanceof Verb.TakeAddress take) {
                become.accept(nat, take);
            } else {
                throw new IllegalStateException(nat.name() + " is a NAT and cannot " + verb.call());
            }
        }
    }

    /** Counters that are not 0, by the names of {@code conntrack -S}. */
    static Map<String, Long> counters(NatGateway nat) {
        Map<String, Long> named = new TreeMap<>();
        for (ConntrackCounter counter : ConntrackCounter.values()) {
            if (nat.tracker().counter(counter) != 0) {
                named.put(counter.name(), nat.tracker().counter(counter));
            }
        }
        return named;
    }
}
