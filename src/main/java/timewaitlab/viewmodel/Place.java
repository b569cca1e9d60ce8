package timewaitlab.viewmodel;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import timewaitlab.draw.LadderLayout;
import timewaitlab.trace.Party;

/**
 * A place of a ladder where nothing is drawn: a moment, and who would send there.
 *
 * @param time nanoseconds from the start of the run
 * @param host whose lifeline is nearest; nothing comes from a box between hosts
 */
public record Place(long time, String host) {
    private static final long TEN_SECONDS = 10_000_000_000L;
    private static final double HALF_A_PIXEL = 0.5;

    /** What lies under this point of a ladder of this run; the moment is the roundest of those that look the same. */
    public static Place of(LadderLayout layout, TraceIndex index, double x, double y) {
        long time = roundest(
                Math.max(0, layout.timeAt(y - HALF_A_PIXEL)),
                Math.min(index.trace().until(), layout.timeAt(y + HALF_A_PIXEL)));
        String nearest = hosts(index)
                .map(Party::name)
                .min(Comparator.comparingDouble(name -> Math.abs(layout.x(name) - x)))
                .orElse("");
        return new Place(time, nearest);
    }

    /** The moment that is shown, and the first host: where keys open a menu. */
    public static Place now(TraceIndex index, long time) {
        return new Place(time, hosts(index).map(Party::name).findFirst().orElse(""));
    }

    private static Stream<Party> hosts(TraceIndex index) {
        return index.trace().parties().stream().filter(party -> !party.kind().isBox());
    }

    /** The number with the most noughts from the first to the last; the last where there is none between. */
    static long roundest(long first, long last) {
        for (long step = TEN_SECONDS; step > 1; step /= 10) {
            long up = Math.floorDiv(first + step - 1, step) * step;
            if (up <= last) {
                return up;
            }
        }
        return last;
    }

    /** {@code 5.3 s}, and how far that is from the sending of the selected segment where one is selected. */
    public String text(MainViewModel model) {
        Optional<String> away = model.index()
                .leg(model.selectedProperty().get())
                .map(leg -> Texts.say("place.away", Measure.time(leg.time(), time)));
        return Numbers.clock(time) + " s" + away.map(text -> "   " + text).orElse("");
    }
}
