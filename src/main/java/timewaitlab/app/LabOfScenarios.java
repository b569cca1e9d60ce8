package timewaitlab.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Sysctl;
import timewaitlab.base.Watch;
import timewaitlab.capture.WholeFile;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.lab.LessonText;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.lab.TeachLesson;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.scenario.Change;
import timewaitlab.scenario.ChangeReader;
import timewaitlab.scenario.Changeable;
import timewaitlab.scenario.Intervention;
import timewaitlab.scenario.InterventionText;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.SessionText;
import timewaitlab.sim.Wiring;
import timewaitlab.tcp.Settings;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.HostSetup;
import timewaitlab.viewmodel.Laboratory;
import timewaitlab.viewmodel.NetSetup;
import timewaitlab.viewmodel.ScenarioChoice;
import timewaitlab.viewmodel.ScenarioTitle;
import timewaitlab.viewmodel.Texts;

/** What the window asks for, answered by the use cases. */
final class LabOfScenarios implements Laboratory {
    private String lastName = "";
    private long lastWritten;
    private @Nullable Reading<Scenario> lastRead;

    @Override
    public List<ScenarioTitle> scenarios() {
        List<ScenarioTitle> titles = new ArrayList<>();
        for (String id : ScenarioLibrary.ids()) {
            ScenarioLibrary.open(id)
                    .value()
                    .ifPresent(scenario -> titles.add(new ScenarioTitle(
                            id,
                            LessonText.title(scenario),
                            LessonText.about(scenario),
                            scenario.topics(),
                            scenario.lesson().isPresent())));
        }
        return titles;
    }

    @Override
    public List<String> ids() {
        return ScenarioLibrary.ids();
    }

    @Override
    public List<String> kernels() {
        return Profiles.all().stream().map(KernelProfile::name).toList();
    }

    @Override
    public Optional<TeachLesson> lesson(ScenarioChoice choice) {
        return scenario(choice).flatMap(TeachLesson::of);
    }

    @Override
    public String notes(ScenarioChoice choice) {
        return scenario(choice).map(LessonText::notes).orElse("");
    }

    private static Optional<Scenario> scenario(ScenarioChoice choice) {
        return isCapture(choice.scenario())
                ? Optional.empty()
                : ScenarioLibrary.open(choice.scenario()).value();
    }

    @Override
    public Answer run(ScenarioChoice choice, Watch watch) {
        if (isCapture(choice.scenario())) {
            return OpenedCapture.explain(choice, watch);
        }
        Reading<Scenario> reading = read(choice.scenario());
        Optional<Scenario> written = reading.value();
        if (written.isEmpty()) {
            return refused(reading.problems());
        }
        Scenario scenario = written.get().running(choice.seed(), written.get().until());
        scenario = scenario.withInterventions(choice.interventions());
        Trace trace = RunScenario.run(scenario, choice.plan().orElse(scenario.recording()), watch);
        watch.orGiveUp();
        // What is left is to make it ready to be looked at.
        watch.reached(0, 0);
        Scenario effective = scenario.effective();
        NetSetup net = new NetSetup(effective.nats(), effective.wires());
        List<HostSetup> setups = setups(effective, trace);
        return new Answer.Done(new Experiment(choice, scenario.title(), trace, setups, net, Map.of()));
    }

    @Override
    public Reading<Change> change(ScenarioChoice choice, String text) {
        Reading<Changeable> known = changeable(choice.scenario());
        return known.value()
                .map(found -> ChangeReader.read(Texts.say("whatif.file"), text, found))
                .orElseGet(() -> Reading.failed(known.problems()));
    }

    @Override
    public Reading<SessionText> session(String file, String text) {
        return SessionText.parse(
                file,
                text,
                (scenario, recording) -> recording
                        .map(known -> OpenedCapture.unchanged(scenario, known))
                        .orElseGet(() -> changeable(scenario)));
    }

    private Reading<Changeable> changeable(String idOrFile) {
        if (isCapture(idOrFile)) {
            return OpenedCapture.changeable(idOrFile);
        }
        Reading<Scenario> written = read(idOrFile);
        return written.value()
                .map(scenario -> Reading.of(Changeable.in(scenario)))
                .orElseGet(() -> Reading.failed(written.problems()));
    }

    @Override
    public Optional<Problem> save(ScenarioChoice choice, Path file) {
        if (isCapture(choice.scenario())) {
            return Optional.of(Problem.of(choice.scenario(), "it is a recording", "a scenario"));
        }
        Reading<String> written = ScenarioLibrary.text(choice.scenario());
        if (written.value().isEmpty()) {
            return Optional.of(written.problems().get(0));
        }
        String text = InterventionText.replaced(written.value().get(), choice.interventions());
        return WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Answer open(Path file, Watch watch) {
        ScenarioChoice choice = ScenarioChoice.of(file.toString());
        List<Intervention> own = isCapture(choice.scenario())
                ? List.of()
                : ScenarioLibrary.open(choice.scenario())
                        .value()
                        .map(Scenario::interventions)
                        .orElse(List.of());
        return run(choice.withInterventions(own), watch);
    }

    /** What was read last is not read again for every step of a hand that drags; a file is when it was written. */
    private synchronized Reading<Scenario> read(String idOrFile) {
        long written = ScenarioLibrary.ids().contains(idOrFile)
                ? 0
                : Path.of(idOrFile).toFile().lastModified();
        if (!idOrFile.equals(lastName) || written != lastWritten || lastRead == null) {
            lastRead = ScenarioLibrary.open(idOrFile);
            lastName = idOrFile;
            lastWritten = written;
        }
        return lastRead;
    }

    /** Whatever is neither shipped nor called YAML is taken for a capture: its reader says what it is not. */
    private static boolean isCapture(String idOrFile) {
        boolean yaml = idOrFile.endsWith(".yaml") || idOrFile.endsWith(".yml");
        return !yaml && !ScenarioLibrary.ids().contains(idOrFile);
    }

    static Answer refused(List<Problem> problems) {
        return new Answer.Refused(problems.stream().map(Problem::toString).toList());
    }

    private static List<HostSetup> setups(Scenario scenario, Trace trace) {
        return trace.parties().stream()
                .map(party -> new HostSetup(party, sysctls(scenario, party), steps(scenario, party)))
                .toList();
    }

    private static List<Long> steps(Scenario scenario, Party party) {
        return scenario.tasks().stream()
                .filter(task -> task.machine().equals(party.name()))
                .map(Wiring.Task::at)
                .toList();
    }

    private static Map<String, Long> sysctls(Scenario scenario, Party party) {
        Map<String, Long> values = new TreeMap<>();
        scenario.hosts().stream()
                .filter(host -> host.name().equals(party.name()))
                .forEach(host -> values.putAll(sysctls(host.kernel(), host.settings())));
        scenario.nats().stream()
                .filter(nat -> nat.name().equals(party.name()))
                .forEach(nat -> values.putAll(sysctls(nat)));
        return values;
    }

    private static Map<String, Long> sysctls(Wiring.Nat nat) {
        Map<String, Long> values = new TreeMap<>();
        for (ConntrackSysctl sysctl : ConntrackSysctl.values()) {
            values.put(sysctl.shortName(), nat.settings().get(sysctl));
        }
        return values;
    }

    /** The settings a host starts with, without those its kernel does not have. */
    static Map<String, Long> sysctls(KernelProfile kernel, Settings settings) {
        Map<String, Long> values = new TreeMap<>();
        for (Sysctl sysctl : Sysctl.values()) {
            if (kernel.has(sysctl)) {
                values.put(sysctl.shortName(), settings.get(sysctl));
            }
        }
        return values;
    }
}
