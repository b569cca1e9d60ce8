package timewaitlab.trace;

import java.util.List;
import java.util.stream.IntStream;
import timewaitlab.trace.TraceEvent.AppCall;

/** The calls of a run while it goes on, by their ids. */
final class CallRows {
    private static final int TIME = 0;
    private static final int TOOK = 1;

    private static final int AT = 0;
    private static final int CALL = 1;
    private static final int RESULT = 2;

    private final Rows rows = new Rows(2, 3);

    /** A call that nobody attended to when it began. */
    record Unheard(long time, String at, String call) {}

    /** Adds a call; its id is the answer. */
    int add(long time, String at, String call) {
        int row = rows.add();
        rows.put(row, TIME, time);
        rows.put(row, AT, at);
        rows.put(row, CALL, call);
        rows.put(row, RESULT, "pending");
        return row + 1;
    }

    void returned(int call, long time, String result) {
        rows.put(call - 1, RESULT, result);
        rows.put(call - 1, TOOK, time - rows.number(call - 1, TIME));
    }

    /** All of them as they stand. */
    List<AppCall> list() {
        return IntStream.range(0, rows.size()).mapToObj(this::call).toList();
    }

    private AppCall call(int row) {
        return new AppCall(
                row + 1,
                rows.number(row, TIME),
                rows.text(row, AT),
                rows.text(row, CALL),
                rows.text(row, RESULT),
                rows.number(row, TOOK));
    }
}
