package timewaitlab.decide;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A step of a chain: rules in the order they are asked, behind a gate. Immutable; changes make another stage.
 *
 * @param gate what must hold for the stage to be entered at all, so that its rules need not ask it again
 */
public record Stage<S>(String name, Gate<? super S> gate, List<Rule<? super S>> rules) {
    /** The question before a stage. */
    @FunctionalInterface
    public interface Gate<S> {
        boolean opens(S situation, Inquiry ask);
    }

    private static final Gate<Object> OPEN = (situation, ask) -> true;

    public Stage {
        rules = List.copyOf(rules);
    }

    /** A stage that is always entered. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <S> Stage<S> stage(String name, Rule<? super S>... rules) {
        List<Rule<? super S>> inOrder = new ArrayList<>();
        Collections.addAll(inOrder, rules);
        return new Stage<>(name, OPEN, inOrder);
    }

    /** The same rules behind a gate. */
    public Stage<S> behind(Gate<? super S> newGate) {
        return new Stage<>(name, newGate, rules);
    }

    /** Whether there is no gate to ask. */
    boolean isOpen() {
        return gate == OPEN;
    }

    boolean knows(String ruleId) {
        return rules.stream().anyMatch(rule -> rule.id().equals(ruleId));
    }

    Stage<S> without(String ruleId) {
        return changed(rules.stream().filter(rule -> !rule.id().equals(ruleId)).toList());
    }

    Stage<S> with(Rule<? super S> replacement) {
        List<Rule<? super S>> changed = new ArrayList<>(rules);
        changed.replaceAll(rule -> rule.id().equals(replacement.id()) ? replacement : rule);
        return changed(changed);
    }

    Stage<S> withBefore(String ruleId, Rule<? super S> added) {
        List<Rule<? super S>> changed = new ArrayList<>();
        for (Rule<? super S> rule : rules) {
            if (rule.id().equals(ruleId)) {
                changed.add(added);
            }
            changed.add(rule);
        }
        return changed(changed);
    }

    private Stage<S> changed(List<Rule<? super S>> changed) {
        return new Stage<>(name, gate, changed);
    }
}
