package timewaitlab.nat;

import static timewaitlab.nat.ConntrackState.CLOSE;
import static timewaitlab.nat.ConntrackState.CLOSE_WAIT;
import static timewaitlab.nat.ConntrackState.ESTABLISHED;
import static timewaitlab.nat.ConntrackState.FIN_WAIT;
import static timewaitlab.nat.ConntrackState.LAST_ACK;
import static timewaitlab.nat.ConntrackState.SYN_RECV;
import static timewaitlab.nat.ConntrackState.SYN_SENT;
import static timewaitlab.nat.ConntrackState.SYN_SENT2;
import static timewaitlab.nat.ConntrackState.TIME_WAIT;

import timewaitlab.wire.TcpFlags;

/**
 * Where a packet takes a tracked connection: {@code tcp_conntracks[direction][packet][state]}. A cell is the number of
 * a {@link ConntrackState}, {@link #IGNORE} (pass unchanged, keep the state) or {@link #INVALID}.
 */
public final class TransitionTable {
    /** Kinds of packets, in the kernel's order: {@code enum tcp_bit_set}. */
    public enum Packet {
        SYN,
        SYN_ACK,
        FIN,
        ACK,
        RST,
        NONE
    }

    /** The packet passes and the state is kept. */
    public static final int IGNORE = 10;
    /** The packet belongs to no connection. */
    public static final int INVALID = 11;

    /** Number of the table of 2.6.32. */
    public static final int LINUX_2_6_32 = 0;
    /** Of 3.2: a SYN-ACK repeated in SYN_RECV is ignored. */
    public static final int LINUX_3_2 = 1;
    /** Of 3.10: a SYN-ACK from the side that opened is invalid outside a simultaneous open. */
    public static final int LINUX_3_10 = 2;
    /** Of 3.18 and all later ones: a SYN from the server's side may reopen TIME_WAIT. */
    public static final int LINUX_3_18 = 3;

    private static final Packet[] PACKETS = Packet.values();
    private static final int STATES = ConntrackState.values().length;
    private static final int KINDS = PACKETS.length;

    private static final int IG = IGNORE;
    private static final int IV = INVALID;
    private static final int SS = SYN_SENT.ordinal();
    private static final int SR = SYN_RECV.ordinal();
    private static final int ES = ESTABLISHED.ordinal();
    private static final int FW = FIN_WAIT.ordinal();
    private static final int CW = CLOSE_WAIT.ordinal();
    private static final int LA = LAST_ACK.ordinal();
    private static final int TW = TIME_WAIT.ordinal();
    private static final int CL = CLOSE.ordinal();
    private static final int S2 = SYN_SENT2.ordinal();

    /** Columns: NONE SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT CLOSE_WAIT LAST_ACK TIME_WAIT CLOSE SYN_SENT2. */
    private static final int[][] LATEST = {
        // from the side that opened: SYN, SYN-ACK, FIN, ACK, RST, none
        {SS, SS, IG, IG, IG, IG, IG, SS, SS, S2},
        {IV, IV, SR, IV, IV, IV, IV, IV, IV, SR},
        {IV, IV, FW, FW, LA, LA, LA, TW, CL, IV},
        {ES, IV, ES, ES, CW, CW, TW, TW, CL, IV},
        {IV, CL, CL, CL, CL, CL, CL, CL, CL, CL},
        {IV, IV, IV, IV, IV, IV, IV, IV, IV, IV},
        // in reply
        {IV, S2, IV, IV, IV, IV, IV, SS, IV, S2},
        {IV, SR, IG, IG, IG, IG, IG, IG, IG, SR},
        {IV, IV, FW, FW, LA, LA, LA, TW, CL, IV},
        {IV, IG, SR, ES, CW, CW, TW, TW, CL, IG},
        {IV, CL, CL, CL, CL, CL, CL, CL, CL, CL},
        {IV, IV, IV, IV, IV, IV, IV, IV, IV, IV},
    };

    private static final TransitionTable[] TABLES = tables();

    private final byte[] cells = new byte[2 * KINDS * STATES];

    private TransitionTable(int[][] rows) {
        for (int row = 0; row < rows.length; row++) {
            for (int state = 0; state < STATES; state++) {
                cells[row * STATES + state] = (byte) rows[row][state];
            }
        }
    }

    private static TransitionTable[] tables() {
        int replySyn = KINDS + Packet.SYN.ordinal();
        int replySynAck = KINDS + Packet.SYN_ACK.ordinal();
        int[][] rows = LATEST.clone();
        TransitionTable from318 = new TransitionTable(rows);
        rows[replySyn] = new int[] {IV, S2, IV, IV, IV, IV, IV, IV, IV, S2};
        TransitionTable from310 = new TransitionTable(rows);
        rows[Packet.SYN_ACK.ordinal()] = new int[] {IV, IV, IG, IG, IG, IG, IG, IG, IG, SR};
        TransitionTable from32 = new TransitionTable(rows);
        rows[replySynAck] = new int[] {IV, SR, SR, IG, IG, IG, IG, IG, IG, SR};
        return new TransitionTable[] {new TransitionTable(rows), from32, from310, from318};
    }

    /** The table with this number. */
    public static TransitionTable numbered(int number) {
        return TABLES[number];
    }

    /** What a packet of this kind does to a connection in this state. */
    public int cell(boolean original, Packet packet, ConntrackState state) {
        int row = (original ? 0 : KINDS) + packet.ordinal();
        return cells[row * STATES + state.ordinal()];
    }

    /** The kind of a segment: RST, then SYN, then FIN, then ACK, else NONE. */
    public static Packet classify(int flags) {
        if ((flags & TcpFlags.RST) != 0) {
            return Packet.RST;
        }
        if ((flags & TcpFlags.SYN) != 0) {
            return (flags & TcpFlags.ACK) != 0 ? Packet.SYN_ACK : Packet.SYN;
        }
        if ((flags & TcpFlags.FIN) != 0) {
            return Packet.FIN;
        }
        return (flags & TcpFlags.ACK) != 0 ? Packet.ACK : Packet.NONE;
    }

    /** The kind with this number. */
    static Packet packet(int ordinal) {
        return PACKETS[ordinal];
    }

    /** Whether a sane host sends these flags together: {@code tcp_valid_flags}. */
    static boolean isSane(int flags) {
        int core = flags & (TcpFlags.SYN | TcpFlags.RST | TcpFlags.FIN | TcpFlags.ACK | TcpFlags.URG);
        return switch (core) {
            case TcpFlags.SYN,
                    TcpFlags.SYN | TcpFlags.URG,
                    TcpFlags.SYN | TcpFlags.ACK,
                    TcpFlags.RST,
                    TcpFlags.RST | TcpFlags.ACK,
                    TcpFlags.FIN | TcpFlags.ACK,
                    TcpFlags.FIN | TcpFlags.ACK | TcpFlags.URG,
                    TcpFlags.ACK,
                    TcpFlags.ACK | TcpFlags.URG -> true;
            default -> false;
        };
    }
}
