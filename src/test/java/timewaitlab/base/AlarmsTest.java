package timewaitlab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Alarms ring in order of time and number, each once, and not when they were taken out: as from a sorted set. */
class AlarmsTest {
    private static final Comparator<Somebody> ORDER =
            Comparator.<Somebody>comparingLong(each -> each.time).thenComparingLong(each -> each.order);

    @Test
    void ringInTheOrderOfASortedSet() {
        long seed = 23;
        Random random = new Random(seed);
        Alarms<Somebody> alarms = new Alarms<>();
        TreeSet<Somebody> set = new TreeSet<>(ORDER);
        Somebody[] all = new Somebody[200];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Somebody();
        }
        for (int i = 0; i < 50_000; i++) {
            Somebody who = all[random.nextInt(all.length)];
            int what = random.nextInt(5);
            if (what < 3) {
                set.remove(who);
                who.time = random.nextInt(50);
                who.order = i;
                set.add(who);
                alarms.set(who.time, who.order, who);
            } else if (what == 3) {
                set.remove(who);
                alarms.clear(who);
            } else if (!set.isEmpty()) {
                assertThat(alarms.ring()).as("seed %s, step %s", seed, i).isSameAs(set.pollFirst());
            }
            assertThat(alarms.size()).isEqualTo(set.size());
            assertThat(alarms.firstDue()).isEqualTo(set.isEmpty() ? SimTime.NEVER : set.first().time);
        }
        while (!set.isEmpty()) {
            assertThat(alarms.ring()).isSameAs(set.pollFirst());
        }
        assertThat(alarms.firstDue()).isEqualTo(SimTime.NEVER);
    }

    private static final class Somebody implements Alarms.Sleeper {
        private long time;
        private long order;
        private int place = Alarms.NONE;

        @Override
        public int alarmPlace() {
            return place;
        }

        @Override
        public void alarmPlace(int newPlace) {
            place = newPlace;
        }
    }
}
