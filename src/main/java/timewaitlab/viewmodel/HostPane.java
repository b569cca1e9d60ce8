package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timewaitlab.scenario.Change;
import timewaitlab.trace.Party;

/** The what-if panel: every host with the settings that matter, as rows. */
public final class HostPane {
    private static final List<String> SETTINGS =
            List.of("tcp_tw_recycle", "tcp_timestamps", "tcp_tw_reuse", "tcp_rfc1337");
    private static final Map<String, String> REMOVED = Map.of("tcp_tw_recycle", "4.12");

    private HostPane() {}

    /**
     * A setting of a host.
     *
     * @param value its value; empty where this kernel does not have it
     * @param changed whether it differs from the scenario as it was written
     * @param note {@code removed in 4.12}, or empty
     */
    public record Setting(String name, Optional<Long> value, boolean changed, String note) {}

    /** A host with its kernel and settings. */
    public record Host(Party party, boolean kernelChanged, List<Setting> settings) {
        public String name() {
            return party.name();
        }

        public String address() {
            return party.address();
        }

        public String kernel() {
            return party.kernel();
        }

        public boolean isServer() {
            return party.kind() == Party.Kind.SERVER;
        }
    }

    /** Hosts whose settings can be changed: the server first, then the clients. */
    public static List<Host> hosts(Experiment experiment) {
        List<Host> hosts = new ArrayList<>();
        for (HostSetup setup : experiment.hosts()) {
            Party party = setup.party();
            if (!party.kind().isBox()) {
                boolean kernel = experiment.choice().kernels().containsKey(party.name());
                hosts.add(new Host(party, kernel, settings(experiment, setup)));
            }
        }
        hosts.sort((one, other) -> Boolean.compare(other.isServer(), one.isServer()));
        return hosts;
    }

    /**
     * Who judges a recording.
     *
     * @param offered addresses of everybody who can
     */
    public record Judge(List<String> offered, Host host) {
        /** The choice with another one judging. */
        public ScenarioChoice set(ScenarioChoice choice, String address) {
            Change judge = new Change.Judge(address);
            // Whom the recording itself suggests needs no intervention.
            return offered.indexOf(address) == 0 ? choice.without(judge) : choice.with(judge);
        }
    }

    /** Who judges this recording; empty for a run, which all of its hosts judge. */
    public static Optional<Judge> judge(Experiment experiment) {
        return experiment
                .recorded()
                .flatMap(recorded -> hosts(experiment).stream()
                        .filter(host -> !host.kernel().isEmpty())
                        .findFirst()
                        .map(host -> new Judge(recorded.addresses(), host)));
    }

    private static List<Setting> settings(Experiment experiment, HostSetup setup) {
        List<Setting> settings = new ArrayList<>();
        for (String name : SETTINGS) {
            Optional<Long> value = Optional.ofNullable(setup.sysctls().get(name));
            boolean changed = experiment.choice().sysctls().stream()
                    .anyMatch(edit -> edit.host().equals(setup.party().name())
                            && edit.sysctl().equals(name));
            // Of a recording only who judges it has settings: whatever it is, all of them are at hand.
            boolean all = setup.party().kind() == Party.Kind.SERVER || experiment.isCapture();
            boolean matters = all || name.equals("tcp_timestamps") || name.equals("tcp_tw_reuse");
            if (matters && (value.isPresent() || REMOVED.containsKey(name))) {
                String note = value.isPresent() ? "" : Texts.say("whatif.removed", REMOVED.getOrDefault(name, ""));
                settings.add(new Setting(name, value, changed, note));
            }
        }
        return settings;
    }
}
