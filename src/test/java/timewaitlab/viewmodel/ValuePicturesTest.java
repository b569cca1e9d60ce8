package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import timewaitlab.app.Laboratories;
import timewaitlab.decide.Arc;
import timewaitlab.draw.Clocks;
import timewaitlab.draw.SerialPair;
import timewaitlab.viewmodel.Laboratory.Answer;

/** What the Why pane's pictures are given for the flagship's first refusal. */
class ValuePicturesTest {
    private static final WhyCard CARD = card("flagship", "listen.host-stamp");

    private static WhyCard card(String scenario, String rule) {
        Answer answer = Laboratories.real().run(ScenarioChoice.of(scenario), () -> false);
        TraceIndex index = new TraceIndex(((Answer.Done) answer).experiment().trace());
        return index.decisions().stream()
                .filter(judged -> judged.verdict().ruleId().equals(rule))
                .findFirst()
                .map(new WhyCards(index, Map.of())::card)
                .orElseThrow();
    }

    @Test
    void aSynMoreThanATickOlderIsRefused() {
        SerialPair pair = CARD.pair().orElseThrow();
        assertThat(pair.kind()).isEqualTo(SerialPair.Kind.TIMESTAMP);
        assertThat(pair.segment()).isEqualTo(260_487);
        assertThat(pair.remembered()).isEqualTo(1_105_802);
        assertThat(pair.distance()).isEqualTo(-845_315);
        assertThat(pair.refused()).isEqualTo(new Arc(1 - (1L << 31), -2));
        assertThat(pair.isHeld()).isTrue();
    }

    @Test
    void theMemoryIsSetByAFinRenewedAndForgottenAfterSixtySeconds() {
        List<Clocks.Held> memory = CARD.clocks().orElseThrow().get().memory();
        assertThat(memory.get(0)).isEqualTo(new Clocks.Held(new Clocks.At(110_000_000L, 1_105_802), 5_610_000_000L));
        assertThat(memory.get(1)).isEqualTo(new Clocks.Held(new Clocks.At(5_610_000_000L, 1_107_177), 65_000_000_000L));
    }

    @Test
    void sixSynsOfCAreRefusedAndTheChosenOneIsTheFirst() {
        Clocks clocks = CARD.clocks().orElseThrow().get();
        assertThat(clocks.trials()).filteredOn(Clocks.Trial::refused).hasSize(6);
        assertThat(clocks.trials().get(clocks.chosen()))
                .isEqualTo(new Clocks.Trial(new Clocks.At(5_022_000_000L, 260_487), true));
        assertThat(clocks.senders()).extracting(Clocks.Sender::name).contains("A", "C");
        Optional<Clocks.Sender> own =
                clocks.senders().stream().filter(Clocks.Sender::own).findFirst();
        assertThat(own).map(Clocks.Sender::name).contains("C");
    }

    @Test
    void anEntryInTimeWaitIsAMemoryToo() {
        WhyCard refused = card("reused-quintuple", "tw.paws");
        SerialPair pair = refused.pair().orElseThrow();
        Clocks clocks = refused.clocks().orElseThrow().get();
        assertThat(clocks.memory()).extracting(step -> step.at().value()).contains(pair.remembered());
        assertThat(clocks.trials().get(clocks.chosen()).at().value()).isEqualTo(pair.segment());
        assertThat(clocks.trials().get(clocks.chosen()).refused()).isTrue();
    }
}
