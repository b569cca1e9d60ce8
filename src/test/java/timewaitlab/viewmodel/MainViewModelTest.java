package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import timewaitlab.base.SimTime;

/** The window's state without a window. Answers of the sim thread are delivered when a test asks for them. */
class MainViewModelTest {
    private static final long MS = SimTime.MILLISECOND;
    private static final int FIRST_SYN_OF_C = 15;

    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.window(new HandmadeLaboratory(), Desk.bare());

    @BeforeEach
    void start() {
        model.start("flagship");
        delivery.next();
    }

    @Test
    void opensPlayingFromTheStart() {
        assertThat(model.playhead().isPlaying()).isTrue();
        assertThat(model.playhead().getTime()).isZero();
        model.playhead().advance(900);
        assertThat(model.playhead().getTime()).isBetween(21 * MS, 23 * MS);
    }

    @Test
    void theNextRefusalIsExplainedWithBothValuesAndTheirDifference() {
        model.stepRefusal(true);
        assertThat(model.playhead().getTime()).isEqualTo(5022 * MS);
        WhyCard card = model.why().orElseThrow();
        assertThat(card.chip().text()).isEqualTo("DROP silently");
        assertThat(card.place()).isEqualTo("5.022 s · B · LISTEN");
        WhyCard.Row decisive = card.findings().get(card.findings().size() - 1);
        assertThat(decisive.operands()).isEqualTo("remembered 1105802 - TSval 260487 = 845315 > 1");
        assertThat(decisive.answer()).isEqualTo("yes");
        assertThat(card.pair().orElseThrow().labels().distance()).isEqualTo("845315 ticks = 56 min");
        assertThat(card.origin()).contains("A’s FIN").contains("0.110");
        assertThat(card.notes()).extracting(WhyCard.Note::fact).contains("PAWSPassive", "connect() waits");
        assertThat(card.changes())
                .extracting(WhyCard.Change::what)
                .contains("TSval ≥ 1105801", "55 s later", "tcp_tw_recycle = 0");
    }

    @Test
    void stepsGoThereAndBack() {
        model.stepForward();
        long first = model.playhead().getTime();
        model.stepForward();
        model.stepBack();
        assertThat(model.playhead().getTime()).isEqualTo(first);
        assertThat(model.playhead().isPlaying()).isFalse();
    }

    @Test
    void refusalsAreFoundInBothDirections() {
        model.stepRefusal(true);
        model.stepRefusal(true);
        assertThat(model.playhead().getTime()).isEqualTo(6022 * MS);
        model.stepRefusal(false);
        assertThat(model.playhead().getTime()).isEqualTo(5022 * MS);
    }

    @Test
    void aClickedSegmentIsSelectedAndExplained() {
        model.goTo(FIRST_SYN_OF_C);
        assertThat(model.selectedProperty().get()).isEqualTo(FIRST_SYN_OF_C);
        assertThat(model.why().orElseThrow().chip().text()).isEqualTo("DROP silently");
        model.goToCause();
        assertThat(model.index()
                        .leg(model.selectedProperty().get())
                        .orElseThrow()
                        .at())
                .isEqualTo("A");
    }

    @Test
    void anEditRunsAgainStaysThereAndSaysWhatChanged() {
        model.stepRefusal(true);
        model.getExperiment().ifPresent(shown -> model.edit(shown.choice().withSysctl("B", "tcp_tw_recycle", 0)));
        delivery.next();
        WhatChanged changed = model.changedProperty().get();
        assertThat(changed).isNotNull();
        assertThat(changed.time()).isEqualTo(5022 * MS);
        assertThat(changed.before().orElseThrow().text()).isEqualTo("DROP silently");
        assertThat(changed.after().orElseThrow().text()).startsWith("ACCEPT");
        assertThat(model.playhead().getTime()).isEqualTo(5022 * MS);
        assertThat(model.why().orElseThrow().chip().kind()).isEqualTo(VerdictChip.Kind.ACCEPT);
    }

    @Test
    void aBadFileIsSaidAndChangesNothingElse() {
        Experiment before = model.getExperiment().orElseThrow();
        model.open(Path.of("no-such-file.pcap"));
        delivery.next();
        Notice notice = model.noticeProperty().get();
        assertThat(notice).isNotNull();
        assertThat(notice.isProblem()).isTrue();
        assertThat(notice.lines()).singleElement().asString().startsWith("no-such-file.pcap:1:1:");
        assertThat(model.getExperiment()).containsSame(before);
    }

    @Test
    void countersGrowUpToThePlayhead() {
        model.seek(8500 * MS);
        assertThat(Counters.at(model.index(), 8500 * MS, ""))
                .filteredOn(row -> row.name().equals("TcpExtPAWSPassive"))
                .singleElement()
                .satisfies(row -> assertThat(row.value()).isEqualTo(3));
    }
}
