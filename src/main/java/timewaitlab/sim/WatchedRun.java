package timewaitlab.sim;

import java.util.function.BooleanSupplier;
import timewaitlab.base.Watch;

/** A run that somebody waits for, who is told simulated nanoseconds now and then. */
public final class WatchedRun implements BooleanSupplier {
    /** Events, a power of two less one. */
    private static final int TOLD_EVERY = 0xfff;

    private final Simulation simulation;
    private final long until;
    private final Watch watch;
    private int events;

    private WatchedRun(Simulation simulation, long until, Watch watch) {
        this.simulation = simulation;
        this.until = until;
        this.watch = watch;
    }

    /** Runs to the end, {@code until}, or as long as the run is wanted. */
    public static Simulation of(Simulation simulation, long until, Watch watch) {
        return simulation.run(new WatchedRun(simulation, until, watch));
    }

    /** Asked between two events. */
    @Override
    public boolean getAsBoolean() {
        if ((++events & TOLD_EVERY) == 0) {
            watch.reached(simulation.now(), until);
        }
        return watch.getAsBoolean();
    }
}
