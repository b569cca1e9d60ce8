package timewaitlab.draw;

import timewaitlab.base.Phrases;

/** The words a diagram needs, by key, in the language in use: files of the command line are English. */
@FunctionalInterface
public interface Words {
    /** The text of this key; {@code %s} stands for a value. */
    String of(String key);

    /** The text of this key with its value. */
    default String of(String key, Object value) {
        return of(key).replace("%s", value.toString());
    }

    /** The words of the language in use, whichever that is when they are asked for. */
    static Words inUse() {
        Phrases phrases = Phrases.of("words");
        return key -> phrases.find(key).orElse(key);
    }
}
