package timewaitlab.agreement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import timewaitlab.base.Reading;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.RunScenario;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.Scenario.HostSpec;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.sim.Wiring;
import timewaitlab.trace.Trace;

/**
 * A recording done again by the engine. The scenario names its parties as the recording does ({@code client1},
 * {@code server}, {@code nat}) and says who calls what when; kernels, HZ and sysctls are the recorded ones.
 */
public final class Recreation {
    private static final String HOME = "/timewaitlab/recreations/";

    private final Recording recording;
    private final Scenario scenario;

    private Recreation(Recording recording, Scenario scenario) {
        this.recording = recording;
        this.scenario = scenario;
    }

    /** The re-creation of a recording, where there is one. */
    public static Optional<Recreation> of(Recording recording) {
        String file = HOME + recording.name() + ".yaml";
        try (InputStream in = Recreation.class.getResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(read(recording, new String(in.readAllBytes(), UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

    /** The re-creation that this text describes. */
    static Recreation read(Recording recording, String text) {
        Reading<Scenario> read = ScenarioParser.parse(recording.name() + ".yaml", text);
        Scenario scenario = read.value()
                .orElseThrow(() -> new IllegalStateException(read.problems().toString()));
        return new Recreation(recording, scenario);
    }

    /** Everything that can be compared. */
    public List<Row> rows() {
        return rows(UnaryOperator.identity());
    }

    /** The same with other kernels than the recorded ones. */
    List<Row> rows(UnaryOperator<KernelProfile> kernels) {
        Trace trace = RunScenario.run(asRecorded(kernels));
        List<Row> rows = new ArrayList<>();
        Map<String, Map<Dialogue, Dialogue>> seen = new LinkedHashMap<>();
        for (String file : recording.captures().keySet()) {
            Vantage.of(recording, file, scenario).ifPresent(vantage -> {
                Map<String, Dialogue> recorded = vantage.recorded(recording);
                Map<String, Dialogue> run = vantage.run(trace, ChosenPorts.of(recording));
                rows.addAll(SegmentRows.of(vantage, recorded, run));
                seen.put(vantage.node(), SegmentRows.pairs(recorded, run));
            });
        }
        rows.addAll(new RunRows(recording, trace).rows(seen));
        rows.addAll(ConntrackRows.of(recording, trace));
        return rows;
    }

    private Scenario asRecorded(UnaryOperator<KernelProfile> kernels) {
        List<HostSpec> hosts = scenario.hosts().stream()
                .map(host -> host.with(kernels.apply(recording.profile()), recording.hz(), sysctls(host), host.clock()))
                .toList();
        Scenario again = scenario.with(hosts);
        for (Wiring.Nat nat : scenario.nats()) {
            again = again.with(new Scenario.Edit.Kernel(nat.name(), kernels.apply(recording.profile())));
        }
        return again;
    }

    /** What the scenario says of a host goes before what was recorded: a recording names only some of its sysctls. */
    private Map<Sysctl, Long> sysctls(HostSpec host) {
        Map<Sysctl, Long> sysctls = new TreeMap<>(recording.sysctls(host.name()));
        sysctls.putAll(host.sysctls());
        return sysctls;
    }
}
