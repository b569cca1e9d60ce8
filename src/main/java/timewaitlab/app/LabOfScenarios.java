package timewaitlab.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.lab.LessonText;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.lab.TeachLesson;
import timewaitlab.scenario.Scenario;
import timewaitlab.sim.Wiring;
import timewaitlab.tcp.Settings;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.HostSetup;
import timewaitlab.viewmodel.Laboratory;
import timewaitlab.viewmodel.ScenarioChoice;
import timewaitlab.viewmodel.ScenarioTitle;

/** What the window asks for, answered by the use cases. */
final class LabOfScenarios implements Laboratory {
    @Override
    public List<ScenarioTitle> scenarios() {
        List<ScenarioTitle> titles = new ArrayList<>();
        for (String id : ScenarioLibrary.ids()) {
            ScenarioLibrary.open(id)
                    .value()
                    .ifPresent(scenario -> titles.add(new ScenarioTitle(id, LessonText.title(scenario))));
        }
        return titles;
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
    public Answer run(ScenarioChoice choice, BooleanSupplier cancelled) {
        if (isCapture(choice.scenario())) {
            return OpenedCapture.explain(choice);
        }
        Reading<Scenario> reading = ScenarioLibrary.open(choice.scenario());
        Optional<Scenario> written = reading.value();
        if (written.isEmpty()) {
            return refused(reading.problems());
        }
        Scenario scenario = written.get().running(choice.seed(), written.get().until());
        for (Map.Entry<String, String> kernel : choice.kernels().entrySet()) {
            Optional<KernelProfile> profile = Profiles.named(kernel.getValue());
            if (profile.isPresent()) {
                scenario = scenario.with(new Scenario.Edit.Kernel(kernel.getKey(), profile.get()));
            }
        }
        for (ScenarioChoice.SysctlEdit edit : choice.sysctls()) {
            Optional<Sysctl> sysctl = Sysctl.named(edit.sysctl());
            if (sysctl.isPresent()) {
                scenario = scenario.with(new Scenario.Edit.Setting(edit.host(), sysctl.get(), edit.value()));
            }
        }
        Trace trace = RunScenario.run(scenario, cancelled);
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
        return new Answer.Done(new Experiment(choice, scenario.title(), trace, setups(scenario, trace), Map.of()));
    }

    @Override
    public Answer open(Path file, BooleanSupplier cancelled) {
        return run(ScenarioChoice.of(file.toString()), cancelled);
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
                .map(party -> new HostSetup(party, sysctls(scenario, party)))
                .toList();
    }

    private static Map<String, Long> sysctls(Scenario scenario, Party party) {
        return scenario.hosts().stream()
                .filter(host -> host.name().equals(party.name()))
                .findFirst()
                .map(host -> sysctls(host.kernel(), host.settings()))
                .or(() -> scenario.nats().stream()
                        .filter(nat -> nat.name().equals(party.name()))
                        .findFirst()
                        .map(LabOfScenarios::sysctls))
                .orElse(Map.of());
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
