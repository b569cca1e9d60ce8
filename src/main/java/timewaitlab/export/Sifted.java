package timewaitlab.export;

import java.util.Optional;
import timewaitlab.base.Watch;
import timewaitlab.lab.FieldExpression;
import timewaitlab.lab.Sieve;
import timewaitlab.trace.Trace;

/**
 * What of a run goes into a file.
 *
 * @param whole the run
 * @param trace all of it, or the segments of which the test holds, with what belongs to them
 * @param test empty for all
 */
public record Sifted(Trace whole, Trace trace, Optional<FieldExpression> test) {
    /** Of this run what passes the test. Of a long run it takes a while. */
    public static Sifted of(Trace whole, Optional<FieldExpression> test) {
        return of(whole, test, Watch.NONE);
    }

    /** The same while somebody waits, who may give it up. */
    static Sifted of(Trace whole, Optional<FieldExpression> test, Watch watch) {
        return new Sifted(
                whole, test.map(each -> Sieve.passed(whole, each, watch)).orElse(whole), test);
    }

    /** The title of the run, with the test and how many segments pass it, so that nobody takes a part for the whole. */
    public String titled(String title) {
        return test.map(each ->
                        title + " · " + each.text() + " · " + journeys(trace) + " of " + journeys(whole) + " segments")
                .orElse(title);
    }

    private static long journeys(Trace trace) {
        return trace.legs().stream().filter(leg -> leg.rewrites() == 0).count();
    }
}
