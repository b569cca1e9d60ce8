package timewaitlab.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.TcpFlags;

/** Commands an administrator types on a party of a run, and what they would have printed at a moment of it. */
public enum HostCommand {
    SS("ss -tano"),
    SS_INFO("ss -tanoi"),
    NETSTAT("netstat -tan"),
    NETSTAT_STATISTICS("netstat -s"),
    NSTAT("nstat -a"),
    CONNTRACK("conntrack -L"),
    DMESG("dmesg"),
    TCPDUMP("tcpdump -n");

    private final String line;

    HostCommand(String line) {
        this.line = line;
    }

    /** What is typed. */
    public String line() {
        return line;
    }

    /** Whether it says anything there: a box on the way has no sockets of its own, most hosts track nothing. */
    public boolean isFor(Party party) {
        return this == TCPDUMP
                || (this == CONNTRACK || this == DMESG
                        ? party.tracks()
                        : !party.kind().isBox());
    }

    /** What it prints at this party by this moment; lines end with a line feed. */
    public String print(Trace trace, Memories memories, Party party, long time) {
        String name = party.name();
        return switch (this) {
            case SS -> SsText.of(sockets(memories, party, time), false);
            case SS_INFO -> SsText.of(sockets(memories, party, time), true);
            case NETSTAT -> NetstatText.sockets(sockets(memories, party, time));
            case NETSTAT_STATISTICS -> NetstatText.statistics(counters(trace, memories, party, time));
            case NSTAT -> NstatText.of(counters(trace, memories, party, time));
            case CONNTRACK -> ConntrackText.of(memories, name, time);
            case DMESG -> KernelLog.of(trace, name, time);
            case TCPDUMP -> TcpdumpText.of(TraceExport.capture(TraceExport.until(trace, time), name));
        };
    }

    private static List<SocketLine> sockets(Memories memories, Party party, long time) {
        return SocketLines.of(memories, party, time);
    }

    /** Those the engine keeps, and those that follow from what was sent and received. */
    private static Map<String, Long> counters(Trace trace, Memories memories, Party party, long time) {
        Map<String, Long> counters = new HashMap<>(memories.counters(party.name(), time));
        long in = 0;
        long out = 0;
        for (Leg leg : trace.legs()) {
            boolean judged = leg.fate() == Fate.JUDGED && leg.to().equals(party.name()) && leg.arrived() <= time;
            // A repeated SYN-ACK counts as sent, other repetitions do not: tcp_make_synack(), __tcp_transmit_skb()
            boolean synAck = leg.segment().has(TcpFlags.SYN) && leg.segment().has(TcpFlags.ACK);
            boolean fresh = leg.at().equals(party.name()) && leg.time() <= time && (!leg.retransmission() || synAck);
            in += judged ? 1 : 0;
            out += fresh ? 1 : 0;
        }
        counters.put("TcpInSegs", in);
        counters.put("TcpOutSegs", out);
        counters.put(
                "TcpCurrEstab",
                sockets(memories, party, time).stream()
                        .filter(line -> line.state() == TcpState.ESTABLISHED || line.state() == TcpState.CLOSE_WAIT)
                        .count());
        return counters;
    }
}
