package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import timewaitlab.app.Laboratories;

/**
 * The window's thread where there is no window: what the sim thread has for it is delivered when a test asks. Windows
 * that are opened on it are closed after each test.
 */
public final class Delivery implements UiThread, AfterEachCallback {
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final List<MainViewModel> open = new ArrayList<>();

    @Override
    public void later(Runnable task) {
        waiting.add(task);
    }

    /** A window's state over the program's own laboratory, at a desk where nothing is kept. */
    public MainViewModel window() {
        return window(Laboratories.real(), Desk.bare());
    }

    MainViewModel window(Laboratory laboratory, Desk desk) {
        MainViewModel model = new MainViewModel(laboratory, this, desk);
        open.add(model);
        return model;
    }

    /** A window's state in which this scenario has run and stands still at its start. */
    MainViewModel windowOn(String scenario) {
        MainViewModel model = window();
        model.start(scenario);
        until(() -> model.getExperiment().isPresent());
        model.playhead().pause();
        return model;
    }

    /** Delivers one answer. */
    public void next() {
        try {
            Runnable answer = waiting.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(answer).as("an answer of the sim thread").isNotNull();
            answer.run();
        } catch (InterruptedException hurried) {
            throw new IllegalStateException(hurried);
        }
    }

    /** Delivers answers until this holds. */
    public void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("answers keep coming, but not this one")
                    .isLessThan(end);
            next();
        }
    }

    /** Delivers what is there already. */
    void rest() {
        for (Runnable answer = waiting.poll(); answer != null; answer = waiting.poll()) {
            answer.run();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        open.forEach(MainViewModel::close);
    }
}
