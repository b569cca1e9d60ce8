package timewaitlab.sim;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.wire.Segment;

/** The packet filter of a host, as nftables would be told: what has all flags of a rule is dropped. */
final class HostFilter {
    private final List<Verb.Block> rules = new ArrayList<>();

    /** One more rule. Without flags: every segment. */
    void drop(boolean incoming, int flags) {
        rules.add(new Verb.Block(incoming, flags));
    }

    /** No rule is left. */
    void clear() {
        rules.clear();
    }

    /** Whether a segment is dropped on its way in, or out. */
    boolean drops(boolean incoming, Segment segment) {
        for (int i = 0; i < rules.size(); i++) {
            Verb.Block rule = rules.get(i);
            if (rule.incoming() == incoming && (segment.flags() & rule.flags()) == rule.flags()) {
                return true;
            }
        }
        return false;
    }
}
