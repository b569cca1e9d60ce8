package timewaitlab.viewmodel;

import java.util.List;
import java.util.stream.Stream;

/**
 * How fast a run is played.
 *
 * @param factor of a told run, how much faster it is told than usual; of a timed one, the seconds of the run that one
 *     second of watching takes
 * @param timed whether time passes evenly; else the run is told, each event as long as it takes to be understood
 */
public record Pace(double factor, boolean timed) {
    /** A run as it is told unless somebody chooses otherwise. */
    public static final Pace TOLD = new Pace(1, false);

    /** A second of the run takes a second. */
    public static final Pace REAL_TIME = new Pace(1, true);

    private static final List<Pace> ALL = Stream.concat(
                    Stream.of(0.25, 0.5, 1.0, 2.0, 4.0, 10.0, 100.0, 1000.0).map(factor -> new Pace(factor, false)),
                    Stream.of(0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0).map(factor -> new Pace(factor, true)))
            .toList();

    /** All that are offered: told from slow to fast, then timed from slow to fast. */
    public static List<Pace> all() {
        return ALL;
    }

    /** {@code told 2×}, {@code 1 s = 0.1 s}. */
    public String text() {
        String number = Numbers.brief(factor);
        return Texts.say(timed ? "transport.pace.timed" : "transport.pace.told", number);
    }

    /** The next one that is faster, or slower; the last of its kind stays. */
    public Pace next(boolean faster) {
        List<Pace> alike = ALL.stream().filter(pace -> pace.timed == timed).toList();
        int at = alike.indexOf(this) + (faster ? 1 : -1);
        return alike.get(Math.max(0, Math.min(alike.size() - 1, at)));
    }

    /** Time that passes evenly where the run was told, and back. */
    public Pace otherwise() {
        return timed ? TOLD : REAL_TIME;
    }

    @Override
    public String toString() {
        return text();
    }
}
