package timewaitlab.node;

import org.jspecify.annotations.Nullable;
import timewaitlab.trace.Recorder;
import timewaitlab.wire.AddressBook;

/**
 * What a machine is given to live in.
 *
 * @param recorder who writes down what happens; null when nobody does
 */
public record Surroundings(
        AddressBook book,
        Chance chance,
        SegmentPool pool,
        Outbox outbox,
        @Nullable Recorder recorder) {}
