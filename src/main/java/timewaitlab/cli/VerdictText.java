package timewaitlab.cli;

import java.io.PrintWriter;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Party;
import timewaitlab.decide.Verdict;
import timewaitlab.lab.ExploreWhatIfs;
import timewaitlab.lab.JudgeSegments;
import timewaitlab.lab.WhatIfText;
import timewaitlab.trace.FindingText;
import timewaitlab.trace.TraceEvent.Judged;

/** A verdict for people, on a terminal. */
final class VerdictText {
    private VerdictText() {}

    static void print(JudgeSegments.Answer answer, PrintWriter out) {
        Judged judged = answer.judged();
        Verdict<?> verdict = judged.verdict();
        out.println(judged.stateBefore().label() + " -> " + judged.stateAfter().label() + ": " + headline(verdict));
        verdict.cite().ifPresent(cite -> out.println("  rule " + verdict.ruleId() + ", " + cite));
        answer.replies()
                .forEach(reply -> out.println("  reply after " + SimTime.text(reply.after()) + " s: "
                        + reply.leg().segment()));
        if (judged.timer() != null) {
            out.println("  timer: " + judged.timer());
        }
        judged.counters().forEach((name, value) -> out.println("  " + name + " +" + value));
        printProof(verdict, out);
    }

    /** Findings in the order asked, then what would have changed the outcome. */
    static void printProof(Verdict<?> verdict, PrintWriter out) {
        verdict.findings()
                .forEach(finding -> out.println("    " + (finding.held() ? "yes  " : "no   ")
                        + FindingText.question(finding) + ": " + FindingText.operands(finding)));
        printWhatIfs(verdict, out);
    }

    /** By who could make the change; what only counters would show comes after what would change the answer. */
    private static void printWhatIfs(Verdict<?> verdict, PrintWriter out) {
        Party who = null;
        for (ExploreWhatIfs.Change change : ExploreWhatIfs.of(verdict)) {
            if (change.who() != who) {
                who = change.who();
                out.println("    " + WhatIfText.heading(who, "the sender", "this host"));
            }
            String then = change.changesAnswer()
                    ? change.outcome().toString()
                    : WhatIfText.difference(verdict.outcome(), change.outcome());
            out.println("      " + WhatIfText.what(change) + ": " + then);
        }
    }

    static String headline(Verdict<?> verdict) {
        return verdict.outcome().disposition() + " (" + verdict.outcome().code().name() + ")";
    }
}
