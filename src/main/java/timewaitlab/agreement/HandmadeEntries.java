package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import timewaitlab.base.SimTime;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.Tracker;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;

/**
 * The entries with which an operator filled a recorded NAT's table: most of what was in it was never sent. They were
 * there when the first connect() failed, and were deleted after the last one had.
 */
final class HandmadeEntries {
    private static final int PORTS = 65_535;

    private final Tracker tracker;
    private final boolean assured;
    private final Address from;
    private final Address to;
    private long fills = SimTime.NEVER;
    private long deletes = SimTime.NEVER;
    private int made;

    /** {@code expect}: what the recording says of itself; nothing is ever made where nothing was filled. */
    HandmadeEntries(JsonNode expect, Tracker tracker, AddressBook book) {
        this.tracker = tracker;
        assured = expect.at("/params/assured").asBoolean(true);
        // the addresses of the benchmark network of RFC 2544, which nobody else has
        from = book.intern("198.18.0.1");
        to = book.intern("198.18.0.2");
        if (expect.path("facts").has("fill_s")) {
            for (JsonNode event : expect.path("events")) {
                if (event.path("op").asText().equals("connect")
                        && event.path("error").isTextual()) {
                    fills = Math.min(fills, nanoseconds(event.path("at")));
                    deletes = nanoseconds(event.path("t"));
                }
            }
        }
    }

    private static long nanoseconds(JsonNode seconds) {
        return Math.round(seconds.asDouble() * SimTime.SECOND);
    }

    /** Does what was done to the table up to this time. */
    void before(long time) {
        if (time >= fills) {
            long room = tracker.settings().get(ConntrackSysctl.MAX)
                    - tracker.table().size();
            for (; made < room; made++) {
                tracker.insert(key(made), assured, fills);
            }
            fills = SimTime.NEVER;
        }
        if (time >= deletes) {
            for (int each = 0; each < made; each++) {
                int row = tracker.table().find(key(each));
                if (row >= 0) {
                    tracker.table().remove(row);
                }
            }
            deletes = SimTime.NEVER;
        }
    }

    private long key(int number) {
        return FourTuple.key(from, 1 + number % PORTS, to, 1 + number / PORTS);
    }
}
