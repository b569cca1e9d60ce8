package timewaitlab.viewmodel;

import java.util.Map;
import timewaitlab.trace.Party;

/**
 * A party as it was set up for a run.
 *
 * @param sysctls short name to value at the start; a setting this kernel does not have is absent
 */
public record HostSetup(Party party, Map<String, Long> sysctls) {
    public HostSetup {
        sysctls = Map.copyOf(sysctls);
    }
}
