package timewaitlab.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import timewaitlab.wire.Device;

/** What a socket was like is found again as it was. */
class TcbLedgerTest {
    /** Fields that no rule looks at and no pane shows: a copy for judging has never had them. */
    private static final Set<String> OF_THE_HOST_ALONE = Set.of(
            "reuseAddress",
            "reusePort",
            "receiveBuffer",
            "bindNoPort",
            "portRangeLow",
            "portRangeHigh",
            "boundAddress",
            "boundPort",
            "autoPort",
            "portClass",
            "released",
            "rttVar",
            "meanDeviationMax",
            "rttSeq",
            "quickAcks",
            "pingpongs",
            "ackTimeout",
            "rcvMss",
            "wakeUp",
            "timedSince",
            "timedSeq",
            "payload",
            "persisting");

    private static final int STATES = 500;
    private static final long SEED = 20_261_120L;

    private final TcbLedger ledger = new TcbLedger();

    @Test
    void everyFieldThatIsLookedAtIsKept() throws IllegalAccessException {
        for (Field field : fields()) {
            Tcb socket = new Tcb();
            int before = ledger.keep(socket);
            change(field, socket, 1);
            int after = ledger.keep(socket);
            assertThat(after).as("%s differs", field.getName()).isNotEqualTo(before);
            assertThat(field.get(ledger.open(after))).as(field.getName()).isEqualTo(field.get(socket));
            assertThat(field.get(ledger.open(before))).as(field.getName()).isEqualTo(field.get(new Tcb()));
            assertThat(field.get(TcbLedger.copy(socket))).as(field.getName()).isEqualTo(field.get(socket));
        }
    }

    @Test
    void statesOfManySocketsAreFoundAgain() throws IllegalAccessException {
        Random random = new Random(SEED);
        Tcb[] sockets = {new Tcb(), new Tcb(), new Tcb()};
        List<Integer> places = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < STATES; i++) {
            Tcb socket = sockets[random.nextInt(sockets.length)];
            if (random.nextInt(100) == 0) {
                socket.renew();
            }
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                change(fields().get(random.nextInt(fields().size())), socket, random.nextInt(1_000));
            }
            if (random.nextInt(20) == 0) {
                socket.outOfOrder.add(i * 10, i * 10 + 5, random.nextBoolean());
            }
            places.add(ledger.keep(socket));
            texts.add(text(socket));
        }
        for (int i = 0; i < STATES; i++) {
            assertThat(text(ledger.open(places.get(i))))
                    .as("seed %d, %d", SEED, i)
                    .isEqualTo(texts.get(i));
        }
    }

    @Test
    void nothingDifferentIsKeptOnce() {
        Tcb socket = new Tcb();
        socket.iss = 17;
        assertThat(ledger.keep(socket)).isEqualTo(ledger.keep(socket));
        long[] shown = new long[TcbLedger.SHOWN];
        assertThat(ledger.isNews(socket, shown)).isTrue();
        assertThat(ledger.isNews(socket, shown)).isFalse();
        socket.firstSynTick = 5;
        ledger.keep(socket);
        assertThat(ledger.isNews(socket, shown))
                .as("a field that no pane shows")
                .isFalse();
        socket.iss = 18;
        ledger.keep(socket);
        assertThat(ledger.isNews(socket, shown)).isTrue();
    }

    private static List<Field> fields() {
        return Arrays.stream(Tcb.class.getFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType().isPrimitive())
                .filter(field -> !OF_THE_HOST_ALONE.contains(field.getName()))
                .toList();
    }

    private static String text(Tcb socket) throws IllegalAccessException {
        StringBuilder text = new StringBuilder();
        for (Field field : fields()) {
            text.append(field.getName()).append(' ').append(field.get(socket)).append('\n');
        }
        ReceiveQueue queue = socket.outOfOrder;
        return text.append(socket.state)
                .append(queue.lastEdge())
                .append(queue.isEmpty())
                .toString();
    }

    /** Window shifts have fourteen values, interfaces three; numbers are never below their first. */
    private static void change(Field field, Tcb socket, int by) throws IllegalAccessException {
        if (field.getType() == boolean.class) {
            field.setBoolean(socket, !field.getBoolean(socket));
        } else if (field.getType() == long.class) {
            long before = field.getLong(socket);
            field.setLong(socket, before == Long.MAX_VALUE ? by : Math.max(0, before) + 4L * by);
        } else if (field.getName().endsWith("Scale")) {
            field.setInt(socket, (field.getInt(socket) + 1) % 15);
        } else if (field.getName().equals("boundDevice")) {
            field.setInt(socket, by % (Device.ETH0 + 1));
        } else {
            field.setInt(socket, field.getInt(socket) + by);
        }
    }
}
