package timewaitlab.agreement;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import timewaitlab.agreement.Judgement.Disagreement;
import timewaitlab.agreement.Judgement.Way;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;

/**
 * How the engine and the recordings agree.
 *
 * @param folders recordings that were held to
 * @param judgements each recording in each way it was judged; several of one recording where it has several captures
 */
public record Report(int folders, List<Judgement> judgements) {
    public Report {
        judgements = List.copyOf(judgements);
    }

    /** Everything. */
    public Tally total() {
        return judgements.stream().map(Judgement::tally).reduce(Tally.NONE, Tally::plus);
    }

    /** Everything judged in one way. */
    public Tally total(Way way) {
        return judgements.stream()
                .filter(judgement -> judgement.way() == way)
                .map(Judgement::tally)
                .reduce(Tally.NONE, Tally::plus);
    }

    /** Recordings judged in at least one way: fewer than {@link #folders} when one was not. */
    public long judgedFolders() {
        return judgements.stream()
                .filter(judgement ->
                        judgement.tally().cells() + judgement.tally().free() > 0)
                .map(Judgement::recording)
                .distinct()
                .count();
    }

    /** Recordings that nothing could be said of. */
    public List<String> unjudged() {
        Map<String, Integer> said = new TreeMap<>();
        judgements.forEach(judgement -> said.merge(
                judgement.recording(),
                judgement.tally().cells() + judgement.tally().free(),
                Integer::sum));
        return said.entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Versions of the recorded kernels, oldest first. */
    public List<String> kernels() {
        List<String> known =
                LinuxProfiles.all().stream().map(KernelProfile::version).toList();
        return judgements.stream()
                .map(Judgement::kernel)
                .distinct()
                .sorted(Comparator.comparingInt(known::indexOf))
                .toList();
    }

    /** By topic, then by kernel. A recording counts under each of its topics. */
    public SortedMap<String, Map<String, Tally>> topics() {
        SortedMap<String, Map<String, Tally>> topics = new TreeMap<>();
        for (Judgement judgement : judgements) {
            for (String topic : judgement.topics()) {
                topics.computeIfAbsent(topic, name -> new TreeMap<>())
                        .merge(judgement.kernel(), judgement.tally(), Tally::plus);
            }
        }
        return topics;
    }

    /** By kernel. */
    public Map<String, Tally> byKernel() {
        Map<String, Tally> kernels = new TreeMap<>();
        judgements.forEach(judgement -> kernels.merge(judgement.kernel(), judgement.tally(), Tally::plus));
        return kernels;
    }

    /** What recordings about any of these topics come to, each counted once. */
    public Tally about(List<String> topics) {
        return judgements.stream()
                .filter(judgement -> judgement.topics().stream().anyMatch(topics::contains))
                .map(Judgement::tally)
                .reduce(Tally.NONE, Tally::plus);
    }

    /** Every cell that does not agree, those that are the machine's fault included. */
    public List<Disagreement> disagreements() {
        return judgements.stream()
                .flatMap(judgement -> judgement.wrong().stream())
                .toList();
    }
}
