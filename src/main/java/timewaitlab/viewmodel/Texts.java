package timewaitlab.viewmodel;

import java.util.ResourceBundle;

/** The window's words. Placeholders are {@code {0}}, {@code {1}}; numbers come in already as text. */
public final class Texts {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("timewaitlab.i18n.messages");

    private Texts() {}

    /** The bundle, for screens that are laid out in files. */
    public static ResourceBundle bundle() {
        return BUNDLE;
    }

    /** The text of this key with its placeholders filled. */
    public static String say(String key, Object... values) {
        String text = BUNDLE.getString(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }
}
