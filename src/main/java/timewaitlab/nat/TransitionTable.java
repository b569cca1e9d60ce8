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

import org.jspecify.annotations.Nullable;
import timewaitlab.wire.TcpFlags;

/**
 * Where a packet takes a tracked connection: {@code tcp_conntracks[direction][packet][state]}, identical from 3.18 to
 * 7.1. A cell is a state, "ignore" (pass unchanged, keep the state) or "invalid".
 */
public final class TransitionTable {
    /** Kinds of packets, in the order netfilter classifies them. */
    public enum Packet {
        SYN,
        SYN_ACK,
        FIN,
        ACK,
        RST,
        NONE
    }

    /** What a cell says. */
    public record Move(Kind kind, @Nullable ConntrackState to) {
        /** How the packet is treated. */
        public enum Kind {
            GO,
            IGNORE,
            INVALID
        }
    }

    private static final Move IG = new Move(Move.Kind.IGNORE, null);
    private static final Move IV = new Move(Move.Kind.INVALID, null);
    private static final Move SS = to(SYN_SENT);
    private static final Move SR = to(SYN_RECV);
    private static final Move ES = to(ESTABLISHED);
    private static final Move FW = to(FIN_WAIT);
    private static final Move CW = to(CLOSE_WAIT);
    private static final Move LA = to(LAST_ACK);
    private static final Move TW = to(TIME_WAIT);
    private static final Move CL = to(CLOSE);
    private static final Move S2 = to(SYN_SENT2);

    /** Columns: NONE SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT CLOSE_WAIT LAST_ACK TIME_WAIT CLOSE SYN_SENT2. */
    private static final Move[][] ORIGINAL = {
        {SS, SS, IG, IG, IG, IG, IG, SS, SS, S2},
        {IV, IV, SR, IV, IV, IV, IV, IV, IV, SR},
        {IV, IV, FW, FW, LA, LA, LA, TW, CL, IV},
        {ES, IV, ES, ES, CW, CW, TW, TW, CL, IV},
        {IV, CL, CL, CL, CL, CL, CL, CL, CL, CL},
        {IV, IV, IV, IV, IV, IV, IV, IV, IV, IV},
    };

    private static final Move[][] REPLY = {
        {IV, S2, IV, IV, IV, IV, IV, SS, IV, S2},
        {IV, SR, IG, IG, IG, IG, IG, IG, IG, SR},
        {IV, IV, FW, FW, LA, LA, LA, TW, CL, IV},
        {IV, IG, SR, ES, CW, CW, TW, TW, CL, IG},
        {IV, CL, CL, CL, CL, CL, CL, CL, CL, CL},
        {IV, IV, IV, IV, IV, IV, IV, IV, IV, IV},
    };

    private TransitionTable() {}

    /** What a packet of this kind does to a connection in this state. */
    public static Move move(boolean original, Packet packet, ConntrackState state) {
        return (original ? ORIGINAL : REPLY)[packet.ordinal()][state.ordinal()];
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

    private static Move to(ConntrackState state) {
        return new Move(Move.Kind.GO, state);
    }
}
