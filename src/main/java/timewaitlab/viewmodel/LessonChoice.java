package timewaitlab.viewmodel;

/**
 * An answer that can be chosen, as the card shows it.
 *
 * @param means what would follow from it; may be empty
 */
public record LessonChoice(int number, String text, String means) {}
