package timewaitlab.decide;

/** A check as it was answered: the object the inspector shows. */
public record Finding(Check<?> check, long left, long right, long margin) {
    public boolean held() {
        return check.comparison().holds(left, right, margin);
    }

    /** {@code left - right}, signed 32-bit where the values wrap. */
    public long difference() {
        return check.comparison().difference(left, right);
    }

    /** The value of this side, nearest to the present one, at which the answer would have been the opposite. */
    public long flipsAt(Side side) {
        return check.comparison().flipsAt(side, left, right, margin);
    }

    @Override
    public String toString() {
        return check.id() + "(" + check.left() + " " + left + ", " + check.right() + " " + right + ") " + held();
    }
}
