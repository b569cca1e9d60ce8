package timewaitlab.viewmodel;

import java.util.Optional;

/**
 * The verdict of the moment in two lines, for a room.
 *
 * @param lead what was decided, and by which numbers
 * @param detail why, in a sentence
 */
public record Caption(String lead, String detail) {
    /** What is said of what is shown now; nothing where nothing was decided yet. */
    public static Optional<Caption> of(MainViewModel model) {
        LessonModel lessons = model.lessons();
        if (lessons.isHiding()) {
            String key = lessons.isLocked() ? "lesson.caption.predict" : "lesson.caption.watch";
            return Optional.of(new Caption(Texts.say(key), Texts.say(key + ".detail")));
        }
        boolean forTheLastRow = model.showing().presentingProperty().get();
        return model.why().map(card -> of(card, forTheLastRow));
    }

    /** In letters for the last row there is no room for the numbers but in the sentence. */
    private static Caption of(WhyCard card, boolean forTheLastRow) {
        String numbers = card.findings().stream()
                .filter(WhyCard.Row::decisive)
                .filter(row -> row.brief().isEmpty())
                .map(WhyCard.Row::operands)
                .findFirst()
                .orElse("");
        String lead = numbers.isEmpty() || forTheLastRow
                ? card.chip().text()
                : Texts.say("demo.caption", card.chip().text(), numbers);
        return new Caption(lead, card.sentence().replace("*", ""));
    }
}
