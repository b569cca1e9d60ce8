package timewaitlab.viewmodel;

import java.util.List;
import timewaitlab.trace.Party;
import timewaitlab.trace.ShortNames;

/**
 * Hosts whose kernel is chosen together in the top bar: the server, or all clients.
 *
 * @param names the hosts as they are called where there is little room; of many the first, and how many more
 */
public record KernelGroup(List<String> hosts, String names, String kernel, boolean changeable) {
    private static final int MOST_NAMED = 3;

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
        ShortNames shorter = ShortNames.of(experiment.trace().parties());
        return new KernelGroup(
                parties.stream().map(Party::name).toList(),
                names(parties.stream().map(Party::name).map(shorter::of).toList()),
                parties.isEmpty() ? "" : parties.get(0).kernel(),
                // Of a recording only who judges it runs a kernel of ours.
                !parties.isEmpty() && (servers || !experiment.isCapture()));
    }

    private static String names(List<String> all) {
        int named = all.size() > MOST_NAMED ? MOST_NAMED - 1 : all.size();
        String first = String.join(", ", all.subList(0, named));
        return named < all.size() ? first + " +" + (all.size() - named) : first;
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
