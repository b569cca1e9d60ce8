package timewaitlab.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Verdict;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.viewmodel.Delivery;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.ScenarioChoice;

/** The window over the real engine, without a toolkit: the verdict on the screen is the object that decided. */
class SameVerdictTest {
    private static final long FIRST_REFUSAL = 5022 * SimTime.MILLISECOND;

    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.window();

    @Test
    void theInspectorShowsTheObjectThatDecided() {
        model.start("flagship");
        delivery.next();
        model.stepRefusal(true);
        Judged shown = model.explained().orElseThrow();
        Judged decided = model.index().trace().verdicts().stream()
                .filter(judged -> judged.time() == FIRST_REFUSAL)
                .findFirst()
                .orElseThrow();
        assertThat(shown).isSameAs(decided);
        Verdict<?> verdict = shown.verdict();
        assertThat(verdict.chain())
                .isSameAs(LinuxProfiles.named("2.6.32").orElseThrow().chain(Hook.LISTEN));
        assertThat(model.why().orElseThrow().findings()).hasSameSizeAs(verdict.findings());
    }

    @Test
    void anotherKernelOnBDecidesAnew() {
        model.start("flagship");
        delivery.next();
        String before = model.index().trace().digest();
        model.edit(ScenarioChoice.of("flagship").withKernel("B", "linux-4.12"));
        delivery.next();
        assertThat(model.index().trace().digest()).isNotEqualTo(before);
        model.seek(FIRST_REFUSAL);
        assertThat(model.explained().orElseThrow().verdict().ruleId()).isEqualTo("listen.request");
    }

    @Test
    void aBrokenFileIsReportedAsTheCommandLineWouldAndNothingIsLost(@TempDir Path folder) throws Exception {
        model.start("flagship");
        delivery.next();
        String digest = model.index().trace().digest();
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "id: x\ntitle: y\nuntil: soon\n");
        model.open(broken);
        delivery.next();
        assertThat(model.index().trace().digest()).isEqualTo(digest);
        assertThat(model.noticeProperty().get()).isNotNull();
        assertThat(String.valueOf(model.noticeProperty().get())).contains("3:8").contains("is not a duration");
    }
}
