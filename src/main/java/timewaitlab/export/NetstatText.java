package timewaitlab.export;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Endpoint;

/** What {@code netstat -tan} and the TCP sections of {@code netstat -s} of net-tools 2.10 write. */
public final class NetstatText {
    private static final int ADDRESS_WIDTH = 23;
    private static final String TCP = "Tcp";
    private static final String TCP_EXT = "TcpExt";

    /** Sentences of statistics.c by nstat name; what has none is written as {@code Name: 1}. */
    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("TcpActiveOpens", "# active connection openings"),
            Map.entry("TcpPassiveOpens", "# passive connection openings"),
            Map.entry("TcpAttemptFails", "# failed connection attempts"),
            Map.entry("TcpEstabResets", "# connection resets received"),
            Map.entry("TcpCurrEstab", "# connections established"),
            Map.entry("TcpInSegs", "# segments received"),
            Map.entry("TcpOutSegs", "# segments sent out"),
            Map.entry("TcpRetransSegs", "# segments retransmitted"),
            Map.entry("TcpInErrs", "# bad segments received"),
            Map.entry("TcpOutRsts", "# resets sent"),
            Map.entry("TcpExtSyncookiesSent", "# SYN cookies sent"),
            Map.entry("TcpExtSyncookiesRecv", "# SYN cookies received"),
            Map.entry("TcpExtSyncookiesFailed", "# invalid SYN cookies received"),
            Map.entry("TcpExtOutOfWindowIcmps", "# ICMP packets dropped because they were out-of-window"),
            Map.entry("TcpExtTCPAbortFailed", "# times unable to send RST due to no memory"),
            Map.entry("TcpExtEmbryonicRsts", "# resets received for embryonic SYN_RECV sockets"),
            Map.entry("TcpExtTW", "# TCP sockets finished time wait in fast timer"),
            Map.entry("TcpExtTWRecycled", "# time wait sockets recycled by time stamp"),
            Map.entry("TcpExtPAWSPassive", "# passive connections rejected because of time stamp"),
            Map.entry("TcpExtPAWSActive", "# active connections rejected because of time stamp"),
            Map.entry("TcpExtPAWSEstab", "# packets rejected in established connections because of timestamp"),
            Map.entry("TcpExtDelayedACKs", "# delayed acks sent"),
            Map.entry("TcpExtDelayedACKLost", "Quick ack mode was activated # times"),
            Map.entry("TcpExtListenOverflows", "# times the listen queue of a socket overflowed"),
            Map.entry("TcpExtListenDrops", "# SYNs to LISTEN sockets dropped"),
            Map.entry("TcpExtTCPPureAcks", "# acknowledgments not containing data payload received"),
            Map.entry("TcpExtTCPAbortOnSyn", "# connections reset due to unexpected SYN"),
            Map.entry("TcpExtTCPAbortOnData", "# connections reset due to unexpected data"),
            Map.entry("TcpExtTCPAbortOnClose", "# connections reset due to early user close"),
            Map.entry("TcpExtTCPAbortOnMemory", "# connections aborted due to memory pressure"),
            Map.entry("TcpExtTCPAbortOnTimeout", "# connections aborted due to timeout"),
            Map.entry("TcpExtTCPAbortOnLinger", "# connections aborted after user close in linger timeout"));

    /** Written even when they are 0. */
    private static final List<String> ALWAYS = List.of(
            "TcpActiveOpens",
            "TcpPassiveOpens",
            "TcpAttemptFails",
            "TcpEstabResets",
            "TcpCurrEstab",
            "TcpInSegs",
            "TcpOutSegs",
            "TcpRetransSegs",
            "TcpInErrs",
            "TcpOutRsts");

    private NetstatText() {}

    /** {@code netstat -tan}; of a listener it does not know the backlog. */
    public static String sockets(List<SocketLine> lines) {
        StringBuilder out = new StringBuilder("Active Internet connections (servers and established)\n");
        out.append("Proto Recv-Q Send-Q Local Address           Foreign Address         State      \n");
        for (SocketLine line : lines) {
            String family = line.local().address().text().indexOf(':') < 0 ? "tcp" : "tcp6";
            out.append(String.format(
                    Locale.ROOT,
                    "%-4s  %6d %6d %-" + ADDRESS_WIDTH + "s %-" + ADDRESS_WIDTH + "s %-11s\n",
                    family,
                    line.receiveQueue(),
                    line.state() == TcpState.LISTEN ? 0 : line.sendQueue(),
                    endpoint(line.local()),
                    endpoint(line.remote()),
                    state(line.state())));
        }
        return out.toString();
    }

    private static String endpoint(Endpoint endpoint) {
        return endpoint.address().text() + ":" + (endpoint.port() == 0 ? "*" : endpoint.port());
    }

    /** As netstat spells it. */
    static String state(TcpState state) {
        return switch (state) {
            case FIN_WAIT_1 -> "FIN_WAIT1";
            case FIN_WAIT_2 -> "FIN_WAIT2";
            default -> state.label().replace('-', '_');
        };
    }

    /** The sections of {@code netstat -s} on TCP. */
    public static String statistics(Map<String, Long> counters) {
        StringBuilder out = new StringBuilder("Tcp:\n");
        ALWAYS.forEach(name -> line(name, counters.getOrDefault(name, 0L), out));
        others(false, counters, out);
        out.append("TcpExt:\n");
        others(true, counters, out);
        return out.toString();
    }

    private static void others(boolean extended, Map<String, Long> counters, StringBuilder out) {
        for (String name : NstatText.ordered(counters.keySet())) {
            long value = counters.getOrDefault(name, 0L);
            if (value != 0 && name.startsWith(TCP_EXT) == extended && !ALWAYS.contains(name)) {
                line(name, value, out);
            }
        }
    }

    private static void line(String name, long value, StringBuilder out) {
        String plain = name.substring(name.startsWith(TCP_EXT) ? TCP_EXT.length() : TCP.length());
        String sentence = SENTENCES.getOrDefault(name, plain + ": #");
        out.append("    ").append(sentence.replace("#", Long.toString(value))).append('\n');
    }
}
