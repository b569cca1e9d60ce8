package timewaitlab.nat;

/**
 * What a rule set does with segments that conntrack calls invalid: {@code -m conntrack --ctstate INVALID -j DROP}.
 *
 * @param dropsInvalid whether it drops them on the way it is there for: through a NAT or a firewall, into a host
 * @param dropsElsewhere whether also on the other: those for a NAT itself, where its TCP would answer, and those that a
 *     host sends
 */
public record NatFilter(boolean dropsInvalid, boolean dropsElsewhere) {
    /** No rule: they pass as they are. */
    public static final NatFilter NONE = new NatFilter(false, false);

    /** Whether it has no rule. */
    public boolean isNone() {
        return equals(NONE);
    }
}
