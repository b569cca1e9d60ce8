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
            if (!isKept(finding)) {
                findings.add(finding);
            }
            return finding.held();
        }

        /** Numbers first: they differ far more often than they agree, and a recorded run asks this all the time. */
        private boolean isKept(Finding finding) {
            for (int i = 0; i < findings.size(); i++) {
                Finding kept = findings.get(i);
                if (kept.left() == finding.left()
                        && kept.right() == finding.right()
                        && kept.margin() == finding.margin()
                        && kept.check().equals(finding.check())) {
                    return true;
                }
            }
            return false;
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
