package timewaitlab.nat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.SimTime;

/** Rows, tuples, chains of sources and timers, against maps that are slow and plain. */
class ConntrackTableTest {
    /** An entry of the model. */
    private record Model(long key, int port, long due, long order) {}

    private final ConntrackEntry look = new ConntrackEntry();

    private static long key(int source, int sourcePort, int remote, int remotePort) {
        return (long) source << 48 | (long) remote << 32 | (long) sourcePort << 16 | remotePort;
    }

    private static long outside(long key, int port) {
        return 7L << 48 | key & 0x0000_ffff_0000_ffffL | (long) port << 16;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 44, 555})
    void theTableIsAMap(long seed) {
        Random random = new Random(seed);
        ConntrackTable table = new ConntrackTable();
        Map<Long, Model> model = new HashMap<>();
        long[] waits = {SimTime.SECOND, 10 * SimTime.SECOND, 120 * SimTime.SECOND, 3 * SimTime.SECOND};
        long now = 0;
        for (int step = 0; step < 60_000; step++) {
            now += random.nextInt(20_000_000);
            long current = now;
            model.values().removeIf(entry -> entry.due <= current);
            table.expire(now);
            long key = key(1 + random.nextInt(3), 1_000 + random.nextInt(400), 9 + random.nextInt(2), 80);
            Model known = model.get(key);
            int row = table.find(key);
            assertThat(row != ConntrackTable.NONE)
                    .as("seed %s step %s", seed, step)
                    .isEqualTo(known != null);
            long wait = waits[random.nextInt(waits.length)];
            if (known == null) {
                int port = freePort(random, table, key);
                row = table.add(key, 7, port);
                table.arm(row, now, wait);
                model.put(key, new Model(key, port, now + wait, step));
            } else if (random.nextInt(3) == 0) {
                table.remove(row);
                model.remove(key);
            } else {
                assertThat(table.view(row, look).outsidePort()).isEqualTo(known.port);
                assertThat(look.due()).isEqualTo(known.due);
                assertThat(table.findOutside(outside(key, known.port))).isEqualTo(row);
                table.arm(row, now, wait);
                model.put(key, new Model(key, known.port, now + wait, known.order));
            }
            assertThat(table.size()).isEqualTo(model.size());
            if (step % 997 == 0) {
                sourcesAgree(table, model, seed);
            }
        }
        assertThat(table.rows()).as("rows are used again").isLessThanOrEqualTo(3 * 400 * 2);
    }

    private static int freePort(Random random, ConntrackTable table, long key) {
        int port = 1_024 + random.nextInt(60_000);
        while (table.findOutside(outside(key, port)) != ConntrackTable.NONE) {
            port++;
        }
        return port;
    }

    /** The entries of a source come newest first. */
    private void sourcesAgree(ConntrackTable table, Map<Long, Model> model, long seed) {
        Map<Long, Deque<Model>> bySource = new HashMap<>();
        model.values().stream()
                .sorted((a, b) -> Long.compare(b.order, a.order))
                .forEach(
                        entry -> bySource.computeIfAbsent(entry.key & 0xffff_0000_ffff_0000L, any -> new ArrayDeque<>())
                                .add(entry));
        bySource.forEach((source, entries) -> {
            int row = table.firstOfSource(source);
            for (Model entry : entries) {
                assertThat(table.view(row, look).key()).as("seed %s", seed).isEqualTo(entry.key);
                row = table.nextOfSource(row);
            }
            assertThat(row).isEqualTo(ConntrackTable.NONE);
        });
    }

    @Test
    void whatIsDueEndsInTheOrderInWhichItIsDue() {
        ConntrackTable table = new ConntrackTable();
        List<Long> gone = new ArrayList<>();
        table.whenGone(row -> gone.add(table.view(row, look).key()));
        long[] waits = {50, 10, 30, 20, 40};
        for (int i = 0; i < waits.length; i++) {
            table.arm(table.add(key(1, 100 + i, 9, 80), 7, 100 + i), 0, waits[i]);
        }
        table.arm(table.find(key(1, 101, 9, 80)), 5, waits[0]);
        table.expire(29);
        assertThat(gone).containsExactly(key(1, 103, 9, 80));
        table.expire(55);
        assertThat(gone)
                .containsExactly(
                        key(1, 103, 9, 80),
                        key(1, 102, 9, 80),
                        key(1, 104, 9, 80),
                        key(1, 100, 9, 80),
                        key(1, 101, 9, 80));
        assertThat(table.size()).isZero();
    }

    /** An operator may write the timeouts as often as she likes. */
    @Test
    void lanesOfLengthsNoLongerInUseAreUsedAgain() {
        ConntrackTable table = new ConntrackTable();
        int row = table.add(key(1, 100, 9, 80), 7, 100);
        for (int i = 1; i < 2_000; i++) {
            table.arm(row, 0, i * SimTime.SECOND);
        }
        table.expire(1_998 * SimTime.SECOND);
        assertThat(table.size()).isEqualTo(1);
        table.expire(1_999 * SimTime.SECOND);
        assertThat(table.size()).isZero();
    }

    @Test
    void everythingThatIsKeptOfASideIsKeptApart() {
        ConntrackTable table = new ConntrackTable();
        int row = table.add(key(1, 100, 9, 80), 7, 100);
        int other = table.add(key(2, 100, 9, 80), 7, 101);
        table.view(row, look);
        for (int side = 0; side < 2; side++) {
            look.end(side, 11 + side);
            look.maxEnd(side, 21 + side);
            look.maxWin(side, 31 + side);
            look.maxAck(side, 41 + side);
            look.scale(side, 13 + side);
            look.flags(side, 0x2a + side);
        }
        look.state(ConntrackState.SYN_SENT2);
        look.lastSide(1);
        look.lastIndex(5);
        look.lastWin(65_535);
        look.retrans(300);
        look.lane(200);
        look.lastFlags(0xc3);
        look.lastScale(14);
        look.lastSeq(1);
        look.lastAck(2);
        look.lastEnd(3);
        look.setAssured();
        look.setSeenReply();
        ConntrackEntry copy = look.copy();
        table.view(other, look).state(ConntrackState.CLOSE);
        for (int side = 0; side < 2; side++) {
            assertThat(List.of(
                            copy.end(side),
                            copy.maxEnd(side),
                            copy.maxWin(side),
                            copy.maxAck(side),
                            copy.scale(side),
                            copy.flags(side)))
                    .containsExactly(11 + side, 21 + side, 31 + side, 41 + side, 13 + side, 0x2a + side);
        }
        assertThat(copy.state()).isEqualTo(ConntrackState.SYN_SENT2);
        assertThat(List.of(copy.lastSide(), copy.lastIndex(), copy.lastWin(), copy.retrans(), copy.lane()))
                .containsExactly(1, 5, 65_535, 255, 200);
        assertThat(List.of(copy.lastFlags(), copy.lastScale(), copy.lastSeq(), copy.lastAck(), copy.lastEnd()))
                .containsExactly(0xc3, 14, 1, 2, 3);
        assertThat(copy.isAssured() && copy.seenReply()).isTrue();
        assertThat(copy.key()).isEqualTo(key(1, 100, 9, 80));
        assertThat(copy.outsideKey()).isEqualTo(outside(key(1, 100, 9, 80), 100));
    }

    /** Both tuples' index, timer links, chains of sources and slack included. */
    @Test
    void anEntryCostsAtMost160Bytes() {
        int entries = 300_000;
        ConntrackTable table = new ConntrackTable();
        long before = used();
        for (int i = 0; i < entries; i++) {
            long key = key(1 + i / 60_000, 1_024 + i % 60_000, 9, 80);
            table.arm(table.add(key, 7 + i / 60_000, 1_024 + i % 60_000), i, 120 * SimTime.SECOND);
        }
        long bytes = (used() - before) / entries;
        assertThat(table.size()).isEqualTo(entries);
        assertThat(bytes).isLessThanOrEqualTo(160);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
