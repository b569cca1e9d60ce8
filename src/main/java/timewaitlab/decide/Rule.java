package timewaitlab.decide;

/**
 * A claim about a kind of situation and what follows from it. A constant, and pure.
 *
 * @param id such as {@code tw.reopen}; chains replace and remove rules by it
 * @param <S> the situations it judges
 */
public record Rule<S>(String id, Judgement<S> judgement, Cite cite) {
    /** The body of a rule: asks, and answers {@link Outcome#PASS} for "no opinion". */
    @FunctionalInterface
    public interface Judgement<S> {
        Outcome judge(S situation, Inquiry ask);
    }

    public static <S> Rule<S> rule(String id, Cite cite, Judgement<S> judgement) {
        return new Rule<>(id, judgement, cite);
    }

    @Override
    public String toString() {
        return id;
    }
}
