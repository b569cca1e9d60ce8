package timewaitlab.viewmodel;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import timewaitlab.base.SimTime;

/**
 * The moment that is shown. It moves by itself while playing, or is put somewhere; the run itself never moves. Its
 * place in the telling is kept beside the time, since a refusal is held while the time stands still.
 */
public final class Playhead {
    private static final double NANOS_A_MILLI = 1e6;

    private final ReadOnlyLongWrapper time = new ReadOnlyLongWrapper(0);
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(false);
    private final ObjectProperty<Pace> pace = new SimpleObjectProperty<>(Pace.TOLD);
    private final BooleanProperty reducedMotion = new SimpleBooleanProperty(false);
    private Narration narration;
    private double position;
    private long limit = SimTime.NEVER;

    Playhead(Narration narration) {
        this.narration = narration;
    }

    /** Nanoseconds of the run. */
    public ReadOnlyLongProperty timeProperty() {
        return time.getReadOnlyProperty();
    }

    public long getTime() {
        return time.get();
    }

    public ReadOnlyBooleanProperty playingProperty() {
        return playing.getReadOnlyProperty();
    }

    public boolean isPlaying() {
        return playing.get();
    }

    /** How fast it moves while playing. */
    public ObjectProperty<Pace> paceProperty() {
        return pace;
    }

    /** Takes the next pace that is faster, or slower. */
    public void changePace(boolean faster) {
        pace.set(pace.get().next(faster));
    }

    /** Lets time pass evenly where the run was told, and back. */
    public void changeTiming() {
        pace.set(pace.get().otherwise());
    }

    /** Whether a told run goes from event to event at once instead of sweeping over the time between. */
    public BooleanProperty reducedMotionProperty() {
        return reducedMotion;
    }

    /** Another run, at the same moment where it has one. */
    void tell(Narration next) {
        narration = next;
        seek(Math.min(getTime(), next.time(next.length())));
    }

    public void play() {
        if (position >= narration.length()) {
            seekBeginning(0);
        }
        playing.set(true);
    }

    public void pause() {
        playing.set(false);
    }

    public void toggle() {
        if (isPlaying()) {
            pause();
        } else {
            play();
        }
    }

    /** Nothing after this moment is shown until it is moved; {@link SimTime#NEVER} for no such moment. */
    public void limit(long moment) {
        limit = moment;
        if (getTime() > moment) {
            seek(moment);
        }
    }

    public long limit() {
        return limit;
    }

    /** Goes to a moment with everything that happens in it already shown. */
    public void seek(long wanted) {
        long to = Math.min(wanted, limit);
        position = narration.end(to);
        time.set(to);
    }

    private void seekBeginning(long to) {
        position = narration.begin(to);
        time.set(to);
    }

    /** One frame of playing. */
    public void advance(double millis) {
        if (!isPlaying()) {
            return;
        }
        double factor = pace.get().factor();
        if (pace.get().timed()) {
            long next = time.get() + Math.round(millis * NANOS_A_MILLI * factor);
            seek(Math.min(next, narration.time(narration.length())));
        } else {
            position = Math.min(narration.length(), position + millis * factor);
            long told =
                    reducedMotion.get() ? Math.max(time.get(), narration.moment(position)) : narration.time(position);
            time.set(Math.min(limit, told));
        }
        if (time.get() >= limit) {
            pause();
        }
        if (position >= narration.length()) {
            pause();
        }
    }

    /** Milliseconds of telling since a moment began; how far its X and chip have come. */
    public double since(long moment) {
        return position - narration.begin(moment);
    }
}
