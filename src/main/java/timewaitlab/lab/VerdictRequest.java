package timewaitlab.lab;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Segment;

/**
 * A question about segments that meet one state under one kernel.
 *
 * @param orphan FIN-WAIT-2 held as a time-wait entry; for other states: nobody holds a descriptor
 * @param timestamps whether the connection negotiated timestamps
 * @param listener whether somebody listens on the local port
 * @param fields values by their names in the JSON of product documentation, absent ones are a fresh connection's
 * @param segments what arrives, in order of time
 */
public record VerdictRequest(
        KernelProfile profile,
        TcpState state,
        boolean orphan,
        boolean timestamps,
        boolean listener,
        Map<String, BigDecimal> fields,
        Map<Sysctl, Long> sysctls,
        List<Arriving> segments) {
    /** Names {@link #fields} may have. */
    public static final List<String> FIELDS = List.of(
            "rcv_nxt",
            "snd_nxt",
            "snd_una",
            "snd_wl1",
            "rcv_wnd",
            "rcv_wup",
            "iss",
            "irs",
            "ts_recent",
            "ts_recent_age",
            "ts_offset",
            "last_oow_ack_age",
            "synack_tsval_first",
            "synack_tsval_last",
            "syn_retransmitted",
            "rto",
            "max_window",
            "unread",
            "peer_ts",
            "peer_ts_age",
            "accept_queue",
            "backlog",
            "requests",
            "young_requests",
            "crossed",
            "hz");

    /** A segment that arrives {@code at} nanoseconds after the first. Addresses are filled in by whoever judges. */
    public record Arriving(long at, Segment segment) {}

    public VerdictRequest {
        fields = Map.copyOf(fields);
        sysctls = Map.copyOf(sysctls);
        segments = List.copyOf(segments);
    }
}
