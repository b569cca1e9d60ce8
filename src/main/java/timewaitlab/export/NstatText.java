package timewaitlab.export;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code nstat -a} of iproute2 6.1 writes of TCP: every counter that is not 0, in the kernel's order. */
public final class NstatText {
    /** Order of net/ipv4/proc.c of 6.18, with those that older kernels had where they had them. */
    private static final List<String> ORDER = List.of("""
        TcpActiveOpens TcpPassiveOpens TcpAttemptFails TcpEstabResets TcpCurrEstab TcpInSegs TcpOutSegs
        TcpRetransSegs TcpInErrs TcpOutRsts TcpInCsumErrors TcpExtSyncookiesSent TcpExtSyncookiesRecv
        TcpExtSyncookiesFailed TcpExtEmbryonicRsts TcpExtOutOfWindowIcmps
        TcpExtTW TcpExtTWRecycled TcpExtTWKilled TcpExtPAWSPassive TcpExtPAWSActive TcpExtPAWSEstab
        TcpExtBeyondWindow TcpExtTSEcrRejected TcpExtPAWSOldAck TcpExtPAWSTimewait TcpExtDelayedACKs
        TcpExtDelayedACKLost TcpExtListenOverflows TcpExtListenDrops TcpExtTCPPureAcks TcpExtTCPTimeouts
        TcpExtTCPLossProbes TcpExtTCPDSACKOldSent TcpExtTCPAbortOnSyn TcpExtTCPAbortOnData
        TcpExtTCPAbortOnClose TcpExtTCPAbortOnMemory TcpExtTCPAbortOnTimeout TcpExtTCPAbortOnLinger
        TcpExtTCPAbortFailed TcpExtTCPDeferAcceptDrop TcpExtTCPTimeWaitOverflow
        TcpExtTCPReqQFullDoCookies TcpExtTCPReqQFullDrop TcpExtTCPOFOQueue
        TcpExtTCPChallengeACK TcpExtTCPSYNChallenge TcpExtTCPSynRetrans TcpExtTCPACKSkippedSynRecv
        TcpExtTCPACKSkippedPAWS TcpExtTCPACKSkippedSeq TcpExtTCPACKSkippedFinWait2
        TcpExtTCPACKSkippedTimeWait TcpExtTCPACKSkippedChallenge TcpExtTCPWinProbe TcpExtTCPKeepAlive
        """.strip().split("\\s+"));

    /** How many stand open is no counter: nstat leaves it out. */
    private static final String NO_COUNTER = "TcpCurrEstab";

    private NstatText() {}

    /** The lines; {@code counters} by nstat name. */
    public static String of(Map<String, Long> counters) {
        StringBuilder out = new StringBuilder("#kernel\n");
        ordered(counters.keySet()).stream()
                .filter(name -> counters.getOrDefault(name, 0L) != 0 && !name.equals(NO_COUNTER))
                .forEach(name -> out.append(
                        String.format(Locale.ROOT, "%-32s%-16d%6s\n", name, counters.getOrDefault(name, 0L), "0.0")));
        return out.toString();
    }

    /** In the kernel's order; a name it does not know comes last. */
    static List<String> ordered(Collection<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt(NstatText::place).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static int place(String name) {
        int place = ORDER.indexOf(name);
        return place < 0 ? ORDER.size() : place;
    }
}
