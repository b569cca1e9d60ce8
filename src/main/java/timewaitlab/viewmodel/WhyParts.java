package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Side;
import timewaitlab.trace.FindingText;
import timewaitlab.trace.TraceEvent.Judged;

/** Cuts a comparison as {@link FindingText} words it where a value stands that somebody set. */
final class WhyParts {
    private final String text;
    private final List<WhyCard.Part> parts = new ArrayList<>();
    private int done;

    private WhyParts(String text) {
        this.text = text;
    }

    /** The pieces of the comparison of this finding, by its place in the proof; put together they are its text. */
    static List<WhyCard.Part> of(Judged judged, int place, Provenance.Finder origins) {
        Finding finding = judged.verdict().findings().get(place);
        String brief = FindingText.brief(finding);
        WhyParts cut = new WhyParts(brief.isEmpty() ? FindingText.operands(finding) : brief);
        Value left = value(judged, place, Side.LEFT, origins);
        Value right = value(judged, place, Side.RIGHT, origins);
        boolean named = brief.isEmpty();
        int leftAt = cut.place(left, named);
        int rightAt = cut.place(right, named);
        boolean reversed = rightAt >= 0 && rightAt < leftAt;
        cut.add(reversed ? right : left, named);
        cut.add(reversed ? left : right, named);
        cut.rest();
        return cut.parts;
    }

    private record Value(String name, String text, Optional<Provenance> origin) {}

    private static Value value(Judged judged, int place, Side side, Provenance.Finder origins) {
        Finding finding = judged.verdict().findings().get(place);
        boolean isLeft = side == Side.LEFT;
        Operand<?> operand = isLeft ? finding.check().left() : finding.check().right();
        String text = FindingText.value(operand.unit(), isLeft ? finding.left() : finding.right());
        Optional<Provenance> origin = origins.of(judged.originOf(place, side), operand, judged.at());
        return new Value(FindingText.name(operand), text, origin);
    }

    /** Where the value stands after what is done; -1 when it is not in the text. */
    private int place(Value value, boolean named) {
        if (!named) {
            return text.indexOf(value.text, done);
        }
        int at = text.indexOf(value.name + " " + value.text, done);
        return at < 0 ? -1 : at + value.name.length() + 1;
    }

    private void add(Value value, boolean named) {
        int at = place(value, named);
        if (at < 0 || value.origin.isEmpty()) {
            return;
        }
        if (at > done) {
            parts.add(new WhyCard.Part(text.substring(done, at), Optional.empty()));
        }
        parts.add(new WhyCard.Part(value.text, value.origin));
        done = at + value.text.length();
    }

    private void rest() {
        if (done < text.length()) {
            parts.add(new WhyCard.Part(text.substring(done), Optional.empty()));
        }
    }
}
