package timewaitlab.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Sysctl;
import timewaitlab.base.Watch;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.lab.CaptureHosts;
import timewaitlab.lab.ExplainCapture;
import timewaitlab.lab.ExplainRequest;
import timewaitlab.lab.Explanation;
import timewaitlab.tcp.Settings;
import timewaitlab.trace.Party;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.HostSetup;
import timewaitlab.viewmodel.Laboratory.Answer;
import timewaitlab.viewmodel.ScenarioChoice;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/** A capture in the window: judged as the host that was asked for, by the kernel chosen for it. */
final class OpenedCapture {
    private static final String DEFAULT_KERNEL = "linux-6.18";

    private OpenedCapture() {}

    /** The capture at the path in {@code choice}, with the kernel and sysctls chosen for the judging host. */
    static Answer explain(ScenarioChoice choice, Watch watch) {
        AddressBook book = new AddressBook();
        Path file = Path.of(choice.scenario());
        Reading<Capture> reading = CaptureReader.read(file, book, watch);
        Optional<Capture> read = reading.value();
        if (read.isEmpty()) {
            return LabOfScenarios.refused(reading.problems());
        }
        List<Address> likely = CaptureHosts.likely(read.get());
        if (likely.isEmpty()) {
            return LabOfScenarios.refused(List.of(Problem.of(
                    choice.scenario(), "nobody in it accepts a connection", "a capture taken at or near a server")));
        }
        KernelProfile profile = profile(choice);
        Settings settings = settings(choice, profile);
        List<Address> hosts = CaptureHosts.withAliases(read.get(), likely.subList(0, 1), settings);
        Explanation explained =
                ExplainCapture.of(read.get(), new ExplainRequest(book, hosts, profile, settings), watch);
        String title = String.valueOf(file.getFileName());
        return new Answer.Done(new Experiment(
                choice, title, explained.trace(), setups(explained, profile, settings), marks(explained)));
    }

    private static KernelProfile profile(ScenarioChoice choice) {
        String name = choice.kernels().values().stream().findFirst().orElse(DEFAULT_KERNEL);
        return Profiles.named(name).orElseThrow(() -> new IllegalStateException("no profile " + name));
    }

    private static Settings settings(ScenarioChoice choice, KernelProfile profile) {
        Map<Sysctl, Long> chosen = new EnumMap<>(Sysctl.class);
        choice.sysctls()
                .forEach(edit -> Sysctl.named(edit.sysctl())
                        .filter(profile::has)
                        .ifPresent(sysctl -> chosen.put(sysctl, edit.value())));
        Settings settings = profile.settings();
        for (Map.Entry<Sysctl, Long> sysctl : chosen.entrySet()) {
            settings = settings.with(sysctl.getKey(), sysctl.getValue());
        }
        return settings;
    }

    private static List<HostSetup> setups(Explanation explained, KernelProfile profile, Settings settings) {
        Map<String, Long> sysctls = LabOfScenarios.sysctls(profile, settings);
        List<HostSetup> setups = new ArrayList<>();
        for (Party party : explained.trace().parties()) {
            boolean judges =
                    explained.hosts().stream().anyMatch(host -> host.text().equals(party.address()));
            setups.add(new HostSetup(party, judges ? sysctls : Map.of()));
        }
        return setups;
    }

    private static Map<Integer, Experiment.Agreement> marks(Explanation explained) {
        Map<Integer, Experiment.Agreement> marks = new HashMap<>();
        explained
                .agreements()
                .forEach((leg, agreement) -> marks.put(leg, Experiment.Agreement.valueOf(agreement.name())));
        return marks;
    }
}
