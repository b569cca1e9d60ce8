package timewaitlab.decide;

import org.jspecify.annotations.Nullable;

/** Where a rule asks its checks. Asking is evaluating: a rule has no other way to look at a value. */
public sealed interface Inquiry {
    /** Evaluates, keeps nothing, allocates nothing. */
    Inquiry SILENT = new Silent();

    /** Whether this check holds in this situation. */
    <S> boolean holds(Check<? super S> check, S situation);

    /** The way for runs that nobody looks at. */
    final class Silent implements Inquiry {
        private Silent() {}

        @Override
        public <S> boolean holds(Check<? super S> check, S situation) {
            return evaluate(check, situation);
        }

        private static <S> boolean evaluate(Check<S> check, S situation) {
            return check.holds(situation);
        }
    }

    /** Keeps what was asked, in order, and who spoke. */
    final class Recorded implements Inquiry {
        private Proof proof;
        private @Nullable Rule<?> spoke;

        Recorded(Proof beginning) {
            proof = beginning;
        }

        @Override
        public <S> boolean holds(Check<? super S> check, S situation) {
            proof = proof.then(check);
            return evaluate(check, situation);
        }

        private static <S> boolean evaluate(Check<S> check, S situation) {
            return check.holds(situation);
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
