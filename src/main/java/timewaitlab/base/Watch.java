package timewaitlab.base;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Somebody who waits for long work: the work asks now and then whether it is still wanted, and tells how far it has
 * come. {@link #getAsBoolean} says that it is not wanted any more. Called on the thread that works.
 */
@FunctionalInterface
public interface Watch extends BooleanSupplier {
    /** Nobody waits, and everything is done to its end. */
    Watch NONE = () -> false;

    /** In how many parts the whole of shared work is told. */
    long PARTS = 1000;

    /** So much of all is done, in whatever unit; {@code all} 0 where nobody can know how much that is. */
    default void reached(long done, long all) {}

    /** The same for a part of the work: from one share of all of it to another, 0 to 1. */
    default Watch share(double from, double to) {
        Watch whole = this;
        return new Watch() {
            @Override
            public boolean getAsBoolean() {
                return whole.getAsBoolean();
            }

            @Override
            public void reached(long done, long all) {
                double part = all == 0 ? 0 : (double) done / all;
                whole.reached(Math.round((from + (to - from) * part) * PARTS), all == 0 ? 0 : PARTS);
            }
        };
    }

    /** Goes on only where that is still wanted. */
    default void orGiveUp() {
        if (getAsBoolean()) {
            throw new CancellationException();
        }
    }
}
