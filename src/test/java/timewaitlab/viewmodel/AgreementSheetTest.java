package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import timewaitlab.agreement.Agreement;
import timewaitlab.agreement.Agreement.Selection;
import timewaitlab.agreement.Report;
import timewaitlab.agreement.SessionReport;

/** The sheet of agreement without a window. */
class AgreementSheetTest {
    private static Report linger() {
        return Agreement.judge(new Selection(List.of("linger"), Optional.empty()), (done, all) -> {}, () -> false);
    }

    @Test
    void theTableHasATopicARowAndAKernelAColumn() {
        Report report = linger();
        AgreementTable table = AgreementTable.of(report);
        assertThat(table.kernels()).isEqualTo(report.kernels()).isNotEmpty();
        assertThat(table.rows()).extracting(AgreementTable.Row::topic).contains("linger", "every one");
        int cells = report.total().cells();
        assertThat(cells).isPositive();
        assertThat(table.total()).startsWith(report.total().agree() + " of " + cells + " cells agree");
        AgreementTable.Row every = table.rows().get(table.rows().size() - 1);
        assertThat(every.cells())
                .extracting(AgreementTable.Cell::text)
                .contains(report.byKernel().get(table.kernels().get(0)).agree() + " / "
                        + report.byKernel().get(table.kernels().get(0)).cells());
        assertThat(table.disagreements()).hasSameSizeAs(report.disagreements());
    }

    @Test
    void aScenarioWithoutRecordingsHasNoBadge() {
        assertThat(AgreementTable.badges(new Report(0, List.of()))).isEmpty();
    }

    @Test
    void aScenarioIsBelievedAsFarAsTheRecordingsOfItsTopics() {
        assertThat(AgreementTable.badges(linger()))
                .containsKey("how-it-closes")
                .doesNotContainKey("no-such-scenario")
                .allSatisfy((scenario, badge) -> assertThat(
                                AgreementTable.standing(badge).words())
                        .contains(String.valueOf(badge.tally().cells())));
    }

    @Test
    void cancelledWorkIsNeverShown() throws InterruptedException {
        Delivery delivery = new Delivery();
        AgreementSheet sheet = new AgreementSheet(new SessionReport(), delivery);
        sheet.judge();
        assertThat(sheet.workingProperty().get()).isTrue();
        sheet.cancel();
        assertThat(sheet.workingProperty().get()).isFalse();
        for (Thread judging : Thread.getAllStackTraces().keySet()) {
            if (judging.getName().equals("agreement")) {
                judging.join();
            }
        }
        delivery.rest();
        assertThat(sheet.tableProperty().get()).isNull();
        assertThat(sheet.badge("flagship")).isEmpty();
    }
}
