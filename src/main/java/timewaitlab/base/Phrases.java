package timewaitlab.base;

import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.concurrent.ConcurrentHashMap;

/** Texts by key, in the language in use. A key that language lacks is answered in English. */
public final class Phrases {
    private static final String ROOM = "timewaitlab.i18n.";

    private final String stem;
    private final Map<Language, ResourceBundle> bundles = new ConcurrentHashMap<>();

    private Phrases(String stem) {
        this.stem = stem;
    }

    /** The texts of the bundle {@code stem}: {@code messages}, {@code findings}, {@code words}. */
    public static Phrases of(String stem) {
        return new Phrases(stem);
    }

    /** The bundle of the language in use. */
    public ResourceBundle bundle() {
        return bundles.computeIfAbsent(Language.inUse(), this::load);
    }

    /** The text of this key; a missing one is our mistake. */
    public String say(String key) {
        return bundle().getString(key);
    }

    /** The text of this key, where there is one. */
    public Optional<String> find(String key) {
        ResourceBundle bundle = bundle();
        return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
    }

    private ResourceBundle load(Language language) {
        Control noOther = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
        return ResourceBundle.getBundle(ROOM + stem, language.locale(), noOther);
    }
}
