package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import timewaitlab.app.Laboratories;
import timewaitlab.base.SimTime;
import timewaitlab.scenario.Intervention;
import timewaitlab.tcp.TcpState;

/** What was done to a capture goes on when it is opened again, and never with another capture. */
class CaptureSessionTest {
    private static final Path CAPTURES = Path.of("src/test/resources/capture");

    @RegisterExtension
    private final Delivery delivery = new Delivery();

    @TempDir
    private Path folder;

    private Path home;
    private Path capture;
    private MainViewModel model = delivery.window();

    @BeforeEach
    void copyTheCapture() throws IOException {
        home = folder.resolve("home");
        capture = folder.resolve("server.pcap");
        Files.copy(CAPTURES.resolve("close-client-first.pcap"), capture);
    }

    /** A window of its own, which keeps its session. */
    private void window() {
        model.close();
        model = delivery.window(Laboratories.real(), Desk.at(new Home(Optional.of(home))));
        Autosave.keep(model, home.resolve(Autosave.FILE));
    }

    private void open(Path file) {
        model.open(file);
        delivery.until(() -> model.getExperiment()
                .filter(shown -> shown.title().equals(String.valueOf(file.getFileName())))
                .isPresent());
    }

    private void edit() {
        String host = model.session().recording().orElseThrow().host();
        model.edit(model.getExperiment().orElseThrow().choice().withSysctl(host, "tcp_rfc1337", 1));
        delivery.until(() -> model.session().interventions().size() == 1);
    }

    private List<String> titles() {
        return model.session().interventions().stream().map(Intervention::title).toList();
    }

    private String said() {
        Notice notice = model.noticeProperty().get();
        return notice == null ? "" : notice.title() + " | " + String.join("\n", notice.lines());
    }

    private static Process killed(Path home, Path capture) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder process = new ProcessBuilder(
                java.toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWindow.class.getName(),
                home.toString(),
                capture.toString());
        return process.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @Test
    void aKilledProcessLosesNothingOfACapture() throws IOException, InterruptedException {
        Process process = killed(home, capture);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            // A virtual machine that is short of something says so here too.
            assertThat(out.lines().takeWhile(line -> !line.equals("done")).toList())
                    .as("said before everything was done")
                    .allMatch(line -> line.contains("VM warning"));
            // What was asked of the other process is on its way to the file, which no message tells of.
            Path file = home.resolve(Autosave.FILE);
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!Files.exists(file) || !Files.readString(file).contains("frame.time_relative")) {
                assertThat(System.nanoTime()).isLessThan(patience);
                Thread.onSpinWait();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        window();
        model.resume(home.resolve(Autosave.FILE), Optional.empty());
        delivery.until(() -> model.getExperiment().isPresent()
                && !model.filter().applied().isEmpty()
                && model.breakpoints().pointsProperty().get().size() == 4
                && model.session().getTree().futures().get(0).run().isPresent());
        assertThat(said()).startsWith("Your what-ifs are as you left them");
        assertThat(model.getExperiment().orElseThrow().isCapture()).isTrue();
        assertThat(model.getExperiment().orElseThrow().title()).isEqualTo("server.pcap");
        String host = model.session().recording().orElseThrow().host();
        assertThat(titles()).containsExactly("set " + host + ".tcp_rfc1337 = 1", "kernel " + host + " = linux-3.10");
        assertThat(model.getExperiment().orElseThrow().choice().kernels()).containsEntry(host, "linux-3.10");
        assertThat(model.session().getTree().futures()).extracting(Future::name).containsExactly("main", "older");
        assertThat(model.filter().applied()).isEqualTo("tcp.flags.syn == 1");
        assertThat(model.selectedProperty().get()).isEqualTo(1);
        assertThat(model.playhead().isPlaying()).isFalse();
        assertThat(model.breakpoints().texts())
                .startsWith("verdict == drop", "state == ESTABLISHED", "tcp.flags.fin == 1")
                .last()
                .asString()
                .startsWith("frame.time_relative >= ");
        assertThat(model.breakpoints().pointsProperty().get())
                .as("found in this run")
                .anySatisfy(point -> assertThat(point.moments()).isNotEmpty());
        assertThat(model.session().bookmarks().moments()).containsExactly(SimTime.MILLISECOND);
        assertThat(model.desk().remembered().find("layout.tab")).contains("peers");
        model.session().redo();
        delivery.until(() -> model.session().interventions().size() == 3);
        assertThat(titles()).contains("set " + host + ".tcp_tw_recycle = 1");
        model.session().show(1);
        delivery.until(() -> model.session().getTree().current() == 1);
        model.session().undo();
        delivery.until(() -> model.session().interventions().isEmpty());
    }

    private String judge() {
        return HostPane.judge(model.getExperiment().orElseThrow())
                .orElseThrow()
                .host()
                .name();
    }

    private void judgeBy(String address) {
        HostPane.Judge judge =
                HostPane.judge(model.getExperiment().orElseThrow()).orElseThrow();
        model.edit(judge.set(model.getExperiment().orElseThrow().choice(), address));
        delivery.until(() -> judge().equals(address));
    }

    @Test
    void anotherHostJudgesAndStillDoesInALaterWindow() throws IOException {
        window();
        open(capture);
        assertThat(judge()).as("who accepts the connection").isEqualTo("10.0.0.2");
        judgeBy("10.0.0.1");
        assertThat(model.index().trace().decisions())
                .isNotEmpty()
                .allMatch(judged -> judged.at().equals("10.0.0.1"));
        assertThat(model.index().trace().decisions())
                .as("the client closes first, which leaves TIME-WAIT to it")
                .anyMatch(judged -> judged.stateAfter() == TcpState.TIME_WAIT);
        assertThat(said()).startsWith("10.0.0.1 judges the recording now");
        window();
        open(capture);
        assertThat(judge()).isEqualTo("10.0.0.1");
        assertThat(titles()).containsExactly("judge 10.0.0.1");
        judgeBy("10.0.0.2");
        assertThat(titles()).as("whom the recording suggests").isEmpty();
        model.session().undo();
        delivery.until(() -> judge().equals("10.0.0.1"));
    }

    @Test
    void whatWasSetOfOneHostWaitsWhileAnotherJudges() throws IOException {
        window();
        open(capture);
        model.edit(model.getExperiment().orElseThrow().choice().withKernel("10.0.0.2", "linux-3.10"));
        delivery.until(() -> HostPane.judge(model.getExperiment().orElseThrow())
                .orElseThrow()
                .host()
                .kernel()
                .equals("linux-3.10"));
        judgeBy("10.0.0.1");
        assertThat(HostPane.judge(model.getExperiment().orElseThrow())
                        .orElseThrow()
                        .host()
                        .kernel())
                .isEqualTo("linux-6.18");
        judgeBy("10.0.0.2");
        assertThat(titles()).containsExactly("kernel 10.0.0.2 = linux-3.10");
    }

    private void pick(String scenario) {
        Errands.pick(model, scenario);
        delivery.until(() -> model.getExperiment()
                .filter(shown -> shown.choice().scenario().equals(scenario))
                .isPresent());
    }

    @Test
    void aScenarioThatIsPickedAgainGoesOnAsItWasLeft() {
        window();
        pick("nat-forgets");
        assertThat(titles()).as("nothing was done to it yet").isEmpty();
        model.line().textProperty().set("set B.tcp_rfc1337 = 1");
        model.line().submit();
        delivery.until(() -> model.session().interventions().size() == 1);
        Bookmarks.toggleAt(model, SimTime.SECOND);
        pick("flagship");
        assertThat(titles()).isEmpty();
        assertThat(model.session().bookmarks().moments()).isEmpty();
        pick("nat-forgets");
        assertThat(titles()).containsExactly("set B.tcp_rfc1337 = 1");
        assertThat(model.session().bookmarks().moments()).containsExactly(SimTime.SECOND);
        assertThat(said()).startsWith("Your what-ifs are as you left them").contains("As written");
    }

    @Test
    void nobodyElseCanJudge() {
        open(capture);
        model.line().textProperty().set("judge 10.0.0.3");
        model.line().submit();
        delivery.until(() -> !model.line().problemProperty().get().isEmpty());
        assertThat(model.line().problemProperty().get()).contains("10.0.0.3").contains("10.0.0.2, 10.0.0.1");
    }

    @Test
    void whatWasDoneToACaptureWaitsWhileOthersAreLookedAt() throws IOException {
        Path other = Files.copy(CAPTURES.resolve("open-simultaneous.pcap"), folder.resolve("other.pcap"));
        window();
        open(capture);
        edit();
        open(other);
        assertThat(titles()).isEmpty();
        edit();
        model.start("nat-forgets");
        delivery.until(
                () -> model.getExperiment().orElseThrow().choice().scenario().equals("nat-forgets"));
        open(capture);
        assertThat(titles()).hasSize(1);
        assertThat(said()).startsWith("Your what-ifs are as you left them");
        window();
        open(other);
        assertThat(titles()).as("in a later window too").hasSize(1);
        model.session().undo();
        delivery.until(() -> model.session().interventions().isEmpty());
        model.session().redo();
        delivery.until(() -> model.session().interventions().size() == 1);
    }

    @Test
    void aCaptureThatChangedSinceTakesUpNothingAndSaysSo() throws IOException {
        window();
        open(capture);
        edit();
        window();
        Files.copy(CAPTURES.resolve("open-simultaneous.pcap"), capture, StandardCopyOption.REPLACE_EXISTING);
        open(capture);
        assertThat(titles()).isEmpty();
        assertThat(said())
                .startsWith("What was done to this before is not taken up | ")
                .contains("changed since")
                .doesNotContain("\n");
        assertThat(model.noticeProperty().get().isProblem()).isTrue();
        edit();
        model.close();
        assertThat(home.resolve(Autosave.FILE + ".refused"))
                .as("what was done before is kept")
                .content()
                .contains("tcp_rfc1337");
        assertThat(home.resolve(Autosave.FILE)).content().contains("tcp_rfc1337");
    }

    @Test
    void aRecordingIsNoScenarioToBeSaved() {
        open(capture);
        TakeAway.saveScenario(model, folder.resolve("what-if.yaml"));
        delivery.until(() -> model.noticeProperty().get() != null);
        assertThat(said())
                .isEqualTo("Could not save what-if.yaml | " + capture + ": it is a recording; expected a scenario");
        assertThat(folder.resolve("what-if.yaml")).doesNotExist();
    }

    @Test
    void breakpointsAndLayoutBelongToTheFile() throws IOException {
        Path other = Files.copy(CAPTURES.resolve("open-simultaneous.pcap"), folder.resolve("other.pcap"));
        window();
        open(capture);
        model.breakpoints().add("verdict == drop");
        delivery.until(() -> model.breakpoints().pointsProperty().get().size() == 1);
        model.desk().remembered().put("layout.tab", "map");
        Bookmarks.toggleAt(model, SimTime.MILLISECOND);
        open(other);
        assertThat(model.session().bookmarks().moments()).isEmpty();
        assertThat(model.breakpoints().texts()).isEmpty();
        model.desk().remembered().put("layout.tab", "socket");
        open(capture);
        assertThat(model.breakpoints().texts()).containsExactly("verdict == drop");
        assertThat(model.desk().remembered().find("layout.tab")).contains("map");
        assertThat(model.session().bookmarks().moments()).containsExactly(SimTime.MILLISECOND);
    }

    @Test
    void aTestThatMeansNothingAnyMoreIsToldAndTheRestGoesOn() throws IOException {
        window();
        open(capture);
        edit();
        model.breakpoints().add("verdict == drop");
        delivery.until(() -> model.breakpoints().pointsProperty().get().size() == 1);
        window();
        Path file = home.resolve(Autosave.FILE);
        Files.writeString(file, Files.readString(file).replace("verdict == drop", "verdikt == drop"));
        open(capture);
        assertThat(titles()).hasSize(1);
        assertThat(model.breakpoints().texts()).isEmpty();
        assertThat(said()).contains("verdikt == drop").doesNotContain("\n");
    }

    @Test
    void aDamagedSessionIsToldInOneLineAndKept() throws IOException {
        window();
        open(capture);
        edit();
        window();
        Files.writeString(home.resolve(Autosave.FILE), "  - nonsense\n", StandardOpenOption.APPEND);
        model.resume(home.resolve(Autosave.FILE), Optional.empty());
        delivery.until(() -> model.getExperiment().isPresent());
        assertThat(model.getExperiment().orElseThrow().isCapture()).isFalse();
        assertThat(said())
                .startsWith("What was done to this before is not taken up | ")
                .doesNotContain("\n");
        assertThat(home.resolve("sessions"))
                .as("kept, under the name of the capture")
                .isDirectoryContaining(file -> file.getFileName().toString().startsWith("server.pcap-"));
        open(capture);
        assertThat(titles()).isEmpty();
        assertThat(said()).contains("server.pcap-").contains(".refused");
    }

    @Test
    void aCaptureThatIsGoneIsToldInOneLineAndGoesOnWhenItIsBack() throws IOException {
        window();
        open(capture);
        edit();
        window();
        byte[] bytes = Files.readAllBytes(capture);
        Files.delete(capture);
        model.resume(home.resolve(Autosave.FILE), Optional.empty());
        delivery.until(() -> model.getExperiment().isPresent());
        assertThat(said())
                .startsWith("What was done to this before is not taken up | ")
                .contains("server.pcap")
                .doesNotContain("\n");
        window();
        model.open(capture);
        delivery.until(() -> model.getExperiment().isPresent());
        assertThat(said())
                .startsWith("This cannot be opened | ")
                .contains("server.pcap")
                .doesNotContain("\n");
        window();
        Files.write(capture, bytes);
        open(capture);
        assertThat(titles()).hasSize(1);
    }
}
