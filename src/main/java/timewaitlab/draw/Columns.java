package timewaitlab.draw;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.trace.Party;
import timewaitlab.trace.Party.Kind;

/** Where the lifelines stand. Clients keep together, the link to the server takes the rest. */
final class Columns {
    private static final double AXIS = 52;
    private static final double LEAST_RIGHT = 96;
    /** Where not even the least of everything fits: half a card. */
    private static final double NARROW_RIGHT = 44;

    private static final double MOST_SQUEEZED = 0.6;
    /** What the link to a server may take: more than there is. */
    private static final double WIDE = 9000;

    private final List<Party> parties;
    private final double[] x;
    private final double axis;
    private final Map<String, Integer> index = new HashMap<>();

    private Columns(List<Party> parties, double[] x, double axis) {
        this.parties = parties;
        this.x = x;
        this.axis = axis;
        for (Party party : parties) {
            index.put(party.name(), index.size());
        }
    }

    static Columns of(LadderTrace trace, LadderOptions options) {
        Emphasis emphasis = options.emphasis();
        List<Party> parties = trace.trace().parties();
        double axis = emphasis == Emphasis.EXPLORE ? AXIS : emphasis.grown(AXIS) * 1.05;
        double left = axis + leftOfFirst(trace, emphasis);
        double right = rightOfLast(trace, emphasis, options.width());
        double[] least = new double[parties.size()];
        double[] most = new double[parties.size()];
        double sumLeast = 0;
        double sumMost = 0;
        for (int i = 1; i < least.length; i++) {
            Kind before = parties.get(i - 1).kind();
            Kind here = parties.get(i).kind();
            boolean wide = before != here && (before == Kind.SERVER || here == Kind.SERVER);
            boolean nat = before.isBox() || here.isBox();
            double bands = rightNeed(trace, parties.get(i - 1), emphasis) + leftNeed(trace, parties.get(i), emphasis);
            least[i] = Math.max(emphasis.grown(wide ? 140 : nat ? 70 : 66), bands);
            most[i] = Math.max(emphasis.grown(wide ? WIDE : nat ? 100 : 90), bands);
            sumLeast += least[i];
            sumMost += wide ? 0 : most[i] - least[i];
        }
        double spare = options.width() - left - right - sumLeast;
        if (spare < 0) {
            spare += Math.min(-spare, right - emphasis.grown(NARROW_RIGHT));
        }
        double squeezed = spare < 0 ? Math.max(MOST_SQUEEZED, 1 + spare / sumLeast) : 1;
        // Narrow columns first grow to their most, with half of what is spare; the wide ones take what is left.
        double grow = sumMost == 0 ? 0 : Math.max(0, Math.min(1, spare / 2 / sumMost));
        double rest = Math.max(0, spare - grow * sumMost) / Math.max(1, wideGaps(most, emphasis));
        double[] x = new double[parties.size()];
        for (int i = 0; i < x.length; i++) {
            boolean wide = most[i] >= emphasis.grown(WIDE);
            double gap = wide ? least[i] + rest : least[i] + grow * (most[i] - least[i]);
            x[i] = Math.round(i == 0 ? left : x[i - 1] + gap * squeezed);
        }
        return new Columns(parties, x, axis);
    }

    /** The narrowest picture in which nothing at the right is cut off. */
    static double least(LadderTrace trace, Emphasis emphasis) {
        Columns narrow = of(trace, LadderOptions.of(0).withEmphasis(emphasis));
        return narrow.last() + rightOfLast(trace, emphasis, 0);
    }

    List<Party> parties() {
        return parties;
    }

    double x(int party) {
        return x[party];
    }

    int count() {
        return x.length;
    }

    /** Position of a party from the left, -1 for a name without a lifeline. */
    int indexOf(String party) {
        return index.getOrDefault(party, -1);
    }

    /** Right end of the time axis. */
    double axis() {
        return axis;
    }

    double last() {
        return x.length == 0 ? axis : x[x.length - 1];
    }

    /** Bands of servers stand right of their lifeline, all others left. */
    boolean bandsRight(int party) {
        return parties.get(party).kind() == Kind.SERVER;
    }

    private static int wideGaps(double[] most, Emphasis emphasis) {
        int count = 0;
        for (double gap : most) {
            count += gap >= emphasis.grown(WIDE) ? 1 : 0;
        }
        return count;
    }

    private static double leftOfFirst(LadderTrace trace, Emphasis emphasis) {
        if (trace.trace().parties().isEmpty()) {
            return emphasis.grown(32);
        }
        Party first = trace.trace().parties().get(0);
        int kinds =
                first.kind() == Kind.SERVER ? 0 : trace.kindsAt(first.name()).size();
        return emphasis.grown(kinds == 0 ? 32 : 18 + 15 * kinds + 56);
    }

    private static double rightOfLast(LadderTrace trace, Emphasis emphasis, double width) {
        double room = width >= 1000 ? 220 : 0;
        if (trace.trace().parties().isEmpty()) {
            return LEAST_RIGHT;
        }
        Party last = trace.trace().parties().get(trace.trace().parties().size() - 1);
        int kinds = last.kind() == Kind.SERVER ? trace.kindsAt(last.name()).size() : 0;
        double words = 14 + kinds * (emphasis.band() + 4) + emphasis.grown(width < 560 ? 66 : 82);
        return Math.max(Math.max(LEAST_RIGHT, room), kinds == 0 ? LEAST_RIGHT : words);
    }

    /** What the bands of a server and their words take at its right. */
    private static double rightNeed(LadderTrace trace, Party party, Emphasis emphasis) {
        int kinds = party.kind() == Kind.SERVER ? trace.kindsAt(party.name()).size() : 0;
        return kinds == 0 ? 0 : 14 + kinds * (emphasis.band() + 4) + emphasis.grown(66);
    }

    /** What the bands of a client or NAT take at its left, with the shortest of words. */
    private static double leftNeed(LadderTrace trace, Party party, Emphasis emphasis) {
        int kinds =
                party.kind() == Kind.SERVER ? 0 : trace.kindsAt(party.name()).size();
        return kinds == 0 ? 0 : 7 + kinds * (emphasis.band() + 4) + emphasis.grown(44);
    }
}
