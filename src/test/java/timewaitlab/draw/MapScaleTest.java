package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import timewaitlab.decide.Plane;

/** The axis of a decision map: all of the ring, exact zero widened, zoomable to single units. */
class MapScaleTest {
    private static final MapScale WHOLE = MapScale.whole(800);

    @Test
    void allOfTheRingFits() {
        assertThat(WHOLE.start(Plane.FIRST)).isZero();
        assertThat(WHOLE.start(Plane.LAST + 1)).isCloseTo(800, offset(1e-6));
        assertThat(WHOLE.start(1) - WHOLE.start(0)).as("exact zero").isEqualTo(64);
        assertThat(WHOLE.start(Plane.FIRST + 1)).as("the strip of -2^31").isCloseTo(14, offset(1e-6));
    }

    @Test
    void sidesOfZeroMirrorEachOther() {
        double middle = WHOLE.middle(0);
        for (long offset : List.of(1L, 7L, 1000L, 123_456_789L)) {
            assertThat(WHOLE.middle(offset) - middle).isCloseTo(middle - WHOLE.middle(-offset), offset(1e-6));
        }
    }

    @Test
    void everyNumberIsFoundWhereItIsDrawn() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            long offset = random.nextBoolean() ? random.nextInt() : random.nextInt(-50, 51);
            MapScale close = WHOLE.zoomedAt(WHOLE.middle(offset), MapScale.CLOSEST);
            assertThat(close.offset(close.middle(offset))).isEqualTo(offset);
        }
    }

    @Test
    void zoomEndsAtSingleUnitsAndKeepsThePointUnderThePointer() {
        double at = WHOLE.middle(1_000_000_000);
        MapScale close = WHOLE.zoomedAt(at, MapScale.CLOSEST);
        long there = close.offset(at);
        assertThat(there).isBetween(999_999_990L, 1_000_000_010L);
        assertThat(close.start(there + 1) - close.start(there))
                .as("pixels of one unit")
                .isGreaterThan(10);
        assertThat(close.zoomedAt(at, 0.001 / MapScale.CLOSEST).zoom())
                .as("not farther than all of it")
                .isEqualTo(1);
    }

    @Test
    void ticksAreRoundAndApart() {
        List<MapScale.Tick> ticks = WHOLE.ticks(60);
        assertThat(ticks).extracting(MapScale.Tick::offset).contains(0L, Plane.FIRST, 1000L, -1000L, 1_000_000L);
        for (int i = 1; i < ticks.size(); i++) {
            assertThat(ticks.get(i).at() - ticks.get(i - 1).at()).isGreaterThanOrEqualTo(60);
        }
        MapScale close = WHOLE.zoomedAt(WHOLE.middle(1_000_000_000), 1e7);
        assertThat(close.ticks(90)).as("a closer look has ticks of its own").hasSizeGreaterThan(2);
    }

    @Test
    void aPointAtTheRimIsFittedWithAirAroundIt() {
        MapScale fitted = WHOLE.fitting(961_292_691);
        assertThat(fitted.middle(961_292_691)).isBetween(400.0, 780.0);
        assertThat(fitted.middle(0)).isBetween(0.0, 400.0);
    }
}
