package timewaitlab.nat;

/**
 * What a NAT's rule set does with segments that conntrack calls invalid.
 *
 * @param forwardDropsInvalid whether it drops them on their way through
 * @param inputDropsInvalid whether it drops them when they are for itself, where its TCP would answer
 */
public record NatFilter(boolean forwardDropsInvalid, boolean inputDropsInvalid) {
    /** No rule: they pass as they are. */
    public static final NatFilter NONE = new NatFilter(false, false);

    /** Whether it has no rule. */
    public boolean isNone() {
        return equals(NONE);
    }
}
