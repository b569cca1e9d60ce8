package timewaitlab.sim;

import java.util.Locale;

/** What each kind of call is called. */
final class VerbNames {
    /** By the verb's class. */
    static final ClassValue<String> OF = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> verb) {
            return name(verb);
        }
    };

    private VerbNames() {}

    private static String name(Class<?> verb) {
        if (verb == Verb.Block.class || verb == Verb.TakeAddress.class) {
            return verb == Verb.Block.class ? "filter" : "address";
        }
        if (verb == Verb.SetOption.class || verb == Verb.SetOptionOfAll.class) {
            return "setsockopt";
        }
        String name = verb.getSimpleName();
        return verb == Verb.ReservePorts.class
                ? "setsysctl"
                : name.startsWith("Read") ? "read" : name.toLowerCase(Locale.ROOT);
    }
}
