package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Plane;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** The map answers what {@code verdict} answers, at every point. */
class DecisionMapTest {
    private static final int RCV_NXT = 902_147_436;
    private static final int TS_RECENT = 1_105_802;
    private static final int POINTS = 10_000;
    private static final int MAPS = 5 * 4 * 5;

    /** Every combination of state, kernel and segment gets its share of the points. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(textBlock = """
                    TIME-WAIT,   linux-2.6.32
                    TIME-WAIT,   linux-3.10
                    TIME-WAIT,   linux-4.14
                    TIME-WAIT,   linux-6.18
                    LISTEN,      linux-2.6.32
                    LISTEN,      linux-3.10
                    LISTEN,      linux-4.14
                    LISTEN,      linux-6.18
                    ESTABLISHED, linux-2.6.32
                    ESTABLISHED, linux-3.10
                    ESTABLISHED, linux-4.14
                    ESTABLISHED, linux-6.18
                    SYN-RECV,    linux-2.6.32
                    SYN-RECV,    linux-3.10
                    SYN-RECV,    linux-4.14
                    SYN-RECV,    linux-6.18
                    FIN-WAIT-2,  linux-2.6.32
                    FIN-WAIT-2,  linux-3.10
                    FIN-WAIT-2,  linux-4.14
                    FIN-WAIT-2,  linux-6.18
                    """)
    void everyPointIsWhatVerdictAnswers(String state, String kernel) {
        SplittableRandom random = new SplittableRandom((state + kernel).hashCode());
        int[] flags = {
            TcpFlags.SYN, TcpFlags.ACK, TcpFlags.ACK | TcpFlags.FIN, TcpFlags.RST, TcpFlags.SYN | TcpFlags.ACK
        };
        for (int flag : flags) {
            VerdictRequest request = request(state, kernel, segment(flag, RCV_NXT, TS_RECENT));
            Plane<?> plane = DecisionMap.of(request).plane();
            for (int i = 0; i < POINTS / MAPS; i++) {
                long x = near(random, plane.columns());
                long y = near(random, plane.rows());
                Segment there = segment(flag, RCV_NXT + (int) x, TS_RECENT + (int) y);
                Outcome expected = JudgeSegments.answer(request(state, kernel, there))
                        .get(0)
                        .judged()
                        .verdict()
                        .outcome();
                assertThat(plane.cellAt(x, y).outcome())
                        .as("%s %s %s at %d, %d", kernel, state, TcpFlags.text(flag), x, y)
                        .matches(expected::sameAs, "the outcome of verdict: " + expected);
                assertThat(plane.judgeAt(x, y).outcome()).matches(expected::sameAs);
            }
        }
    }

    /** As the picture in the documents has it: the regions of a SYN that meets TIME-WAIT on today's Linux. */
    @ParameterizedTest(name = "SEQ {0}, TSval {1}: {2}")
    @CsvSource(textBlock = """
                    # offset of SEQ, of TSval,  outcome
                    0,           1,             ACCEPT
                    -2147483648, 1,             ACCEPT
                    1,           0,             ACCEPT
                    0,           0,             REPLY
                    -2147483647, 0,             REPLY
                    961292691,   -1,            REPLY
                    961292691,   -845315,       REPLY
                    961292691,   -2147483647,   REPLY
                    """)
    void edgesLieAtSingleUnits(long x, long y, String disposition) {
        Plane<?> plane = DecisionMap.of(request("TIME-WAIT", "linux-6.18", segment(TcpFlags.SYN, RCV_NXT, TS_RECENT)))
                .plane();
        assertThat(plane.cellAt(x, y).outcome().disposition()).hasToString(disposition);
    }

    @Test
    void cutsAreWhereTheRulesTurnAndNowhereElse() {
        Plane<?> plane = DecisionMap.of(request("TIME-WAIT", "linux-6.18", segment(TcpFlags.SYN, RCV_NXT, TS_RECENT)))
                .plane();
        assertThat(plane.columns()).contains(Plane.FIRST, 1L).hasSizeLessThan(8);
        assertThat(plane.rows()).contains(Plane.FIRST, 0L, 1L).hasSizeLessThan(8);
    }

    @Test
    void anotherKernelAnswersTheSameQuestion() {
        DecisionMap today =
                DecisionMap.of(request("ESTABLISHED", "linux-6.18", segment(TcpFlags.SYN, RCV_NXT, TS_RECENT)));
        DecisionMap before = today.under(profile("linux-2.6.32")).orElseThrow();
        DecisionMap asked =
                DecisionMap.of(request("ESTABLISHED", "linux-2.6.32", segment(TcpFlags.SYN, RCV_NXT, TS_RECENT)));
        assertThat(before.kernel()).isEqualTo("linux-2.6.32");
        assertThat(before.plane().cellAt(0, 0).outcome())
                .matches(asked.plane().cellAt(0, 0).outcome()::sameAs)
                .matches(outcome -> !outcome.sameAs(today.plane().cellAt(0, 0).outcome()), "differs from today's");
    }

    @Test
    void withoutTimestampsEveryHeightIsTheSame() {
        Segment bare = new Segment();
        bare.header(TcpFlags.SYN, RCV_NXT, 0, 65_535);
        DecisionMap map = DecisionMap.of(request("TIME-WAIT", "linux-6.18", bare));
        assertThat(map.hasTimestamp()).isFalse();
        assertThat(map.plane().rows()).containsExactly(Plane.FIRST);
    }

    /** Half of the points lie beside an edge. */
    private static long near(SplittableRandom random, List<Long> starts) {
        if (random.nextBoolean()) {
            return random.nextInt();
        }
        long beside = starts.get(random.nextInt(starts.size())) + random.nextInt(-1, 2);
        return Math.max(Plane.FIRST, Math.min(Plane.LAST, beside));
    }

    private static VerdictRequest request(String state, String kernel, Segment segment) {
        Map<String, BigDecimal> fields = new HashMap<>(Map.of(
                "rcv_nxt",
                BigDecimal.valueOf(RCV_NXT),
                "snd_nxt",
                BigDecimal.valueOf(7000),
                "ts_recent",
                BigDecimal.valueOf(TS_RECENT),
                "rcv_wnd",
                BigDecimal.valueOf(29_200)));
        Map<Sysctl, Long> sysctls = new EnumMap<>(Sysctl.class);
        TcpState known = VerdictRequestReader.state(state);
        if (known == TcpState.LISTEN) {
            fields.put("peer_ts", BigDecimal.valueOf(TS_RECENT));
            if (profile(kernel).has(Sysctl.TCP_TW_RECYCLE)) {
                sysctls.put(Sysctl.TCP_TW_RECYCLE, 1L);
            }
        }
        return new VerdictRequest(
                profile(kernel),
                known,
                false,
                true,
                true,
                fields,
                sysctls,
                List.of(new VerdictRequest.Arriving(0, segment)));
    }

    private static KernelProfile profile(String name) {
        return VerdictRequestReader.profile(name);
    }

    private static Segment segment(int flags, int seq, int tsVal) {
        Segment segment = new Segment();
        segment.header(flags, seq, 7000, 65_535);
        return segment.timestamp(tsVal, 0);
    }
}
