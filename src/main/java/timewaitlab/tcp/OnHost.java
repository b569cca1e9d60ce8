package timewaitlab.tcp;

import timewaitlab.base.SimTime;
import timewaitlab.decide.Situation;

/**
 * A situation on a host: what the host runs with, and its clocks. Rules read both through operands; what-ifs let time
 * pass in it, sooner or later, as long as nothing that was remembered would then lie in the future.
 *
 * @param <S> the situation's own type
 */
public abstract class OnHost<S extends OnHost<S>> implements Situation<S> {
    private static final Settings DEFAULTS = Settings.defaults();

    Settings settings = DEFAULTS;
    /** Nanoseconds of the run. */
    long now;
    /** The whole second of the clock that ages are counted by; 32 bits. */
    int second;
    /** Nanoseconds since that second began. */
    private long intoSecond;
    /** Nanoseconds that a what-if let pass. */
    private long waited;

    /** Moves the cursor to another moment. */
    final void moment(Settings newSettings, long newNow, int newSecond) {
        settings = newSettings;
        now = newNow;
        second = newSecond;
    }

    /** Takes over the moment of another situation. */
    final void momentOf(OnHost<?> other) {
        moment(other.settings, other.now, other.second);
        intoSecond = other.intoSecond;
        waited = other.waited;
    }

    public final Settings settings() {
        return settings;
    }

    public final long now() {
        return now;
    }

    /** Moves the situation to a host that runs with other settings: for what-ifs. */
    public final void runsWith(Settings newSettings) {
        settings = newSettings;
    }

    /** Tells how far into {@link #second} the host's clock is, nanoseconds: for what-ifs of waiting. */
    public final void intoSecond(long nanos) {
        intoSecond = nanos;
    }

    /** Nanoseconds that a what-if let pass. */
    public final long waited() {
        return waited;
    }

    /** Lets this much time have passed since the situation as it was judged; negative for sooner. */
    final void waits(long nanos) {
        long further = nanos - waited;
        long into = intoSecond + further;
        now += further;
        second += (int) Math.floorDiv(into, SimTime.SECOND);
        intoSecond = Math.floorMod(into, SimTime.SECOND);
        passed(waited, nanos);
        waited = nanos;
    }

    /** What else goes on while time passes, from one waiting time to another. */
    void passed(long before, long after) {}

    /** Whether this second of a 32-bit clock is not in the future. */
    final boolean isPast(int stamp) {
        return second - stamp >= 0;
    }

    @Override
    public long unseenEffects() {
        return Effect.unseen();
    }

    @Override
    public long unseenCounts() {
        return settings.uncounted();
    }
}
