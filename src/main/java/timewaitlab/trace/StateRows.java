package timewaitlab.trace;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.wire.FourTuple;

/** The changes of state of a run while it goes on. */
final class StateRows {
    private static final TcpState[] STATES = TcpState.values();

    private static final int TIME = 0;
    /** The states before and after, and whether FIN-WAIT-2 is an entry's. */
    private static final int BITS = 1;

    private static final int AT = 0;
    private static final int SOCKET = 1;
    private static final int CAUSE = 2;

    private static final int TO_SHIFT = 8;
    private static final int FROM_SHIFT = 16;
    private static final int STATE_MASK = 0xff;

    private final Rows rows = new Rows(2, 3);
    /** Those that somebody has seen already. */
    private final List<StateChange> seen = new ArrayList<>();

    void add(long time, String at, FourTuple socket, Cause cause) {
        int row = rows.add();
        rows.put(row, TIME, time);
        rows.put(row, AT, at);
        rows.put(row, SOCKET, socket);
        rows.put(row, CAUSE, cause);
    }

    /** Says what the change added last was. */
    void went(TcpState from, TcpState to, boolean orphan) {
        int bits = from.ordinal() << FROM_SHIFT | to.ordinal() << TO_SHIFT | (orphan ? 1 : 0);
        rows.put(rows.size() - 1, BITS, bits);
    }

    /** All of them. */
    List<StateChange> list() {
        for (int row = seen.size(); row < rows.size(); row++) {
            int bits = (int) rows.number(row, BITS);
            seen.add(new StateChange(
                    rows.number(row, TIME),
                    rows.text(row, AT),
                    (FourTuple) rows.there(row, SOCKET),
                    STATES[bits >>> FROM_SHIFT & STATE_MASK],
                    STATES[bits >>> TO_SHIFT & STATE_MASK],
                    (bits & 1) != 0,
                    rows.cause(row, CAUSE)));
        }
        return seen;
    }
}
