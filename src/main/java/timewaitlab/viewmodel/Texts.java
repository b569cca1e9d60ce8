package timewaitlab.viewmodel;

import java.util.Optional;
import java.util.ResourceBundle;
import timewaitlab.base.Phrases;
import timewaitlab.base.Problem;

/** The words of the window, in the language in use. Placeholders are {@code {0}}; numbers come in as text. */
public final class Texts {
    private static final String ONE = ".one";
    private static final Phrases MESSAGES = Phrases.of("messages");

    private Texts() {}

    /** The bundle, for screens that are laid out in files. */
    public static ResourceBundle bundle() {
        return MESSAGES.bundle();
    }

    /** The text of this key with its placeholders filled; where the first is 1, that of the key for one if there is. */
    public static String say(String key, Object... values) {
        boolean one = values.length > 0 && "1".equals(String.valueOf(values[0]));
        String text = (one ? MESSAGES.find(key + ONE) : Optional.<String>empty()).orElseGet(() -> MESSAGES.say(key));
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /** What is wrong with a text of one line, whose number says nothing. */
    static String line(Problem wrong) {
        String where = wrong.column() > 0 ? say("whatif.column", wrong.column()) + ' ' : "";
        String expected = wrong.expected().isEmpty() ? "" : "; " + say("whatif.expected", wrong.expected());
        return where + wrong.what() + expected;
    }
}
