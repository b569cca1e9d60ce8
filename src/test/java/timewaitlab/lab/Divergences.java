package timewaitlab.lab;

import timewaitlab.trace.Divergence;
import timewaitlab.trace.Trace;

/** Questions to two runs. */
final class Divergences {
    private Divergences() {}

    static boolean differ(Trace one, Trace other) {
        return Divergence.between(one, other).isPresent();
    }

    static long first(Trace one, Trace other) {
        return Divergence.between(one, other).orElseThrow().time();
    }
}
