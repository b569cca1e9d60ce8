package timewaitlab.sim;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Address;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * What a segment is called across runs: who puts it on a link, the ends of its connection as they stand in its header
 * there, its flags, and its number among those. Sequence numbers and times are no part of it, so it means the same
 * segment in a run that another seed or an edit changed before it.
 *
 * @param from who puts it on a link; behind a NAT the NAT
 * @param src address of the source, as in the header
 * @param dst address of the destination
 * @param flags TCP flags, exactly
 * @param number 1 for the first of them
 */
public record SegmentName(String from, String src, int srcPort, String dst, int dstPort, int flags, int number) {
    /** The name of this leg of a trace; empty when there is none, or when earlier ones like it were not recorded. */
    public static Optional<SegmentName> of(Trace trace, int leg) {
        if (trace.plan().from() > 0) {
            return Optional.empty();
        }
        Map<SegmentName, Integer> seen = new HashMap<>();
        for (Leg sent : trace.legs()) {
            SegmentName kind = kind(sent.at(), sent.segment());
            int number = seen.merge(kind, 1, Integer::sum);
            if (sent.id() == leg) {
                return Optional.of(kind.numbered(number));
            }
        }
        return Optional.empty();
    }

    /** The leg of a trace that has this name; empty when that run sent no such segment. */
    public Optional<Leg> in(Trace trace) {
        if (trace.plan().from() > 0) {
            return Optional.empty();
        }
        SegmentName kind = numbered(0);
        int seen = 0;
        for (Leg leg : trace.legs()) {
            if (leg.at().equals(from) && kind(from, leg.segment()).equals(kind) && ++seen == number) {
                return Optional.of(leg);
            }
        }
        return Optional.empty();
    }

    /** What all segments like this one have in common; its number is 0. */
    static SegmentName kind(String from, Segment segment) {
        return new SegmentName(
                from,
                segment.src().text(),
                segment.srcPort(),
                segment.dst().text(),
                segment.dstPort(),
                segment.flags(),
                0);
    }

    /** The one of this number among those of its kind. */
    public SegmentName numbered(int which) {
        return new SegmentName(from, src, srcPort, dst, dstPort, flags, which);
    }

    /** {@code C 10.0.0.3:40000 > 198.51.100.9:80 S no 1}. */
    public String text() {
        return from + ' ' + endpoint(src, srcPort) + " > " + endpoint(dst, dstPort) + ' ' + TcpFlags.text(flags)
                + " no " + number;
    }

    /** {@code 10.0.0.3:40000}, or with brackets around an IPv6 address, as {@link Address} prints them. */
    public static String endpoint(String address, int port) {
        return address.indexOf(':') < 0 ? address + ':' + port : '[' + address + "]:" + port;
    }
}
