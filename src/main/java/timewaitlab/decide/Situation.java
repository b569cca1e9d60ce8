package timewaitlab.decide;

/**
 * What is judged: a cause (segment, timer, call) and the state it meets. The engine keeps one cursor a kind and moves
 * it; whoever keeps a situation keeps a copy.
 *
 * @param <S> the situation's own type
 */
public interface Situation<S> {
    /** An independent copy that shares nothing writable. */
    S copy();

    /**
     * A copy for keeping, which nobody reads but by another {@link #copy}: it may share what nobody writes to any more,
     * and keep the rest wherever that takes little.
     */
    default S kept() {
        return copy();
    }

    /** Whether such a situation can come about at all. Asked of what-ifs only: a rule takes what it gets. */
    default boolean isPossible() {
        return true;
    }

    /** Effects that neither the wire, nor the socket, nor a counter shows: no what-if is about them. */
    default long unseenEffects() {
        return 0;
    }

    /** Counters that whoever judges does not have. */
    default long unseenCounts() {
        return 0;
    }
}
