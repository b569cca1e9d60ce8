package timewaitlab.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Verdict;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.Judged;

/** The verdicts of a run while it goes on. */
final class VerdictRows {
    private static final TcpState[] STATES = TcpState.values();

    private static final int TIME = 0;
    /** The first reply above how many there are. */
    private static final int REPLIES = 1;
    /** The port above the states before and after and whether the former was an orphan's. */
    private static final int BITS = 2;

    private static final int AT = 0;
    private static final int CAUSE = 1;
    private static final int SOCKET = 2;
    private static final int VERDICT = 3;
    private static final int COUNTERS = 4;
    private static final int TIMER = 5;
    private static final int ORIGINS = 6;
    private static final int BEFORE = 7;

    private static final int ORPHAN = 1;
    private static final int LEFT_SHIFT = 8;
    private static final int MET_SHIFT = 16;
    private static final int STATE_MASK = 0xff;

    private final Rows rows = new Rows(3, 8);
    /** Those that somebody has seen already. */
    private final List<Judged> seen = new ArrayList<>();

    int size() {
        return rows.size();
    }

    /** Adds a verdict. The numbers of what was sent because of it follow one another. */
    void add(long time, String at, Cause cause, String socket, Verdict<?> verdict) {
        int row = rows.add();
        rows.put(row, TIME, time);
        rows.put(row, AT, at);
        rows.put(row, CAUSE, cause);
        rows.put(row, SOCKET, socket);
        rows.put(row, VERDICT, verdict);
    }

    /** Says what came of the verdict added last. */
    void left(Recorder.Aftermath after, int firstReply, int replies) {
        int row = rows.size() - 1;
        rows.put(row, REPLIES, (long) firstReply << 32 | replies);
        int states = after.before().ordinal() << MET_SHIFT | after.state().ordinal() << LEFT_SHIFT;
        rows.put(row, BITS, states | (after.orphan() ? ORPHAN : 0));
        rows.put(row, COUNTERS, after.counters());
        rows.put(row, TIMER, after.timer());
    }

    /** Says where the values of the verdict added last come from. */
    void from(Origins.Finder origins, @Nullable Object before, int port) {
        int row = rows.size() - 1;
        rows.put(row, ORIGINS, origins);
        rows.put(row, BEFORE, before);
        rows.put(row, BITS, rows.number(row, BITS) | (long) port << 32);
    }

    /** All of them. */
    List<Judged> list() {
        for (int row = seen.size(); row < rows.size(); row++) {
            seen.add(judged(row));
        }
        return seen;
    }

    private Judged judged(int row) {
        long bits = rows.number(row, BITS);
        Verdict<?> verdict = (Verdict<?>) rows.there(row, VERDICT);
        Cause cause = rows.cause(row, CAUSE);
        Origins.Finder origins = (Origins.Finder) rows.there(row, ORIGINS);
        return new Judged(
                row + 1,
                rows.number(row, TIME),
                rows.text(row, AT),
                cause,
                rows.text(row, SOCKET),
                STATES[(int) (bits >>> MET_SHIFT) & STATE_MASK],
                (bits & ORPHAN) != 0,
                verdict,
                legs((int) (rows.number(row, REPLIES) >>> 32), (int) rows.number(row, REPLIES)),
                counters(row),
                STATES[(int) (bits >>> LEFT_SHIFT) & STATE_MASK],
                (String) rows.object(row, TIMER),
                new Origins(origins, verdict, cause, rows.object(row, BEFORE), (int) (bits >>> 32)));
    }

    @SuppressWarnings("unchecked") // nothing else is put there
    private Map<String, Long> counters(int row) {
        return (Map<String, Long>) rows.there(row, COUNTERS);
    }

    private static List<Integer> legs(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }
}
