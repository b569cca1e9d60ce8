package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;
import timewaitlab.cli.CommandLineApp;
import timewaitlab.draw.TimeScale;

/** What is shown can be taken away, and is what the command line would have written. */
class TakeAwayTest {
    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.window();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        model.start("flagship");
        delivery.next();
        model.stepRefusal(true);
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} {4}")
    @CsvSource(textBlock = """
        # file,             theme, selected, time scale, filter
        ladder.svg,         LIGHT, 0,        COMPRESSED,
        ladder.svg,         LIGHT, 0,        COMPRESSED, verdict == drop
        scene@2x.png,       DARK,  7,        EVENT,      ip.src == 10.0.0.3
        ladder.svg,         DARK,  7,        EVENT,
        ladder.png,         DARK,  0,        COMPRESSED,
        ladder@2x.png,      DARK,  0,        COMPRESSED,
        ladder-print.svg,   DARK,  0,        LINEAR,
        states.svg,         LIGHT, 0,        COMPRESSED,
        states.png,         LIGHT, 7,        COMPRESSED,
        scene.svg,          LIGHT, 7,        COMPRESSED,
        scene-print@2x.png, LIGHT, 0,        COMPRESSED,\
        """)
    void theWindowAndTheCommandWriteTheSameBytes(
            String name, Theme theme, int selected, TimeScale.Kind kind, @Nullable String filter) throws Exception {
        if (filter != null) {
            model.filter().textProperty().set(filter);
            model.filter().apply(() -> {});
            delivery.next();
            delivery.next();
        }
        model.themeProperty().set(theme);
        model.selectedProperty().set(selected);
        model.timeScaleProperty().set(kind);
        Path ours = folder.resolve("window-" + name);
        TakeAway.save(model, name, ours);
        delivery.next();
        Path theirs = folder.resolve("command-" + name);
        List<String> command = new ArrayList<>(List.of("export", "flagship", "-o", theirs.toString()));
        String view = name.replaceAll("[-.@].*", "");
        command.addAll(List.of("--view", view, "--format", name.endsWith("svg") ? "svg" : "png"));
        command.addAll(List.of("--at", SimTime.text(model.playhead().getTime()) + "s"));
        command.addAll(List.of(
                "--theme", name.contains("print") ? "print" : theme.name().toLowerCase(java.util.Locale.ROOT)));
        command.addAll(name.contains("@2x") ? List.of("--scale", "2") : List.of());
        command.addAll(selected == 0 ? List.of() : List.of("--select", Integer.toString(selected)));
        command.addAll(filter == null ? List.of() : List.of("--filter", filter));
        command.addAll(view.equals("states") ? List.of() : List.of("--time-scale", kind.name()));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        assertThat(CommandLineApp.run(writer, writer, command.toArray(String[]::new)))
                .as(said.toString())
                .isZero();
        assertThat(said.toString()).isEmpty();
        assertThat(Files.mismatch(ours, theirs)).isEqualTo(-1);
    }

    @Test
    void aSavedPictureIsSaid() throws Exception {
        Path file = folder.resolve("ladder.svg");
        TakeAway.save(model, "ladder.svg", file);
        delivery.next();
        assertThat(Files.readString(file)).startsWith("<svg").contains("DROP silently");
        assertThat(model.noticeProperty().get().isProblem()).isFalse();
    }

    @Test
    void aFolderThatIsNotThereIsSaid() throws Exception {
        TakeAway.save(model, "ladder.svg", folder.resolve("nowhere").resolve("ladder.svg"));
        delivery.next();
        assertThat(model.noticeProperty().get()).isNotNull();
        assertThat(model.noticeProperty().get().isProblem()).isTrue();
        assertThat(model.noticeProperty().get().lines()).hasSize(1);
    }

    @Test
    void aSaveThatIsCancelledIsSaidAndLeavesWhatWasThere() throws Exception {
        Path file = folder.resolve("ladder.png");
        Files.writeString(file, "what was there");
        Gate gate = new Gate();
        model.alongside(gate::pass, any -> {});
        TakeAway.save(model, "ladder.png", file);
        assertThat(model.runs().workingProperty().get()).isTrue();
        model.runs().cancel();
        assertThat(model.runs().workingProperty().get()).isFalse();
        gate.open();
        delivery.next();
        delivery.next();
        assertThat(model.noticeProperty().get().title()).isEqualTo("ladder.png is not written: cancelled");
        assertThat(model.noticeProperty().get().isProblem()).isFalse();
        assertThat(file).hasContent("what was there");
        TakeAway.save(model, "ladder.png", file);
        delivery.next();
        assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void aNewRunDoesNotCancelASave() throws IOException {
        Path file = folder.resolve("states.png");
        TakeAway.save(model, "states.png", file);
        model.start("flagship");
        delivery.next();
        delivery.next();
        assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
    }
}
