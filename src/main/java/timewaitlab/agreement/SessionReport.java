package timewaitlab.agreement;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import timewaitlab.agreement.Agreement.Progress;
import timewaitlab.agreement.Agreement.Selection;

/** The report on every recording, judged when first asked for and kept in memory. Safe from several threads. */
public final class SessionReport {
    private volatile @Nullable Report kept;

    /** What is known already: never waits. */
    public Optional<Report> known() {
        return Optional.ofNullable(kept);
    }

    /**
     * What is known, or what judging all recordings now comes to: half a minute of every processor.
     *
     * @throws CancellationException when {@code cancelled} said so before the end; nothing is kept then
     */
    public synchronized Report judged(Progress progress, BooleanSupplier cancelled) {
        Report known = kept;
        if (known == null) {
            known = Agreement.judge(Selection.ALL, progress, cancelled);
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("the recordings were not judged to the end");
            }
            kept = known;
        }
        return known;
    }
}
