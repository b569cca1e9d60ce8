package timewaitlab.lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import timewaitlab.lab.CaptureIndex.Frame;

/**
 * What a recording does not show and another pass through it may try otherwise.
 *
 * @param shutdowns positions of FINs that were sent by shutdown(), not close()
 * @param late positions of arrivals that the host dealt with only after the departure at the other position
 */
record Guesses(Set<Integer> shutdowns, Map<Integer, Integer> late) {
    static Guesses none() {
        return new Guesses(Set.of(), Map.of());
    }

    boolean isLate(Frame arrival) {
        return late.containsKey(arrival.at());
    }

    Guesses withShutdown(Frame fin) {
        Set<Integer> more = new HashSet<>(shutdowns);
        more.add(fin.at());
        return new Guesses(more, late);
    }

    Guesses withLate(Frame arrival, Frame departure) {
        Map<Integer, Integer> more = new HashMap<>(late);
        more.put(arrival.at(), departure.at());
        return new Guesses(shutdowns, more);
    }
}
