package timewaitlab.viewmodel;

import java.util.List;
import timewaitlab.sim.Wiring;

/** NATs and links as they were set up for a run. */
public record NetSetup(List<Wiring.Nat> nats, List<Wiring.Wire> wires) {
    /** Nobody knows of any. */
    static final NetSetup NOTHING = new NetSetup(List.of(), List.of());

    public NetSetup {
        nats = List.copyOf(nats);
        wires = List.copyOf(wires);
    }
}
