package timewaitlab.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.base.Sysctl;
import timewaitlab.lab.JudgeSegments;
import timewaitlab.lab.VerdictRequest;
import timewaitlab.tcp.TcpState;

/**
 * What old kernels remember of a host when the wall clock is stepped (R9), when sysctls are switched at run time (R10)
 * and when they had been the client themselves (R12): every probe judged again.
 */
class GoldenMemoryTest {
    /** Connections of R10 that left no memory: closed without recycle or without timestamps. */
    private static final Set<String> FORGETFUL = Set.of("tw_before_on", "timestamps_off_before", "off_during_close");

    @ParameterizedTest(name = "{0}")
    @MethodSource("probes")
    void everyProbeAgrees(String name, Recording recording, OldProbe probe) {
        JudgeSegments.Answer answer =
                JudgeSegments.answer(request(recording, probe)).get(0);
        assertThat(probe.differences(answer))
                .as("%s by %s", probe, answer.judged().verdict().ruleId())
                .isEmpty();
    }

    @Test
    void nothingIsLeftOut() {
        assertThat(probes()).hasSize(3 * 52 + 3 * 19 + 4 * 4);
    }

    static Stream<Object[]> probes() {
        return Stream.of("R9", "R10", "R12")
                .flatMap(series -> Recordings.of(series).stream())
                .flatMap(recording -> StreamSupport.stream(
                                recording.expect().get("probes").spliterator(), false)
                        .filter(node -> node.has("sent"))
                        .map(node -> new Object[] {
                            recording.name() + " " + node.get("mono").asText(), recording, new OldProbe(node)
                        }));
    }

    private static VerdictRequest request(Recording recording, OldProbe probe) {
        Map<String, BigDecimal> fields = new HashMap<>();
        put(fields, "hz", recording.expect().get("hz").asLong());
        TcpState state = probe.stateBefore();
        if (state == TcpState.CLOSED) {
            remember(fields, probe);
            state = TcpState.LISTEN;
        } else {
            put(fields, "ts_recent", probe.number("T"));
            put(fields, "ts_recent_age", probe.number("step"));
            put(fields, "rcv_nxt", probe.sent("seq") - (probe.has("seq_off") ? probe.number("seq_off") : 0));
            put(fields, "snd_nxt", state == TcpState.TIME_WAIT ? probe.repliedSeq() : probe.sent("ack"));
        }
        return new VerdictRequest(
                recording.profile(),
                state,
                false,
                true,
                true,
                fields,
                sysctls(recording, probe),
                List.of(new VerdictRequest.Arriving(0, probe.segment())));
    }

    private static void remember(Map<String, BigDecimal> fields, OldProbe probe) {
        String told = probe.text("case");
        if (FORGETFUL.contains(told) || told.contains("peer_closed_first")) {
            return;
        }
        boolean stepped = probe.has("A_fin_wall");
        long age = stepped ? (long) probe.seconds("wall") - (long) probe.seconds("A_fin_wall") : 0;
        put(fields, "peer_ts", probe.number("T"));
        put(fields, "peer_ts_age", age);
    }

    /** R10 says in words what was switched just before the probe. */
    private static Map<Sysctl, Long> sysctls(Recording recording, OldProbe probe) {
        Map<Sysctl, Long> sysctls = new EnumMap<>(Sysctl.class);
        JsonNode set = recording.expect().get("sysctls");
        set.properties()
                .forEach(entry -> Sysctl.named(entry.getKey())
                        .filter(sysctl -> entry.getValue().asLong() >= 0)
                        .ifPresent(
                                sysctl -> sysctls.put(sysctl, entry.getValue().asLong())));
        String told = probe.text("probe");
        if (told.contains("recycle set to 0") || told.contains("still 0")) {
            sysctls.put(Sysctl.TCP_TW_RECYCLE, 0L);
        }
        if (told.startsWith("timestamps set to 0")) {
            sysctls.put(Sysctl.TCP_TIMESTAMPS, 0L);
        }
        return sysctls;
    }

    private static void put(Map<String, BigDecimal> fields, String name, long value) {
        fields.put(name, BigDecimal.valueOf(value));
    }
}
