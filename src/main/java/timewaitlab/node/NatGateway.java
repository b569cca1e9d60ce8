package timewaitlab.node;

import org.jspecify.annotations.Nullable;
import timewaitlab.nat.ConntrackEntry;
import timewaitlab.nat.ConntrackTable;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.wire.Address;
import timewaitlab.wire.Segment;

/**
 * A box that hides hosts behind its own address. It rewrites addresses and ports; never timestamps, never sequence
 * numbers, which is what the flagship is about.
 */
public final class NatGateway {
    private final String name;
    private final Address outside;
    private final ConntrackTable table;
    private final Outbox outbox;
    private final @Nullable Recorder recorder;

    public NatGateway(String name, Address outside, ConntrackTable table, Outbox outbox, @Nullable Recorder recorder) {
        this.name = name;
        this.outside = outside;
        this.table = table;
        this.outbox = outbox;
        this.recorder = recorder;
        if (recorder != null) {
            table.whenGone(entry -> recorder.timerEnded(name, TimerKind.NAT_MAPPING, subject(entry)));
        }
    }

    public String name() {
        return name;
    }

    public Address outside() {
        return outside;
    }

    public ConntrackTable table() {
        return table;
    }

    /** A segment arrives; it is forwarded, rewritten, or it dies here. Returns whether it went on. */
    public boolean receive(Segment segment, long now) {
        boolean inward = segment.dst() == outside;
        ConntrackEntry entry = inward ? table.fromOutside(segment, now) : table.fromInside(segment, now);
        if (entry == null) {
            if (recorder != null) {
                recorder.fate(segment.id(), Fate.FILTERED);
            }
            return false;
        }
        if (recorder != null) {
            recorder.fate(segment.id(), Fate.FORWARDED);
            String state = entry.state().name();
            recorder.timerSet(name, TimerKind.NAT_MAPPING, subject(entry), state, entry.due());
        }
        if (inward) {
            segment.to(entry.inside(), entry.insidePort());
        } else {
            segment.from(outside, entry.outsidePort());
        }
        outbox.send(segment, false);
        return true;
    }

    private String subject(ConntrackEntry entry) {
        return entry.inside() + ":" + entry.insidePort() + " -> " + outside + ":" + entry.outsidePort();
    }
}
