package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import timewaitlab.base.SimTime;
import timewaitlab.nat.ConntrackConstant;
import timewaitlab.nat.ConntrackSettings;
import timewaitlab.nat.ConntrackState;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.NewFlow;
import timewaitlab.nat.SegmentOnConntrack;
import timewaitlab.nat.TransitionTable;
import timewaitlab.nat.TransitionTable.Packet;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Field;
import timewaitlab.trace.FindingText;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Memory;
import timewaitlab.trace.TraceEvent.Kept;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.Tracked;

/** The NAT pane: what a NAT tracks at a moment, how full its table is, and what it decided last. */
public final class NatPane {
    private static final ConntrackState[] STATES = ConntrackState.values();

    private NatPane() {}

    /**
     * A tracked connection.
     *
     * @param before the state before this moment; empty when it is the same
     * @param flags {@code UNREPLIED}, {@code ASSURED} or nothing
     * @param left how long it lives unless another packet comes: {@code 119 s}
     * @param share of its timeout that is left, 0 to 1
     * @param inside and {@code outside}: its two tuples, {@code 10.0.0.3:40000 → 198.51.100.9:80}
     */
    public record Entry(
            String state,
            String before,
            String flags,
            String left,
            double share,
            String inside,
            String outside,
            boolean changed,
            Provenance origin) {}

    /**
     * What was decided about a segment.
     *
     * @param sentence in words, the deciding one between asterisks
     * @param table the rows of its direction in the transition table: kind of packet, then a cell a state
     * @param packet the row that was looked at, and {@code state} the column; -1 where no table was asked
     */
    public record Decision(
            String place, String sentence, boolean passed, List<List<String>> table, int packet, int state) {
        public Decision {
            table = List.copyOf(table);
        }
    }

    /** A NAT: {@code fill} of its table, 0 to 1, and {@code full} in words. */
    public record Gate(String name, String full, double fill, List<Entry> entries, Optional<Decision> decision) {
        public Gate {
            entries = List.copyOf(entries);
        }
    }

    /** The states in the order of the table's columns, as the kernel's comments abbreviate them. */
    public static List<String> abbreviations() {
        List<String> names = new ArrayList<>();
        for (ConntrackState state : STATES) {
            names.add("s" + abbreviation(state));
        }
        return names;
    }

    /** Every NAT at this moment; the decision is that on the selected segment, or the last one. */
    public static List<Gate> gates(TraceIndex index, Experiment experiment, int journey, long time) {
        List<Gate> gates = new ArrayList<>();
        for (HostSetup setup : experiment.hosts()) {
            if (setup.party().tracks()) {
                gates.add(gate(index, setup, journey, time));
            }
        }
        return gates;
    }

    private static Gate gate(TraceIndex index, HostSetup setup, int journey, long time) {
        String name = setup.party().name();
        List<Entry> entries = new ArrayList<>();
        for (Kept kept : index.memories().all(name, Memory.Kind.MAPPING, time)) {
            entries.add(entry(index, setup, kept, time));
        }
        long most = of(setup, ConntrackSysctl.MAX);
        return new Gate(
                name,
                Texts.say("nat.fill", entries.size(), most),
                Math.min(1, entries.size() / (double) Math.max(1, most)),
                entries,
                decision(index, name, journey, time));
    }

    private static long of(HostSetup setup, ConntrackSysctl sysctl) {
        return setup.sysctls().getOrDefault(sysctl.shortName(), sysctl.initial());
    }

    private static Entry entry(TraceIndex index, HostSetup setup, Kept kept, long time) {
        Memory memory = kept.memory();
        Memories memories = index.memories();
        ConntrackState state = STATES[(int) memory.get(Field.CONNTRACK)];
        boolean changed = kept.time() == time;
        Optional<Kept> before = changed ? memories.beforeMomentOf(kept) : Optional.empty();
        String was = before.map(each -> STATES[(int) each.memory().get(Field.CONNTRACK)])
                .filter(old -> old != state)
                .map(ConntrackState::name)
                .orElse("");
        long left = Math.max(0, memory.get(Field.TIMEOUT_DUE) - time);
        ConntrackSysctl sysctl = state.timeout();
        long timeout = sysctl == null ? ConntrackState.FIXED_SECONDS : of(setup, sysctl);
        long whole = Math.max(timeout * SimTime.SECOND, memory.get(Field.TIMEOUT_DUE) - kept.time());
        String flags = memory.isSet(Field.ASSURED) ? "ASSURED" : memory.isSet(Field.SEEN_REPLY) ? "" : "UNREPLIED";
        String there = kept.tuples().get(0).remote().toString();
        return new Entry(
                state.name(),
                was,
                flags,
                Numbers.span(left / 1e9),
                whole == 0 ? 0 : Math.min(1, left / (double) whole),
                kept.tuples().get(0).local() + " → " + there,
                there + " → " + kept.tuples().get(1).local(),
                changed,
                new Provenance.Finder(index, false).of(memories.setBy(kept, Field.CONNTRACK)));
    }

    private static Optional<Decision> decision(TraceIndex index, String nat, int journey, long time) {
        Tracked found = null;
        for (Tracked tracked : index.trace().tracked()) {
            boolean about = tracked.cause() instanceof Cause.BySegment by && index.journeyOf(by.leg()) == journey;
            if (tracked.at().equals(nat) && (tracked.time() <= time || about)) {
                found = found == null || journey == 0 || about || !isAbout(index, found, journey) ? tracked : found;
            }
        }
        return Optional.ofNullable(found).map(tracked -> decision(index, tracked));
    }

    private static boolean isAbout(TraceIndex index, Tracked tracked, int journey) {
        return tracked.cause() instanceof Cause.BySegment by && index.journeyOf(by.leg()) == journey;
    }

    private static Decision decision(TraceIndex index, Tracked tracked) {
        Optional<Leg> leg = index.trace().leg(tracked.cause());
        boolean original = leg.map(each -> tracked.connection()
                        .startsWith(TraceIndex.tuple(each, false).local() + " "))
                .orElse(true);
        Packet packet = leg.map(each -> TransitionTable.classify(each.segment().flags()))
                .orElse(Packet.NONE);
        return new Decision(
                Texts.say(
                        "why.place",
                        Numbers.clock(tracked.time()),
                        tracked.at(),
                        tracked.before().name()),
                FindingText.sentence(tracked),
                !TraceIndex.isDrop(tracked.verdict()),
                table(TransitionTable.numbered((int) settings(tracked).get(ConntrackConstant.TRANSITIONS)), original),
                packet.ordinal(),
                tracked.before().ordinal());
    }

    private static ConntrackSettings settings(Tracked tracked) {
        Object situation = tracked.verdict().situation();
        if (situation instanceof SegmentOnConntrack segment) {
            return segment.settings();
        }
        return situation instanceof NewFlow flow ? flow.settings() : ConntrackSettings.defaults();
    }

    private static List<List<String>> table(TransitionTable table, boolean original) {
        List<List<String>> rows = new ArrayList<>();
        for (Packet packet : Packet.values()) {
            List<String> row = new ArrayList<>();
            row.add(packet.name().toLowerCase(Locale.ROOT).replace("_", ""));
            for (ConntrackState state : STATES) {
                row.add(cell(table.cell(original, packet, state)));
            }
            rows.add(List.copyOf(row));
        }
        return rows;
    }

    /** As the kernel's comments abbreviate it: sSS, sIG, sIV. */
    private static String cell(int cell) {
        return switch (cell) {
            case TransitionTable.IGNORE -> "sIG";
            case TransitionTable.INVALID -> "sIV";
            default -> "s" + abbreviation(STATES[cell]);
        };
    }

    /** {@code SS} for SYN_SENT, {@code S2} for SYN_SENT2, {@code ES} for ESTABLISHED: as the kernel does. */
    private static String abbreviation(ConntrackState state) {
        return switch (state) {
            case NONE -> "NO";
            case ESTABLISHED -> "ES";
            case CLOSE -> "CL";
            case SYN_SENT2 -> "S2";
            default -> {
                int second = state.name().indexOf('_') + 1;
                yield state.name().substring(0, 1) + state.name().charAt(second);
            }
        };
    }
}
