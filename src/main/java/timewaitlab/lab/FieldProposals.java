package timewaitlab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What may come next where somebody writes a {@link FieldExpression}: the fields that can be named there, or the words
 * that the field before the comparison takes. Of the same table as what is read.
 */
public final class FieldProposals {
    private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9_.:+-]*$");
    private static final Pattern COMPARED = Pattern.compile("([A-Za-z0-9_.]+)\\s*(==|!=)\\s*$");
    /** A field is named at the beginning, and after these. */
    private static final Pattern BEGINS = Pattern.compile("(^|&&|\\|\\||!|\\()\\s*$");

    private FieldProposals() {}

    /**
     * A word to be written instead of the characters between two places.
     *
     * @param field the field it is, or whose word it is
     * @param from the first character it replaces, from 0
     * @param to the character after the last one
     */
    public record Proposal(String word, String field, int from, int to) {
        /** Whether this is a field, rather than a word it takes. */
        public boolean isField() {
            return word.equals(field);
        }

        /** Under which name it is described: fields of a host are alike for every host. */
        public String kind() {
            return Fields.isStateOfHost(field) ? "host.state" : field;
        }

        /** The text with it, and a blank behind it where nothing follows. */
        public String in(String text) {
            String rest = text.substring(to);
            return text.substring(0, from) + word + (rest.isEmpty() ? " " : rest);
        }

        /** Where the next character is written then. */
        public int caret(String text) {
            return from + word.length() + (to == text.length() ? 1 : 0);
        }
    }

    /** The names of all fields, in the order in which they are offered. */
    public static List<String> fields() {
        return Fields.names();
    }

    /**
     * What fits at this place of a text, what begins with the characters before it first; nothing where a number or
     * an operator is wanted, and where the word is complete.
     *
     * @param caret characters before it
     * @param run words of the run that is asked about
     */
    public static List<Proposal> at(String text, int caret, RunWords run) {
        String before = text.substring(0, Math.max(0, Math.min(text.length(), caret)));
        Matcher written = WRITTEN.matcher(before);
        String begun = written.find() ? written.group().toLowerCase(Locale.ROOT) : "";
        String rest = before.substring(0, before.length() - begun.length());
        int from = rest.length();
        Matcher compared = COMPARED.matcher(rest);
        List<Proposal> all = new ArrayList<>();
        if (compared.find()) {
            String field = compared.group(1);
            Optional<Fields.Field> known = Fields.named(field);
            Stream.concat(known.map(Fields.Field::words).orElse(List.of()).stream(), run.of(field).stream())
                    .forEach(word -> all.add(new Proposal(word, field, from, before.length())));
        } else if (BEGINS.matcher(rest).find()) {
            Stream.concat(Fields.names().stream(), run.of("state.host").stream().map(Fields::nameOfState))
                    .forEach(name -> all.add(new Proposal(name, name, from, before.length())));
        }
        List<Proposal> fitting = Stream.concat(
                        all.stream().filter(each -> lower(each).startsWith(begun)),
                        all.stream()
                                .filter(each -> !lower(each).startsWith(begun))
                                .filter(each -> lower(each).contains(begun)))
                .toList();
        boolean complete = fitting.size() == 1 && lower(fitting.get(0)).equals(begun);
        return complete ? List.of() : fitting;
    }

    private static String lower(Proposal proposal) {
        return proposal.word().toLowerCase(Locale.ROOT);
    }
}
