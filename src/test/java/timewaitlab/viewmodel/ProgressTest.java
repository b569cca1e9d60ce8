package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Watch;
import timewaitlab.capture.CaptureReader;
import timewaitlab.export.DiagramExport;
import timewaitlab.export.DiagramRequest;
import timewaitlab.export.TraceExport;
import timewaitlab.lab.FieldExpression;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.lab.Sieve;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;
import timewaitlab.viewmodel.Laboratory.Answer;
import timewaitlab.wire.AddressBook;

/** Whoever waits is told how far the work has come, and can end it. */
@Timeout(120)
class ProgressTest {
    @RegisterExtension
    private final Delivery delivery = new Delivery();

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
            if (all > 0) {
                parts.add((double) done / all);
            }
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

    @ParameterizedTest
    @CsvSource({"ladder.svg, 0.5", "ladder.png, 0.2", "ladder.png, 0.7"})
    void aPictureTellsHowMuchIsMadeAndGivenUpLeavesWhatWasThere(String name, double enough) throws IOException {
        Trace trace = RunScenario.run(busy().running(1, 20_000_000L), RecordingPlan.ALL, Watch.NONE);
        DiagramRequest asked = DiagramRequest.of(DiagramRequest.View.LADDER, "busy");
        DiagramRequest request = name.endsWith("png") ? asked.asPng(1) : asked;
        Path file = folder.resolve(name);
        Files.writeString(file, "what was there");
        Patient some = new Patient(enough);
        assertThatThrownBy(() -> DiagramExport.write(trace, request, file, some))
                .isInstanceOf(CancellationException.class);
        assertThat(some.parts.get(some.parts.size() - 1)).isBetween(enough, enough + 0.2);
        assertThat(file).hasContent("what was there");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("no half-written file").containsExactly(file);
        }
        Patient all = new Patient(2);
        assertThat(DiagramExport.write(trace, request, file, all)).isEmpty();
        assertThat(all.parts).isSorted().allMatch(part -> part >= 0 && part <= 1);
        assertThat(all.parts.get(all.parts.size() - 1)).isGreaterThan(0.8);
        assertThat(Files.readAllBytes(file))
                .as("whoever waits changes nothing")
                .isEqualTo(DiagramExport.bytes(trace, request).value().orElseThrow());
    }

    @Test
    void aFilterTellsWhatItHasSiftedAndIsGivenUp() {
        Trace trace = RunScenario.run(busy().running(1, 300_000_000L), RecordingPlan.ALL, Watch.NONE);
        FieldExpression test = FieldExpression.parse("tcp.flags.syn").value().orElseThrow();
        Patient all = new Patient(2);
        Sieve.passed(trace, test, all);
        assertThat(all.parts).hasSizeGreaterThan(3).isSorted();
        assertThatThrownBy(() -> Sieve.passed(trace, test, new Patient(0.3))).isInstanceOf(CancellationException.class);
    }

    /** A large capture, of what this very program would have sent. */
    private Path recorded() {
        Path file = folder.resolve("busy.pcapng");
        Trace trace = RunScenario.run(busy().running(1, 500_000_000L), RecordingPlan.ALL, Watch.NONE);
        assertThat(TraceExport.pcapng(trace, "B", file)).isEmpty();
        return file;
    }

    @Test
    void theWindowKnowsHowFarItsWorkHasCome() {
        Gate told = new Gate();
        Gate go = new Gate();
        try (SimRunner runner = new SimRunner(delivery, ours -> {})) {
            assertThat(runner.part()).isEqualTo(SimRunner.UNKNOWN);
            runner.submit(
                    watch -> {
                        watch.reached(3, 4);
                        told.open();
                        go.pass();
                        return new Answer.Refused(List.of("done"));
                    },
                    answer -> {});
            told.pass();
            assertThat(runner.part()).isEqualTo(0.75);
            go.open();
            delivery.next();
            assertThat(runner.part()).as("nothing goes on").isEqualTo(SimRunner.UNKNOWN);
        }
    }

    @Test
    void whatNothingNewerCancelsIsGivenUpAllTheSame() {
        Gate begun = new Gate();
        List<Answer> answers = new ArrayList<>();
        try (SimRunner runner = new SimRunner(delivery, ours -> {})) {
            runner.beside(
                    watch -> {
                        begun.open();
                        while (true) {
                            watch.orGiveUp();
                        }
                    },
                    answers::add);
            begun.pass();
            runner.cancel();
            delivery.next();
            assertThat(answers).containsExactly(new Answer.Refused(List.of()));
        }
    }

    @Test
    void whatWasDoneAllTheSameIsTold() {
        Gate begun = new Gate();
        Gate written = new Gate();
        List<Optional<String>> ended = new ArrayList<>();
        try (SimRunner runner = new SimRunner(delivery, ours -> {})) {
            runner.watched(
                    watch -> {
                        begun.open();
                        written.pass();
                        return "a file";
                    },
                    ended::add);
            begun.pass();
            runner.cancel();
            written.open();
            delivery.next();
            assertThat(ended).as("it came too late").containsExactly(Optional.of("a file"));
        }
    }

    @Test
    void aMistakeOfTheProgramEndsTheWorkAndIsToldInOneLine() {
        try (MainViewModel model = delivery.window(new HandmadeLaboratory(), Desk.bare())) {
            List<String> ended = new ArrayList<>();
            model.runs()
                    .watched(
                            watch -> {
                                throw new IllegalStateException("one\ntwo");
                            },
                            done -> ended.add("watched " + done.isPresent()));
            assertThat(model.runs().workingProperty().get()).isTrue();
            delivery.next();
            assertThat(model.runs().workingProperty().get()).isFalse();
            assertThat(ended).containsExactly("watched false");
            assertThat(model.noticeProperty().get())
                    .isEqualTo(new Notice(
                            "This went wrong by a mistake of the program",
                            List.of("java.lang.IllegalStateException: one"),
                            true));
            model.dismiss();
            model.alongside(
                    () -> {
                        throw new StackOverflowError();
                    },
                    done -> ended.add("alongside"));
            delivery.next();
            assertThat(model.noticeProperty().get().lines()).containsExactly("java.lang.StackOverflowError");
            model.alongside(() -> "still there", ended::add);
            delivery.next();
            assertThat(ended).containsExactly("watched false", "still there");
        }
    }
}
