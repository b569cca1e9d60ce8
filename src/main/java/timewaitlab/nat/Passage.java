package timewaitlab.nat;

import static timewaitlab.decide.Check.isSet;

import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Unit;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * A segment that arrives at a NAT, whatever the NAT knows of it: its flags, and what becomes of a segment that
 * conntrack calls invalid. Such a segment has no entry, so nothing is translated: one from inside goes on under its
 * private address unless a rule drops it; one from outside is for the NAT itself, whose TCP knows nothing of it.
 *
 * @param <S> the situation's own type
 */
public abstract class Passage<S extends Situation<S>> implements Situation<S> {
    static final Cite TCP = new Cite("net/netfilter/nf_conntrack_proto_tcp.c", "nf_conntrack_tcp_packet()");
    static final Cite ERROR = new Cite("net/netfilter/nf_conntrack_proto_tcp.c", "tcp_error()");
    static final Cite FILTER = new Cite("nftables", "ct state invalid drop");

    private static final Segment NOTHING = new Segment().freeze();

    Segment segment = NOTHING;
    ConntrackSettings settings = ConntrackSettings.defaults();
    NatFilter filter = NatFilter.NONE;
    Way way = Way.FROM_INSIDE;

    private static final Operand<Passage<?>> SANE =
            Operand.derived("flags", Unit.FLAG, s -> TransitionTable.isSane(s.segment.flags()) ? 1 : 0);
    private static final Operand<Passage<?>> FROM_OUTSIDE =
            Operand.derived("direction", Unit.FLAG, s -> s.way == Way.TO_NAT ? 1 : 0);
    private static final Operand<Passage<?>> TRANSLATING =
            Operand.derived("translates", Unit.FLAG, s -> s.way.translates() ? 1 : 0);
    private static final Operand<Passage<?>> FORWARD_RULE = Operand.settable(
            "forward ct state invalid drop",
            Unit.FLAG,
            Party.OPERATOR,
            s -> s.filter.dropsInvalid() ? 1 : 0,
            (s, v) -> s.filter = new NatFilter(v != 0, s.filter.dropsElsewhere()));
    private static final Operand<Passage<?>> INPUT_RULE = Operand.settable(
            "input ct state invalid drop",
            Unit.FLAG,
            Party.OPERATOR,
            s -> s.filter.dropsElsewhere() ? 1 : 0,
            (s, v) -> s.filter = new NatFilter(s.filter.dropsInvalid(), v != 0));
    private static final Operand<Passage<?>> RULE = Operand.settable(
            "ct state invalid drop",
            Unit.FLAG,
            Party.OPERATOR,
            s -> s.isDroppedWhenInvalid() ? 1 : 0,
            (s, v) -> s.filter = s.way == Way.FROM_HOST
                    ? new NatFilter(s.filter.dropsInvalid(), v != 0)
                    : new NatFilter(v != 0, s.filter.dropsElsewhere()));

    /** {@code tcp_valid_flags}. */
    static final Check<Passage<?>> FLAGS_SANE = isSet("ct.flags-sane", SANE, ERROR);

    static final Check<Passage<?>> RST = flag("ct.rst", "RST", TcpFlags.RST);
    static final Check<Passage<?>> INWARD = isSet("ct.from-outside", FROM_OUTSIDE, TCP);
    private static final Check<Passage<?>> FORWARD_DROPS = isSet("ct.forward-drops-invalid", FORWARD_RULE, FILTER);
    private static final Check<Passage<?>> INPUT_DROPS = isSet("ct.input-drops-invalid", INPUT_RULE, FILTER);
    private static final Check<Passage<?>> TRANSLATES = isSet("ct.translates", TRANSLATING, TCP);
    private static final Check<Passage<?>> RULE_DROPS = isSet("ct.rule-drops-invalid", RULE, FILTER);

    private static final Outcome[] DROPPED = invalidAs(Disposition.DROP, 0);
    private static final Outcome[] LEAKED = invalidAs(Disposition.ACCEPT, ConntrackEffect.UNTRANSLATED.bit());
    private static final Outcome[] REFUSED = invalidAs(Disposition.REPLY, ConntrackEffect.RESET_SENDER.bit());

    private static Outcome[] invalidAs(Disposition disposition, long effects) {
        ConntrackReason[] reasons = ConntrackReason.values();
        Outcome[] outcomes = new Outcome[reasons.length];
        for (ConntrackReason reason : reasons) {
            long counts = reason == ConntrackReason.NO_MAPPING ? 0 : ConntrackCounter.invalid.bit();
            outcomes[reason.ordinal()] = Outcome.of(disposition, reason).plus(effects, counts);
        }
        return outcomes;
    }

    private boolean isDroppedWhenInvalid() {
        return way == Way.FROM_HOST ? filter.dropsElsewhere() : filter.dropsInvalid();
    }

    /** What arrived. */
    public Segment segment() {
        return segment;
    }

    /** What the NAT runs with. */
    public ConntrackSettings settings() {
        return settings;
    }

    /** Moves the segment to a NAT that runs with something else: for what-ifs. What was found stays found. */
    public final void runsWith(ConntrackSettings others) {
        settings = others;
        prepare();
    }

    /** Works out what the rules ask of what arrived and what it met, with these settings. */
    abstract void prepare();

    /** A check of a flag of the header. */
    static Check<Passage<?>> flag(String id, String name, int bit) {
        Operand<Passage<?>> operand = Operand.derived("SEG." + name, Unit.FLAG, s -> s.segment.has(bit) ? 1 : 0);
        return isSet(id, operand, new Cite("RFC 9293", "3.1"));
    }

    /** A setting of conntrack as an operand that the operator can change. */
    static Operand<Passage<?>> sysctl(ConntrackSysctl sysctl, Unit unit) {
        return Operand.settable(sysctl.shortName(), unit, Party.OPERATOR, s -> s.settings.get(sysctl), (s, v) -> {
            if (v >= sysctl.least() && v <= sysctl.most()) {
                s.settings = s.settings.with(sysctl, v);
            }
        });
    }

    /** What becomes of a segment that belongs to no connection. */
    static Outcome invalid(Passage<?> s, Inquiry ask, ConntrackReason why) {
        int reason = why.ordinal();
        if (!ask.holds(TRANSLATES, s)) {
            return ask.holds(RULE_DROPS, s) ? DROPPED[reason] : LEAKED[reason];
        }
        if (!ask.holds(INWARD, s)) {
            return ask.holds(FORWARD_DROPS, s) ? DROPPED[reason] : LEAKED[reason];
        }
        boolean silent = ask.holds(INPUT_DROPS, s) || ask.holds(RST, s);
        return silent ? DROPPED[reason] : REFUSED[reason];
    }

    /** The same of one whose checksum is wrong, which TCP of the box itself does not answer either. */
    static Outcome damaged(Passage<?> s, Inquiry ask) {
        boolean forItself = ask.holds(TRANSLATES, s) && ask.holds(INWARD, s);
        int reason = ConntrackReason.BAD_CHECKSUM.ordinal();
        return forItself ? DROPPED[reason] : invalid(s, ask, ConntrackReason.BAD_CHECKSUM);
    }

    void copyInto(Passage<S> copy) {
        copyInto(copy, segment.copy());
    }

    /** The same for a copy that nobody writes to. */
    void keepIn(Passage<S> copy) {
        copyInto(copy, segment.frozen());
    }

    private void copyInto(Passage<S> copy, Segment copiedSegment) {
        copy.segment = copiedSegment;
        copy.settings = settings;
        copy.filter = filter;
        copy.way = way;
    }
}
