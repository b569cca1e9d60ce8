package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to run: a scenario, and what is different from how it was written.
 *
 * @param kernels host name to profile label, only where changed
 * @param sysctls only the changed ones, at most one a host and sysctl
 */
public record ScenarioChoice(String scenario, Map<String, String> kernels, List<SysctlEdit> sysctls, long seed) {
    /** One setting of one host, from the start of the run; the name is the short one ({@code tcp_tw_recycle}). */
    public record SysctlEdit(String host, String sysctl, long value) {}

    public ScenarioChoice {
        kernels = Map.copyOf(kernels);
        sysctls = List.copyOf(sysctls);
    }

    /** The scenario as it was written. */
    public static ScenarioChoice of(String scenario) {
        return new ScenarioChoice(scenario, Map.of(), List.of(), 1);
    }

    public ScenarioChoice withKernel(String host, String kernel) {
        Map<String, String> changed = new HashMap<>(kernels);
        changed.put(host, kernel);
        return new ScenarioChoice(scenario, changed, sysctls, seed);
    }

    public ScenarioChoice withSysctl(String host, String sysctl, long value) {
        List<SysctlEdit> changed = new ArrayList<>(sysctls);
        changed.removeIf(edit -> edit.host().equals(host) && edit.sysctl().equals(sysctl));
        changed.add(new SysctlEdit(host, sysctl, value));
        return new ScenarioChoice(scenario, kernels, changed, seed);
    }
}
