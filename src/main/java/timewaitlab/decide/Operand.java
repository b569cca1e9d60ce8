package timewaitlab.decide;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A value rules may look at: its field-standard name, its unit, the one way to read it and, where somebody could have
 * made it different, the way to write it into a copy of the situation.
 *
 * <p>A record, and every rule and check is one or a constant: a JIT takes the fields of records for constants too, and
 * compiles a question into the few instructions that answer it. With a class in its place silent judging took half as
 * long again.
 *
 * @param party who could have made it different; nobody for a value that only follows from others
 * @param read the value now; 32-bit values unsigned
 * @param write makes it so in a situation that belongs to the caller; null where nobody can
 * @param follows the values it follows from, where those are to be changed instead
 * @param <S> the situations it can be read from
 */
public record Operand<S>(
        String name,
        Unit unit,
        Party party,
        ToLongFunction<S> read,
        @Nullable ObjLongConsumer<S> write,
        List<Operand<? super S>> follows) {
    /** A value that only follows from others. */
    public static <S> Operand<S> derived(String name, Unit unit, ToLongFunction<S> read) {
        return new Operand<>(name, unit, Party.NOBODY, read, null, List.of());
    }

    /**
     * A value that {@code party} could have made different. A value that cannot be is not written, so that reading it
     * back tells.
     */
    public static <S> Operand<S> settable(
            String name, Unit unit, Party party, ToLongFunction<S> read, ObjLongConsumer<S> write) {
        return new Operand<>(name, unit, party, read, write, List.of());
    }

    /** A number that is part of the rule. */
    public static Operand<Object> constant(String name, Unit unit, long value) {
        return new Operand<>(name, unit, Party.NOBODY, situation -> value, null, List.of());
    }

    /** The same derived value, which follows from these: whoever would change it changes one of them. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final Operand<S> following(Operand<? super S>... settable) {
        List<Operand<? super S>> roots = new ArrayList<>();
        Collections.addAll(roots, settable);
        return new Operand<>(name, unit, Party.NOBODY, read, null, List.copyOf(roots));
    }

    /** The value now; 32-bit values unsigned. */
    public long read(S situation) {
        return read.applyAsLong(situation);
    }

    /** The values to be set for this one to be another: itself, those it follows from, or none. */
    List<Operand<? super S>> roots() {
        return isSettable() ? List.of(this) : follows;
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

    /** One operand is one constant. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
