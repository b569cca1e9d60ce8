package timewaitlab.viewmodel;

import java.util.List;
import java.util.Set;
import timewaitlab.decide.Finding;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Unit;
import timewaitlab.decide.Verdict;
import timewaitlab.tcp.Reason;

/**
 * Which finding of a verdict is put forward. Where a timestamp was found too old or new enough, that comparison; else
 * the last question of the rule that spoke. What was asked afterwards, whether the answer may go out, is put forward
 * only where it was taken back.
 */
final class Decisive {
    private static final String LIMIT = "limit.";
    /** Also asked of an answer: data without SYN is exempt from the limit. */
    private static final Set<String> EXEMPTION = Set.of("segment.syn", "segment.has-length");

    private Decisive() {}

    /** Its index, or -1 when nothing was asked. */
    static int of(Verdict<?> verdict) {
        List<Finding> findings = verdict.findings();
        int last = findings.size() - 1;
        if (verdict.outcome().code() == Reason.TCP_ACK_SKIPPED) {
            return last;
        }
        for (int i = last; i >= 0; i--) {
            if (comparesTimestamps(findings.get(i)) && findings.get(i).held()) {
                return i;
            }
        }
        boolean limited = verdict.stages().contains(RuleChain.LIMIT_STAGE);
        while (limited && last > 0 && belongsToLimit(findings.get(last))) {
            last--;
        }
        return last;
    }

    private static boolean comparesTimestamps(Finding finding) {
        return finding.check().comparison().isSerial() && finding.check().left().unit() == Unit.TICK;
    }

    private static boolean belongsToLimit(Finding finding) {
        String id = finding.check().id();
        return id.startsWith(LIMIT) || EXEMPTION.contains(id);
    }
}
