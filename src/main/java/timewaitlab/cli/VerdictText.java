package timewaitlab.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Check;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Party;
import timewaitlab.decide.Side;
import timewaitlab.decide.Verdict;
import timewaitlab.lab.ExploreWhatIfs;
import timewaitlab.lab.JudgeSegments;
import timewaitlab.lab.WhatIfText;
import timewaitlab.trace.Cause;
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
        printProof(judged, out);
    }

    /** Findings in the order asked, then what would have changed the outcome. */
    static void printProof(Judged judged, PrintWriter out) {
        Verdict<?> verdict = judged.verdict();
        for (int i = 0; i < verdict.findings().size(); i++) {
            Finding finding = verdict.findings().get(i);
            out.println("    " + (finding.held() ? "yes  " : "no   ") + FindingText.question(finding) + ": "
                    + FindingText.operands(finding) + origins(judged, i));
        }
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

    /** Which other event wrote a value: {@code [remembered: segment 14]}. */
    private static String origins(Judged judged, int finding) {
        Check<?> check = judged.verdict().findings().get(finding).check();
        List<String> words = new ArrayList<>();
        for (Side side : Side.values()) {
            Operand<?> operand = side == Side.LEFT ? check.left() : check.right();
            judged.originOf(finding, side)
                    .cause()
                    .filter(cause -> !cause.equals(judged.cause()))
                    .ifPresent(cause -> words.add(FindingText.name(operand) + ": " + words(cause)));
        }
        return words.isEmpty() ? "" : " [" + String.join(", ", words) + "]";
    }

    private static String words(Cause cause) {
        if (cause instanceof Cause.BySegment segment) {
            return "segment " + segment.leg();
        }
        return cause instanceof Cause.ByCall call ? "call " + call.call() : "timer " + ((Cause.ByTimer) cause).name();
    }

    static String headline(Verdict<?> verdict) {
        return verdict.outcome().disposition() + " (" + verdict.outcome().code().name() + ")";
    }
}
