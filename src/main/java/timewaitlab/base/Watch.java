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

    /** So much of all is done, in whatever unit; {@code all} 0 where nobody can know how much that is. */
    default void reached(long done, long all) {}

    /** Goes on only where that is still wanted. */
    default void orGiveUp() {
        if (getAsBoolean()) {
            throw new CancellationException();
        }
    }
}
