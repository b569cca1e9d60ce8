package timewaitlab.nat;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;

import java.util.List;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Comparison;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Unit;

/**
 * The first segment of a flow: is there room for an entry, may such a segment begin one, and under which port is it
 * known outside. nf_conntrack_core.c {@code init_conntrack()}, {@code tcp_new()}, nf_nat_core.c.
 */
public final class NewFlowRules {
    /** Name of the hook. */
    public static final String HOOK = "nat";
    /** Name of the hook where nothing is translated. */
    public static final String UNTRANSLATED_HOOK = "flow";

    private static final Cite ALLOC = new Cite("net/netfilter/nf_conntrack_core.c", "__nf_conntrack_alloc()");
    private static final Cite EARLY_DROP = new Cite("net/netfilter/nf_conntrack_core.c", "early_drop()");
    private static final Cite NEW = new Cite("net/netfilter/nf_conntrack_proto_tcp.c", "tcp_new()");
    private static final Cite CONFIRM = new Cite("net/netfilter/nf_conntrack_core.c", "__nf_conntrack_confirm()");
    private static final Cite TUPLE = new Cite("net/netfilter/nf_nat_core.c", "get_unique_tuple()");

    private static final Operand<NewFlow> COUNT = Operand.settable(
            "nf_conntrack_count", Unit.COUNT, Party.HISTORY, s -> s.count, (s, v) -> s.count = (int) v);
    private static final Operand<NewFlow> CELL = Operand.derived("tcp_conntracks", Unit.CONNTRACK_STATE, s -> s.cell);
    private static final Operand<NewFlow> PORT = Operand.derived("outside port", Unit.COUNT, s -> s.port);
    private static final Operand<NewFlow> OWN_PORT = Operand.derived("source port", Unit.COUNT, s -> s.ownPort);

    private static final Check<NewFlow> FULL =
            check("nat.table-full", COUNT, Comparison.AT_LEAST, Passage.sysctl(ConntrackSysctl.MAX, Unit.COUNT), ALLOC);
    private static final Check<NewFlow> SOME_MAY_GO = isSet(
            "nat.some-may-go",
            Operand.<NewFlow>derived("entry not ASSURED near", Unit.FLAG, s -> s.someMayGo ? 1 : 0),
            EARLY_DROP);
    private static final Check<NewFlow> FORBIDDEN = check(
            "nat.cannot-begin",
            CELL,
            Comparison.EQUALS,
            Operand.constant("invalid", Unit.CONNTRACK_STATE, TransitionTable.INVALID),
            NEW);
    private static final Check<NewFlow> MIDWAY = check(
            "nat.midway",
            CELL,
            Comparison.EQUALS,
            Operand.constant("ESTABLISHED", Unit.CONNTRACK_STATE, ConntrackState.ESTABLISHED.ordinal()),
            NEW);
    private static final Check<Passage<?>> LOOSE =
            isSet("nat.loose", Passage.sysctl(ConntrackSysctl.TCP_LOOSE, Unit.FLAG), NEW);
    private static final Check<NewFlow> PORT_FOUND = isSet("nat.port-found", PORT, CONFIRM);
    private static final Check<NewFlow> PORT_REUSED = isSet(
            "nat.mapping-reused",
            Operand.<NewFlow>derived("older mapping", Unit.FLAG, s -> s.portReused ? 1 : 0),
            TUPLE);
    private static final Check<NewFlow> PORT_EVICTS = isSet(
            "nat.port-evicts",
            Operand.<NewFlow>derived("closing entry", Unit.FLAG, s -> s.portEvicts ? 1 : 0),
            new Cite("net/netfilter/nf_nat_core.c", "nf_nat_used_tuple_harder()"));
    private static final Check<NewFlow> TAKEN_MEANWHILE = isSet(
            "nat.taken-meanwhile",
            Operand.<NewFlow>derived("tuple of another processor", Unit.FLAG, s -> s.clashes ? 1 : 0),
            CONFIRM);
    private static final Check<NewFlow> PORT_KEPT = check("nat.port-kept", PORT, Comparison.EQUALS, OWN_PORT, TUPLE);

    private static final Outcome TABLE_FULL = Outcome.of(Disposition.DROP, ConntrackReason.TABLE_FULL)
            .plus(ConntrackEffect.CALL_COLLECTOR.bit(), ConntrackCounter.drop.bit());
    private static final Outcome ROOM_MADE =
            Outcome.GO_ON.plus(ConntrackEffect.DROP_EARLY.bit(), ConntrackCounter.early_drop.bit());
    private static final Outcome INSERT_FAILED = Outcome.of(Disposition.DROP, ConntrackReason.INSERT_FAILED)
            .plus(0, ConntrackCounter.insert_failed.bit() | ConntrackCounter.drop.bit());
    private static final Outcome BEGUN = begin(ConntrackReason.BEGUN);
    private static final Outcome UNTRACKED =
            Outcome.of(Disposition.ACCEPT, ConntrackReason.NO_MAPPING).plus(ConntrackEffect.UNTRANSLATED.bit(), 0);
    private static final Outcome KEPT = begin(ConntrackReason.PORT_KEPT);
    private static final Outcome CHANGED = begin(ConntrackReason.PORT_CHANGED);
    private static final Outcome REUSED = begin(ConntrackReason.MAPPING_REUSED);
    private static final Outcome EVICTED = begin(ConntrackReason.PORT_EVICTED).plus(ConntrackEffect.EVICT.bit(), 0);

    private NewFlowRules() {}

    private static Outcome begin(ConntrackReason reason) {
        return Outcome.of(Disposition.ACCEPT, reason).plus(ConntrackEffect.BEGIN.bit(), 0);
    }

    private static final Rule<NewFlow> NOBODY_EXPECTS_IT =
            rule("nat.no-mapping", Passage.TCP, (s, ask) -> Passage.invalid(s, ask, ConntrackReason.NO_MAPPING));
    private static final Rule<NewFlow> NO_ROOM = rule("nat.table-full", ALLOC, (s, ask) -> {
        if (!ask.holds(FULL, s)) {
            return Outcome.PASS;
        }
        return ask.holds(SOME_MAY_GO, s) ? ROOM_MADE : TABLE_FULL;
    });
    private static final Rule<NewFlow> BAD_FLAGS = rule(
            "nat.flags",
            Passage.ERROR,
            (s, ask) -> ask.holds(Passage.FLAGS_SANE, s)
                    ? Outcome.PASS
                    : Passage.invalid(s, ask, ConntrackReason.BAD_FLAGS));
    private static final Rule<NewFlow> INVALID_NEW = rule(
            "nat.invalid-new",
            NEW,
            (s, ask) -> ask.holds(FORBIDDEN, s) ? Passage.invalid(s, ask, ConntrackReason.INVALID_NEW) : Outcome.PASS);
    private static final Rule<NewFlow> STRICT = rule(
            "nat.strict",
            NEW,
            (s, ask) -> ask.holds(MIDWAY, s) && !ask.holds(LOOSE, s)
                    ? Passage.invalid(s, ask, ConntrackReason.NOT_PICKED_UP)
                    : Outcome.PASS);
    private static final Rule<NewFlow> NO_PORT =
            rule("nat.no-port", CONFIRM, (s, ask) -> ask.holds(PORT_FOUND, s) ? Outcome.PASS : INSERT_FAILED);
    /** Asked only where several processors are at work: else nothing comes in between. */
    private static final Rule<NewFlow> CLASH =
            rule("nat.clash", CONFIRM, (s, ask) -> ask.holds(TAKEN_MEANWHILE, s) ? INSERT_FAILED : Outcome.PASS);

    private static final Rule<NewFlow> MAPPED = rule("nat.new", TUPLE, (s, ask) -> {
        if (ask.holds(PORT_REUSED, s)) {
            return REUSED;
        }
        if (ask.holds(PORT_EVICTS, s)) {
            return EVICTED;
        }
        return ask.holds(PORT_KEPT, s) ? KEPT : CHANGED;
    });

    private static final Rule<NewFlow> BEGINS = rule("flow.new", NEW, (s, ask) -> BEGUN);

    /** The same without what is asked before and for a translation: where a firewall or a host tracks connections. */
    public static RuleChain<NewFlow> untranslated() {
        return new RuleChain<>(
                UNTRANSLATED_HOOK,
                List.of(stage("room", NO_ROOM), stage("new", BAD_FLAGS, INVALID_NEW, STRICT), stage("begin", BEGINS)),
                List.of(),
                UNTRACKED);
    }

    /** The chain of every kernel; what differs are constants, and where the search for a port begins. */
    public static RuleChain<NewFlow> chain() {
        return new RuleChain<>(
                HOOK,
                List.of(
                        stage("input", NOBODY_EXPECTS_IT).behind((s, ask) -> ask.holds(Passage.INWARD, s)),
                        stage("room", NO_ROOM),
                        stage("new", BAD_FLAGS, INVALID_NEW, STRICT),
                        stage("confirm", NO_PORT, CLASH).behind((s, ask) -> s.settings.get(ConntrackConstant.CPUS) > 1),
                        stage("port", NO_PORT, MAPPED)),
                List.of(),
                CHANGED);
    }
}
