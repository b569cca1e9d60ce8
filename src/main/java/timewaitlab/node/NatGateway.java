package timewaitlab.node;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.nat.ConntrackEffect;
import timewaitlab.nat.Tracker;
import timewaitlab.nat.Way;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * A box that hides hosts behind its own address. It rewrites addresses and ports; never timestamps, never sequence
 * numbers, which is what the flagship is about. What belongs to no connection is not translated. A firewall is such a
 * box that rewrites nothing.
 */
public final class NatGateway {
    private final String name;
    private final Tracker tracker;
    private final Surroundings surroundings;
    private final boolean translates;
    private final boolean masquerades;
    private final @Nullable NatJournal journal;
    private final List<Address> own = new ArrayList<>();
    private Address outside;

    /** {@code masquerades}: whether it forgets what went out under an address that it loses. */
    public NatGateway(String name, Address outside, Tracker tracker, boolean masquerades, Surroundings surroundings) {
        this(name, outside, tracker, masquerades, true, surroundings);
    }

    private NatGateway(
            String name,
            Address outside,
            Tracker tracker,
            boolean masquerades,
            boolean translates,
            Surroundings surroundings) {
        this.name = name;
        this.translates = translates;
        this.masquerades = masquerades;
        this.outside = outside;
        own.add(outside);
        this.tracker = tracker;
        this.surroundings = surroundings;
        Recorder recorder = surroundings.recorder();
        journal = recorder == null ? null : new NatJournal(name, tracker, surroundings.book(), recorder);
    }

    /** A firewall: a box on the way that tracks connections and translates nothing. */
    public static NatGateway firewall(String name, Address own, Tracker tracker, Surroundings surroundings) {
        return new NatGateway(name, own, tracker, false, false, surroundings);
    }

    public String name() {
        return name;
    }

    /** Whether it translates. */
    public boolean translates() {
        return translates;
    }

    /** The address it hides others behind. */
    public Address outside() {
        return outside;
    }

    /** Its connection tracking. */
    public Tracker tracker() {
        return tracker;
    }

    /** Forgets every connection, as by {@code conntrack -F}. */
    public void forget() {
        tracker.table().clear();
    }

    /** Whether it forgets what went out under an address that it loses. */
    public boolean masquerades() {
        return masquerades;
    }

    /** Gets another address. Masquerading forgets what went out under the old one; SNAT keeps it, and the address. */
    public void address(Address newOutside) {
        if (masquerades) {
            forget();
            own.clear();
        }
        own.add(newOutside);
        outside = newOutside;
        tracker.address(newOutside);
    }

    /** A segment arrives; it is forwarded, or it dies here. Returns whether it went on. */
    public boolean receive(Segment segment, long now) {
        int leg = segment.id();
        boolean inward = translates && (segment.dst() == outside || own.contains(segment.dst()));
        // the verdict keeps what it judged, and this one is rewritten
        Segment judged = journal == null ? segment : journal.kept(segment);
        Outcome outcome = judge(judged, inward, now);
        boolean goesOn = outcome.disposition() == Disposition.ACCEPT;
        if (journal != null) {
            journal.flush(leg, goesOn ? Fate.FORWARDED : Fate.FILTERED);
        }
        if (outcome.has(ConntrackEffect.RESET_SENDER.bit())) {
            reset(segment);
        }
        if (!goesOn) {
            return false;
        }
        if (translates && !outcome.has(ConntrackEffect.UNTRANSLATED.bit())) {
            translate(segment, inward);
        }
        surroundings.outbox().send(segment, false);
        return true;
    }

    private Outcome judge(Segment judged, boolean inward, long now) {
        if (!translates) {
            return tracker.untranslated(judged, Way.THROUGH, now);
        }
        return inward ? tracker.inward(judged, now) : tracker.outward(judged, now);
    }

    private void translate(Segment segment, boolean inward) {
        AddressBook book = surroundings.book();
        if (inward) {
            long inside = tracker.insideKey();
            segment.to(book.at(FourTuple.localAddressOf(inside)), FourTuple.localPortOf(inside));
        } else {
            long out = tracker.outsideKey();
            segment.from(book.at(FourTuple.localAddressOf(out)), FourTuple.localPortOf(out));
        }
    }

    /** {@code tcp_v4_send_reset}: the NAT's own TCP knows of no such connection. */
    private void reset(Segment cause) {
        Segment reset = surroundings.pool().take();
        reset.from(cause.dst(), cause.dstPort()).to(cause.src(), cause.srcPort());
        if (cause.has(TcpFlags.ACK)) {
            reset.header(TcpFlags.RST, cause.ack(), 0, 0);
        } else {
            reset.header(TcpFlags.RST | TcpFlags.ACK, 0, cause.endSeq(), 0);
        }
        surroundings.outbox().send(reset, false);
    }
}
