package timewaitlab.lab;

import java.util.HashMap;
import java.util.Map;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.trace.Party.Kind;
import timewaitlab.wire.Address;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * Who opens connections in a recording and who is asked for them: the judging host is a client as one of a scenario is
 * when it opens more of them than others open to it, and so is each of its peers towards it.
 */
final class CaptureRoles {
    /** For each peer the connections the host opened to it, less those it opened to the host. */
    private final Map<Address, Integer> opened = new HashMap<>();

    CaptureRoles(CaptureIndex index) {
        for (Frame first : index.beginnings()) {
            opened.merge(index.peerOf(first), openedByHost(first) ? 1 : -1, Integer::sum);
        }
    }

    /**
     * A SYN says it and so does its answer. Of a connection whose beginning was not captured the end with the lower
     * port is the one that was asked: ports of the other come from {@code net.ipv4.ip_local_port_range}, above those
     * that services are known by (RFC 6335, section 6).
     */
    private static boolean openedByHost(Frame first) {
        Segment segment = first.segment();
        boolean senderOpened = segment.has(TcpFlags.SYN)
                ? !segment.has(TcpFlags.ACK)
                : Integer.compareUnsigned(segment.srcPort(), segment.dstPort()) > 0;
        return senderOpened != first.inbound();
    }

    /** What the judging host is. */
    Kind host() {
        return opened.values().stream().mapToInt(Integer::intValue).sum() > 0 ? Kind.CLIENT : Kind.SERVER;
    }

    /** What this peer is to it. */
    Kind peer(Address address) {
        return opened.getOrDefault(address, 0) > 0 ? Kind.SERVER : Kind.CLIENT;
    }
}
