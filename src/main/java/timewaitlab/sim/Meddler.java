package timewaitlab.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.node.Fault;
import timewaitlab.wire.Segment;

/** Finds, while a run goes on, the segments that a person does something to. */
final class Meddler {
    private static final int ANY = -1;

    private final Map<SegmentName, List<Meddling.OnSegment>> wanted = new HashMap<>();
    private final Map<SegmentName, Integer> counts = new HashMap<>();
    private List<Meddling.OnSegment> found = List.of();

    Meddler(List<Meddling.OnSegment> meddled) {
        for (Meddling.OnSegment each : meddled) {
            counts.put(each.segment().numbered(0), 0);
            wanted.computeIfAbsent(each.segment(), name -> new ArrayList<>()).add(each);
        }
    }

    /** A segment is about to be put on a link: counts it, and answers how long it is held back first. */
    long meets(String from, Segment segment) {
        SegmentName kind = SegmentName.kind(from, segment);
        Integer number = counts.computeIfPresent(kind, (name, before) -> before + 1);
        found = number == null ? List.of() : wanted.getOrDefault(kind.numbered(number), List.of());
        return found.stream()
                .filter(each -> each.kind() == Meddling.Kind.HOLD)
                .mapToLong(Meddling.OnSegment::by)
                .sum();
    }

    /** What befalls the segment last met on its link, or null. Delays add up; otherwise the last one counts. */
    @Nullable
    Fault fault() {
        Fault fault = null;
        for (Meddling.OnSegment each : found) {
            fault = switch (each.kind()) {
                case HOLD -> fault;
                case DELAY -> both(fault, of(Fault.Kind.DELAY, each.by()));
                case DUPLICATE -> of(Fault.Kind.DUPLICATE, each.by());
                case DROP -> of(Fault.Kind.DROP, 0);
                case REORDER -> of(Fault.Kind.REORDER, 0);
            };
        }
        return fault;
    }

    /** What a person and the link do to one segment: delays add up, else the person prevails. */
    static @Nullable Fault both(@Nullable Fault meddled, @Nullable Fault ofLink) {
        if (meddled == null || ofLink == null) {
            return meddled == null ? ofLink : meddled;
        }
        boolean delays = meddled.kind() == Fault.Kind.DELAY && ofLink.kind() == Fault.Kind.DELAY;
        return delays ? of(Fault.Kind.DELAY, meddled.extra() + ofLink.extra()) : meddled;
    }

    private static Fault of(Fault.Kind kind, long extra) {
        return new Fault(kind, ANY, 0, SimTime.NEVER, 1, extra);
    }
}
