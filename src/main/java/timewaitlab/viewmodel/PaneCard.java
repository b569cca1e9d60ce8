package timewaitlab.viewmodel;

import java.util.List;

/**
 * Values of one thing, under its name.
 *
 * @param word what is said of it at the right of the heading, such as its state
 */
public record PaneCard(String heading, String word, List<PaneRow> rows) {
    public PaneCard {
        rows = List.copyOf(rows);
    }
}
