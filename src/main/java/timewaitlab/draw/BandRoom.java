package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/**
 * What room the timers of one lifeline need beside it: lanes for as many as run at once, then the longest of their
 * words. Looked through once for a trace; how wide that is depends on the size of type and on the language.
 */
final class BandRoom {
    /** From the outermost band of a server to the words beside it. */
    static final double RIGHT_OF_BANDS = 2;
    /** From the words of a client to its band. */
    static final double LEFT_OF_BAND = 5;
    /** A lifeline without timers. */
    static final BandRoom NONE = of(List.of());

    /** From words to what is next to them, or to the end of the sheet. */
    static final double APART = 2;

    private final List<Integer> lanes = new ArrayList<>();
    /** Of each kind one of its spans with the longest value. */
    private final Map<TimerKind, TimerSpan> longest = new EnumMap<>(TimerKind.class);

    private BandRoom() {}

    /** The room of these, in order of time. */
    static BandRoom of(List<TimerSpan> spans) {
        BandRoom room = new BandRoom();
        for (List<TimerKind> group : Bands.OUTWARDS) {
            List<Long> ends = new ArrayList<>();
            for (TimerSpan span : spans) {
                if (group.contains(span.kind())) {
                    take(ends, span);
                    room.longest.merge(span.kind(), brief(span), BandRoom::longer);
                }
            }
            room.lanes.add(ends.size());
        }
        return room;
    }

    private static TimerSpan longer(TimerSpan one, TimerSpan other) {
        return length(other) > length(one) ? other : one;
    }

    private static int length(TimerSpan span) {
        int restarted =
                span.restarts().isEmpty() ? 0 : length(span.restarts().get(0).value());
        return Math.max(length(span.value()), restarted);
    }

    private static int length(String value) {
        return Timers.tidy(value).length();
    }

    /** The same timer with the one restart that has the longest value. */
    private static TimerSpan brief(TimerSpan span) {
        List<TimerSpan.Restart> longest = span.restarts().stream()
                .max(Comparator.comparingInt(restart -> length(restart.value())))
                .map(List::of)
                .orElse(List.of());
        return new TimerSpan(
                span.time(), span.at(), span.kind(), span.subject(), span.value(), span.due(), span.ended(), longest);
    }

    private static void take(List<Long> ends, TimerSpan span) {
        long end = span.ended() < 0 ? Long.MAX_VALUE : span.ended();
        for (int i = 0; i < ends.size(); i++) {
            if (ends.get(i) < span.time()) {
                ends.set(i, end);
                return;
            }
        }
        if (ends.size() < Bands.MOST_LANES) {
            ends.add(end);
        }
    }

    /** How far right of its lifeline a server takes room. */
    double right(LadderOptions options) {
        if (longest.isEmpty()) {
            return 0;
        }
        return bands(options.emphasis()) + RIGHT_OF_BANDS + words(options, List.copyOf(longest.keySet())) + APART;
    }

    /**
     * How far left of its lifeline a client or NAT takes room: words stand at their own band, whatever runs further out
     * at another time. Mappings are many, and only the first has words.
     */
    double left(LadderOptions options) {
        double away = Bands.FIRST;
        double need = 0;
        for (int i = 0; i < lanes.size(); i++) {
            List<TimerKind> group = Bands.OUTWARDS.get(i);
            away += lanes.get(i) * Bands.step(group.get(0), options.emphasis());
            List<TimerKind> told = group.stream()
                    .filter(kind -> kind != TimerKind.NAT_MAPPING && longest.containsKey(kind))
                    .toList();
            double words = told.isEmpty() ? 0 : LEFT_OF_BAND + words(options, told);
            need = lanes.get(i) == 0 ? need : Math.max(need, away + words + APART);
        }
        return need;
    }

    /** From the lifeline to the outer edge of its bands. */
    double bands(Emphasis emphasis) {
        double away = Bands.FIRST;
        for (int i = 0; i < lanes.size(); i++) {
            away += lanes.get(i) * Bands.step(Bands.OUTWARDS.get(i).get(0), emphasis);
        }
        return away;
    }

    private double words(LadderOptions options, List<TimerKind> kinds) {
        BandTexts texts = new BandTexts(options);
        return longest.entrySet().stream()
                .filter(entry -> kinds.contains(entry.getKey()))
                .flatMap(entry -> texts.all(entry.getValue()).stream())
                .mapToDouble(BandTexts.Line::width)
                .map(Math::ceil)
                .max()
                .orElse(0);
    }
}
