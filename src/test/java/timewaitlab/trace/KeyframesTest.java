package timewaitlab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/** Any instant is what folding all changes up to it gives, and none takes more than the changes since a keyframe. */
class KeyframesTest {
    private static final int CHANGES = 1_000_000;
    private static final long SEED = 20261120;
    private static final TcpState[] STATES = {
        TcpState.SYN_RECV, TcpState.ESTABLISHED, TcpState.TIME_WAIT, TcpState.CLOSED
    };

    private final List<StateChange> changes = changes();
    private final Keyframes keyframes = Keyframes.of(
            new Trace("", 1, CHANGES, List.of(), List.of(), List.of(), changes, List.of(), List.of(), Map.of(), ""));

    @Test
    void aSeekFoldsNoMoreLateThanEarly() {
        for (int part = 1; part <= 9; part++) {
            assertThat(keyframes.at("B", CHANGES / 10L * part).folded())
                    .as("at %d0 %%", part)
                    .isLessThanOrEqualTo(Keyframes.APART);
        }
        assertThat(keyframes.at("B", CHANGES).folded()).isLessThanOrEqualTo(Keyframes.APART);
    }

    @Test
    void anInstantIsWhatAllChangesUpToItMake() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 5; i++) {
            long time = random.nextLong(CHANGES);
            Map<String, StateChange> open = new LinkedHashMap<>();
            for (StateChange change : changes) {
                if (change.time() > time) {
                    break;
                }
                if (change.to() == TcpState.CLOSED) {
                    open.remove(change.socket().toString());
                } else {
                    open.put(change.socket().toString(), change);
                }
            }
            assertThat(List.copyOf(keyframes.at("B", time).open().entrySet()))
                    .as("seed %d, at %d", SEED, time)
                    .isEqualTo(List.copyOf(open.entrySet()));
        }
    }

    @Test
    void beforeEverythingThereIsNothing() {
        assertThat(keyframes.at("B", -1).open()).isEmpty();
        assertThat(keyframes.last("B", -1)).isEmpty();
        assertThat(keyframes.at("nobody", CHANGES).open()).isEmpty();
    }

    /** Four thousand sockets that come, go on and go, in no order. */
    private static List<StateChange> changes() {
        SplittableRandom random = new SplittableRandom(SEED);
        AddressBook book = new AddressBook();
        Endpoint server = new Endpoint(book.intern("10.0.0.2"), 80);
        List<FourTuple> sockets = new ArrayList<>();
        for (int port = 0; port < 4000; port++) {
            sockets.add(new FourTuple(server, new Endpoint(book.intern("10.0.0.1"), 30_000 + port)));
        }
        List<StateChange> changes = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            TcpState to = STATES[random.nextInt(STATES.length)];
            FourTuple socket = sockets.get(random.nextInt(sockets.size()));
            changes.add(new StateChange(i, "B", socket, TcpState.CLOSED, to, false, new Cause.ByTimer("test")));
        }
        return changes;
    }
}
