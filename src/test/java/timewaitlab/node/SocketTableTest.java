package timewaitlab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import timewaitlab.tcp.Tcb;

/** The table of live sockets against a map. */
class SocketTableTest {
    @Test
    void findsWhatAMapFinds() {
        Random random = new Random(11);
        SocketTable table = new SocketTable();
        Map<Long, Tcb> map = new HashMap<>();
        for (int i = 0; i < 30_000; i++) {
            long key = (long) random.nextInt(3) << 32 | random.nextInt(700);
            assertThat(table.find(key)).as("seed 11, step %s", i).isSameAs(map.get(key));
            if (!map.containsKey(key)) {
                Tcb socket = new Tcb();
                socket.key = key;
                table.add(socket);
                map.put(key, socket);
            } else {
                table.remove(key);
                map.remove(key);
            }
            assertThat(table.size()).isEqualTo(map.size());
        }
        Set<Tcb> visited = new HashSet<>();
        table.forEach(visited::add);
        assertThat(visited).containsExactlyInAnyOrderElementsOf(map.values());
    }

    @Test
    void removingWhatIsNotThereDoesNothing() {
        SocketTable table = new SocketTable();
        table.remove(5);
        assertThat(table.size()).isZero();
    }
}
