package timewaitlab.decide;

/**
 * One question: two operands, a margin, the comparison. Always a constant.
 *
 * @param id the fact it claims, such as {@code tw.older-tsval}; also the key of its wording
 * @param <S> the situations it can be asked of
 */
public record Check<S>(
        String id,
        Operand<? super S> left,
        Comparison comparison,
        Operand<? super S> right,
        Operand<? super S> margin,
        Cite cite) {
    private static final Operand<Object> ZERO = Operand.constant("0", Unit.COUNT, 0);

    /** A check without margin. */
    public static <S> Check<S> check(
            String id, Operand<? super S> left, Comparison comparison, Operand<? super S> right, Cite cite) {
        return new Check<>(id, left, comparison, right, ZERO, cite);
    }

    /** A check that a value is not 0. */
    public static <S> Check<S> isSet(String id, Operand<? super S> left, Cite cite) {
        return new Check<>(id, left, Comparison.IS_SET, ZERO, ZERO, cite);
    }

    /** The same check with a margin. */
    public Check<S> by(Operand<? super S> margin) {
        return new Check<>(id, left, comparison, right, margin, cite);
    }

    /** Whether it holds now. In two small steps: see {@link Inquiry}. */
    public boolean holds(S situation) {
        return compares(left.read(situation), right.read(situation), situation);
    }

    private boolean compares(long value, long other, S situation) {
        return comparison.holds(value, other, margin.read(situation));
    }

    /** The same, with everything that was compared. */
    Finding find(S situation) {
        return new Finding(this, left.read(situation), right.read(situation), margin.read(situation));
    }

    @Override
    public String toString() {
        return id;
    }
}
