package timewaitlab.sim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verbs one after the other, as a single-threaded program would call them. Immutable. */
public final class Program {
    /** A program that leaves connections in the accept queue. */
    public static final Program NONE = new Program(List.of());

    private final List<Verb> verbs;
    /** The same for running it: a load looks up tens of millions of them. */
    private final Verb[] steps;

    public Program(List<Verb> verbs) {
        this.verbs = List.copyOf(verbs);
        steps = this.verbs.toArray(Verb[]::new);
    }

    public List<Verb> verbs() {
        return verbs;
    }

    /** How many verbs there are. */
    int length() {
        return steps.length;
    }

    /** One of them, counted from 0. */
    Verb step(int at) {
        return steps[at];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Program that && verbs.equals(that.verbs);
    }

    @Override
    public int hashCode() {
        return verbs.hashCode();
    }

    @Override
    public String toString() {
        return "Program[verbs=" + verbs + "]";
    }
}
