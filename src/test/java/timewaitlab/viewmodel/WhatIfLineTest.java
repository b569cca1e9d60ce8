package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import timewaitlab.scenario.Intervention;

/** What comes of a line that is asked for while the sim thread is busy, and of what is done until it is read. */
@Timeout(120)
class WhatIfLineTest {
    private static final String RECYCLE_OFF = "set B.tcp_tw_recycle = 0";
    private static final String ANOTHER_KERNEL = "kernel B = linux-4.12";

    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.windowOn("flagship");
    private final WhatIfLine line = model.line();
    private final Gate gate = new Gate();

    @BeforeEach
    void theSimThreadIsBusy() {
        model.alongside(gate::pass, any -> {});
    }

    /** Everything that was asked of the sim thread is done, and what came of it is here. */
    private void afterwards() {
        gate.open();
        settle();
        settle();
        settle();
    }

    private void settle() {
        boolean[] done = {false};
        model.alongside(() -> true, all -> done[0] = all);
        delivery.until(() -> done[0]);
    }

    private List<String> done() {
        return model.session().interventions().stream().map(Intervention::title).toList();
    }

    @Test
    void whoAsksTwiceIsAnsweredOnce() {
        model.goTo(1);
        model.deeds().injectAfterSelected();
        line.submit();
        line.submit();
        afterwards();
        assertThat(done()).singleElement().asString().startsWith("inject at ");
        assertThat(line.openProperty().get()).isFalse();
    }

    @Test
    void whatIsWrittenMeanwhileStaysAndIsNotDone() {
        line.begin(RECYCLE_OFF);
        line.submit();
        line.textProperty().set("kernel B");
        afterwards();
        assertThat(done()).isEmpty();
        assertThat(line.openProperty().get()).as("somebody still writes").isTrue();
        assertThat(line.textProperty().get()).isEqualTo("kernel B");
    }

    @Test
    void aMistakeIsNotSaidOfWhatIsWrittenMeanwhile() {
        line.begin("set B.tcp_tw_recycl = 0");
        line.submit();
        line.textProperty().set(RECYCLE_OFF);
        afterwards();
        assertThat(line.problemProperty().get()).isEmpty();
    }

    @Test
    void aLineThatIsClosedMeanwhileComesToNothing() {
        line.begin(RECYCLE_OFF);
        line.submit();
        line.close();
        afterwards();
        assertThat(done()).isEmpty();
    }

    @Test
    void whatWasSubmittedIsDoneInTheBranchThatIsShownByThen() {
        model.session().fork("other", 0, choice -> choice.withKernel("B", "linux-4.12"));
        line.begin(RECYCLE_OFF);
        line.submit();
        afterwards();
        assertThat(model.session().getTree().current()).isEqualTo(2);
        assertThat(done()).as("on top of what that branch has").containsExactly(ANOTHER_KERNEL, RECYCLE_OFF);
        model.session().show(1);
        assertThat(done()).as("the old future").isEmpty();
    }
}
