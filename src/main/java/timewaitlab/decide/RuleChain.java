package timewaitlab.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a kernel asks of one kind of situation: stages of rules, and the outcome when no rule has an opinion.
 * Immutable; a newer kernel's chain is the older one with a rule replaced, added or removed.
 */
public final class RuleChain<S extends Situation<S>> {
    private final String hook;
    private final List<Stage<S>> stages;
    private final Outcome otherwise;
    private final Rule<? super S>[][] rules;

    @SuppressWarnings({"unchecked", "rawtypes"})
    public RuleChain(String hook, List<Stage<S>> stages, Outcome otherwise) {
        this.hook = hook;
        this.stages = List.copyOf(stages);
        this.otherwise = otherwise;
        rules = new Rule[stages.size()][];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = stages.get(i).rules().toArray(new Rule[0]);
        }
    }

    /** The kind of situation, such as {@code time-wait}. */
    public String hook() {
        return hook;
    }

    public List<Stage<S>> stages() {
        return stages;
    }

    /** Decides and keeps nothing. Allocates nothing once warm. */
    public Outcome judge(S situation) {
        return judge(situation, Inquiry.SILENT);
    }

    private Outcome judge(S situation, Inquiry ask) {
        long carried = 0;
        for (Rule<? super S>[] stage : rules) {
            for (Rule<? super S> rule : stage) {
                Outcome outcome = rule.judgement().judge(situation, ask);
                if (outcome.disposition() == Disposition.CONTINUE) {
                    carried |= outcome.effects();
                    break;
                }
                if (outcome != Outcome.PASS) {
                    return outcome.plus(carried);
                }
            }
        }
        return otherwise.plus(carried);
    }

    /** Decides and keeps the proof. */
    public Verdict<S> verdict(S situation) {
        S kept = situation.copy();
        Inquiry.Recorded ask = new Inquiry.Recorded();
        List<String> passed = new ArrayList<>();
        Rule<? super S> spoke = null;
        Outcome decided = otherwise;
        long carried = 0;
        for (int i = 0; i < rules.length && decided == otherwise; i++) {
            passed.add(stages.get(i).name());
            for (Rule<? super S> rule : rules[i]) {
                Outcome outcome = rule.judgement().judge(kept, ask);
                if (outcome == Outcome.PASS) {
                    continue;
                }
                spoke = rule;
                if (outcome.disposition() == Disposition.CONTINUE) {
                    carried |= outcome.effects();
                } else {
                    decided = outcome;
                }
                break;
            }
        }
        return new Verdict<>(kept, decided.plus(carried), this, spoke, passed, ask.findings());
    }

    /** This chain without the rule of this id. */
    public RuleChain<S> without(String ruleId) {
        return change(ruleId, stage -> stage.without(ruleId));
    }

    /** This chain with the rule of the same id replaced. */
    public RuleChain<S> with(Rule<? super S> replacement) {
        return change(replacement.id(), stage -> stage.with(replacement));
    }

    /** This chain with a rule asked just before the one of this id. */
    public RuleChain<S> withBefore(String ruleId, Rule<? super S> added) {
        return change(ruleId, stage -> stage.withBefore(ruleId, added));
    }

    private RuleChain<S> change(String ruleId, UnaryOperator<Stage<S>> change) {
        if (stages.stream().noneMatch(stage -> stage.knows(ruleId))) {
            throw new IllegalArgumentException("chain " + hook + " has no rule " + ruleId);
        }
        List<Stage<S>> changed = stages.stream()
                .map(stage -> stage.knows(ruleId) ? change.apply(stage) : stage)
                .toList();
        return new RuleChain<>(hook, changed, otherwise);
    }
}
