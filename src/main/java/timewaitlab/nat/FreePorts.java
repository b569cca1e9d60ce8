package timewaitlab.nat;

import timewaitlab.base.Dice;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;

/**
 * Under which address and port a new flow is known outside: {@code get_unique_tuple()}. The mapping its source has
 * already, if that is free towards the new destination; else its own port; else a search. What has to be free is the
 * whole tuple, so one port serves many destinations at once.
 */
public final class FreePorts {
    private final PortAllocator allocator;
    private final ConntrackEntry look = new ConntrackEntry();
    private final Towards towards = new Towards();
    private Address address;
    private ConntrackTable table = new ConntrackTable();
    private int port;
    private boolean reused;
    /** Whether it translates nothing. */
    private final boolean keeps;
    /** Rows of other processors, which this one does not see yet. */
    private Unconfirmed unconfirmed = Unconfirmed.NONE;

    public FreePorts(Address address, PortAllocator allocator) {
        this.address = address;
        this.allocator = allocator;
        keeps = false;
    }

    private FreePorts() {
        address = new AddressBook().any();
        allocator = new PortAllocator(PortAllocator.Policy.MASQUERADE, 0, 0, new Dice(0));
        keeps = true;
    }

    /** Where nothing is translated: a flow is known by the address and port it comes from. */
    public static FreePorts untranslated() {
        return new FreePorts();
    }

    void in(ConntrackTable newTable, Unconfirmed others) {
        table = newTable;
        unconfirmed = others;
    }

    /** Whether a flow that is dealt with at this instant elsewhere gets the tuple found before this one does. */
    boolean clashes() {
        int row = keeps || port == PortAllocator.NONE ? ConntrackTable.NONE : table.findOutside(towards.key(port));
        return row != ConntrackTable.NONE && unconfirmed.holds(row);
    }

    void address(Address newAddress) {
        address = newAddress;
    }

    /** Index of the outside address. */
    int address() {
        return address.index();
    }

    /** An operator has ports given out otherwise. */
    void policy(PortAllocator.Policy policy) {
        allocator.policy(policy);
    }

    /** The port found, {@link PortAllocator#NONE} for none. */
    int port() {
        return port;
    }

    /** Whether an older mapping of the same source is used again. */
    boolean isReused() {
        return reused;
    }

    /** Whether a closing entry has to end for it. */
    boolean evicts() {
        return !reused && allocator.evicts();
    }

    /** Ends the entry that holds the port found. */
    void evict() {
        table.remove(table.findOutside(towards.key(port)));
    }

    /**
     * Looks for a port for the flow that this segment begins.
     *
     * @param leaving the row that makes room in a full table, and is gone when the port is chosen
     */
    void search(Segment segment, long key, ConntrackSettings settings, int leaving) {
        if (keeps) {
            address = segment.src();
            port = segment.srcPort();
            return;
        }
        towards.begin(segment, key, leaving);
        int older = allocator.isFullyRandom() ? PortAllocator.NONE : olderMapping(key);
        reused = older != PortAllocator.NONE && towards.isFree(older);
        port = reused ? older : allocator.allocate(segment.srcPort(), settings, towards);
    }

    private int olderMapping(long key) {
        int row = table.firstOfSource(key);
        while (row != ConntrackTable.NONE) {
            table.view(row, look);
            if (look.outsideAddress() == address.index() && allocator.allows(look.outsidePort())) {
                return look.outsidePort();
            }
            row = table.nextOfSource(row);
        }
        return PortAllocator.NONE;
    }

    /** The ports as they are towards one destination. */
    private final class Towards implements PortAllocator.Occupancy {
        private int remoteAddress;
        private int remotePort;
        private boolean bySyn;
        private int end;
        private int leaving = ConntrackTable.NONE;

        private void begin(Segment segment, long key, int row) {
            leaving = row;
            remoteAddress = FourTuple.remoteAddressOf(key);
            remotePort = FourTuple.remotePortOf(key);
            bySyn = TransitionTable.classify(segment.flags()) == TransitionTable.Packet.SYN;
            end = segment.endSeq();
        }

        private long key(int candidate) {
            return (long) address.index() << 48 | (long) remoteAddress << 32 | (long) candidate << 16 | remotePort;
        }

        @Override
        public boolean isFree(int candidate) {
            int row = table.findOutside(key(candidate));
            return row == ConntrackTable.NONE || row == leaving || unconfirmed.holds(row);
        }

        /** {@code nf_nat_used_tuple_harder()}: it is over, and the new sequence number is beyond all it sent. */
        @Override
        public boolean givesWay(int candidate) {
            int row = table.findOutside(key(candidate));
            if (row == ConntrackTable.NONE || !bySyn) {
                return false;
            }
            table.view(row, look);
            return look.state().compareTo(ConntrackState.TIME_WAIT) >= 0 && SeqNum.isAfter(end, look.end(0));
        }
    }
}
