package timewaitlab.viewmodel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Scenario;
import timewaitlab.sim.Wiring;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;

/** The laboratory with the engine in it: shipped scenarios, and scenario files. */
public final class EngineLaboratory implements Laboratory {
    private final List<ScenarioTitle> titles;

    public EngineLaboratory() {
        titles = ScenarioLibrary.ids().stream()
                .flatMap(id -> ScenarioLibrary.open(id).value().stream())
                .map(scenario -> new ScenarioTitle(scenario.id(), scenario.title()))
                .toList();
    }

    @Override
    public List<ScenarioTitle> scenarios() {
        return titles;
    }

    @Override
    public List<String> kernels() {
        return LinuxProfiles.all().stream().map(KernelProfile::name).toList();
    }

    @Override
    public Answer run(ScenarioChoice choice, BooleanSupplier cancelled) {
        Reading<Scenario> reading = ScenarioLibrary.open(choice.scenario());
        if (reading.value().isEmpty()) {
            return refused(reading);
        }
        Scenario written = reading.value().get();
        Scenario scenario = edited(written, choice);
        Trace trace = RunScenario.run(scenario, cancelled);
        return new Answer.Done(new Experiment(choice, written.title(), trace, setups(scenario, trace), Map.of()));
    }

    @Override
    public Answer open(Path file, BooleanSupplier cancelled) {
        return run(ScenarioChoice.of(file.toString()), cancelled);
    }

    private static Answer refused(Reading<Scenario> reading) {
        return new Answer.Refused(
                reading.problems().stream().map(Problem::toString).toList());
    }

    private static Scenario edited(Scenario written, ScenarioChoice choice) {
        Scenario scenario = written;
        for (Map.Entry<String, String> kernel : choice.kernels().entrySet()) {
            KernelProfile profile = LinuxProfiles.named(kernel.getValue())
                    .orElseThrow(() -> new IllegalArgumentException("no kernel " + kernel.getValue()));
            scenario = scenario.with(new Scenario.Edit.Kernel(kernel.getKey(), profile));
        }
        for (ScenarioChoice.SysctlEdit edit : choice.sysctls()) {
            Sysctl sysctl = Sysctl.named(edit.sysctl())
                    .orElseThrow(() -> new IllegalArgumentException("no sysctl " + edit.sysctl()));
            scenario = scenario.with(new Scenario.Edit.Setting(edit.host(), sysctl, edit.value()));
        }
        return scenario;
    }

    private static List<HostSetup> setups(Scenario scenario, Trace trace) {
        Map<String, Map<String, Long>> values = new HashMap<>();
        for (Wiring.Machine machine : scenario.wiring().machines()) {
            Map<String, Long> known = new HashMap<>();
            for (Sysctl sysctl : Sysctl.values()) {
                if (machine.kernel().has(sysctl)) {
                    known.put(sysctl.shortName(), machine.get(sysctl));
                }
            }
            values.put(machine.name(), known);
        }
        List<HostSetup> setups = new ArrayList<>();
        for (Party party : trace.parties()) {
            setups.add(new HostSetup(party, values.getOrDefault(party.name(), Map.of())));
        }
        return setups;
    }
}
