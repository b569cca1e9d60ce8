package timewaitlab.viewmodel;

import java.util.List;
import timewaitlab.trace.Party;

/** Hosts whose kernel is chosen together in the top bar: the server, or all clients. */
public record KernelGroup(List<String> hosts, String kernel, boolean changeable) {
    public KernelGroup {
        hosts = List.copyOf(hosts);
    }

    /** The servers, or the clients. */
    public static KernelGroup of(Experiment experiment, boolean servers) {
        Party.Kind kind = servers ? Party.Kind.SERVER : Party.Kind.CLIENT;
        List<Party> parties = experiment.hosts().stream()
                .map(HostSetup::party)
                .filter(party -> party.kind() == kind)
                .toList();
        return new KernelGroup(
                parties.stream().map(Party::name).toList(),
                parties.isEmpty() ? "" : parties.get(0).kernel(),
                !parties.isEmpty() && !experiment.isCapture());
    }

    /** The choice with another kernel on all of them. */
    public ScenarioChoice set(ScenarioChoice choice, String label) {
        ScenarioChoice changed = choice;
        for (String host : hosts) {
            changed = changed.withKernel(host, label);
        }
        return changed;
    }
}
