package timewaitlab.agreement;

import java.util.List;
import timewaitlab.lab.JudgeSegments;

/** Rows of single segments: what differs, and the rule that spoke. */
final class Cells {
    private Cells() {}

    /** @param differences in words, empty when there are none */
    static Row row(String what, List<String> differences, JudgeSegments.Answer answer) {
        String rule = answer.judged().verdict().ruleId();
        return differences.isEmpty()
                ? new Row(what, "as judged", rule, true)
                : new Row(what, String.join("; ", differences), rule, false);
    }
}
