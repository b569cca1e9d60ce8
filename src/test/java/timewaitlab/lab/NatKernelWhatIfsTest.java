package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Party;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.lab.ExploreWhatIfs.Change;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Tracked;

/** What another kernel's connection tracking would have done with a segment is asked of its rules, and comes true. */
class NatKernelWhatIfsTest {
    private static final long REFUSED = 12_021_000_000L;

    private static Scenario forgetful() {
        Scenario written = ScenarioLibrary.open("rebooted-client").value().orElseThrow();
        return written.with(written.branches().stream()
                .filter(branch -> branch.name().startsWith("N runs Linux 3.10"))
                .findFirst()
                .orElseThrow());
    }

    private static Tracked at(Trace trace, long time) {
        return trace.tracked().stream()
                .filter(tracked -> tracked.at().equals("N") && tracked.time() == time)
                .findFirst()
                .orElseThrow();
    }

    /** CT9: a RST with the old number was invalid up to 3.12 where the new SYN was after it, and later never. */
    @Test
    void laterKernelsLetTheResetThrough() {
        Tracked refused = at(RunScenario.run(forgetful()), REFUSED);
        assertThat(refused.verdict().outcome().disposition()).isEqualTo(Disposition.DROP);
        List<Change> kernels = ExploreWhatIfs.of(refused.verdict()).stream()
                .filter(Change::isKernel)
                .toList();
        assertThat(kernels).hasSize(1);
        Change later = kernels.get(0);
        assertThat(later.who()).isEqualTo(Party.KERNEL);
        assertThat(later.toText()).isEqualTo("linux-3.18");
        assertThat(later.kernels().orElseThrow().isLater()).isTrue();
        assertThat(later.outcome().disposition()).isEqualTo(Disposition.ACCEPT);
        assertThat(later.changesAnswer()).isTrue();
        Scenario changed = forgetful()
                .with(new Scenario.Edit.Kernel(
                        "N", LinuxProfiles.named(later.toText()).orElseThrow()));
        assertThat(at(RunScenario.run(changed), REFUSED).verdict().outcome()).isEqualTo(later.outcome());
    }

    /** Whatever is offered for any verdict of any shipped NAT decides otherwise when that kernel is asked. */
    @Test
    void whatIsOfferedTurnsTheVerdict() {
        int offered = 0;
        for (String id : ScenarioLibrary.ids()) {
            Trace trace = RunScenario.run(ScenarioLibrary.open(id).value().orElseThrow());
            for (Tracked tracked : trace.tracked()) {
                for (Change change : ExploreWhatIfs.of(tracked.verdict())) {
                    if (change.isKernel()) {
                        offered++;
                        assertThat(ExploreWhatIfs.under(
                                                tracked.verdict(),
                                                LinuxProfiles.named(change.toText())
                                                        .orElseThrow())
                                        .orElseThrow()
                                        .outcome())
                                .isEqualTo(change.outcome())
                                .isNotEqualTo(tracked.verdict().outcome());
                    }
                }
            }
        }
        assertThat(offered).isPositive();
    }
}
