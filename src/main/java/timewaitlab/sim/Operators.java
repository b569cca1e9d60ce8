package timewaitlab.sim;

import org.jspecify.annotations.Nullable;
import timewaitlab.node.Host;
import timewaitlab.node.HostConntrack;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/** What operators do to a host. */
final class Operators {
    private Operators() {}

    /** Does what the verb asks; the host it is then, or null when this is no operator's verb. {@code by} goes on. */
    static @Nullable Host operate(Simulation simulation, Host host, Process by, Verb verb) {
        if (verb instanceof Verb.SetSysctl write) {
            host.sysctl(write.sysctl(), write.value());
        } else if (verb instanceof Verb.SetOptionOfAll set) {
            host.calls().setOptionOfAll(simulation.now(), set.option(), set.value());
        } else if (verb instanceof Verb.ReservePorts reserve) {
            host.reservePorts(
                    reserve.ranges().stream().mapToInt(Integer::intValue).toArray());
        } else if (verb instanceof Verb.StepClock step) {
            host.stepClock(step.seconds());
        } else if (verb instanceof Verb.Kill kill) {
            simulation.servants(host).kill(kill.port(), by);
        } else if (verb instanceof Verb.Reboot) {
            return simulation.reboot(host, by);
        } else if (verb instanceof Verb.Block block) {
            simulation.wires().filterOf(host.name()).drop(block.incoming(), block.flags());
        } else if (verb instanceof Verb.Filter filter) {
            if (filter.filter().isNone()) {
                simulation.wires().filterOf(host.name()).clear();
            }
            track(simulation, host, verb);
        } else if (verb instanceof Verb.Forget || verb instanceof Verb.SetConntrack) {
            track(simulation, host, verb);
        } else if (verb instanceof Verb.TakeAddress take) {
            simulation.moves(host, take);
        } else if (verb instanceof Verb.Inject crafted) {
            Endpoint to = simulation.endpoint(host, new Verb.Connect(crafted.host(), crafted.port(), 0));
            Endpoint from = new Endpoint(host.addressLike(to.address()), crafted.fromPort());
            simulation.wires().inject(host, from, to, crafted.notation());
        } else if (verb instanceof Verb.Icmp error) {
            Endpoint to = simulation.endpoint(host, new Verb.Connect(error.host(), error.port(), 0));
            long key = FourTuple.key(host.addressLike(to.address()), error.fromPort(), to.address(), to.port());
            host.calls().icmp().receive(simulation.now(), key, error.what(), error.quoting());
        } else {
            return null;
        }
        return host;
    }

    /** What concerns the tracking of a host's connections; one that tracks none has nothing to change. */
    private static void track(Simulation simulation, Host host, Verb verb) {
        HostConntrack own = simulation.wires().conntrackOf(host.name());
        if (own != null) {
            NatWiring.operate(own.tracker(), verb);
        }
    }
}
