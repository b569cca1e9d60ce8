package timewaitlab.viewmodel;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import timewaitlab.viewmodel.Laboratory.Answer;

/**
 * Owns the sim thread. One request at a time; a newer one cancels the older, whose answer is then never delivered.
 * Answers arrive on the UI thread.
 */
public final class SimRunner implements AutoCloseable {
    private final UiThread ui;
    private final AtomicInteger latest = new AtomicInteger();
    private final ExecutorService thread;

    public SimRunner(UiThread ui) {
        this.ui = ui;
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread sim = new Thread(task, "sim");
            sim.setDaemon(true);
            return sim;
        });
    }

    /** Does the work on the sim thread and hands the answer over, unless something newer was submitted meanwhile. */
    public void submit(Function<BooleanSupplier, Answer> work, Consumer<Answer> receiver) {
        int ticket = latest.incrementAndGet();
        BooleanSupplier cancelled = () -> latest.get() != ticket;
        thread.execute(() -> {
            if (cancelled.getAsBoolean()) {
                return;
            }
            Answer answer = answer(work, cancelled);
            ui.later(() -> {
                if (!cancelled.getAsBoolean()) {
                    receiver.accept(answer);
                }
            });
        });
    }

    /** Does something on the sim thread that nothing newer cancels, and hands over what came of it. */
    public <T> void alongside(Supplier<T> work, Consumer<T> receiver) {
        thread.execute(() -> {
            T result = work.get();
            ui.later(() -> receiver.accept(result));
        });
    }

    /** Gives up whatever is under way. */
    public void cancel() {
        latest.incrementAndGet();
    }

    @Override
    public void close() {
        cancel();
        thread.shutdown();
    }

    private static Answer answer(Function<BooleanSupplier, Answer> work, BooleanSupplier cancelled) {
        try {
            return work.apply(cancelled);
        } catch (CancellationException given) {
            return new Answer.Refused(List.of());
        } catch (RuntimeException ours) {
            // A mistake of the program: the window says so and keeps what it shows.
            return new Answer.Refused(List.of(ours.toString()));
        }
    }
}
