package timewaitlab.sim;

import java.util.List;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.nat.PortAllocator;
import timewaitlab.node.Fault;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.TimestampClock;

/**
 * What a run is made of, as values: machines, wires, and who does what when.
 *
 * @param name of the run, for its trace
 * @param until nanoseconds to simulate
 */
public record Wiring(
        String name,
        long seed,
        long until,
        List<Machine> machines,
        List<Nat> nats,
        List<Wire> wires,
        List<Task> tasks) {
    public Wiring {
        machines = List.copyOf(machines);
        nats = List.copyOf(nats);
        wires = List.copyOf(wires);
        tasks = List.copyOf(tasks);
    }

    /** A host. */
    public record Machine(
            String name, List<String> addresses, KernelProfile kernel, Settings settings, TimestampClock clock) {
        /** Value of a sysctl at the start. */
        public long get(Sysctl sysctl) {
            return settings.get(sysctl);
        }
    }

    /** A NAT. {@code lowPort} 0: the kernel's own ranges. */
    public record Nat(String name, String address, PortAllocator.Policy policy, int lowPort, int highPort, long max) {}

    /** A wire between two parties, with what it does to some segments. */
    public record Wire(String one, String other, long delay, List<DirectedFault> faults) {
        public Wire {
            faults = List.copyOf(faults);
        }
    }

    /** A fault on the direction that begins at {@code from}. */
    public record DirectedFault(String from, Fault fault) {}

    /** A program that starts on a host. */
    public record Task(long at, String machine, Program program) {}
}
