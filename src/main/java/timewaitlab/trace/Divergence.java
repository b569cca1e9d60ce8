package timewaitlab.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.trace.TraceEvent.Judged;

/**
 * Where two runs part: the first moment at which they answered differently, or, if they never did, at which an answer
 * moved other counters.
 *
 * @param time nanoseconds from the start of both
 * @param at who decided
 * @param alike how many decisions before it were the same in both
 * @param left the verdict of the first run; empty when it judged nothing then
 * @param right that of the second
 */
public record Divergence(long time, String at, int alike, Optional<Judged> left, Optional<Judged> right) {
    /** A value that is not the same in both verdicts; empty text where there is none. */
    public record Field(String name, String left, String right) {}

    private interface Likeness {
        boolean holds(Judged one, Judged other);
    }

    /** The first divergence; empty when both runs decided alike throughout. */
    public static Optional<Divergence> between(Trace left, Trace right) {
        Optional<Divergence> answers = ofAnswers(left, right);
        return answers.isPresent()
                ? answers
                : between(left, right, (one, other) -> one.counters().equals(other.counters()));
    }

    /** The first answer that was another, whatever was counted; empty when there is none. */
    public static Optional<Divergence> ofAnswers(Trace left, Trace right) {
        return between(left, right, Divergence::answerAlike);
    }

    /** What a box between the hosts let go no further was decided too. */
    private static Optional<Divergence> between(Trace left, Trace right, Likeness alike) {
        List<Judged> ones = left.decisions();
        List<Judged> others = right.decisions();
        for (int i = 0; i < Math.max(ones.size(), others.size()); i++) {
            Optional<Judged> one = i < ones.size() ? Optional.of(ones.get(i)) : Optional.empty();
            Optional<Judged> other = i < others.size() ? Optional.of(others.get(i)) : Optional.empty();
            if (one.isEmpty() || other.isEmpty() || !alike.holds(one.get(), other.get())) {
                return Optional.of(of(i, one, other));
            }
        }
        return Optional.empty();
    }

    /** Only the earlier one happened at the moment of divergence, unless both did. */
    private static Divergence of(int alike, Optional<Judged> one, Optional<Judged> other) {
        boolean leftFirst = one.isPresent()
                && (other.isEmpty() || one.get().time() <= other.get().time());
        Judged first = leftFirst ? one.get() : other.orElseThrow();
        return new Divergence(
                first.time(),
                first.at(),
                alike,
                one.filter(judged -> judged.time() == first.time()),
                other.filter(judged -> judged.time() == first.time()));
    }

    private static boolean answerAlike(Judged one, Judged other) {
        return one.time() == other.time()
                && one.at().equals(other.at())
                && one.stateBefore() == other.stateBefore()
                && one.verdict().outcome().disposition()
                        == other.verdict().outcome().disposition()
                && Objects.equals(
                        one.verdict().outcome().code().name(),
                        other.verdict().outcome().code().name());
    }

    /** What is not the same in both verdicts: the answer first, then values that both looked at. */
    public List<Field> fields() {
        List<Field> fields = differences(
                left.map(Divergence::answer).orElse(Map.of()),
                right.map(Divergence::answer).orElse(Map.of()));
        Map<String, String> ones = left.map(Divergence::operands).orElse(Map.of());
        Map<String, String> others = right.map(Divergence::operands).orElse(Map.of());
        differences(ones, others).stream()
                .filter(field -> ones.containsKey(field.name()) && others.containsKey(field.name()))
                .forEach(fields::add);
        return fields;
    }

    private static List<Field> differences(Map<String, String> ones, Map<String, String> others) {
        Map<String, String> names = new LinkedHashMap<>(ones);
        others.forEach(names::putIfAbsent);
        List<Field> fields = new ArrayList<>();
        for (String name : names.keySet()) {
            String one = ones.getOrDefault(name, "");
            String other = others.getOrDefault(name, "");
            if (!one.equals(other)) {
                fields.add(new Field(name, one, other));
            }
        }
        return fields;
    }

    private static Map<String, String> answer(Judged judged) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("disposition", judged.verdict().outcome().disposition().name());
        values.put("answer", judged.verdict().outcome().code().name());
        values.put("rule", judged.verdict().ruleId());
        values.put("state after", judged.stateAfter().label());
        values.put("timer", judged.timer() == null ? "" : judged.timer());
        new TreeMap<>(judged.counters()).forEach((name, added) -> values.put(name, "+" + added));
        return values;
    }

    private static Map<String, String> operands(Judged judged) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Finding finding : judged.verdict().findings()) {
            Operand<?> one = finding.check().left();
            Operand<?> other = finding.check().right();
            values.putIfAbsent(one.name(), FindingText.value(one.unit(), finding.left()));
            values.putIfAbsent(other.name(), FindingText.value(other.unit(), finding.right()));
        }
        return values;
    }
}
