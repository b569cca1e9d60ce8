package timewaitlab.viewmodel;

import java.util.ResourceBundle;
import timewaitlab.base.Phrases;

/** The words of the window, in the language in use. Placeholders are {@code {0}}; numbers come in as text. */
public final class Texts {
    private static final Phrases MESSAGES = Phrases.of("messages");

    private Texts() {}

    /** The bundle, for screens that are laid out in files. */
    public static ResourceBundle bundle() {
        return MESSAGES.bundle();
    }

    /** The text of this key with its placeholders filled. */
    public static String say(String key, Object... values) {
        String text = MESSAGES.say(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }
}
