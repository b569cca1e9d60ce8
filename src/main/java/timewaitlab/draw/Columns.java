package timewaitlab.draw;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.trace.Party;
import timewaitlab.trace.Party.Kind;
import timewaitlab.trace.TraceEvent.Judged;

/** Where the lifelines stand. Clients keep together, the link to the server takes the rest. */
final class Columns {
    private static final double AXIS = 52;
    /** How a time within the millisecond of the one above it is written. */
    private static final String SHORT_TIME = "+999 \u00b5s";

    private static final double LEAST_LEFT = 24;
    private static final double LEAST_RIGHT = 96;
    /** From this width on words at the right have more room than they need. */
    private static final double ROOMY = 1000;

    private static final double ROOMY_RIGHT = 220;
    /** How near lifelines may come before something else gives way to them, of the least they should be apart. */
    private static final double COMFORT = 0.9;

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
        double axis = axis(trace, emphasis);
        double left = axis + leftOfFirst(trace, options);
        double right = rightOfLast(trace, options);
        double[] least = new double[parties.size()];
        double[] most = new double[parties.size()];
        double sumLeast = 0;
        double sumMost = 0;
        for (int i = 1; i < least.length; i++) {
            Kind before = parties.get(i - 1).kind();
            Kind here = parties.get(i).kind();
            boolean wide = before != here && (before == Kind.SERVER || here == Kind.SERVER);
            boolean nat = before.isBox() || here.isBox();
            double bands = rightNeed(trace, parties.get(i - 1), options) + leftNeed(trace, parties.get(i), options);
            least[i] = Math.max(emphasis.grown(wide ? 140 : nat ? 70 : 66), bands);
            most[i] = Math.max(emphasis.grown(wide ? WIDE : nat ? 100 : 90), bands);
            sumLeast += least[i];
            sumMost += wide ? 0 : most[i] - least[i];
        }
        double spare = options.width() - left - right - sumLeast;
        // Where there is room, answers stand beside the last lifeline without covering it or its bands.
        double room = Math.max(0, spare + (1 - COMFORT) * sumLeast);
        double chips = Math.min(room, Math.max(0, chipsOfLast(trace, options) - right));
        spare -= chips;
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
    static double least(LadderTrace trace, LadderOptions options) {
        LadderOptions narrow = options.withWidth(0);
        return of(trace, narrow).last() + rightOfLast(trace, narrow);
    }

    /** From which width on lifelines stand far enough apart to be read along. */
    static double comfortable(LadderTrace trace, LadderOptions options) {
        LadderOptions narrow = options.withWidth(0);
        Columns squeezed = of(trace, narrow);
        double gaps = squeezed.count() == 0 ? 0 : squeezed.last() - squeezed.x(0);
        return least(trace, options) + gaps * (COMFORT / MOST_SQUEEZED - 1);
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

    /** As wide as the longest time on it. */
    private static double axis(LadderTrace trace, Emphasis emphasis) {
        double least = emphasis == Emphasis.EXPLORE ? AXIS : emphasis.grown(AXIS) * 1.05;
        Lettering time = new Lettering(Face.MONO_BOLD, emphasis.small(), Ink.INK);
        double longest = time.width(BandWords.clock(trace.trace().until(), ""));
        double finest = trace.rows().areFine() ? time.width(SHORT_TIME) : 0;
        return Math.max(least, Math.ceil(Math.max(longest, finest)) + LadderAxis.TICK + 2);
    }

    private static double leftOfFirst(LadderTrace trace, LadderOptions options) {
        double bands = trace.trace().parties().isEmpty()
                ? 0
                : leftNeed(trace, trace.trace().parties().get(0), options);
        return Math.max(options.emphasis().grown(LEAST_LEFT), bands);
    }

    private static double rightOfLast(LadderTrace trace, LadderOptions options) {
        List<Party> parties = trace.trace().parties();
        double least = options.width() >= ROOMY ? ROOMY_RIGHT : LEAST_RIGHT;
        return parties.isEmpty() ? least : Math.max(least, rightNeed(trace, parties.get(parties.size() - 1), options));
    }

    /** What its bands take, and beyond them the widest answer given there. */
    private static double chipsOfLast(LadderTrace trace, LadderOptions options) {
        List<Party> parties = trace.trace().parties();
        if (parties.isEmpty() || parties.get(parties.size() - 1).kind() != Kind.SERVER) {
            return 0;
        }
        String last = parties.get(parties.size() - 1).name();
        double widest = 0;
        for (Judged judged : trace.answersAt(last)) {
            widest = Math.max(
                    widest,
                    Chip.of(judged, options.words(), options.emphasis().chip()).width());
        }
        return trace.roomAt(last).bands(options.emphasis()) + BandRoom.RIGHT_OF_BANDS + widest + BandRoom.APART;
    }

    /** What the bands of a server and their words take at its right. */
    private static double rightNeed(LadderTrace trace, Party party, LadderOptions options) {
        return party.kind() == Kind.SERVER ? trace.roomAt(party.name()).right(options) : 0;
    }

    /** What the bands of a client or NAT and their words take at its left. */
    private static double leftNeed(LadderTrace trace, Party party, LadderOptions options) {
        return party.kind() == Kind.SERVER ? 0 : trace.roomAt(party.name()).left(options);
    }
}
