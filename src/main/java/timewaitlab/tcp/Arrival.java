package timewaitlab.tcp;

import timewaitlab.base.SimTime;
import timewaitlab.decide.Situation;
import timewaitlab.wire.Segment;

/**
 * A segment meeting something: the part every such situation shares. The fields are what the situation was given; rules
 * read them through operands only.
 *
 * @param <S> the situation's own type
 */
public abstract class Arrival<S extends Arrival<S>> implements Situation<S> {
    Segment segment = new Segment();
    Settings settings = Settings.defaults();
    /** Nanoseconds of the run. */
    long now;
    /** The whole second of the clock that ages are counted by; 32 bits. */
    int second;
    /** The host's timestamp clock now, without a connection's offset. */
    int tick;

    /** Moves the cursor to another cause. */
    public void cause(Segment newSegment, Settings newSettings, long newNow, int newSecond) {
        segment = newSegment;
        settings = newSettings;
        now = newNow;
        second = newSecond;
    }

    public Segment segment() {
        return segment;
    }

    public Settings settings() {
        return settings;
    }

    /** Moves the situation to a host that runs with other settings: for what-ifs. */
    public void runsWith(Settings newSettings) {
        settings = newSettings;
    }

    public long now() {
        return now;
    }

    /** Copies the shared part into {@code other}, so that nothing writable is shared. */
    protected void copyInto(Arrival<S> other) {
        other.cause(segment.copy(), settings, now, second);
        other.tick = tick;
    }

    /** The same arrival this many whole seconds later: for what-ifs of waiting. */
    void later(long seconds) {
        second += (int) seconds;
        now += seconds * SimTime.SECOND;
    }
}
