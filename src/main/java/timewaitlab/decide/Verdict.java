package timewaitlab.decide;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision with its proof. The situation is a frozen copy; the chain is the one that decided, so that the same
 * question can be asked again with another value.
 */
public final class Verdict<S extends Situation<S>> {
    private final S situation;
    private final Outcome outcome;
    private final RuleChain<S> chain;
    private final @Nullable Rule<?> rule;
    private final Proof proof;
    /** Once somebody has asked. */
    private @Nullable List<Finding> findings;

    Verdict(S situation, Outcome outcome, RuleChain<S> chain, @Nullable Rule<?> rule, Proof proof) {
        this.situation = situation;
        this.outcome = outcome;
        this.chain = chain;
        this.rule = rule;
        this.proof = proof;
    }

    /** A copy of what was judged; the caller may change it and ask again. */
    public S situation() {
        return situation.copy();
    }

    public Outcome outcome() {
        return outcome;
    }

    public RuleChain<S> chain() {
        return chain;
    }

    /** Id of the rule that spoke last, or of the hook when none did. */
    public String ruleId() {
        return rule == null ? chain.hook() + ".otherwise" : rule.id();
    }

    /** Where that rule stands. */
    public Optional<Cite> cite() {
        return Optional.ofNullable(rule).map(Rule::cite);
    }

    /** Names of the stages it went through; the last one decided. */
    public List<String> stages() {
        return proof.stages();
    }

    /** The proof path, in the order asked; the last one settled it. */
    public List<Finding> findings() {
        List<Finding> known = findings;
        if (known == null) {
            known = proof.findings(situation());
            findings = known;
        }
        return known;
    }

    /** What would have changed it, in {@link WhatIf#ORDER}. Found by judging again, when asked for. */
    public List<WhatIf> whatIfs() {
        return WhatIfs.of(this);
    }
}
