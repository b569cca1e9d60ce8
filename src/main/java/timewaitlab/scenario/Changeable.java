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
 * @param recorded whether what happens is a recording: then only the host that judges it can be another
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

    /** The host that judges a recording, by its address. */
    public static Changeable ofRecording(String host) {
        return new Changeable(List.of(host), List.of(host), List.of(), List.of(), List.of(), true);
    }

    /** What a name looks like, as a regular expression: those of a recording are addresses, which are no words. */
    String name() {
        String addresses = parties.stream()
                .filter(party -> !party.matches("\\w+"))
                .map(party -> Pattern.quote(party) + "(?=[.\\s]|$)|")
                .collect(Collectors.joining());
        return "(?:" + addresses + "\\w+)";
    }
}
