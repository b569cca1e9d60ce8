package timewaitlab.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import timewaitlab.base.SimTime;

/** The table of time-wait entries against a map. */
class TimeWaitTableTest {
    @Test
    void findsWhatAMapFinds() {
        Random random = new Random(60);
        TimeWaitTable table = new TimeWaitTable();
        Map<Long, TimeWaitSocket> map = new HashMap<>();
        for (int i = 0; i < 30_000; i++) {
            long key = key(random);
            int row = table.find(key);
            assertThat(row != TimeWaitTable.NONE).as("seed 60, step %s", i).isEqualTo(map.containsKey(key));
            if (row == TimeWaitTable.NONE) {
                TimeWaitSocket entry = entry(random);
                int made = table.add(key, entry, i);
                assertThat(table.key(made)).isEqualTo(key);
                assertThat(table.due(made)).isEqualTo(i);
                map.put(key, entry);
            } else {
                assertThat(words(table.load(row, new TimeWaitSocket()))).isEqualTo(words(map.get(key)));
                if (random.nextInt(3) > 0) {
                    table.remove(row);
                    map.remove(key);
                    assertThat(table.due(row)).isEqualTo(SimTime.NEVER);
                } else {
                    TimeWaitSocket other = entry(random);
                    table.store(row, other);
                    map.put(key, other);
                }
            }
            assertThat(table.size()).isEqualTo(map.size());
        }
        map.forEach((key, entry) -> assertThat(words(table.load(table.find(key), new TimeWaitSocket())))
                .isEqualTo(words(entry)));
    }

    @Test
    void waitsAreKeptToTheMillisecond() {
        TimeWaitTable table = new TimeWaitTable();
        int row = table.add(1, new TimeWaitSocket(), 0);
        table.wait(row, 60 * SimTime.SECOND);
        table.shortWait(row, 704 * SimTime.MILLISECOND);
        assertThat(table.wait(row)).isEqualTo(60 * SimTime.SECOND);
        assertThat(table.shortWait(row)).isEqualTo(704 * SimTime.MILLISECOND);
    }

    @Test
    void storingAnEntryLeavesItsTimersAlone() {
        Random random = new Random(61);
        TimeWaitTable table = new TimeWaitTable();
        int row = table.add(1, entry(random), 7);
        table.wait(row, 60 * SimTime.SECOND);
        table.shortWait(row, 704 * SimTime.MILLISECOND);
        for (int i = 0; i < 1000; i++) {
            TimeWaitSocket stored = entry(random);
            table.store(row, stored);
            assertThat(words(table.load(row, new TimeWaitSocket())))
                    .as("seed 61, step %s", i)
                    .isEqualTo(words(stored));
        }
        assertThat(table.wait(row)).isEqualTo(60 * SimTime.SECOND);
        assertThat(table.shortWait(row)).isEqualTo(704 * SimTime.MILLISECOND);
        assertThat(table.due(row)).isEqualTo(7);
        assertThat(table.key(row)).isEqualTo(1);
    }

    private static List<Object> words(TimeWaitSocket entry) {
        return Arrays.asList(
                entry.finWait2,
                entry.rcvNxt,
                entry.sndNxt,
                entry.rcvWnd,
                entry.rcvWindowScale,
                entry.tsRecent,
                entry.tsRecentStamp,
                entry.tsOffset,
                entry.reuseAddress,
                entry.lastOowAck,
                entry.entryStamp);
    }

    /** Few addresses and ports, so that keys come back and collide. */
    private static long key(Random random) {
        return (long) random.nextInt(2) << 48 | (long) random.nextInt(3) << 32 | 80 << 16 | random.nextInt(1500);
    }

    private static TimeWaitSocket entry(Random random) {
        TimeWaitSocket entry = new TimeWaitSocket();
        entry.finWait2 = random.nextBoolean();
        entry.reuseAddress = random.nextBoolean();
        entry.rcvWindowScale = random.nextInt(15);
        entry.rcvNxt = random.nextInt();
        entry.sndNxt = random.nextInt();
        // most windows fit the packed row; those of 128 KiB and more do not
        entry.rcvWnd = random.nextInt(4) > 0 ? random.nextInt(65_536) : random.nextInt(1 << 30);
        entry.tsRecent = random.nextInt();
        entry.tsRecentStamp = random.nextInt();
        entry.tsOffset = random.nextInt();
        entry.entryStamp = random.nextInt();
        // after 25 days milliseconds no longer fit 31 bits
        entry.lastOowAck = random.nextBoolean() ? Long.MIN_VALUE : random.nextInt(10_000_000) * SimTime.SECOND;
        return entry;
    }
}
