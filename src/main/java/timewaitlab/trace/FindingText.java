package timewaitlab.trace;

import java.util.List;
import timewaitlab.base.Phrases;
import timewaitlab.decide.Comparison;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Unit;
import timewaitlab.decide.Verdict;
import timewaitlab.nat.ConntrackState;
import timewaitlab.nat.TransitionTable;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Tracked;

/**
 * The only place where findings and verdicts are put into words: panes, the command line and files all ask here.
 * Numbers on the wire are unsigned, differences signed, and every value carries its unit.
 */
public final class FindingText {
    private static final Phrases WORDS = Phrases.of("findings");

    private static final int LONGEST_BRIEF = 13;

    private FindingText() {}

    /** What was asked: {@code Is it more than 1 tick older than the one remembered?} */
    public static String question(Finding finding) {
        String id = finding.check().id();
        return word("check." + id + ".question", id.replace('-', ' '));
    }

    /** What was compared: {@code remembered 1105802 - TSval 260487 = 845315 > 1}. */
    public static String operands(Finding finding) {
        Comparison comparison = finding.check().comparison();
        Operand<?> left = finding.check().left();
        Operand<?> right = finding.check().right();
        String first = name(left) + " " + value(left.unit(), finding.left());
        if (comparison == Comparison.IS_SET) {
            String flag = name(left) + " = " + finding.left();
            return left.unit() == Unit.FLAG ? flag : first + (finding.left() == 0 ? " = 0" : " ≠ 0");
        }
        String second = name(right) + " " + value(right.unit(), finding.right());
        if (comparison == Comparison.SAME_AS) {
            return first + " - " + second + " = " + finding.difference() + ", " + sign(finding);
        }
        if (comparison == Comparison.AFTER) {
            return second + " - " + first + " = " + (int) (finding.right() - finding.left()) + " " + sign(finding);
        }
        if (comparison.isSerial()) {
            return first + " - " + second + " = " + finding.difference() + " " + sign(finding);
        }
        String margin = finding.margin() == 0 ? "" : " + " + finding.margin();
        return first + " " + sign(finding) + " " + second + margin;
    }

    /** The comparison in a few characters where it needs no more: {@code 1 ≠ 0}, {@code 5 s < 60 s}; else empty. */
    public static String brief(Finding finding) {
        Comparison comparison = finding.check().comparison();
        if (comparison.isSerial() || finding.margin() != 0) {
            return "";
        }
        Unit unit = finding.check().left().unit();
        if (unit == Unit.STATE || unit == Unit.CONNTRACK_STATE) {
            return value(unit, finding.left());
        }
        String right = comparison == Comparison.IS_SET
                ? "0"
                : value(finding.check().right().unit(), finding.right());
        String text = value(unit, finding.left()) + " " + sign(finding) + " " + right;
        return text.length() > LONGEST_BRIEF ? "" : text;
    }

    /** {@code yes} or {@code no}. */
    public static String answer(Finding finding) {
        return WORDS.say(finding.held() ? "answer.yes" : "answer.no");
    }

    /** The relation that really holds between the two: {@code > 1}, {@code <}. */
    private static String sign(Finding finding) {
        boolean held = finding.held();
        return switch (finding.check().comparison()) {
            case BEFORE, AFTER -> held ? "< 0" : "≥ 0";
            case AHEAD_BY_MORE_THAN -> (held ? "> " : "≤ ") + finding.margin();
            case SAME_AS -> held ? "= 0" : "≠ 0";
            case EQUALS -> held ? "=" : "≠";
            case IS_SET -> held ? "≠" : "=";
            case LESS_THAN -> held ? "<" : "≥";
            case MORE_THAN -> held ? ">" : "≤";
            case AT_LEAST -> held ? "≥" : "<";
        };
    }

    /** A value's short name in a sentence: {@code remembered} for {@code peer.ts}. */
    public static String name(Operand<?> operand) {
        return word("operand." + operand.name(), operand.name());
    }

    /** A value with its unit where one is customary: {@code 5 s}, {@code 1105802}. */
    public static String value(Unit unit, long value) {
        if (unit == Unit.STATE && value >= 0 && value < TcpState.values().length) {
            return TcpState.values()[(int) value].label();
        }
        if (unit == Unit.CONNTRACK_STATE) {
            return conntrackState((int) value);
        }
        boolean bare = unit.wraps() || unit.symbol().isEmpty();
        return bare ? Long.toString(value) : value + " " + unit.symbol();
    }

    /** A state of connection tracking, or what its transition table says instead of one. */
    private static String conntrackState(int value) {
        return switch (value) {
            case TransitionTable.IGNORE -> WORDS.say("conntrack.ignored");
            case TransitionTable.INVALID -> WORDS.say("conntrack.invalid");
            default -> ConntrackState.values()[value].name();
        };
    }

    /** What a NAT decided, in the same way. */
    public static String sentence(Tracked tracked) {
        return sentence(
                tracked.verdict(),
                List.of(tracked.at(), tracked.before().name(), tracked.after().name()));
    }

    /**
     * The verdict in one sentence with the deciding word between asterisks: who decided, why, and the values that did.
     * Wordings are found under {@code rule.ID.DISPOSITION}, or more precisely with the reply's kind, the last check, or
     * the last check of two values behind it. Placeholders, in braces: host, state, after, and the name of any value
     * that was asked for.
     */
    public static String sentence(Judged judged) {
        return sentence(
                judged.verdict(),
                List.of(
                        judged.at(),
                        judged.stateBefore().label(),
                        judged.stateAfter().label()));
    }

    private static String sentence(Verdict<?> verdict, List<String> hostAndStates) {
        String text = wording(verdict)
                .replace("{host}", hostAndStates.get(0))
                .replace("{state}", hostAndStates.get(1))
                .replace("{after}", hostAndStates.get(2))
                .replace("{rule}", verdict.ruleId());
        List<Finding> findings = verdict.findings();
        for (int i = findings.size() - 1; i >= 0 && text.indexOf('{') >= 0; i--) {
            text = fill(text, findings.get(i).check().left(), findings.get(i).left());
            text = fill(text, findings.get(i).check().right(), findings.get(i).right());
        }
        return text;
    }

    private static String fill(String text, Operand<?> operand, long value) {
        return text.replace("{" + operand.name() + "}", value(operand.unit(), value));
    }

    private static String wording(Verdict<?> verdict) {
        String key = "rule." + verdict.ruleId() + "." + verdict.outcome().disposition();
        String fallback = word("rule.any." + verdict.outcome().disposition(), "{host}: {rule}");
        String text = word(key, fallback);
        String lastOfTwo = "";
        String last = "";
        for (Finding finding : verdict.findings()) {
            boolean ofLimit = finding.check().id().startsWith("limit.");
            if (!ofLimit && finding.check().comparison() != Comparison.IS_SET) {
                lastOfTwo = finding.check().id();
            }
            last = ofLimit ? last : finding.check().id();
        }
        text = word(key + "." + lastOfTwo, text);
        text = word(key + "." + last, text);
        return word(key + "." + verdict.outcome().code().name(), text);
    }

    private static String word(String key, String otherwise) {
        return WORDS.find(key).orElse(otherwise);
    }
}
