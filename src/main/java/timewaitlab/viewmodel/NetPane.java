package timewaitlab.viewmodel;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator.Policy;
import timewaitlab.scenario.Change;
import timewaitlab.scenario.Durations;
import timewaitlab.scenario.Intervention;

/** NATs and links in the what-if panel. */
public record NetPane(List<NatRow> nats, List<LinkRow> links) {
    /** Ways to give out ports. */
    public static final List<String> POLICIES = Stream.of(Policy.values())
            .map(policy -> policy.name().toLowerCase(Locale.ROOT))
            .toList();

    private static final NatFilter DROP_INVALID = new NatFilter(true, false);

    /**
     * A NAT, a firewall or a host with conntrack, and what can be changed of it.
     *
     * @param policy how it gives out ports; empty where nothing is translated
     * @param box whether it stands between hosts
     */
    public record NatRow(
            String name,
            String address,
            boolean box,
            String policy,
            boolean policyChanged,
            boolean filters,
            boolean filterChanged) {
        /** Whether it gives out ports. */
        public boolean translates() {
            return !policy.isEmpty();
        }

        /** The choice with another way to give out ports, from an instant on. */
        public ScenarioChoice withPolicy(ScenarioChoice choice, String wanted, long at) {
            return choice.with(new Change.Ports(name, Policy.valueOf(wanted.toUpperCase(Locale.ROOT)), at));
        }

        /** The choice with another rule set, from an instant on. */
        public ScenarioChoice withFilter(ScenarioChoice choice, boolean drops, long at) {
            return choice.with(new Change.Filter(name, drops ? DROP_INVALID : NatFilter.NONE, at));
        }
    }

    /** A link and its delay. */
    public record LinkRow(String one, String other, String delay, boolean changed) {
        public String title() {
            return one + " – " + other;
        }

        /** The line that asks for another delay, as somebody would write it. */
        public String line(String wanted, long at) {
            return "link " + one + '-' + other + " delay " + wanted.strip()
                    + (at == 0 ? "" : " at " + Durations.text(at));
        }
    }

    /** What a run was set up with. */
    public static NetPane of(Experiment experiment) {
        List<Change> active = experiment.choice().interventions().stream()
                .filter(Intervention::isOn)
                .map(Intervention::change)
                .toList();
        List<NatRow> nats = experiment.net().nats().stream()
                .map(nat -> new NatRow(
                        nat.name(),
                        nat.address(),
                        nat.isBox(),
                        nat.place().translates() ? nat.ports().policy().name().toLowerCase(Locale.ROOT) : "",
                        active.stream()
                                .anyMatch(change -> change instanceof Change.Ports ports
                                        && ports.nat().equals(nat.name())),
                        nat.filter().dropsInvalid(),
                        active.stream()
                                .anyMatch(change -> change instanceof Change.Filter filter
                                        && filter.tracker().equals(nat.name()))))
                .toList();
        List<LinkRow> links = experiment.net().wires().stream()
                .map(wire -> new LinkRow(
                        wire.one(),
                        wire.other(),
                        Durations.text(wire.delay()),
                        active.stream()
                                .anyMatch(change -> change instanceof Change.LinkDelay link
                                        && link.one().equals(wire.one())
                                        && link.other().equals(wire.other()))))
                .toList();
        return new NetPane(nats, links);
    }
}
