package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the recorded server remembered of the prober's address when a probe arrived: in the plain grids the last
 * timestamp of the connection that it had closed; in the variants what each variant is about.
 *
 * @param ts the remembered timestamp
 * @param stamp the wall clock's second in which it was remembered
 */
record PeerMemory(long ts, long stamp) {
    /** Ways to end that do not pass through TIME-WAIT here, or carried no timestamps. */
    private static final Set<String> REMEMBERS_NOTHING = Set.of(
            "close_established",
            "close_client_first",
            "close_client_rst",
            "close_server_rst",
            "close_shutdown_no_client_fin",
            "close_no_timestamps");

    /** Kernels that remember a pair of addresses, not an address. */
    private static final List<String> PER_PAIR = List.of("4.4.60", "4.10.17");

    long ageAt(double wall) {
        return (long) Math.floor(wall) - stamp;
    }

    static @Nullable PeerMemory of(JsonNode scenario, OldProbe probe) {
        JsonNode sysctls = scenario.get("sysctls");
        boolean remembers = sysctls.get("tcp_tw_recycle").asInt() != 0
                && sysctls.get("tcp_timestamps").asInt() != 0;
        if (!remembers || !probe.has("A_fin_wall")) {
            return null;
        }
        double closed = probe.seconds("A_fin_wall");
        long t = probe.number("T");
        return probe.has("variant")
                ? ofVariant(scenario.get("kernel").asText(), probe, t, closed)
                : new PeerMemory(t, (long) closed);
    }

    private static @Nullable PeerMemory ofVariant(String kernel, OldProbe probe, long t, double closed) {
        String variant = probe.text("variant");
        String what = probe.text("probe");
        if (REMEMBERS_NOTHING.contains(variant)
                || what.startsWith("other_client_addr")
                || what.contains("other_server_addr") && PER_PAIR.contains(kernel)) {
            return null;
        }
        return switch (variant) {
            // the last segment of the remembered connection had TSval T + 700
            case "last_segment_ts" -> new PeerMemory(t + 700, (long) closed);
            // the same timestamp 30 s later begins the 60 s again
            case "equal_refresh" -> new PeerMemory(t, (long) (closed + 30));
            // a lower one replaces it only because the first was older than 60 s
            case "lower_after_61s" -> new PeerMemory(t - 50_000, (long) (closed + 61));
            default -> new PeerMemory(t, (long) closed);
        };
    }
}
