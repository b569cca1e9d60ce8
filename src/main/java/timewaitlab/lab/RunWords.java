package timewaitlab.lab;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;

/**
 * Words that fields of a {@link FieldExpression} take in one run, where no table lists them: who takes part, and which
 * rules and reasons there were.
 *
 * @param byField field to its words, in alphabetical order but for parties, which stand as the run has them
 */
public record RunWords(Map<String, List<String>> byField) {
    /** Those of no run. */
    public static final RunWords NONE = new RunWords(Map.of());

    public RunWords {
        byField = Map.copyOf(byField);
    }

    /** Those of this run. Of a long one it takes a while. */
    public static RunWords of(Trace trace) {
        List<String> parties = trace.parties().stream().map(Party::name).toList();
        List<String> hosts = trace.parties().stream()
                .filter(party -> !party.kind().isBox())
                .map(Party::name)
                .toList();
        return new RunWords(Map.of(
                "from", parties,
                "to", parties,
                "judge", parties,
                "state.host", hosts,
                "rule", distinct(trace, judged -> judged.verdict().ruleId()),
                "reason",
                        distinct(
                                trace,
                                judged -> judged.verdict().outcome().code().name())));
    }

    private static List<String> distinct(Trace trace, Function<Judged, String> word) {
        TreeSet<String> words = new TreeSet<>();
        trace.decisions().forEach(judged -> words.add(word.apply(judged)));
        return List.copyOf(words);
    }

    /** Those of this field; none where it takes a number, or words that are the same in every run. */
    List<String> of(String field) {
        return byField.getOrDefault(field, List.of());
    }
}
