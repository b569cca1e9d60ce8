package timewaitlab.sim;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Dice;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.nat.ConntrackCounter;
import timewaitlab.nat.FreePorts;
import timewaitlab.nat.NewFlow;
import timewaitlab.nat.PortAllocator;
import timewaitlab.nat.Tracker;
import timewaitlab.node.HostConntrack;
import timewaitlab.node.NatGateway;
import timewaitlab.node.Surroundings;
import timewaitlab.trace.Recorder;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/** Makes NATs, firewalls and hosts' own tracking out of what is said of them; does what operators do to them. */
final class NatWiring {
    private NatWiring() {}

    /** The box that is called for. {@code own}: its address, the wildcard for none. */
    static NatGateway box(Wiring.Nat nat, Address own, Dice dice, Surroundings surroundings) {
        if (!nat.place().translates()) {
            return NatGateway.firewall(nat.name(), own, untranslated(nat, surroundings.book()), surroundings);
        }
        Wiring.NatPorts ports = nat.ports();
        PortAllocator allocator = new PortAllocator(ports.policy(), ports.low(), ports.high(), dice);
        Tracker tracker = tracker(nat, Hook.NAT, new FreePorts(own, allocator), surroundings.book());
        boolean masquerades = nat.place() == Wiring.Place.MASQUERADE;
        return new NatGateway(nat.name(), own, tracker, masquerades, surroundings);
    }

    /** A host's own tracking. */
    static HostConntrack ofHost(Wiring.Nat nat, AddressBook book, @Nullable Recorder recorder) {
        return new HostConntrack(nat.name(), untranslated(nat, book), book, recorder);
    }

    private static Tracker untranslated(Wiring.Nat nat, AddressBook book) {
        return tracker(nat, Hook.FLOW, FreePorts.untranslated(), book);
    }

    private static Tracker tracker(Wiring.Nat nat, Hook<NewFlow> first, FreePorts ports, AddressBook book) {
        KernelProfile kernel = nat.kernel();
        Tracker.Chains chains = new Tracker.Chains(kernel.chain(Hook.CONNTRACK), kernel.chain(first));
        return new Tracker(chains, nat.settings(), nat.filter(), ports, book);
    }

    /** Does the operator's verbs at once. {@code become} gives the NAT an address. */
    static void operate(NatGateway nat, Program program, BiConsumer<NatGateway, Verb.TakeAddress> become) {
        for (Verb verb : program.verbs()) {
            if (verb instanceof Verb.TakeAddress take) {
                become.accept(nat, take);
            } else if (!operate(nat.tracker(), verb)) {
                throw new IllegalStateException(nat.name() + " is a NAT and cannot " + verb.call());
            }
        }
    }

    /** Does what the verb asks of connection tracking; false when it asks for something else. */
    static boolean operate(Tracker tracker, Verb verb) {
        if (verb instanceof Verb.Forget) {
            tracker.table().clear();
        } else if (verb instanceof Verb.SetConntrack set) {
            tracker.sysctl(set.sysctl(), set.value());
        } else if (verb instanceof Verb.Filter set) {
            tracker.filter(set.filter());
        } else if (verb instanceof Verb.Ports set) {
            tracker.ports(set.policy());
        } else {
            return false;
        }
        return true;
    }

    /** Counters that are not 0, by the names of {@code conntrack -S}. */
    static Map<String, Long> counters(Tracker tracker) {
        Map<String, Long> named = new TreeMap<>();
        for (ConntrackCounter counter : ConntrackCounter.values()) {
            if (tracker.counter(counter) != 0) {
                named.put(counter.name(), tracker.counter(counter));
            }
        }
        return named;
    }
}
