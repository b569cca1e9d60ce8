package timewaitlab.viewmodel;

import java.util.List;
import timewaitlab.lab.FieldProposals;
import timewaitlab.lab.FieldProposals.Proposal;

/**
 * A word that may come next in a test of fields, and what it is.
 *
 * @param what in a few words; empty for a word that a field takes
 */
public record FieldChoice(String word, String what, Proposal proposal) {
    /** Everything that fits at this place of a text; {@code caret} characters stand before it. */
    public static List<FieldChoice> at(String text, int caret) {
        return FieldProposals.at(text, caret).stream()
                .map(each ->
                        new FieldChoice(each.word(), each.isField() ? Texts.say("field." + each.field()) : "", each))
                .toList();
    }

    /** The text with it. */
    public String in(String text) {
        return proposal.in(text);
    }

    /** How many characters stand before the next one then. */
    public int caret(String text) {
        return proposal.caret(text);
    }

    /** In one line, for whoever hears it. */
    public String spoken() {
        return what.isEmpty() ? word : word + ": " + what;
    }
}
