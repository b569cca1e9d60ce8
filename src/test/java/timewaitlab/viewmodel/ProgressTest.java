package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import timewaitlab.base.Watch;
import timewaitlab.capture.CaptureReader;
import timewaitlab.export.TraceExport;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;
import timewaitlab.viewmodel.Laboratory.Answer;
import timewaitlab.wire.AddressBook;

/** Whoever waits is told how far the work has come, and can end it. */
@Timeout(120)
class ProgressTest {
    @TempDir
    private Path folder;

    /** Notes what it is told, and gives up after so much. */
    private static final class Patient implements Watch {
        private final List<Double> parts = new ArrayList<>();
        private final double until;

        private Patient(double until) {
            this.until = until;
        }

        @Override
        public boolean getAsBoolean() {
            return !parts.isEmpty() && parts.get(parts.size() - 1) >= until;
        }

        @Override
        public void reached(long done, long all) {
            parts.add((double) done / all);
        }
    }

    private static Scenario busy() {
        return ScenarioLibrary.open("busy-server").value().orElseThrow();
    }

    @Test
    void aRunTellsItsSimulatedTimeAndEndsWhenItIsNotWanted() {
        Patient all = new Patient(2);
        Scenario three = busy().running(1, 3_000_000_000L);
        RunScenario.run(three, RecordingPlan.window(0, 1_000_000), all);
        assertThat(all.parts).hasSizeGreaterThan(10).isSorted().allMatch(part -> part >= 0 && part <= 1);
        assertThat(all.parts.get(all.parts.size() - 1)).isGreaterThan(0.9);
        Patient half = new Patient(0.5);
        RunScenario.run(three, RecordingPlan.window(0, 1_000_000), half);
        assertThat(half.parts.get(half.parts.size() - 1)).isBetween(0.5, 0.6);
    }

    @Test
    void aCaptureTellsItsBytesAndIsGivenUp() {
        Path file = recorded();
        Patient all = new Patient(2);
        assertThat(CaptureReader.read(file, new AddressBook(), all).value()).isPresent();
        assertThat(all.parts).hasSizeGreaterThan(3).isSorted().endsWith(1.0);
        assertThatThrownBy(() -> CaptureReader.read(file, new AddressBook(), new Patient(0.1)))
                .isInstanceOf(CancellationException.class);
    }

    /** A large capture, of what this very program would have sent. */
    private Path recorded() {
        Path file = folder.resolve("busy.pcapng");
        Trace trace = RunScenario.run(busy().running(1, 500_000_000L), RecordingPlan.ALL, Watch.NONE);
        assertThat(TraceExport.pcapng(trace, "B", file)).isEmpty();
        return file;
    }

    @Test
    void theWindowKnowsHowFarItsWorkHasCome() throws InterruptedException {
        LinkedBlockingQueue<Runnable> delivered = new LinkedBlockingQueue<>();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (SimRunner runner = new SimRunner(delivered::add)) {
            assertThat(runner.part()).isEqualTo(SimRunner.UNKNOWN);
            runner.submit(
                    watch -> {
                        watch.reached(3, 4);
                        told.countDown();
                        await(go);
                        return new Answer.Refused(List.of("done"));
                    },
                    answer -> {});
            await(told);
            assertThat(runner.part()).isEqualTo(0.75);
            go.countDown();
            assertThat(delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(runner.part()).as("nothing goes on").isEqualTo(SimRunner.UNKNOWN);
        }
    }

    @Test
    void whatNothingNewerCancelsIsGivenUpAllTheSame() throws InterruptedException {
        LinkedBlockingQueue<Runnable> delivered = new LinkedBlockingQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        List<Answer> answers = new ArrayList<>();
        try (SimRunner runner = new SimRunner(delivered::add)) {
            runner.beside(
                    watch -> {
                        begun.countDown();
                        while (true) {
                            watch.orGiveUp();
                        }
                    },
                    answers::add);
            await(begun);
            runner.cancel();
            Runnable answer = delivered.poll(20, TimeUnit.SECONDS);
            assertThat(answer).isNotNull();
            answer.run();
            assertThat(answers).containsExactly(new Answer.Refused(List.of()));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
