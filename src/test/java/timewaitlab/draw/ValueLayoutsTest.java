package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.decide.Arc;

/** The pictures of two compared values: to scale, once around, at the edge, and as clocks over time. */
class ValueLayoutsTest {
    private static final double PANE = 280;
    private static final long SECOND = 1_000_000_000L;
    /** More than one tick older: tcp_v4_conn_request() of 2.6.32. */
    private static final Arc OLDER = new Arc(1 - (1L << 31), -2);

    private static final SerialPair FLAGSHIP = stamps(260_487, 1_105_802);
    private static final SerialPair EQUAL = stamps(1_105_802, 1_105_802);
    private static final SerialPair ACROSS_THE_WRAP = stamps(4_294_967_000L, 500);
    private static final SerialPair HALF_AWAY = stamps(1_105_802 + (1L << 31), 1_105_802);
    private static final SerialPair BEYOND_THE_WINDOW = new SerialPair(
            SerialPair.Kind.SEQUENCE,
            4_000_000_000L,
            1_000_000,
            new Arc(1, 1L << 31),
            true,
            new SerialPair.Labels("SEG.SEQ", "rcv_nxt + rcv_wnd", "n bytes", "2^32 bytes", "answered", "otherwise"));

    private static SerialPair stamps(long segment, long remembered) {
        SerialPair.Labels labels = new SerialPair.Labels(
                "C sent", "B remembers", (int) (remembered - segment) + " ticks", "once around", "dropped", "accepted");
        return new SerialPair(SerialPair.Kind.TIMESTAMP, segment, remembered, OLDER, false, labels);
    }

    record Case(String name, SerialPair pair) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("flagship", FLAGSHIP),
                new Case("wrap", ACROSS_THE_WRAP),
                new Case("half", HALF_AWAY),
                new Case("window", BEYOND_THE_WINDOW));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void toScale(Case each) throws IOException {
        Golden.matches(
                "values-line-" + each.name, NumberLineLayout.of(each.pair, PANE).marks());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void onceAround(Case each) throws IOException {
        Golden.matches(
                "values-dial-" + each.name,
                DialLayout.of(each.pair, Words.inUse(), PANE).marks());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void atTheEdge(Case each) throws IOException {
        Golden.matches(
                "values-edge-" + each.name,
                EdgeLayout.of(each.pair, Words.inUse(), PANE).marks());
    }

    @Test
    void clocksOverTime() throws IOException {
        Clocks clocks = new Clocks(
                List.of(
                        new Clocks.Sender("A", false, List.of(at(0, 1_105_780), at(5.6, 1_107_177))),
                        new Clocks.Sender("C", true, List.of(at(5.022, 260_487), at(68.022, 276_237)))),
                List.of(
                        new Clocks.Held(at(0.11, 1_105_802), Math.round(5.61 * SECOND)),
                        new Clocks.Held(at(5.61, 1_107_177), 65 * SECOND)),
                List.of(
                        new Clocks.Trial(at(5.022, 260_487), true),
                        new Clocks.Trial(at(6.022, 260_737), true),
                        new Clocks.Trial(at(68.022, 276_237), false)),
                0,
                FLAGSHIP);
        Golden.matches(
                "values-clocks", ClocksLayout.of(clocks, Words.inUse(), PANE).marks());
    }

    private static Clocks.At at(double seconds, long value) {
        return new Clocks.At(Math.round(seconds * SECOND), value);
    }

    @Test
    void equalValuesAreToldByTheCells() {
        assertThat(NumberLineLayout.of(FLAGSHIP, PANE).isTooNear()).isFalse();
        assertThat(NumberLineLayout.of(EQUAL, PANE).isTooNear()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingIsDrawnBesideThePane(Case each) {
        Stream.of(
                        NumberLineLayout.of(each.pair, PANE).marks(),
                        DialLayout.of(each.pair, Words.inUse(), PANE).marks(),
                        EdgeLayout.of(each.pair, Words.inUse(), PANE).marks())
                .flatMap(List::stream)
                .map(Bounds::of)
                .forEach(box -> {
                    assertThat(box.x()).as("%s", box).isGreaterThan(-8);
                    assertThat(box.right()).as("%s", box).isLessThan(PANE + 8);
                });
    }
}
