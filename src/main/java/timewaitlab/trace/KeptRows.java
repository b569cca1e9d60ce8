package timewaitlab.trace;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.trace.TraceEvent.Kept;
import timewaitlab.wire.FourTuple;

/** What parties remembered in a run while it goes on, whenever it changed. */
final class KeptRows {
    private static final int TIME = 0;

    private static final int AT = 0;
    private static final int SUBJECT = 1;
    private static final int TUPLES = 2;
    private static final int MEMORY = 3;
    private static final int CAUSE = 4;

    private final Rows rows = new Rows(1, 5);
    /** Those that somebody has seen already. */
    private final List<Kept> seen = new ArrayList<>();

    void add(long time, String at, String subject, List<FourTuple> tuples, Remembered memory) {
        int row = rows.add();
        rows.put(row, TIME, time);
        rows.put(row, AT, at);
        rows.put(row, SUBJECT, subject);
        rows.put(row, TUPLES, tuples);
        rows.put(row, MEMORY, memory);
    }

    /** Says why the row added last was. */
    void because(Cause cause) {
        rows.put(rows.size() - 1, CAUSE, cause);
    }

    /** All of them. */
    List<Kept> list() {
        for (int row = seen.size(); row < rows.size(); row++) {
            seen.add(new Kept(
                    rows.number(row, TIME),
                    rows.text(row, AT),
                    rows.text(row, SUBJECT),
                    tuples(row),
                    ((Remembered) rows.there(row, MEMORY)).memory(),
                    rows.cause(row, CAUSE)));
        }
        return seen;
    }

    @SuppressWarnings("unchecked") // nothing else is put there
    private List<FourTuple> tuples(int row) {
        return (List<FourTuple>) rows.there(row, TUPLES);
    }
}
