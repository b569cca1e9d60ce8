package timewaitlab.viewmodel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import timewaitlab.agreement.Agreement.Progress;
import timewaitlab.agreement.Badge;
import timewaitlab.agreement.Report;
import timewaitlab.agreement.SessionReport;

/** The sheet of agreement: judges the bundled recordings beside everything else, and can be told to stop. */
public final class AgreementSheet implements AutoCloseable {
    private final UiThread ui;
    private final SessionReport session;
    private final AtomicInteger latest = new AtomicInteger();
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(0);
    private final ReadOnlyObjectWrapper<@Nullable AgreementTable> table = new ReadOnlyObjectWrapper<>();

    /** Of each scenario that rests on recordings, once they were judged. */
    private Map<String, Badge> badges = Map.of();

    /** @param session keeps what was judged once */
    public AgreementSheet(SessionReport session, UiThread ui) {
        this.session = session;
        this.ui = ui;
    }

    public ReadOnlyBooleanProperty workingProperty() {
        return working.getReadOnlyProperty();
    }

    /** Families of recordings judged of all, 0 to 1. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What came out; null until everything was judged. */
    public ReadOnlyObjectProperty<@Nullable AgreementTable> tableProperty() {
        return table.getReadOnlyProperty();
    }

    /** Judges everything, unless that is known or under way. Returns at once. */
    public void judge() {
        if (working.get() || table.get() != null) {
            return;
        }
        int ticket = latest.incrementAndGet();
        working.set(true);
        progress.set(0);
        Progress told = (done, all) -> ui.later(() -> {
            if (ticket == latest.get()) {
                progress.set((double) done / all);
            }
        });
        Thread judging = new Thread(() -> work(ticket, told), "agreement");
        judging.setDaemon(true);
        judging.setPriority(Thread.MIN_PRIORITY);
        judging.start();
    }

    private void work(int ticket, Progress told) {
        try {
            Report report = session.judged(told, () -> latest.get() != ticket);
            AgreementTable made = AgreementTable.of(report);
            Map<String, Badge> read = AgreementTable.badges(report);
            ui.later(() -> {
                if (ticket == latest.get()) {
                    working.set(false);
                    badges = read;
                    table.set(made);
                }
            });
        } catch (CancellationException stopped) {
            // whoever stopped it has said so on the screen already
            return;
        }
    }

    /** Stops; what was judged so far is forgotten. */
    public void cancel() {
        latest.incrementAndGet();
        working.set(false);
    }

    /** How far this scenario can be believed, once everything was judged. */
    public Optional<AgreementTable.Standing> badge(String scenario) {
        return Optional.ofNullable(badges.get(scenario)).map(AgreementTable::standing);
    }

    @Override
    public void close() {
        cancel();
    }
}
