package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Disposition;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;

/**
 * The flagship with clocks, delays, settings and kernels drawn by lot: every SYN that reaches the server is dropped or
 * not as {@link RecycleOracle}, which shares no line with the engine, has foretold.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlagshipUnderChanceTest {
    private static final long FIRST_SEED = 20_261_120;
    private static final int RUNS = 200;

    private final Map<String, Integer> seen = new HashMap<>();

    static Stream<Long> seeds() {
        return Stream.iterate(FIRST_SEED, seed -> seed + 1).limit(RUNS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everySynMeetsItsForetoldFate(long seed) {
        Lot lot = new Lot(seed);
        Reading<Scenario> reading = ScenarioParser.parse("lot-" + seed + ".yaml", lot.text);
        assertThat(reading.problems()).as(lot.text).isEmpty();
        Trace trace = RunScenario.run(reading.value().orElseThrow());
        List<RecycleOracle.Foretold> foretold =
                new RecycleOracle(lot.era, lot.secondPhase, lot.deeds).watch(trace, "B");
        assertThat(foretold).as(lot.text).isNotEmpty();
        Map<Integer, Judged> judged = new HashMap<>();
        trace.verdicts().forEach(each -> {
            if (each.at().equals("B") && each.cause() instanceof Cause.BySegment segment) {
                judged.putIfAbsent(segment.leg(), each);
            }
        });
        for (RecycleOracle.Foretold fate : foretold) {
            Judged verdict = judged.get(fate.leg());
            assertThat(verdict.verdict().outcome().disposition())
                    .as(
                            "seed %d, SYN at %s s, difference %s, %s%n%s",
                            seed, SimTime.text(fate.at()), fate.difference(), lot.era, lot.text)
                    .isEqualTo(fate.dropped() ? Disposition.DROP : Disposition.ACCEPT);
            count(fate);
        }
        long dropped = foretold.stream().filter(RecycleOracle.Foretold::dropped).count();
        Map<String, Long> counters = trace.counters().getOrDefault("B", Map.of());
        assertThat(counters.getOrDefault("TcpExtPAWSPassive", 0L)).as(lot.text).isEqualTo(dropped);
        assertThat(counters.getOrDefault("TcpExtListenDrops", 0L))
                .as(lot.text)
                .isEqualTo(lot.era.countsListenDrops ? dropped : 0);
    }

    private void count(RecycleOracle.Foretold fate) {
        seen.merge(fate.dropped() ? "dropped" : "answered", 1, Integer::sum);
        Integer difference = fate.difference();
        if (difference == null) {
            seen.merge(fate.dropped() ? "dropped without timestamp" : "no memory", 1, Integer::sum);
        } else if (difference >= -1 && difference <= 3) {
            seen.merge("difference " + difference, 1, Integer::sum);
        } else if (!fate.dropped() && difference > 1) {
            seen.merge("older but answered", 1, Integer::sum);
        } else if (fate.dropped() && difference > 1 << 30) {
            seen.merge("far", 1, Integer::sum);
        }
    }

    /** A lot that never comes near an edge would prove nothing. */
    @AfterAll
    void theLotsReachedTheEdges() {
        assertThat(seen)
                .containsKeys("difference -1", "difference 0", "difference 1", "difference 2", "difference 3", "far")
                .containsKeys("dropped without timestamp", "older but answered");
        assertThat(seen.get("dropped")).as("%s", seen).isGreaterThan(300);
        assertThat(seen.get("answered")).as("%s", seen).isGreaterThan(300);
    }

    /** A scenario drawn by lot, as text that can be run by hand when it fails. */
    private static final class Lot {
        private static final List<String> CLIENTS = List.of("2.6.32", "3.2", "3.10", "4.4", "4.9", "4.14", "6.18");
        private static final List<Integer> HZ = List.of(100, 250, 1000);

        private final Random random;
        private final RecycleOracle.Era era;
        private final long secondPhase;
        private final List<RecycleOracle.Deed> deeds = new ArrayList<>();
        private final List<String> steps = new ArrayList<>();
        private final String text;

        private Lot(long seed) {
            random = new Random(seed);
            era = one(List.of(RecycleOracle.Era.values()));
            int near = 1 + random.nextInt(80);
            int far = 1 + random.nextInt(120);
            secondPhase = random.nextInt(1000) * SimTime.MILLISECOND;
            drawDeeds();
            int hz = one(HZ);
            int tickOfA = random.nextInt(4) == 0 ? -random.nextInt(20_000) : random.nextInt();
            int finOfA = 4 * (near + far) * hz / 1000;
            drawConnections();
            boolean atTheEdge = random.nextBoolean();
            int apart = atTheEdge ? random.nextInt(9) - 4 : apart(hz);
            text = """
                    id: lot
                    title: lot
                    seed: %d
                    until: 135 s
                    hosts:
                      A: {address: 10.0.0.2, %s}
                      C: {address: 10.0.0.3, %s}
                      D: {address: 192.0.2.4, %s}
                      B:
                        address: 198.51.100.9
                        kernel: %s
                        hz: %d
                        clock: {tick: 48213000, second-phase: %d ms}
                        sysctls: {%stcp_timestamps: %d}
                    nats:
                      N: {address: 203.0.113.7, ports: sequential}
                    links:
                      - {between: [A, N], delay: %d ms}
                      - {between: [C, N], delay: %d ms}
                      - {between: [N, B], delay: %d ms}
                      - {between: [D, B], delay: %d ms}
                    programs:
                      answer: [read 100, write 200, close]
                      last: [read 100, write 200, read to end, close]
                    steps:
                      - {at: 0 s, on: B, do: listen 80 serve answer}
                      - {at: 0 s, on: B, do: listen 81 serve last}
                    %s
                    """.formatted(
                            seed & 0xffff,
                            client(hz, tickOfA, atTheEdge),
                            client(hz, tickOfA + finOfA - 5 * hz + apart, atTheEdge),
                            client(one(HZ), random.nextInt(), false),
                            era.kernel,
                            one(HZ),
                            secondPhase / SimTime.MILLISECOND,
                            era.knowsRecycle ? "tcp_tw_recycle: " + initial("recycle") + ", " : "",
                            initial("timestamps"),
                            near,
                            near,
                            far,
                            far,
                            String.join("\n", steps));
        }

        /** What the server starts with, and what its operator does later, never at the instant something arrives. */
        private void drawDeeds() {
            deeds.add(new RecycleOracle.Deed(0, "recycle", random.nextInt(5) == 0 ? 0 : 1));
            deeds.add(new RecycleOracle.Deed(0, "timestamps", random.nextInt(8) == 0 ? 0 : 1));
            if (random.nextInt(3) == 0) {
                deed("recycle", random.nextInt(2), "sysctl tcp_tw_recycle=");
            }
            if (random.nextInt(3) == 0) {
                deed("timestamps", random.nextInt(2), "sysctl tcp_timestamps=");
            }
            if (random.nextInt(3) == 0) {
                deed("clock", one(List.of(-100, -7, 3, 50, 60, 61)), "clock ");
            }
            deeds.sort(Comparator.comparingLong(RecycleOracle.Deed::at));
        }

        private void deed(String what, int value, String words) {
            if (what.equals("recycle") && !era.knowsRecycle) {
                return;
            }
            long at = random.nextInt(90_000) * SimTime.MILLISECOND + 137 * SimTime.MICROSECOND;
            deeds.add(new RecycleOracle.Deed(at, what, value));
            String call = what.equals("clock") ? words + "%+d s".formatted(value) : words + value;
            steps.add("  - {at: %s s, on: B, do: %s}".formatted(SimTime.text(at), call));
        }

        private int initial(String what) {
            return deeds.stream()
                    .filter(deed -> deed.what().equals(what) && deed.at() == 0)
                    .mapToInt(RecycleOracle.Deed::value)
                    .findFirst()
                    .orElseThrow();
        }

        private void drawConnections() {
            connect(0, "A", 40_000, 80);
            connect(5_000, "C", 40_000, 80);
            connect(5_500, "A", 40_002, 80);
            connect(58_500 + random.nextInt(7_500), "C", 42_000, 80);
            for (int i = 0; i < 5; i++) {
                connect(random.nextInt(120_000), one(List.of("A", "C", "D")), 43_000 + i * 10, 80 + random.nextInt(2));
            }
        }

        private void connect(int millis, String host, int port, int serverPort) {
            String pause = random.nextInt(3) == 0 ? "sleep %d ms, ".formatted(random.nextInt(1_500)) : "";
            String end = serverPort == 80 ? "read to end, " + pause + "close" : "read 200, " + pause + "close";
            steps.add("  - {at: %d ms, on: %s, do: [\"connect B:%d from %d\", write 100, %s]}"
                    .formatted(millis, host, serverPort, port, end));
        }

        /** {@code plain}: a clock that ticks with HZ, and starts where it is told. */
        private String client(int hz, int tick, boolean plain) {
            int timestamps = plain ? 1 : random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(2);
            return "kernel: %s, hz: %d, clock: {tick: %d, tick-phase: %d us}, sysctls: {tcp_timestamps: %d}"
                    .formatted(
                            one(plain ? CLIENTS.subList(0, 5) : CLIENTS),
                            hz,
                            tick & 0xffff_ffffL,
                            random.nextInt(10_000),
                            timestamps);
        }

        /** How far C's clock is from where the edge of the rule lies, in ticks. */
        private int apart(int hz) {
            return switch (random.nextInt(3)) {
                case 0 -> (random.nextInt(200) - 100) * hz;
                case 1 -> Integer.MIN_VALUE + random.nextInt(4_000) - 2_000;
                default -> random.nextInt();
            };
        }

        private <T> T one(List<T> many) {
            return many.get(random.nextInt(many.size()));
        }
    }
}
