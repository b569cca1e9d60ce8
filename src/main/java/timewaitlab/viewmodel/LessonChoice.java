package timewaitlab.viewmodel;

/**
 * An answer that can be chosen, as the card shows it.
 *
 * @param means what would follow from it; may be empty
 * @param ruledOut whether something that was looked at speaks against it
 */
public record LessonChoice(int number, String text, String means, boolean ruledOut) {}
