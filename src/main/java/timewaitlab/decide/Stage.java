package timewaitlab.decide;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A step of a chain: rules in the order they are asked. Immutable; changes make another stage. */
public record Stage<S>(String name, List<Rule<? super S>> rules) {
    public Stage {
        rules = List.copyOf(rules);
    }

    @SafeVarargs
    public static <S> Stage<S> stage(String name, Rule<? super S>... rules) {
        List<Rule<? super S>> inOrder = new ArrayList<>();
        Collections.addAll(inOrder, rules);
        return new Stage<>(name, inOrder);
    }

    boolean knows(String ruleId) {
        return rules.stream().anyMatch(rule -> rule.id().equals(ruleId));
    }

    Stage<S> without(String ruleId) {
        return new Stage<>(
                name, rules.stream().filter(rule -> !rule.id().equals(ruleId)).toList());
    }

    Stage<S> with(Rule<? super S> replacement) {
        List<Rule<? super S>> changed = new ArrayList<>(rules);
        changed.replaceAll(rule -> rule.id().equals(replacement.id()) ? replacement : rule);
        return new Stage<>(name, changed);
    }

    Stage<S> withBefore(String ruleId, Rule<? super S> added) {
        List<Rule<? super S>> changed = new ArrayList<>();
        for (Rule<? super S> rule : rules) {
            if (rule.id().equals(ruleId)) {
                changed.add(added);
            }
            changed.add(rule);
        }
        return new Stage<>(name, changed);
    }
}
