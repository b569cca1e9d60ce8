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
 * @param <S> the situations it can be read from
 */
public final class Operand<S> {
    private final String name;
    private final Unit unit;
    private final Party party;
    private final ToLongFunction<S> read;
    private final @Nullable ObjLongConsumer<S> write;
    private final List<Operand<? super S>> roots;

    private Operand(
            String name,
            Unit unit,
            ToLongFunction<S> read,
            @Nullable Writing<S> writing,
            List<Operand<? super S>> roots) {
        this.name = name;
        this.unit = unit;
        this.read = read;
        this.roots = roots;
        party = writing == null ? Party.NOBODY : writing.party;
        write = writing == null ? null : writing.write;
    }

    /** Who can write a value, and how. */
    private record Writing<S>(Party party, ObjLongConsumer<S> write) {}

    /** A value that only follows from others. */
    public static <S> Operand<S> derived(String name, Unit unit, ToLongFunction<S> read) {
        return new Operand<>(name, unit, read, null, List.of());
    }

    /**
     * A value that {@code party} could have made different. A value that cannot be is not written, so that reading it
     * back tells.
     */
    public static <S> Operand<S> settable(
            String name, Unit unit, Party party, ToLongFunction<S> read, ObjLongConsumer<S> write) {
        return new Operand<>(name, unit, read, new Writing<>(party, write), List.of());
    }

    /** A number that is part of the rule. */
    public static Operand<Object> constant(String name, Unit unit, long value) {
        return new Operand<>(name, unit, situation -> value, null, List.of());
    }

    /** The same derived value, which follows from these: whoever would change it changes one of them. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final Operand<S> following(Operand<? super S>... settable) {
        List<Operand<? super S>> newRoots = new ArrayList<>();
        Collections.addAll(newRoots, settable);
        return new Operand<>(name, unit, read, null, List.copyOf(newRoots));
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

    /** The values to be set for this one to be another: itself, those it follows from, or none. */
    List<Operand<? super S>> roots() {
        return isSettable() ? List.of(this) : roots;
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
