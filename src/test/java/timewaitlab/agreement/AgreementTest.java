package timewaitlab.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import timewaitlab.agreement.Agreement.Selection;
import timewaitlab.agreement.Judgement.Disagreement;
import timewaitlab.agreement.Judgement.Way;

/** The engine against every recording of a real kernel. */
class AgreementTest {
    /**
     * Cells of captures that are not agreed on yet, by family. A number here is only ever lowered; at 0 the entry goes.
     */
    private static final Map<String, Integer> OPEN = Map.of();

    @Test
    void everyFolderIsJudged() {
        Report report = FullReport.get();
        assertThat(report.folders()).isEqualTo(117 + 88);
        assertThat(report.judgedFolders()).isEqualTo(report.folders());
        assertThat(report.unjudged()).isEmpty();
        assertThat(report.kernels()).containsExactly("2.6.32", "3.10", "4.4", "4.10.1", "4.10.17", "6.18");
        assertThat(FullReport.steps()).hasSize(Recordings.families().size()).isSorted();
    }

    @Test
    void everyCellIsCounted() {
        Report report = FullReport.get();
        assertThat(report.judgements().stream()
                        .filter(judgement -> judgement.way() == Way.VERDICT)
                        .filter(judgement -> !judgement.recording().endsWith("/sysctl-ranges"))
                        .mapToInt(judgement -> judgement.tally().cells())
                        .sum())
                .isEqualTo(2_224 + 11 + 7_431 + 5_328 + 2_256);
        assertThat(report.total(Way.EXPLAIN).cells()).isGreaterThan(180_000);
        assertThat(report.total().cells())
                .isEqualTo(report.byKernel().values().stream()
                        .mapToInt(Tally::cells)
                        .sum());
        assertThat(report.total().free()).isLessThan(report.total().cells() / 50);
    }

    @Test
    void everyVerdictAndEveryReCreationAgrees() {
        assertThat(FullReport.get().disagreements().stream().filter(each -> each.way() != Way.EXPLAIN))
                .isEmpty();
    }

    @Test
    void capturesDisagreeNoMoreThanTheyDid() {
        Map<String, Integer> found = new TreeMap<>();
        for (Disagreement each : FullReport.get().disagreements()) {
            if (each.way() == Way.EXPLAIN && !each.isNoise()) {
                String series = each.recording().split("/")[1].split("-")[0].replaceAll("[a-z]+$", "");
                found.merge(each.recording().startsWith("linux-6") ? "linux-6.18" : series, 1, Integer::sum);
            }
        }
        assertThat(found)
                .allSatisfy((family, count) ->
                        assertThat(count).as(family).isLessThanOrEqualTo(OPEN.getOrDefault(family, 0)));
    }

    @Test
    void fewCannotBeTold() {
        Tally total = FullReport.get().total();
        assertThat(total.cannotTell()).isLessThan(total.cells() / 100);
    }

    @Test
    void noiseIsRareAndWhatIsCalledNoiseIsSeen() {
        Map<String, Integer> perKernel = new TreeMap<>();
        Noise.entries().keySet().forEach(entry -> perKernel.merge(entry.split("-")[2], 1, Integer::sum));
        assertThat(perKernel.values()).allMatch(count -> count <= 5);
        assertThat(Noise.entries().values()).allMatch(evidence -> evidence.contains("TSval"));
        assertThat(FullReport.get().disagreements().stream()
                        .filter(Disagreement::isNoise)
                        .map(each -> each.recording() + "/" + each.row().what()))
                .containsExactlyInAnyOrderElementsOf(Noise.entries().keySet());
    }

    @Test
    void aSelectionIsPartOfTheWhole() {
        Report whole = FullReport.get();
        Report linger =
                Agreement.judge(new Selection(List.of("linger"), Optional.empty()), (done, all) -> {}, () -> false);
        assertThat(linger.folders()).isEqualTo(5);
        assertThat(linger.total()).isEqualTo(whole.about(List.of("linger")));
        assertThat(linger.topics().get("linger")).isEqualTo(whole.topics().get("linger"));
        assertThat(Agreement.judge(Selection.ALL, (done, all) -> {}, () -> true).folders())
                .isZero();
    }
}
