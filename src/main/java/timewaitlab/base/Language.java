package timewaitlab.base;

import java.util.Locale;

/**
 * The languages the window speaks. Chosen once at the front door, and again when somebody chooses another in the
 * window; the command line chooses none, so that its answers are the same on every machine.
 */
public enum Language {
    ENGLISH("en", "English"),
    SPANISH("es", "Español"),
    CHINESE("zh", "简体中文");

    private static volatile Language inUse = ENGLISH;

    private final String code;
    private final String ownName;

    Language(String code, String ownName) {
        this.code = code;
        this.ownName = ownName;
    }

    /** The language that is spoken now; English until another was chosen. */
    public static Language inUse() {
        return inUse;
    }

    /** Speaks this language from now on; what was said before stays as it was said. */
    public static void use(Language language) {
        inUse = language;
    }

    /** The language of this code or, failing that, English. A region behind it ({@code es_MX}) is no other language. */
    public static Language of(String code) {
        for (Language language : values()) {
            if (code.equals(language.code)
                    || code.startsWith(language.code + "_")
                    || code.startsWith(language.code + "-")) {
                return language;
            }
        }
        return ENGLISH;
    }

    /** The code of ISO 639. */
    public String code() {
        return code;
    }

    /** What those who speak it call it. */
    public String ownName() {
        return ownName;
    }

    /** As the library of Java knows it. */
    public Locale locale() {
        return new Locale(code);
    }
}
