package timewaitlab.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** An end of a connection: an address as text, and a port. */
    private record End(String address, int port) {
        static End of(String text) {
            int colon = text.lastIndexOf(':');
            return new End(text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        }
    }

    private record Wanted(End one, End other) {
        static Wanted of(String text) {
            int dash = text.indexOf('-');
            return new Wanted(End.of(text.substring(0, Math.max(0, dash))), End.of(text.substring(dash + 1)));
        }
    }

    Attention(RecordingPlan plan, AddressBook book) {
        this.plan = plan;
        this.book = book;
        open = plan.isComplete();
        plan.connections().forEach(text -> wanted.add(Wanted.of(text)));
    }

    /** Whether an event at this time is written down as long as nobody says which connection it is about. */
    boolean atBeginning(long time) {
        open = plan.isOpen(time);
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
            boolean asWritten = each.one.port == local && each.other.port == remote && fits(each.one, each.other, key);
            boolean turned = each.one.port == remote && each.other.port == local && fits(each.other, each.one, key);
            if (asWritten || turned) {
                known.add(eitherWay(key));
                return true;
            }
        }
        return false;
    }

    private boolean fits(End local, End remote, long key) {
        return book.at(FourTuple.localAddressOf(key)).text().equals(local.address)
                && book.at(FourTuple.remoteAddressOf(key)).text().equals(remote.address);
    }

    private static long eitherWay(long key) {
        long local = key >>> 32 & 0xffff_0000L | key >>> 16 & 0xffff;
        long remote = key >>> 16 & 0xffff_0000L | key & 0xffff;
        return Math.max(local, remote) << 32 | Math.min(local, remote);
    }
}
