package timewaitlab.decide;

import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A value rules may look at: its field-standard name, its unit, the one way to read it and, where somebody could have
 * made it different, the way to write it into a copy of the situation.
 *
 * @param <S> the situations it can be read from
 */
public final class Operand<S> {
    private final String name;
    private final Unit unit;
    private final Party party;
    private final ToLongFunction<S> read;
    private final @Nullable ObjLongConsumer<S> write;

    private Operand(String name, Unit unit, Party party, ToLongFunction<S> read, @Nullable ObjLongConsumer<S> write) {
        this.name = name;
        this.unit = unit;
        this.party = party;
        this.read = read;
        this.write = write;
    }

    /** A value that only follows from others. */
    public static <S> Operand<S> derived(String name, Unit unit, ToLongFunction<S> read) {
        return new Operand<>(name, unit, Party.NOBODY, read, null);
    }

    /** A value that {@code party} could have made different. */
    public static <S> Operand<S> settable(
            String name, Unit unit, Party party, ToLongFunction<S> read, ObjLongConsumer<S> write) {
        return new Operand<>(name, unit, party, read, write);
    }

    /** A number that is part of the rule. */
    public static Operand<Object> constant(String name, Unit unit, long value) {
        return new Operand<>(name, unit, Party.NOBODY, situation -> value, null);
    }

    public String name() {
        return name;
    }

    public Unit unit() {
        return unit;
    }

    public Party party() {
        return party;
    }

    /** The value now; 32-bit values unsigned. */
    public long read(S situation) {
        return read.applyAsLong(situation);
    }

    /** Whether {@link #write} may be called. */
    public boolean isSettable() {
        return write != null;
    }

    /** Makes this value so in a situation that belongs to the caller. */
    public void write(S situation, long value) {
        if (write == null) {
            throw new IllegalStateException(name + " cannot be set");
        }
        write.accept(situation, value);
    }

    @Override
    public String toString() {
        return name;
    }
}
