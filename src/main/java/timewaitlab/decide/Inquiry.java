package timewaitlab.decide;

import java.util.ArrayList;
import java.util.List;

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

    /** Keeps each answer, in the order asked; a check asked twice is kept once, since judging changes nothing. */
    final class Recorded implements Inquiry {
        private final List<Finding> findings = new ArrayList<>();

        @Override
        public <S> boolean holds(Check<? super S> check, S situation) {
            Finding finding = evaluate(check, situation);
            if (!findings.contains(finding)) {
                findings.add(finding);
            }
            return finding.held();
        }

        /** What was found so far. */
        public List<Finding> findings() {
            return List.copyOf(findings);
        }

        private static <S> Finding evaluate(Check<S> check, S situation) {
            return check.find(situation);
        }
    }
}
