package timewaitlab.nat;

import java.util.Arrays;

/**
 * One tracked connection as it lies in the table: {@link #CELLS} ints of a page. An object of this class only points at
 * them, so that looking at an entry copies nothing; {@link #copy} makes one that stands alone. The fields are those of
 * {@code struct ip_ct_tcp}.
 */
public final class ConntrackEntry {
    /** Ints an entry takes. */
    static final int CELLS = 22;

    /** {@code IP_CT_TCP_FLAG_WINDOW_SCALE}: this side sent the option. */
    static final int WINDOW_SCALE = 1;
    /** {@code IP_CT_TCP_FLAG_SACK_PERM}. */
    static final int SACK_PERM = 2;
    /** {@code IP_CT_TCP_FLAG_CLOSE_INIT}: this side began to close. */
    static final int CLOSE_INIT = 4;
    /** {@code IP_CT_TCP_FLAG_BE_LIBERAL}: the connection was met in its middle. */
    static final int BE_LIBERAL = 8;
    /** {@code IP_CT_TCP_FLAG_DATA_UNACKNOWLEDGED}. */
    static final int DATA_UNACKNOWLEDGED = 16;
    /** {@code IP_CT_TCP_FLAG_MAXACK_SET}: this side sent an ACK. */
    static final int MAXACK_SET = 32;
    /** Of {@link #lastFlags}, {@code IP_CT_EXP_CHALLENGE_ACK}: a SYN in LAST_ACK may draw one. */
    static final int EXPECTS_CHALLENGE = 64;
    /** Of {@link #lastFlags}, {@code IP_CT_TCP_SIMULTANEOUS_OPEN}. */
    static final int SIMULTANEOUS = 128;

    private static final int KEY_HIGH = 0;
    private static final int KEY_LOW = 1;
    private static final int OUTSIDE = 2;
    private static final int DUE_HIGH = 3;
    private static final int DUE_LOW = 4;
    static final int LANE_NEXT = 5;
    static final int LANE_PREVIOUS = 6;
    static final int SOURCE_NEXT = 7;
    private static final int SEEN = 8;
    private static final int END = 0;
    private static final int MAX_END = 1;
    private static final int MAX_WIN = 2;
    private static final int MAX_ACK = 3;
    private static final int SEEN_CELLS = 4;
    private static final int LAST_SEQ = 16;
    private static final int LAST_ACK = 17;
    private static final int LAST_END = 18;
    private static final int LAST_WIN_RETRANS_LANE = 19;
    private static final int BITS = 20;
    private static final int LAST_FLAGS = 21;

    private static final int SCALE_SHIFT = 4;
    private static final int FLAGS_SHIFT = 12;
    private static final int FLAGS_MASK = 0x3f;
    private static final int FLAGS_WIDTH = 6;
    private static final int LAST_DIRECTION = 1 << 24;
    private static final int LAST_INDEX_SHIFT = 25;
    private static final int SEEN_REPLY = 1 << 28;
    private static final int ASSURED = 1 << 29;

    private int[] cells = new int[CELLS];
    private int at;

    /** Points at another entry. */
    ConntrackEntry moveTo(int[] page, int offset) {
        cells = page;
        at = offset;
        return this;
    }

    /** An entry that shares nothing with this one. */
    public ConntrackEntry copy() {
        return new ConntrackEntry().moveTo(Arrays.copyOfRange(cells, at, at + CELLS), 0);
    }

    /** An entry that was not there before. */
    void clear(long key, int outside) {
        Arrays.fill(cells, at, at + CELLS, 0);
        put(KEY_HIGH, (int) (key >>> 32));
        put(KEY_LOW, (int) key);
        put(OUTSIDE, outside);
        lastIndex(TransitionTable.Packet.NONE.ordinal());
    }

    private int get(int cell) {
        return cells[at + cell];
    }

    private void put(int cell, int value) {
        cells[at + cell] = value;
    }

    private void bits(int cell, int mask, int shift, int value) {
        put(cell, get(cell) & ~(mask << shift) | (value & mask) << shift);
    }

    /** The quadruplet inside: source address and port, destination address and port; see {@code FourTuple}. */
    public long key() {
        return (long) get(KEY_HIGH) << 32 | get(KEY_LOW) & 0xffff_ffffL;
    }

    /** Index of the address under which it is known outside. */
    public int outsideAddress() {
        return get(OUTSIDE) >>> 16;
    }

    /** The port under which it is known outside. */
    public int outsidePort() {
        return get(OUTSIDE) & 0xffff;
    }

    /** The quadruplet outside, as the source of its packets. */
    public long outsideKey() {
        int outside = get(OUTSIDE);
        int remote = get(KEY_HIGH) << 16 | get(KEY_LOW) & 0xffff;
        long addresses = outside & 0xffff_0000L | remote >>> 16;
        return addresses << 32 | (outside & 0xffffL) << 16 | remote & 0xffff;
    }

    /** When it ends unless another packet comes, nanoseconds. */
    public long due() {
        return (long) get(DUE_HIGH) << 32 | get(DUE_LOW) & 0xffff_ffffL;
    }

    void due(long time) {
        put(DUE_HIGH, (int) (time >>> 32));
        put(DUE_LOW, (int) time);
    }

    public ConntrackState state() {
        return ConntrackState.of(get(BITS) & 0xf);
    }

    void state(ConntrackState state) {
        bits(BITS, 0xf, 0, state.ordinal());
    }

    /** Whether a packet in reply was seen. */
    public boolean seenReply() {
        return (get(BITS) & SEEN_REPLY) != 0;
    }

    void setSeenReply() {
        put(BITS, get(BITS) | SEEN_REPLY);
    }

    /** Whether both directions were seen to work: {@code IPS_ASSURED}. */
    public boolean isAssured() {
        return (get(BITS) & ASSURED) != 0;
    }

    void setAssured() {
        put(BITS, get(BITS) | ASSURED);
    }

    /** {@code td_end} of a side (0 opened, 1 replies): the highest sequence number it sent, plus one. */
    public int end(int side) {
        return get(SEEN + side * SEEN_CELLS + END);
    }

    void end(int side, int value) {
        put(SEEN + side * SEEN_CELLS + END, value);
    }

    /** {@code td_maxend}: how far the other side lets it send. */
    public int maxEnd(int side) {
        return get(SEEN + side * SEEN_CELLS + MAX_END);
    }

    void maxEnd(int side, int value) {
        put(SEEN + side * SEEN_CELLS + MAX_END, value);
    }

    /** {@code td_maxwin}: the largest window it offered, 0 before any. */
    public int maxWin(int side) {
        return get(SEEN + side * SEEN_CELLS + MAX_WIN);
    }

    void maxWin(int side, int value) {
        put(SEEN + side * SEEN_CELLS + MAX_WIN, value);
    }

    /** {@code td_maxack}: the highest acknowledgement it sent. */
    public int maxAck(int side) {
        return get(SEEN + side * SEEN_CELLS + MAX_ACK);
    }

    void maxAck(int side, int value) {
        put(SEEN + side * SEEN_CELLS + MAX_ACK, value);
    }

    /** {@code td_scale}: how its windows are scaled. */
    public int scale(int side) {
        return get(BITS) >>> SCALE_SHIFT + 4 * side & 0xf;
    }

    void scale(int side, int value) {
        bits(BITS, 0xf, SCALE_SHIFT + 4 * side, value);
    }

    int flags(int side) {
        return get(BITS) >>> FLAGS_SHIFT + FLAGS_WIDTH * side & FLAGS_MASK;
    }

    void flags(int side, int value) {
        bits(BITS, FLAGS_MASK, FLAGS_SHIFT + FLAGS_WIDTH * side, value);
    }

    boolean has(int side, int flag) {
        return (flags(side) & flag) != 0;
    }

    /** Side that sent the last packet that counted. */
    int lastSide() {
        return (get(BITS) & LAST_DIRECTION) == 0 ? 0 : 1;
    }

    void lastSide(int side) {
        put(BITS, side == 0 ? get(BITS) & ~LAST_DIRECTION : get(BITS) | LAST_DIRECTION);
    }

    /** Kind of the last packet that counted, by number. */
    int lastIndex() {
        return get(BITS) >>> LAST_INDEX_SHIFT & 7;
    }

    void lastIndex(int packet) {
        bits(BITS, 7, LAST_INDEX_SHIFT, packet);
    }

    int lastSeq() {
        return get(LAST_SEQ);
    }

    void lastSeq(int value) {
        put(LAST_SEQ, value);
    }

    int lastAck() {
        return get(LAST_ACK);
    }

    void lastAck(int value) {
        put(LAST_ACK, value);
    }

    int lastEnd() {
        return get(LAST_END);
    }

    void lastEnd(int value) {
        put(LAST_END, value);
    }

    int lastWin() {
        return get(LAST_WIN_RETRANS_LANE) & 0xffff;
    }

    void lastWin(int value) {
        bits(LAST_WIN_RETRANS_LANE, 0xffff, 0, value);
    }

    /** How often the last bare packet was repeated, at most 255. */
    int retrans() {
        return get(LAST_WIN_RETRANS_LANE) >>> 16 & 0xff;
    }

    void retrans(int value) {
        bits(LAST_WIN_RETRANS_LANE, 0xff, 16, Math.min(value, 0xff));
    }

    /** Number of the timer lane it waits in. */
    int lane() {
        return get(LAST_WIN_RETRANS_LANE) >>> 24;
    }

    void lane(int value) {
        bits(LAST_WIN_RETRANS_LANE, 0xff, 24, value);
    }

    int lastFlags() {
        return get(LAST_FLAGS) & 0xff;
    }

    void lastFlags(int value) {
        bits(LAST_FLAGS, 0xff, 0, value);
    }

    int lastScale() {
        return get(LAST_FLAGS) >>> 8 & 0xf;
    }

    void lastScale(int value) {
        bits(LAST_FLAGS, 0xf, 8, value);
    }
}
