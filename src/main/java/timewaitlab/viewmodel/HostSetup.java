package timewaitlab.viewmodel;

import java.util.List;
import java.util.Map;
import timewaitlab.trace.Party;

/**
 * A party as it was set up for a run.
 *
 * @param sysctls short name to value at the start; a setting this kernel does not have is absent
 * @param steps when its steps begin, in the order in which they are written, nanoseconds
 */
public record HostSetup(Party party, Map<String, Long> sysctls, List<Long> steps) {
    public HostSetup {
        sysctls = Map.copyOf(sysctls);
        steps = List.copyOf(steps);
    }

    /** A party of whose steps nobody knows. */
    public HostSetup(Party party, Map<String, Long> sysctls) {
        this(party, sysctls, List.of());
    }
}
