package timewaitlab.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;

/** Whether what happens now is to be written down: what a {@link RecordingPlan} says of a moment and a connection. */
final class Attention {
    private final RecordingPlan plan;
    private final AddressBook book;
    private final List<Wanted> wanted = new ArrayList<>();
    /** Quadruplets, either way round, under which a wanted connection was seen. */
    private final Set<Long> known = new HashSet<>();

    private boolean open;
    private long ended = Long.MAX_VALUE;

    /** An end of a connection: an address as text, and a port. */
    private record End(String address, int port) {
        static End of(String text) {
            int colon = text.lastIndexOf(':');
            return new End(text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        }
    }

    /** Two ends, or one that is either of a connection's. */
    private record Wanted(End one, @Nullable End other) {
        static Wanted of(String text) {
            int dash = text.indexOf('-');
            return dash < 0
                    ? new Wanted(End.of(text), null)
                    : new Wanted(End.of(text.substring(0, Math.max(0, dash))), End.of(text.substring(dash + 1)));
        }
    }

    Attention(RecordingPlan plan, AddressBook book) {
        this.plan = plan;
        this.book = book;
        open = plan.isComplete();
        plan.connections().forEach(text -> wanted.add(Wanted.of(text)));
    }

    /** Nothing more is written down from this time on. */
    void end(long time) {
        ended = Math.min(ended, time);
    }

    /** The plan as far as it was followed. */
    RecordingPlan followed() {
        return plan.until(ended);
    }

    /** Whether an event at this time is written down as long as nobody says which connection it is about. */
    boolean atBeginning(long time) {
        open = plan.isOpen(time) && time < ended;
        return open && wanted.isEmpty();
    }

    /** Whether an event about this quadruplet is. */
    boolean toConnection(long key) {
        return open && (wanted.isEmpty() || known.contains(eitherWay(key)) || isWanted(key));
    }

    /** A connection that is written down has this quadruplet too: behind a NAT. */
    void follow(long key) {
        if (!wanted.isEmpty()) {
            known.add(eitherWay(key));
        }
    }

    /** Ports first: they tell almost all connections apart without a look at the text of an address. */
    private boolean isWanted(long key) {
        int local = FourTuple.localPortOf(key);
        int remote = FourTuple.remotePortOf(key);
        for (int i = 0; i < wanted.size(); i++) {
            Wanted each = wanted.get(i);
            boolean asWritten = hasPorts(each, local, remote) && hasAddresses(each, localOf(key), remoteOf(key));
            boolean turned = hasPorts(each, remote, local) && hasAddresses(each, remoteOf(key), localOf(key));
            if (asWritten || turned) {
                known.add(eitherWay(key));
                return true;
            }
        }
        return false;
    }

    private static boolean hasPorts(Wanted each, int one, int other) {
        return each.one.port == one && (each.other == null || each.other.port == other);
    }

    private static boolean hasAddresses(Wanted each, String one, String other) {
        return (each.one.address.isEmpty() || each.one.address.equals(one))
                && (each.other == null || each.other.address.equals(other));
    }

    private String localOf(long key) {
        return book.at(FourTuple.localAddressOf(key)).text();
    }

    private String remoteOf(long key) {
        return book.at(FourTuple.remoteAddressOf(key)).text();
    }

    private static long eitherWay(long key) {
        long local = key >>> 32 & 0xffff_0000L | key >>> 16 & 0xffff;
        long remote = key >>> 16 & 0xffff_0000L | key & 0xffff;
        return Math.max(local, remote) << 32 | Math.min(local, remote);
    }
}
