package timewaitlab.trace;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Verdict;

/**
 * Where the values of a verdict came from: left and right side of each finding, in order. Found when somebody asks,
 * from what was there when it was reached; always the same.
 */
public final class Origins extends AbstractList<Origin> implements RandomAccess {
    private final Finder finder;
    private final Verdict<?> verdict;
    private final Cause cause;
    private final @Nullable Object before;
    private final int port;

    /** Who knows where values came from. */
    public interface Finder {
        /**
         * Where one value came from.
         *
         * @param cause what was judged
         * @param before what was there before it, as it was given to {@link Recorder#from}
         * @param port of the socket at its own end
         */
        Origin of(Operand<?> operand, Cause cause, @Nullable Object before, int port);
    }

    Origins(Finder finder, Verdict<?> verdict, Cause cause, @Nullable Object before, int port) {
        this.finder = finder;
        this.verdict = verdict;
        this.cause = cause;
        this.before = before;
        this.port = port;
    }

    @Override
    public int size() {
        return 2 * verdict.findings().size();
    }

    @Override
    public Origin get(int place) {
        Finding finding = verdict.findings().get(place / 2);
        Operand<?> operand =
                place % 2 == 0 ? finding.check().left() : finding.check().right();
        return finder.of(operand, cause, before, port);
    }
}
