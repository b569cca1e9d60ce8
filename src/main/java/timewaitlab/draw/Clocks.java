package timewaitlab.draw;

import java.util.List;

/**
 * Timestamp clocks over time, what a host remembered of them, and the segments it compared with that memory.
 *
 * @param senders the clocks whose values reached the host
 * @param memory what was remembered, in order
 * @param trials the segments that were compared, in order
 * @param chosen the trial that is explained, by its place in the list
 * @param pair that one's comparison
 */
public record Clocks(List<Sender> senders, List<Held> memory, List<Trial> trials, int chosen, SerialPair pair) {
    public Clocks {
        senders = List.copyOf(senders);
        memory = List.copyOf(memory);
        trials = List.copyOf(trials);
    }

    /** A value at a moment, in nanoseconds of the run. */
    public record At(long time, long value) {}

    /** One clock by the values it was seen at, oldest first; {@code own} when it stamped the explained segment. */
    public record Sender(String name, boolean own, List<At> seen) {
        public Sender {
            seen = List.copyOf(seen);
        }
    }

    /** A remembered value, from the moment it was set until it refuses nobody any more. */
    public record Held(At at, long until) {}

    /** A segment that was compared. */
    public record Trial(At at, boolean refused) {}
}
