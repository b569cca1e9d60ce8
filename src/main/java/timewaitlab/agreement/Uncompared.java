package timewaitlab.agreement;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Counters that are not compared, each with its reason. Every other one must be the same. */
final class Uncompared {
    private static final String DATA_PATH = "counts how segments went through the receive path, not what was decided";
    private static final String TOTAL = "a total that every segment moves; the segments themselves are compared";
    private static final String CONGESTION = "congestion control and loss recovery are out of scope";
    private static final String NEIGHBOURS = "moved by timers of neighbouring connections of the same scenario";
    private static final String READ_LATE = "moved when an entry dies, which the machine may read before or after";

    /** Why a counter says nothing about a run. */
    static final Map<String, String> IN_RUNS = reasons("""
            TcpInSegs TcpOutSegs TcpCurrEstab = %1$s
            TcpExtTCPPureAcks TcpExtTCPHPAcks TcpExtTCPHPHits TcpExtTCPDelivered TcpExtTCPOrigDataSent = %2$s
            TcpExtTCPRcvCoalesce TcpExtTCPAutoCorking TcpExtTcpTimeoutRehash TcpExtDelayedACKs = %2$s
            TcpExtTCPBacklogCoalesce TcpExtTCPRcvCollapsed TcpExtTCPDeliveredCE TcpExtTCPDelayedACKs = %2$s
            TcpExtTCPLossProbes TcpExtTCPLossProbeRecovery TcpExtTCPLostRetransmit TcpExtTCPFastRetrans = %3$s
            TcpExtTCPSlowStartRetrans TcpExtTCPSpuriousRTOs TcpExtTCPSackRecovery TcpExtTCPDSACKRecv = %3$s
            TcpExtTCPDSACKIgnoredDubious TcpExtTCPDSACKIgnoredNoUndo TcpExtTCPDSACKIgnoredOld = %3$s
            TcpExtTCPLossUndo TcpExtTCPSackShiftFallback = %3$s
            TcpExtTCPDSACKUndo TcpExtTCPFullUndo TcpExtTCPSACKReorder = %3$s
            """.formatted(TOTAL, DATA_PATH, CONGESTION));

    /** The same for a single segment that meets a state. */
    static final Set<String> IN_CELLS = withMore("""
            TcpExtTCPTimeouts TcpExtTCPSynRetrans TcpRetransSegs = %1$s
            """.formatted(NEIGHBOURS));

    /** The same for the probes of old kernels. */
    static final Set<String> IN_PROBES = withMore("""
            TcpExtTCPTimeouts TcpRetransSegs = %1$s
            TcpExtTW TcpExtTWKilled TcpAttemptFails TcpExtEmbryonicRsts TcpPassiveOpens = %2$s
            """.formatted(NEIGHBOURS, READ_LATE));

    private Uncompared() {}

    private static Set<String> withMore(String text) {
        Map<String, String> all = new LinkedHashMap<>(IN_RUNS);
        all.putAll(reasons(text));
        return Set.copyOf(all.keySet());
    }

    private static Map<String, String> reasons(String text) {
        Map<String, String> reasons = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            String[] sides = line.split(" = ", 2);
            for (String name : sides[0].strip().split(" ")) {
                reasons.put(name, sides[1]);
            }
        });
        return reasons;
    }
}
