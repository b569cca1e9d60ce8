package timewaitlab.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Sysctl;
import timewaitlab.base.Watch;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.capture.ContentDigest;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.lab.CaptureHosts;
import timewaitlab.lab.ExplainCapture;
import timewaitlab.lab.ExplainRequest;
import timewaitlab.lab.Explanation;
import timewaitlab.scenario.CaptureContext;
import timewaitlab.scenario.CaptureContext.SysctlWritten;
import timewaitlab.scenario.Change;
import timewaitlab.scenario.Changeable;
import timewaitlab.scenario.Intervention;
import timewaitlab.scenario.SessionText;
import timewaitlab.tcp.Settings;
import timewaitlab.trace.Party;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.HostSetup;
import timewaitlab.viewmodel.Laboratory.Answer;
import timewaitlab.viewmodel.ScenarioChoice;
import timewaitlab.viewmodel.Texts;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/** A capture in the window: judged as the host that was chosen, by the kernel chosen for it. */
final class OpenedCapture {
    private static final String DEFAULT_KERNEL = "linux-6.18";

    private OpenedCapture() {}

    /** The capture at the path in {@code choice}, with the kernel and sysctls chosen for the judging host. */
    static Answer explain(ScenarioChoice choice, Watch watch) {
        AddressBook book = new AddressBook();
        Path file = Path.of(choice.scenario());
        Reading<String> digest = digest(file);
        Reading<Capture> reading = CaptureReader.read(file, book, watch);
        Optional<Capture> read = reading.value();
        Reading<Address> judging = read.map(capture -> judging(capture, choice.judge()))
                .orElseGet(() -> Reading.failed(reading.problems()));
        if (read.isEmpty() || judging.value().isEmpty()) {
            return LabOfScenarios.refused(judging.problems());
        }
        if (digest.value().isEmpty()) {
            return LabOfScenarios.refused(digest.problems());
        }
        Address host = judging.value().get();
        KernelProfile profile = profile(choice, host.text());
        Settings settings = settings(choice, host.text(), profile);
        List<Address> hosts = CaptureHosts.withAliases(read.get(), List.of(host), settings);
        CaptureContext context = CaptureContext.NOTHING.with(written(choice, host.text(), profile));
        Explanation explained =
                ExplainCapture.of(read.get(), new ExplainRequest(book, hosts, profile, settings, context), watch);
        String title = String.valueOf(file.getFileName());
        Experiment experiment = new Experiment(
                choice, title, explained.trace(), setups(explained, profile, settings), marks(explained));
        SessionText.Recording recorded =
                new SessionText.Recording(digest.value().get(), host.text());
        return new Answer.Done(experiment.of(recorded, addresses(read.get())));
    }

    /** Whom a change to this capture may name. */
    static Reading<Changeable> changeable(String file) {
        Reading<Capture> reading = CaptureReader.read(Path.of(file), new AddressBook());
        return reading.value()
                .map(capture -> Reading.of(Changeable.ofRecording(addresses(capture))))
                .orElseGet(() -> Reading.failed(reading.problems()));
    }

    /** The same of a capture to which something was done when it was this one; a problem where it is another now. */
    static Reading<Changeable> unchanged(String file, SessionText.Recording then) {
        Reading<String> now = digest(Path.of(file));
        if (now.value().filter(then.digest()::equals).isEmpty()) {
            return Reading.failed(now.problems().stream()
                    .findFirst()
                    .orElseGet(() -> Problem.of(file, Texts.say("notice.captureChanged"), "")));
        }
        return changeable(file);
    }

    private static List<String> addresses(Capture capture) {
        return CaptureHosts.offered(capture).stream().map(Address::text).toList();
    }

    private static Reading<String> digest(Path file) {
        try {
            return Reading.of(ContentDigest.of(file));
        } catch (IOException unreadable) {
            return Reading.failed(Problem.of(file.toString(), "cannot be read", "a capture"));
        }
    }

    /** As whose host the capture is judged: whoever was chosen, else who accepts connections or takes part in most. */
    private static Reading<Address> judging(Capture capture, Optional<String> chosen) {
        List<Address> offered = CaptureHosts.offered(capture);
        return offered.stream()
                .filter(address -> chosen.map(address.text()::equals).orElse(true))
                .findFirst()
                .map(Reading::of)
                .orElseGet(() -> Reading.failed(Problem.of(
                        capture.name(),
                        chosen.map(host -> host + " takes no part in it").orElse("there is no TCP segment in it"),
                        "a capture of the host's connections")));
    }

    /** Sysctls that are other ones from some moment on. */
    private static List<CaptureContext.Step> written(ScenarioChoice choice, String host, KernelProfile profile) {
        return choice.interventions().stream()
                .filter(Intervention::isOn)
                .flatMap(each -> each.change() instanceof Change.Setting set && set.at() > 0
                        ? Stream.of(set)
                        : Stream.<Change.Setting>empty())
                .filter(set -> set.host().equals(host) && profile.has(set.sysctl()))
                .sorted(Comparator.comparingLong(Change.Setting::at))
                .<CaptureContext.Step>map(set -> new SysctlWritten(set.at(), set.sysctl(), set.value()))
                .toList();
    }

    private static KernelProfile profile(ScenarioChoice choice, String host) {
        String name = choice.kernels().getOrDefault(host, DEFAULT_KERNEL);
        return Profiles.named(name).orElseThrow(() -> new IllegalStateException("no profile " + name));
    }

    private static Settings settings(ScenarioChoice choice, String host, KernelProfile profile) {
        Map<Sysctl, Long> chosen = new EnumMap<>(Sysctl.class);
        choice.sysctls().stream()
                .filter(edit -> edit.host().equals(host))
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
