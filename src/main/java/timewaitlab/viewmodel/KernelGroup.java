package timewaitlab.viewmodel;

import static java.util.stream.Collectors.joining;

import java.util.List;
import timewaitlab.trace.Party;
import timewaitlab.trace.ShortNames;

/**
 * Hosts whose kernel is chosen together in the top bar: the server, or all clients.
 *
 * @param names the hosts as they are called where there is little room
 */
public record KernelGroup(List<String> hosts, String names, String kernel, boolean changeable) {
    public KernelGroup {
        hosts = List.copyOf(hosts);
    }

    /** The servers, or the clients; of a recording whoever judges it, client or server, or all the others. */
    public static KernelGroup of(Experiment experiment, boolean servers) {
        Party.Kind kind = servers ? Party.Kind.SERVER : Party.Kind.CLIENT;
        List<Party> parties = experiment.hosts().stream()
                .map(HostSetup::party)
                .filter(party -> experiment.isCapture() ? party.kernel().isEmpty() != servers : party.kind() == kind)
                .toList();
        ShortNames shorter = ShortNames.of(experiment.trace().parties());
        return new KernelGroup(
                parties.stream().map(Party::name).toList(),
                parties.stream().map(Party::name).map(shorter::of).collect(joining(", ")),
                parties.isEmpty() ? "" : parties.get(0).kernel(),
                // Of a recording only who judges it runs a kernel of ours.
                !parties.isEmpty() && (servers || !experiment.isCapture()));
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
