package timewaitlab.decide;

import org.jspecify.annotations.Nullable;

/**
 * Where a rule asks its checks. Asking is evaluating: a rule has no other way to look at a value.
 *
 * <p>One small method for both ways, and small ones from here to the value that is read: a JIT then puts them all into
 * the rule, where the check is a constant and with it everything it names. C1, which a short run has to do with, takes
 * 35 bytes of a method so, and a tenth less at each level below. What it does not take it has to look for at each call,
 * among all that any check may read: a new JVM's first connections took 1.4 times as long.
 */
public sealed class Inquiry {
    /** Evaluates, keeps nothing, allocates nothing: the way for runs that nobody looks at. */
    static final Inquiry SILENT = new Inquiry();

    private Inquiry() {}

    /** Whether this check holds in this situation. */
    public final <S> boolean holds(Check<? super S> check, S situation) {
        if (this != SILENT) {
            asked(check);
        }
        return check.holds(situation);
    }

    /** This check is asked. */
    void asked(Check<?> check) {}

    /** Keeps what was asked, in order, and who spoke. */
    static final class Recorded extends Inquiry {
        private Proof proof;
        private @Nullable Rule<?> spoke;

        Recorded(Proof beginning) {
            proof = beginning;
        }

        @Override
        void asked(Check<?> check) {
            proof = proof.then(check);
        }

        /** A stage is entered. */
        void enters(String stage) {
            proof = proof.then(stage);
        }

        /** This rule has an opinion. */
        void speaks(Rule<?> rule) {
            spoke = rule;
        }

        /** The way taken so far. */
        Proof proof() {
            return proof;
        }

        /** The rule that spoke last, null for none. */
        @Nullable
        Rule<?> spoke() {
            return spoke;
        }
    }
}
