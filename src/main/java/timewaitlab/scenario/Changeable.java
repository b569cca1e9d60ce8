package timewaitlab.scenario;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import timewaitlab.sim.Wiring;

/**
 * Whom a change may name.
 *
 * @param parties hosts and boxes by their names
 * @param hosts the hosts among them
 * @param nats whatever tracks connections
 * @param recorded whether it is a recording: then only who judges it, and how that host is set, can be another
 */
public record Changeable(
        List<String> parties,
        List<String> hosts,
        List<Wiring.Nat> nats,
        List<Wiring.Wire> wires,
        List<Wiring.Task> tasks,
        boolean recorded) {
    public Changeable {
        parties = List.copyOf(parties);
        hosts = List.copyOf(hosts);
        nats = List.copyOf(nats);
        wires = List.copyOf(wires);
        tasks = List.copyOf(tasks);
    }

    /** Everybody in a scenario. */
    public static Changeable in(Scenario scenario) {
        List<String> hosts =
                scenario.hosts().stream().map(Scenario.HostSpec::name).toList();
        return new Changeable(scenario.parties(), hosts, scenario.nats(), scenario.wires(), scenario.tasks(), false);
    }

    /** Those who can judge a recording, by their addresses. */
    public static Changeable ofRecording(List<String> addresses) {
        return new Changeable(addresses, addresses, List.of(), List.of(), List.of(), true);
    }

    /** What a name looks like, as a regular expression: those of a recording are addresses, which are no words. */
    String name() {
        String addresses = parties.stream()
                .filter(party -> !party.matches("\\w+"))
                .map(party -> Pattern.quote(party) + "(?=[.\\s]|$)|")
                .collect(Collectors.joining());
        if (recorded) {
            // An address that is not among them is told whole.
            addresses += "[\\da-fA-F.:]+(?=\\s|$)|";
        }
        return "(?:" + addresses + "\\w+)";
    }
}
