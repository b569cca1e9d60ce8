package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.SimTime;
import timewaitlab.draw.Outline.Box;
import timewaitlab.trace.FlagshipTrace;
import timewaitlab.trace.Trace;

/** What has to be painted again: everything that differs, and as little else as can be. */
class DamageTest {
    private static final Mark GROUND = Mark.fill(new Box(0, 0, 300, 300, 0), Ink.PAPER);
    private static final Mark.Lettering MONO = new Mark.Lettering(Face.MONO, 11, Ink.INK);

    @Test
    void picturesThatAreAlikeHaveNone() {
        List<Mark> one = List.of(GROUND, Mark.stroke(PathMaker.polyline(1, 2, 30, 40), Stroke.of(Ink.INK, 2)));
        List<Mark> other = List.of(GROUND, Mark.stroke(PathMaker.polyline(1, 2, 30, 40), Stroke.of(Ink.INK, 2)));
        assertThat(Damage.between(one, other)).isEmpty();
    }

    @Test
    void aTextThatChangedIsDamagedAndWhatIsFarFromItIsNot() {
        Mark still = Mark.text(200, 200, Mark.Anchor.MIDDLE, MONO, "stays");
        List<Mark> one = List.of(GROUND, Mark.text(20, 20, Mark.Anchor.START, MONO, "12"), still);
        List<Mark> other = List.of(GROUND, Mark.text(20, 20, Mark.Anchor.START, MONO, "1234"), still);
        assertThat(Damage.between(one, other)).singleElement().satisfies(box -> {
            assertThat(box.x()).isLessThan(20);
            assertThat(box.right()).isBetween(20 + MONO.width("1234"), 60.0);
            assertThat(box.bottom()).isLessThan(40);
        });
    }

    /** The future gets smaller with every frame; what is left of it was painted before. */
    @Test
    void ofABoxThatShrankOnlyTheStripIsDamaged() {
        List<Mark> one = List.of(Mark.fill(new Box(0, 100, 300, 900, 0), Ink.FUTURE));
        List<Mark> other = List.of(Mark.fill(new Box(0, 103, 300, 897, 0), Ink.FUTURE));
        assertThat(Damage.between(one, other)).singleElement().satisfies(box -> {
            assertThat(box.y()).isLessThan(100);
            assertThat(box.bottom()).isBetween(103.0, 108.0);
        });
    }

    @Test
    void groupsOfOneIdAreComparedMarkByMark() {
        Mark left = Mark.fill(new Outline.Disc(10, 10, 5), Ink.INK);
        Mark right = Mark.fill(new Outline.Disc(290, 10, 5), Ink.INK);
        Mark moved = Mark.fill(new Outline.Disc(290, 14, 5), Ink.INK);
        List<Mark> one = List.of(new Mark.Group("leg-1", "lab-segment", "one", List.of(left, right)), GROUND);
        List<Mark> other = List.of(GROUND, new Mark.Group("leg-1", "lab-segment", "one", List.of(left, moved)));
        assertThat(Damage.between(one, other)).isNotEmpty().allMatch(box -> box.x() > 270);
    }

    /** Whatever is played: outside of the damage no mark came, went or changed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void outsideOfItTwoMomentsOfTheFlagshipAreAlike(long seed) {
        Trace trace = FlagshipTrace.trace();
        LadderLayout layout = LadderLayout.of(trace, TimeScale.compressed(trace, 20), LadderOptions.of(700));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 60; i++) {
            long time = random.nextLong(trace.until());
            long later = time + random.nextLong(20 * SimTime.MILLISECOND);
            List<Mark> one = layout.at(time).marks();
            List<Mark> other = layout.at(later).marks();
            List<Box> damage = Damage.between(one, other);
            List<Mark> changed = new ArrayList<>(flat(one));
            changed.removeAll(flat(other));
            List<Mark> come = new ArrayList<>(flat(other));
            come.removeAll(flat(one));
            changed.addAll(come);
            for (Mark mark : changed) {
                Box box = Bounds.of(mark);
                boolean strip = ((Object) mark) instanceof Mark.Shape shape && shape.outline() instanceof Box;
                assertThat(damage)
                        .as("seed %d, %d to %d: %s", seed, time, later, mark)
                        .anyMatch(held -> strip ? held.touches(box) : holds(held, box));
            }
        }
    }

    private static List<Mark> flat(List<Mark> marks) {
        List<Mark> flat = new ArrayList<>();
        for (Mark mark : marks) {
            if (mark instanceof Mark.Group group) {
                flat.addAll(flat(group.marks()));
            } else {
                flat.add(mark);
            }
        }
        return flat;
    }

    private static boolean holds(Box outer, Box inner) {
        double off = 0.001;
        return outer.x() <= inner.x() + off
                && outer.y() <= inner.y() + off
                && outer.right() >= inner.right() - off
                && outer.bottom() >= inner.bottom() - off;
    }
}
