package timewaitlab.agreement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import timewaitlab.agreement.Judgement.Disagreement;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.Explanation;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Scenario;

/** What may miss a rule of one kernel: its recordings and the shipped scenarios that run it. */
final class Witnesses {
    /** Larger captures are asked no more: the small ones show what a rule does. */
    private static final int LARGEST_CAPTURE = 100_000;

    private static final Map<String, List<Recording>> RECORDED = new ConcurrentHashMap<>();

    private final List<Witness> all;
    /** Slower to ask: only those are that heard the rule. Small ones first. */
    private final List<Witness> captures;

    private final boolean recorded;

    private Witnesses(List<Witness> all, List<Witness> captures, boolean recorded) {
        this.all = all;
        this.captures = captures;
        this.recorded = recorded;
    }

    /** Somebody who says what is wrong when a kernel is used: by names of cells or of expectations. */
    private static final class Witness {
        private final String name;
        private final int size;
        private final KernelProfile kernel;
        private final Function<KernelProfile, Testimony> ask;
        private Testimony usual = Testimony.NONE;

        Witness(String name, int size, KernelProfile kernel, Function<KernelProfile, Testimony> ask) {
            this.name = name;
            this.size = size;
            this.kernel = kernel;
            this.ask = ask;
        }

        Testimony usual() {
            if (usual == Testimony.NONE) {
                usual = ask.apply(kernel);
            }
            return usual;
        }

        /** The first thing that was right and is wrong with this kernel. */
        Optional<String> misses(KernelProfile mutated) {
            return ask.apply(mutated).wrong().stream()
                    .filter(what -> !usual().wrong().contains(what))
                    .findFirst()
                    .map(what -> name + " " + what);
        }
    }

    /** What is wrong, and the rules that were seen to speak; empty where they are not known. */
    private record Testimony(Set<String> wrong, Set<String> spoke) {
        static final Testimony NONE = new Testimony(Set.of(), Set.of());

        static Testimony of(List<Row> rows) {
            Set<String> wrong = new HashSet<>();
            Set<String> spoke = new HashSet<>();
            for (Row row : rows) {
                if (!row.held()) {
                    wrong.add(row.what());
                }
                spoke.add(row.got());
            }
            return new Testimony(wrong, spoke);
        }
    }

    static Witnesses of(KernelProfile kernel) {
        List<Witness> all = new ArrayList<>();
        List<Witness> captures = new ArrayList<>();
        List<Recording> recordings = recordings(kernel);
        for (Recording recording : recordings) {
            for (CellJudge judge : CellJudge.ALL) {
                if (judge.judges(recording)) {
                    all.add(new Witness(
                            recording.name(), 0, kernel, mutated -> Testimony.of(judge.rows(recording, mutated))));
                }
            }
            Recreation.of(recording)
                    .ifPresent(again -> all.add(new Witness(
                            recording.name(), 0, kernel, mutated -> Testimony.of(again.rows(host -> mutated)))));
            captures.addAll(captures(recording, kernel));
        }
        ScenarioLibrary.ids().forEach(id -> scenario(id, kernel).ifPresent(all::add));
        captures.sort(Comparator.comparingInt(capture -> capture.size));
        return new Witnesses(all, captures, !recordings.isEmpty());
    }

    private static List<Witness> captures(Recording recording, KernelProfile kernel) {
        return CaptureCells.files(recording).stream()
                .filter(file -> size(recording, file) <= LARGEST_CAPTURE)
                .map(file -> new Witness(
                        recording.name(), size(recording, file), kernel, mutated -> capture(recording, file, mutated)))
                .toList();
    }

    private static int size(Recording recording, String file) {
        return recording.captures().getOrDefault(file, new byte[0]).length;
    }

    private static Testimony capture(Recording recording, String file, KernelProfile mutated) {
        Explanation explanation = CaptureCells.explain(recording, file, mutated);
        Set<String> wrong = new HashSet<>();
        Set<String> spoke = new HashSet<>();
        for (Disagreement each :
                CaptureCells.judgement(recording, file, explanation).wrong()) {
            wrong.add(each.row().what());
        }
        explanation
                .trace()
                .verdicts()
                .forEach(judged -> spoke.add(judged.verdict().ruleId()));
        return new Testimony(wrong, spoke);
    }

    private static Optional<Witness> scenario(String id, KernelProfile kernel) {
        Scenario scenario = ScenarioLibrary.open(id).value().orElseThrow();
        boolean runs = scenario.hosts().stream().anyMatch(host -> host.kernel() == kernel);
        return runs
                ? Optional.of(new Witness("scenario " + id, 0, kernel, mutated -> checked(scenario, kernel, mutated)))
                : Optional.empty();
    }

    private static Testimony checked(Scenario scenario, KernelProfile kernel, KernelProfile mutated) {
        Scenario changed = scenario;
        for (Scenario.HostSpec host : scenario.hosts()) {
            if (host.kernel() == kernel) {
                changed = changed.with(new Scenario.Edit.Kernel(host.name(), mutated));
            }
        }
        Set<String> wrong = new HashSet<>();
        for (RunScenario.Checked each : RunScenario.check(changed)) {
            if (!each.held()) {
                wrong.add(each.branch() + " " + each.expectation().text());
            }
        }
        return new Testimony(wrong, Set.of());
    }

    /** Recordings stay in memory: they are asked once a rule. */
    private static List<Recording> recordings(KernelProfile kernel) {
        return RECORDED.computeIfAbsent(kernel.name(), name -> {
            List<Recording> found = new ArrayList<>();
            for (String family : Recordings.families()) {
                Recordings.of(family).stream()
                        .filter(recording -> recording.profile() == kernel)
                        .forEach(found::add);
            }
            return found;
        });
    }

    /** Whether anything was recorded of this kernel. */
    boolean isRecorded() {
        return recorded;
    }

    /** Who misses the rule that this kernel lacks: those who heard it speak are asked first. */
    Optional<String> missing(KernelProfile mutated, String ruleId) {
        List<Witness> order = new ArrayList<>(all);
        order.sort(Comparator.comparing(witness -> !witness.usual.spoke().contains(ruleId)));
        Optional<String> missed = order.stream()
                .map(witness -> witness.misses(mutated))
                .flatMap(Optional::stream)
                .findFirst();
        return missed.isPresent()
                ? missed
                : captures.stream()
                        .filter(capture -> capture.usual().spoke().contains(ruleId))
                        .map(capture -> capture.misses(mutated))
                        .flatMap(Optional::stream)
                        .findFirst();
    }
}
