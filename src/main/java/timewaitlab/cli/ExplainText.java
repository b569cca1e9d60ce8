package timewaitlab.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Finding;
import timewaitlab.lab.Explanation;
import timewaitlab.lab.Explanation.By;
import timewaitlab.lab.Explanation.Explained;
import timewaitlab.trace.FindingText;
import timewaitlab.trace.TraceEvent.Judged;

/** An explanation for people: a line a segment, the rule and what decided it; the counts at the end. */
final class ExplainText {
    private ExplainText() {}

    static void print(Explanation explanation, boolean summaryOnly, PrintWriter out) {
        if (!summaryOnly) {
            for (Explained segment : explanation.segments()) {
                out.println("#" + segment.frame() + " " + SimTime.text(segment.time() / 1000 * 1000) + " "
                        + segment.segment());
                out.println(segment.inbound() ? "    " + inbound(segment) : "    sent: " + cause(segment.by()));
                if (!segment.note().isEmpty()) {
                    out.println("    " + segment.note());
                }
            }
        }
        summary(explanation, out);
    }

    private static String inbound(Explained segment) {
        String agreement =
                String.valueOf(segment.agreement()) + (segment.doubt() == null ? "" : " (" + segment.doubt() + ")");
        Judged judged = segment.judged();
        if (judged == null) {
            return agreement + ": not judged";
        }
        List<Finding> findings = judged.verdict().findings();
        Finding deciding = findings.isEmpty() ? null : findings.get(findings.size() - 1);
        return agreement + ": " + judged.stateBefore().label() + ", "
                + judged.verdict().ruleId() + ", "
                + VerdictText.headline(judged.verdict())
                + (deciding == null
                        ? ""
                        : "; " + (deciding.held() ? "yes " : "no ") + FindingText.question(deciding) + ": "
                                + FindingText.operands(deciding));
    }

    private static String cause(@Nullable By by) {
        if (by == null) {
            return "nothing known explains it";
        }
        if (by.timer() != null) {
            return "timer " + by.timer();
        }
        return by.call() != null ? "call " + by.call() : "answers #" + by.frame();
    }

    private static void summary(Explanation explanation, PrintWriter out) {
        Explanation.Summary counts = explanation.summary();
        out.println(explanation.capture() + " as " + explanation.hosts().get(0) + " with "
                + explanation.profile().name() + ": " + counts.inbound() + " arrived, " + counts.agrees() + " agree, "
                + counts.free() + " free, " + counts.contradicts() + " contradict, " + counts.cannotTell()
                + " cannot be told; " + counts.outbound() + " sent, " + counts.unattributed() + " unexplained");
        explanation
                .inferred()
                .clocks()
                .forEach(clock -> out.println("clock of " + clock.address() + ": " + clock.hz() + " Hz"));
        explanation
                .inferred()
                .behindNat()
                .forEach(shared -> out.println(
                        shared.address() + " is shared by " + shared.hosts() + " hosts: " + shared.evidence()));
    }
}
