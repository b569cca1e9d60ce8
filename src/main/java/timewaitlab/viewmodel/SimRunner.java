package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import timewaitlab.base.Watch;
import timewaitlab.viewmodel.Laboratory.Answer;

/**
 * Owns the sim thread. One request at a time; a newer one cancels the older, whose answer is then never delivered.
 * Answers arrive on the UI thread.
 */
public final class SimRunner implements AutoCloseable {
    /** Where nobody can know how far the work has come. */
    public static final double UNKNOWN = -1;

    private static final int LAST_WORK_SECONDS = 2;

    private final UiThread ui;
    private final Consumer<Throwable> mishap;
    private final AtomicInteger latest = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile double part = UNKNOWN;
    private volatile boolean closed;
    private final ExecutorService thread;

    /** @param mishap told, on the UI thread, what was thrown by work that cannot say so in its answer */
    public SimRunner(UiThread ui, Consumer<Throwable> mishap) {
        this.ui = ui;
        this.mishap = mishap;
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread sim = new Thread(task, "sim");
            sim.setDaemon(true);
            return sim;
        });
    }

    /** Does the work on the sim thread and hands the answer over, unless something newer was submitted meanwhile. */
    public void submit(Function<Watch, Answer> work, Consumer<Answer> receiver) {
        int ticket = latest.incrementAndGet();
        BooleanSupplier cancelled = () -> latest.get() != ticket;
        execute(() -> {
            if (cancelled.getAsBoolean()) {
                return;
            }
            Answer answer = answer(work, cancelled);
            deliver(() -> {
                if (!cancelled.getAsBoolean()) {
                    receiver.accept(answer);
                }
            });
        });
    }

    /**
     * Does something on the sim thread that nothing newer cancels, and hands over what came of it; a mistake of the
     * program in it is told instead.
     */
    public <T> void alongside(Supplier<T> work, Consumer<T> receiver) {
        alongside(work, receiver, () -> {});
    }

    private <T> void alongside(Supplier<T> work, Consumer<T> receiver, Runnable failed) {
        execute(() -> {
            try {
                T result = work.get();
                deliver(() -> receiver.accept(result));
            } catch (RuntimeException | Error ours) {
                deliver(() -> {
                    failed.run();
                    mishap.accept(ours);
                });
            }
        });
    }

    /**
     * The same while somebody waits: nothing newer cancels it, but {@link #cancel} does. Work that gives up then comes
     * to nothing, as a mistake does; what was done all the same, such as a file that was just written, is told.
     */
    public <T> void watched(Function<Watch, T> work, Consumer<Optional<T>> receiver) {
        int before = stops.get();
        Watch watch = new Told(() -> stops.get() != before);
        alongside(
                () -> {
                    part = UNKNOWN;
                    try {
                        watch.orGiveUp();
                        return Optional.of(work.apply(watch));
                    } catch (CancellationException given) {
                        return Optional.empty();
                    } finally {
                        part = UNKNOWN;
                    }
                },
                receiver,
                () -> receiver.accept(Optional.empty()));
    }

    /**
     * Does something that nobody waits for, and gives it up as soon as anything else is asked for or {@code enough}
     * holds; then the answer says nothing.
     */
    public <T> void idly(BooleanSupplier enough, Function<Watch, T> work, Consumer<Optional<T>> receiver) {
        int before = stops.get();
        Watch watch = () -> waiting.get() > 0 || stops.get() != before || enough.getAsBoolean();
        alongside(
                () -> {
                    try {
                        watch.orGiveUp();
                        return Optional.of(work.apply(watch));
                    } catch (CancellationException given) {
                        return Optional.empty();
                    }
                },
                receiver,
                () -> receiver.accept(Optional.empty()));
    }

    /** The same, which nothing newer cancels, but {@link #cancel} does; then the answer says nothing. */
    public void beside(Function<Watch, Answer> work, Consumer<Answer> receiver) {
        int before = stops.get();
        alongside(() -> answer(work, () -> stops.get() != before), receiver);
    }

    /** Which part of the work under way is done, 0 to 1, or {@link #UNKNOWN}. Any thread. */
    public double part() {
        return part;
    }

    /** Gives up what was submitted, as something newer would; what is done beside it goes on. */
    public void supersede() {
        latest.incrementAndGet();
    }

    /** Gives up whatever is under way. */
    public void cancel() {
        supersede();
        stops.incrementAndGet();
    }

    @Override
    public void close() {
        cancel();
        closed = true;
        thread.shutdown();
        try {
            // What is being written, such as what somebody just did, is written to its end.
            thread.awaitTermination(LAST_WORK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was on its way to a window that is closed asks for more work, which nobody wants. */
    private void execute(Runnable task) {
        if (!closed) {
            waiting.incrementAndGet();
            thread.execute(() -> {
                waiting.decrementAndGet();
                task.run();
            });
        }
    }

    private void deliver(Runnable result) {
        ui.later(() -> {
            if (!closed) {
                result.run();
            }
        });
    }

    private Answer answer(Function<Watch, Answer> work, BooleanSupplier cancelled) {
        part = UNKNOWN;
        try {
            return work.apply(new Told(cancelled));
        } catch (CancellationException given) {
            return new Answer.Refused(List.of());
        } catch (RuntimeException | Error ours) {
            // A mistake of the program: the window says so and keeps what it shows.
            return new Answer.Refused(List.of(ours.toString()));
        } finally {
            part = UNKNOWN;
        }
    }

    /** Keeps what is told for whoever asks once a frame. */
    private final class Told implements Watch {
        private final BooleanSupplier cancelled;

        private Told(BooleanSupplier cancelled) {
            this.cancelled = cancelled;
        }

        @Override
        public boolean getAsBoolean() {
            return cancelled.getAsBoolean();
        }

        @Override
        public void reached(long done, long all) {
            part = all == 0 ? UNKNOWN : Math.min(1, (double) done / all);
        }
    }
}
