package timewaitlab.viewmodel;

import java.util.List;
import timewaitlab.lab.FieldProposals;
import timewaitlab.lab.FieldProposals.Proposal;
import timewaitlab.lab.RunWords;

/**
 * A word that may come next in a test of fields, and what it is.
 *
 * @param what in a few words; empty for a word that a field takes
 */
public record FieldChoice(String word, String what, Proposal proposal) {
    /**
     * Everything that fits at this place of a text about a run; {@code caret} characters stand before it. In a lesson
     * no words of the run are offered, since they would answer the question.
     */
    public static List<FieldChoice> at(String text, int caret, MainViewModel model) {
        RunWords words = model.getExperiment()
                .filter(shown -> !model.lessons().isHiding())
                .map(shown -> shown.insight().words())
                .orElse(RunWords.NONE);
        return FieldProposals.at(text, caret, words).stream()
                .map(each ->
                        new FieldChoice(each.word(), each.isField() ? Texts.say("field." + each.kind()) : "", each))
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
