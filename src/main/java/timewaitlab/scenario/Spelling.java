package timewaitlab.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which known word a misspelt one was probably meant to be. */
final class Spelling {
    private static final int FURTHEST = 2;
    private static final int LONGEST = 60;

    private Spelling() {}

    /** {@code ; did you mean WORD?}, or nothing when no known word is near. */
    static String hint(String word, Collection<String> known) {
        return nearest(word, known).map(near -> "; did you mean " + near + "?").orElse("");
    }

    /** The known word at a distance of at most two letters, and less than all of them, if there is one. */
    static Optional<String> nearest(String word, Collection<String> known) {
        // nobody means a known word by a whole paragraph
        return word.length() > LONGEST
                ? Optional.empty()
                : known.stream()
                        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                        .filter(candidate -> distance(word, candidate) <= Math.min(FURTHEST, word.length() - 1));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
