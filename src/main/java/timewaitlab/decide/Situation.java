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
}
