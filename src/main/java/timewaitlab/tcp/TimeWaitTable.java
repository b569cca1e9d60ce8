package timewaitlab.tcp;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import timewaitlab.base.LongRows;
import timewaitlab.base.RowIndex;
import timewaitlab.base.SimTime;
import timewaitlab.base.TimerLane;
import timewaitlab.wire.FourTuple;

/**
 * All time-wait entries of a host, seven words each and a slot in the index, links of the timer lane included: 63 bytes
 * where the kernel takes 168 to 264. Rows are small ints; a row stays where it is until it is removed. The table keeps
 * when each entry ends; when to look is the host's business.
 *
 * <p>What hardly any entry has (an answer that was limited, SO_REUSEPORT, SO_BINDTODEVICE, a
 * window of 128 KiB and more) is kept beside
 * the words, in a map.
 */
public final class TimeWaitTable implements TimerLane.Links {
    /** No such row. */
    public static final int NONE = RowIndex.NONE;

    /** The words of a row. In a free row the key is the next free row. */
    private static final int KEY = 0;

    private static final int DUE = 1;
    private static final int RCV_SND_NXT = 2;
    private static final int TS_RECENT_OFFSET = 3;
    private static final int STAMPS = 4;
    private static final int BITS = 5;
    private static final int LINKS = 6;
    private static final int WORDS = 7;

    /** {@link #BITS} from the lowest: flags, scale, window, 3.5 x RTO and the wait in milliseconds; then a flag. */
    private static final int FIN_WAIT_2 = 1;

    private static final int REUSE_ADDRESS = 2;
    private static final int HAS_MORE = 4;
    private static final int AUTO_PORT = 8;
    private static final int SCALE_SHIFT = 4;
    private static final int SCALE_MASK = 0xf;
    private static final int WINDOW_SHIFT = 8;
    private static final int WINDOW_MASK = (1 << 17) - 1;
    private static final long USEC_TS = 1L << 63;
    private static final long SOCKET_BITS = (1L << 25) - 1 | USEC_TS;
    private static final int SHORT_SHIFT = 25;
    private static final int WAIT_SHIFT = 44;
    /** Almost 9 minutes, where the longest RTO makes a short wait of seven: what would be longer is kept as that. */
    private static final long MILLIS_MASK = (1L << 19) - 1;

    private final LongRows rows = new LongRows(WORDS);
    private final Index index = new Index();
    /** Entries of which not everything fits the words. */
    private final Map<Integer, TimeWaitSocket> more = new HashMap<>();

    private int free = NONE;
    private int used;

    /** Entries alive. */
    public int size() {
        return index.size();
    }

    /** Rows handed out so far: every row is below. */
    public int rows() {
        return used;
    }

    /** The row of this quadruplet, or {@link #NONE}. */
    public int find(long wanted) {
        return index.find(wanted);
    }

    /** Makes an entry; the quadruplet must not have one. */
    public int add(long newKey, TimeWaitSocket entry, long newDue) {
        int row = free;
        if (row == NONE) {
            row = used++;
            rows.reserve(row);
        } else {
            free = (int) rows.get(row, KEY);
        }
        rows.set(row, KEY, newKey);
        rows.set(row, DUE, newDue);
        rows.set(row, BITS, 0);
        rows.set(row, LINKS, TimerLane.ABSENT, TimerLane.ABSENT);
        store(row, entry);
        index.add(row, newKey);
        return row;
    }

    /** Removes the entry in this row. */
    public void remove(int row) {
        index.remove(row, key(row));
        forgetMore(row);
        rows.set(row, DUE, SimTime.NEVER);
        rows.set(row, KEY, free);
        free = row;
    }

    /** Copies the row into {@code entry}. */
    public TimeWaitSocket load(int row, TimeWaitSocket entry) {
        long word = rows.get(row, BITS);
        int bits = (int) word;
        if ((bits & HAS_MORE) != 0) {
            return entry.set(Objects.requireNonNull(more.get(row)));
        }
        entry.usecTs = (word & USEC_TS) != 0;
        entry.finWait2 = (bits & FIN_WAIT_2) != 0;
        entry.reuseAddress = (bits & REUSE_ADDRESS) != 0;
        entry.reusePort = false;
        entry.boundDevice = 0;
        entry.autoPort = (bits & AUTO_PORT) != 0;
        entry.rcvWindowScale = bits >>> SCALE_SHIFT & SCALE_MASK;
        entry.rcvWnd = bits >>> WINDOW_SHIFT & WINDOW_MASK;
        entry.rcvNxt = rows.high(row, RCV_SND_NXT);
        entry.sndNxt = rows.low(row, RCV_SND_NXT);
        entry.tsRecent = rows.high(row, TS_RECENT_OFFSET);
        entry.tsOffset = rows.low(row, TS_RECENT_OFFSET);
        entry.tsRecentStamp = rows.high(row, STAMPS);
        entry.entryStamp = rows.low(row, STAMPS);
        entry.lastOowAck = Long.MIN_VALUE;
        return entry;
    }

    /** The interface its socket was bound to. */
    public int boundDevice(int row) {
        boolean usual = (rows.get(row, BITS) & HAS_MORE) == 0;
        return usual ? 0 : Objects.requireNonNull(more.get(row)).boundDevice;
    }

    /** Copies {@code entry} into the row. */
    public void store(int row, TimeWaitSocket entry) {
        forgetMore(row);
        boolean fits = entry.lastOowAck == Long.MIN_VALUE
                && !entry.reusePort
                && entry.boundDevice == 0
                && (entry.rcvWnd & ~WINDOW_MASK) == 0
                && (entry.rcvWindowScale & ~SCALE_MASK) == 0;
        if (!fits) {
            more.put(row, new TimeWaitSocket().set(entry));
        }
        long bits = (entry.usecTs ? USEC_TS : 0)
                | (entry.finWait2 ? FIN_WAIT_2 : 0)
                | (entry.reuseAddress ? REUSE_ADDRESS : 0)
                | (entry.autoPort ? AUTO_PORT : 0)
                | (fits ? entry.rcvWindowScale << SCALE_SHIFT | entry.rcvWnd << WINDOW_SHIFT : HAS_MORE);
        rows.set(row, BITS, rows.get(row, BITS) & ~SOCKET_BITS | bits & SOCKET_BITS);
        rows.set(row, RCV_SND_NXT, entry.rcvNxt, entry.sndNxt);
        rows.set(row, TS_RECENT_OFFSET, entry.tsRecent, entry.tsOffset);
        rows.set(row, STAMPS, entry.tsRecentStamp, entry.entryStamp);
    }

    private void forgetMore(int row) {
        if ((rows.get(row, BITS) & HAS_MORE) != 0) {
            more.remove(row);
        }
    }

    public long key(int row) {
        return rows.get(row, KEY);
    }

    /** When the entry ends; {@link SimTime#NEVER} for a row that is free. */
    public long due(int row) {
        return rows.get(row, DUE);
    }

    public void due(int row, long time) {
        rows.set(row, DUE, time);
    }

    /** The wait this entry is armed with, nanoseconds. */
    public long wait(int row) {
        return millis(row, WAIT_SHIFT);
    }

    public void wait(int row, long nanos) {
        millis(row, WAIT_SHIFT, nanos);
    }

    /** What tcp_tw_recycle would let it wait: 3.5 x RTO of the socket it was, nanoseconds. */
    public long shortWait(int row) {
        return millis(row, SHORT_SHIFT);
    }

    public void shortWait(int row, long nanos) {
        millis(row, SHORT_SHIFT, nanos);
    }

    private long millis(int row, int shift) {
        return (rows.get(row, BITS) >>> shift & MILLIS_MASK) * SimTime.MILLISECOND;
    }

    private void millis(int row, int shift, long nanos) {
        long millis = Math.min(nanos / SimTime.MILLISECOND, MILLIS_MASK);
        rows.set(row, BITS, rows.get(row, BITS) & ~(MILLIS_MASK << shift) | millis << shift);
    }

    @Override
    public int next(int row) {
        return rows.high(row, LINKS);
    }

    @Override
    public int previous(int row) {
        return rows.low(row, LINKS);
    }

    @Override
    public void next(int row, int other) {
        rows.set(row, LINKS, other, previous(row));
    }

    @Override
    public void previous(int row, int other) {
        rows.set(row, LINKS, next(row), other);
    }

    /** Rows by their quadruplet; most entries are a server's, to which clients come from one port after the other. */
    private final class Index extends RowIndex {
        private Index() {
            super(FourTuple.REMOTE_PORT_SHIFT);
        }

        @Override
        protected long key(int row) {
            return TimeWaitTable.this.key(row);
        }
    }
}
