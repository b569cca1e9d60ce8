package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import timewaitlab.base.SimTime;
import timewaitlab.lab.FieldExpression;
import timewaitlab.lab.Sieve;
import timewaitlab.trace.FlagshipTrace;

/** The transport strip of the flagship. */
class StripTest {
    private final TraceIndex index = new TraceIndex(FlagshipTrace.trace());
    private final Strip strip = new Strip(index, index.course());

    @Test
    void hasACrossForEveryRefusal() {
        assertThat(strip.crosses()).hasSize(6);
    }

    @Test
    void placesAndMomentsAgree() {
        for (long second : new long[] {0, 5, 6, 20, 68, 70}) {
            long time = second * SimTime.SECOND;
            assertThat(strip.time(strip.place(time))).isBetween(time - 2, time + 2);
        }
        assertThat(strip.place(70 * SimTime.SECOND)).isEqualTo(1);
    }

    @Test
    void requestsPointUpAndAnswersDown() {
        assertThat(strip.ticks().get(0).up()).isTrue();
        assertThat(strip.ticks().get(1).up()).isFalse();
    }

    @Test
    void whatIsHiddenIsToldAndMovesNothing() {
        FieldExpression drops = FieldExpression.parse("verdict == drop").value().orElseThrow();
        Course passed = new Course(Sieve.passed(index.trace(), drops), List.of());
        Strip narrowed = new Strip(index, passed);
        assertThat(narrowed.ticks()).hasSize(6);
        assertThat(narrowed.crosses()).hasSize(6);
        assertThat(narrowed.hidden()).hasSize(strip.ticks().size() - 6);
        assertThat(strip.hidden()).isEmpty();
        assertThat(narrowed.place(5 * SimTime.SECOND)).isEqualTo(strip.place(5 * SimTime.SECOND));
        FieldExpression passes =
                FieldExpression.parse("verdict == accept").value().orElseThrow();
        Strip without = new Strip(index, new Course(Sieve.passed(index.trace(), passes), List.of()));
        assertThat(without.crosses())
                .as("refusals are hidden with their segments")
                .isEmpty();
    }
}
