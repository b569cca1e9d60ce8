package timewaitlab.view;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;
import timewaitlab.draw.TimeScale;
import timewaitlab.viewmodel.Laboratory;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Pace;

/**
 * Measures a window while something is done in it, from a thread that is not the toolkit's. Every measurement is made
 * after the same work was done for a while, so that what is compiled while running has been.
 */
public final class WindowMeter implements AutoCloseable {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final double NANOS_A_MILLI = 1e6;
    private static final Pace WARM_UP = new Pace(6, false);
    private static final double WARM_UP_MILLIS = 9000;
    private static final int STEPS = 120;
    /** Nanoseconds after which no more steps are made. */
    private static final long LONGEST = 8_000_000_000L;

    private static final double STEP_HEIGHT = 110;
    private static final int ZOOM_STEPS = 4;
    private static final double LEAST_ADVANCE = 1e-5;
    /** The threads that draw: one makes the scene, the other its pixels. */
    private static final List<String> DRAWING = List.of("JavaFX Application Thread", "QuantumRenderer-0");

    private final Stage stage;
    private final LabWindow window;
    /** Plays on, and again from the start at the end. */
    private final AnimationTimer again = new AnimationTimer() {
        @Override
        public void handle(long now) {
            if (!model().playhead().isPlaying()) {
                model().playhead().play();
            }
        }
    };

    private WindowMeter(Stage stage, LabWindow window) {
        this.stage = stage;
        this.window = window;
    }

    /** Starts the toolkit; throws what it throws where there is no display. */
    public static void startToolkit() {
        Platform.startup(() -> {});
        Platform.setImplicitExit(false);
    }

    /** Ends the toolkit. */
    public static void endToolkit() {
        Platform.exit();
    }

    /** Opens a window with this laboratory, at 1440x900 where the screen has room. */
    public static WindowMeter open(Laboratory laboratory, String scenario) {
        WindowMeter meter = onToolkit(() -> {
            Stage stage = new Stage();
            LabWindow window = new LabWindow(stage, laboratory, Platform::runLater);
            window.show(Optional.of(scenario));
            return new WindowMeter(stage, window);
        });
        meter.await(() -> meter.model().getExperiment().isPresent());
        return meter;
    }

    @Override
    public void close() {
        onToolkit(() -> {
            window.close();
            stage.hide();
            return stage;
        });
    }

    /** Milliseconds between pulses of a window in which nothing but a small square moves. */
    public static double[] emptyPulses(double millis) {
        Rectangle square = new Rectangle(20, 20);
        AnimationTimer mover = new AnimationTimer() {
            @Override
            public void handle(long now) {
                square.setTranslateX(now / NANOS_A_MILLI % 200);
            }
        };
        Stage empty = onToolkit(() -> {
            Stage made = new Stage();
            made.setScene(new Scene(new Pane(square), WIDTH, HEIGHT));
            made.show();
            mover.start();
            return made;
        });
        intervals(empty.getScene(), millis / 4);
        double[] found = intervals(empty.getScene(), millis);
        onToolkit(() -> {
            mover.stop();
            empty.hide();
            return empty;
        });
        return found;
    }

    /** Plays what is open once, fast. */
    public void warmUp() {
        play(() -> model().playhead().paceProperty().set(WARM_UP));
        intervals(stage.getScene(), WARM_UP_MILLIS);
        pause();
    }

    /** Milliseconds between pulses while what is open plays: at turn 0 from its start, else from where it was. */
    public double[] playingPulses(int turn, double millis) {
        play(() -> {
            model().playhead().paceProperty().set(Pace.TOLD);
            if (turn == 0) {
                model().seek(0);
            }
        });
        double[] found = intervals(stage.getScene(), millis);
        pause();
        return found;
    }

    private void play(Runnable first) {
        onToolkit(() -> {
            first.run();
            again.start();
            return again;
        });
    }

    private void pause() {
        onToolkit(() -> {
            again.stop();
            model().playhead().pause();
            return again;
        });
    }

    /** Shows a run, with its middle in sight. */
    public void show(String scenario) {
        onToolkit(() -> {
            model().start(scenario);
            return scenario;
        });
        await(() -> model().getExperiment()
                .filter(shown -> shown.choice().scenario().equals(scenario))
                .isPresent());
        onToolkit(() -> {
            model().timeScaleProperty().set(TimeScale.Kind.COMPRESSED);
            model().seek(model().until() / 2);
            return scenario;
        });
    }

    /** Whether the ladder measures time in proportion, instead of folding silences. */
    public void inProportion(boolean linear) {
        onToolkit(() -> {
            model().timeScaleProperty().set(linear ? TimeScale.Kind.LINEAR : TimeScale.Kind.COMPRESSED);
            ladder().zoomReset();
            return linear;
        });
    }

    /** Processor time of scrolling a step, in milliseconds. */
    public double scroll() {
        return cost(step -> ladder().pan(step / (STEPS / 4) % 2 == 0 ? STEP_HEIGHT : -STEP_HEIGHT));
    }

    /** Processor time of zooming a step, in milliseconds. */
    public double zoom() {
        return cost(step -> {
            if (step / ZOOM_STEPS % 2 == 0) {
                ladder().zoomIn();
            } else {
                ladder().zoomOut();
            }
        });
    }

    /** Processor time of going to another moment near this part of the run, in milliseconds. */
    public double seek(double part) {
        long until = model().until();
        return cost(step -> model().seek(Math.round(until * (part + step * LEAST_ADVANCE))));
    }

    /** What the threads that draw do in a frame in which this is done, after many frames of it unmeasured. */
    private static double cost(IntConsumer step) {
        CountDownLatch done = new CountDownLatch(1);
        Cost cost = new Cost(step, done);
        Platform.runLater(cost::start);
        awaitDone(done);
        return cost.millis();
    }

    /** A warm-up of so many steps, then as many measured; fewer of both where they take long. */
    private static final class Cost extends AnimationTimer {
        private final IntConsumer step;
        private final CountDownLatch done;
        private boolean measuring;
        private int steps;
        private long begun;
        private long before;
        private double result;

        private Cost(IntConsumer step, CountDownLatch done) {
            this.step = step;
            this.done = done;
        }

        @Override
        public void handle(long now) {
            if (steps == 0) {
                begun = System.nanoTime();
                before = drawingTime();
            }
            boolean enough = steps == STEPS || (steps > 1 && System.nanoTime() - begun > LONGEST);
            if (enough && measuring) {
                result = (drawingTime() - before) / NANOS_A_MILLI / steps;
                stop();
                done.countDown();
                return;
            }
            if (enough) {
                measuring = true;
                steps = 0;
                handle(now);
                return;
            }
            step.accept(steps);
            steps++;
        }

        /** Milliseconds a step. */
        double millis() {
            return result;
        }
    }

    /** Nanoseconds the drawing threads have run. */
    private static long drawingTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> DRAWING.contains(thread.getName()))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
                .sum();
    }

    private static double[] intervals(Scene scene, double millis) {
        List<Double> found = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        Runnable listener = new Runnable() {
            private long first;
            private long last;

            @Override
            public void run() {
                long now = System.nanoTime();
                if (first == 0) {
                    first = now;
                } else {
                    found.add((now - last) / NANOS_A_MILLI);
                }
                last = now;
                if ((now - first) / NANOS_A_MILLI > millis) {
                    scene.removePostLayoutPulseListener(this);
                    done.countDown();
                }
            }
        };
        Platform.runLater(() -> scene.addPostLayoutPulseListener(listener));
        awaitDone(done);
        return found.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The value that this part of them do not exceed. */
    public static double percentile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
    }

    private MainViewModel model() {
        return window.model();
    }

    private LadderView ladder() {
        return window.ladder();
    }

    private void await(BooleanSupplier condition) {
        CountDownLatch done = new CountDownLatch(1);
        AnimationTimer timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                if (condition.getAsBoolean()) {
                    stop();
                    done.countDown();
                }
            }
        };
        Platform.runLater(timer::start);
        awaitDone(done);
    }

    private static <T> T onToolkit(Supplier<T> work) {
        List<T> made = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        Platform.runLater(() -> {
            try {
                made.add(work.get());
            } finally {
                done.countDown();
            }
        });
        awaitDone(done);
        return made.get(0);
    }

    private static void awaitDone(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", stopped);
        }
    }
}
