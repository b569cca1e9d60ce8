package timewaitlab.viewmodel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.base.Watch;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Verdict;
import timewaitlab.trace.FlagshipTrace;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;

/** A laboratory without an engine: it knows the hand-made flagship, and asks its verdicts again where recycle is off. */
public final class HandmadeLaboratory implements Laboratory {
    private static final Map<String, Long> SYSCTLS =
            Map.of("tcp_timestamps", 1L, "tcp_tw_reuse", 0L, "tcp_rfc1337", 0L);

    @Override
    public List<ScenarioTitle> scenarios() {
        return List.of(new ScenarioTitle("flagship", "Two laptops, one café"));
    }

    @Override
    public List<String> kernels() {
        return List.of("linux-2.6.32", "linux-3.10", "linux-4.4", "linux-4.12", "linux-6.18");
    }

    @Override
    public Answer run(ScenarioChoice choice, Watch watch) {
        Trace trace = FlagshipTrace.trace();
        boolean recycles =
                choice.sysctls().stream().noneMatch(edit -> edit.sysctl().equals("tcp_tw_recycle") && edit.value() == 0)
                        && choice.kernels().getOrDefault("B", "linux-2.6.32").compareTo("linux-4.12") < 0;
        List<HostSetup> hosts = new ArrayList<>();
        for (Party party : trace.parties()) {
            Map<String, Long> values = new HashMap<>(SYSCTLS);
            if (party.kind() == Party.Kind.SERVER && choice.kernels().isEmpty()) {
                values.put("tcp_tw_recycle", recycles ? 1L : 0L);
            }
            choice.sysctls().stream()
                    .filter(edit -> edit.host().equals(party.name()))
                    .forEach(edit -> values.put(edit.sysctl(), edit.value()));
            String kernel = choice.kernels().getOrDefault(party.name(), party.kernel());
            Party set = new Party(party.name(), party.kind(), party.address(), kernel, party.hz());
            hosts.add(new HostSetup(set, values));
        }
        Trace shown = recycles ? trace : withoutRecycling(trace);
        return new Answer.Done(new Experiment(choice, "Two laptops, one café", shown, hosts, Map.of()));
    }

    @Override
    public Answer open(Path file, Watch watch) {
        String what = Files.exists(file) ? "is neither a capture nor a scenario" : "does not exist";
        return new Answer.Refused(List.of(file.getFileName() + ":1:1: " + what + "; expected pcap, pcapng or YAML"));
    }

    private static Trace withoutRecycling(Trace trace) {
        List<Judged> verdicts = trace.verdicts().stream()
                .map(judged -> judged.verdict().outcome().disposition() == Disposition.DROP
                        ? again(judged, judged.verdict())
                        : judged)
                .toList();
        return new Trace(
                trace.scenario(),
                trace.seed(),
                trace.until(),
                trace.parties(),
                trace.legs(),
                verdicts,
                trace.states(),
                trace.calls(),
                trace.timers(),
                Map.of(),
                "00c0ffee");
    }

    private static <S extends Situation<S>> Judged again(Judged old, Verdict<S> verdict) {
        S situation = verdict.situation();
        for (Finding finding : verdict.findings()) {
            if (finding.check().left().name().endsWith("tcp_tw_recycle")) {
                @SuppressWarnings("unchecked")
                Operand<S> recycle = (Operand<S>) finding.check().left();
                recycle.write(situation, 0);
            }
        }
        return new Judged(
                old.id(),
                old.time(),
                old.at(),
                old.cause(),
                old.socket(),
                old.stateBefore(),
                old.orphan(),
                verdict.chain().verdict(situation),
                old.replies(),
                Map.of(),
                old.stateAfter(),
                old.timer());
    }
}
