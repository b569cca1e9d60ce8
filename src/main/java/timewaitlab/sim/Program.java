package timewaitlab.sim;

import java.util.List;

/** Verbs one after the other, as a single-threaded program would call them. */
public record Program(List<Verb> verbs) {
    /** A program that leaves connections in the accept queue. */
    public static final Program NONE = new Program(List.of());

    public Program {
        verbs = List.copyOf(verbs);
    }
}
