package timewaitlab.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.PeerTimestampCache;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcbLedger;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimeWaitTable;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Memory;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.Remembered;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/**
 * Writes down what a recorded host remembers, whenever an event changed it: control blocks, time-wait entries,
 * listeners, the timestamps of peers, counters. Panes read it; rules never do.
 */
final class MemoryBook {
    private static final Counter[] COUNTERS = Counter.values();

    private final Host host;
    private final Recorder recorder;
    private final long[] counts = new long[COUNTERS.length];
    private final Map<Long, SocketStory> stories = new HashMap<>();
    /** Of stories that are over, for the next ones. */
    private final List<long[]> spare = new ArrayList<>();

    private final Map<String, Memory> peers = new HashMap<>();
    private final TcbLedger ledger = new TcbLedger();
    private final TimeWaitSocket scratch = new TimeWaitSocket();
    private final Map<Listener, Shown> listening = new LinkedHashMap<>();
    /** The same in the order of the table of listeners, which every event looks through. */
    private @Nullable Shown[] listeners = {};

    /** Quadruplets that the event under way may have changed. */
    private long[] touched = new long[8];

    private int touches;
    private long metKey;
    /** The table of listeners as it was when it was looked at last. */
    private int listenChanges;

    private @Nullable SocketStory met;

    /** A listener as panes know it. */
    private record Shown(FourTuple tuple, String name, int acceptQueue, int backlog, int requests, int device)
            implements Remembered {
        static Shown of(FourTuple tuple, String name, Listener now) {
            return new Shown(tuple, name, now.acceptQueue, now.backlog(), now.requests, now.boundDevice);
        }

        @Override
        public Memory memory() {
            return MemoryRows.ofListener(acceptQueue, backlog, requests, device);
        }

        boolean isLike(Listener now) {
            return acceptQueue == now.acceptQueue && backlog == now.backlog() && requests == now.requests;
        }
    }

    MemoryBook(Host host, Recorder recorder) {
        this.host = host;
        this.recorder = recorder;
    }

    /** Something of this quadruplet may be different when the event has ended. */
    void touch(long key) {
        for (int i = 0; i < touches; i++) {
            if (touched[i] == key) {
                return;
            }
        }
        if (touches == touched.length) {
            touched = Arrays.copyOf(touched, 2 * touches);
        }
        touched[touches++] = key;
    }

    /** What is known of a quadruplet, which was touched. */
    SocketStory story(long key) {
        SocketStory known = find(key);
        if (known == null) {
            known = new SocketStory(
                    key, host.book(), spare.isEmpty() ? new long[TcbLedger.SHOWN] : spare.remove(spare.size() - 1));
            stories.put(key, known);
            metKey = key;
            met = known;
        }
        return known;
    }

    /** The quadruplet as text. */
    String name(long key) {
        SocketStory known = find(key);
        return known == null ? FourTuple.of(key, host.book()).toString() : known.name;
    }

    /** What this quadruplet had when the last event had ended; null for nothing. */
    SocketStory.@Nullable Row last(long key) {
        SocketStory known = find(key);
        return known == null ? null : known.last;
    }

    private @Nullable SocketStory find(long key) {
        if (met == null || metKey != key) {
            metKey = key;
            met = stories.get(key);
        }
        return met;
    }

    private void forget(long key) {
        SocketStory over = stories.remove(key);
        if (over != null) {
            spare.add(over.shown());
        }
        met = null;
    }

    /** Looks at a quadruplet: whatever of it nobody saw being written was written by {@code unseen}. */
    void meet(long key, Cause unseen) {
        if (last(key) == null && !look(key, story(key), unseen)) {
            forget(key);
        }
    }

    /** An event has ended; {@code moved} are the counters that it may have moved. */
    void settle(Cause ended, long moved) {
        if (touches > 0) {
            Arrays.sort(touched, 0, touches);
            for (int i = 0; i < touches; i++) {
                settleSocket(touched[i], ended);
            }
            touches = 0;
        }
        listeners();
        counters(moved);
    }

    private void settleSocket(long key, Cause ended) {
        SocketStory story = story(key);
        if (look(key, story, ended)) {
            show(story, key);
        } else {
            tellGone(story);
            forget(key);
        }
    }

    /** Whether anything is there. */
    private boolean look(long key, SocketStory story, Cause ended) {
        Tcb socket = host.socket(key);
        SocketStory.Row last = story.last;
        if (socket != null) {
            int place = ledger.keep(socket);
            if (last == null || last.ledger() == null || last.place() != place) {
                story.goesOn(ledger, place, ended);
            }
            return true;
        }
        int row = host.timeWaits().table().find(key);
        if (row == TimeWaitTable.NONE) {
            return false;
        }
        TimeWaitSocket entry = host.timeWaits().table().load(row, scratch);
        if (last == null || last.entry() == null || !last.entry().isLike(entry)) {
            story.goesOn(new TimeWaitSocket().set(entry), ended);
        }
        return true;
    }

    private void show(SocketStory story, long key) {
        SocketStory.Row last = story.last;
        Tcb socket = host.socket(key);
        TimeWaitSocket entry = last == null ? null : last.entry();
        if (socket != null && socket.state == TcpState.CLOSED) {
            tellGone(story);
        } else if (socket != null && last != null) {
            if (story.shows(ledger, socket)) {
                tell(story, last);
            }
        } else if (entry != null) {
            TimeWaitTable table = host.timeWaits().table();
            Memory memory = MemoryRows.of(entry, table.due(table.find(key)));
            if (story.shownEntry == null || !story.shownEntry.isLike(memory)) {
                tell(story, memory);
            }
            story.hidesSocket();
            story.shownEntry = memory;
        }
    }

    private void tellGone(SocketStory story) {
        if (story.isShown()) {
            tell(story, Memory.gone());
        }
        story.hidesSocket();
        story.shownEntry = null;
    }

    private void tell(SocketStory story, Remembered memory) {
        recorder.kept(host.name(), story.name, story.tuples, memory);
    }

    private void counters(long moved) {
        for (long left = moved; left != 0; left &= left - 1) {
            Counter counter = COUNTERS[Long.numberOfTrailingZeros(left)];
            long value = host.counter(counter);
            if (value != counts[counter.ordinal()]) {
                counts[counter.ordinal()] = value;
                if (host.kernel().counts(counter)) {
                    recorder.counted(host.name(), counter.name(), value);
                }
            }
        }
    }

    /** The timestamp of this quadruplet's peer was kept, to refuse others until {@code due}. */
    void peer(long key, long due) {
        PeerTimestampCache.Entry peer = host.peers().find(host.peerKey(key));
        if (peer != null) {
            FourTuple tuple = FourTuple.of(key, host.book());
            Memory memory = MemoryRows.of(peer, due);
            String subject = tuple.remote().address().text();
            Memory before = peers.put(subject, memory);
            if (before == null || !before.isLike(memory)) {
                recorder.kept(host.name(), subject, List.of(tuple), memory);
            }
        }
    }

    private void listeners() {
        ListenTable table = host.listeners();
        if (table.changes() != listenChanges) {
            listenChanges = table.changes();
            closed(table);
            listeners = new Shown[table.size()];
            Arrays.setAll(listeners, i -> listening.get(table.get(i)));
        }
        for (int i = 0; i < listeners.length; i++) {
            Listener listener = table.get(i);
            Shown known = listeners[i];
            if (known == null || !known.isLike(listener)) {
                FourTuple tuple = known == null ? tuple(table.socket(i), listener.port()) : known.tuple;
                Shown shown = Shown.of(tuple, known == null ? tuple.toString() : known.name, listener);
                listening.put(listener, shown);
                listeners[i] = shown;
                recorder.kept(host.name(), shown.name, List.of(tuple), shown);
            }
        }
    }

    private void closed(ListenTable table) {
        listening.entrySet().removeIf(each -> {
            boolean closed = !table.contains(each.getKey());
            if (closed) {
                Shown shown = each.getValue();
                recorder.kept(host.name(), shown.name, List.of(shown.tuple), Memory.gone());
            }
            return closed;
        });
    }

    private FourTuple tuple(Tcb listener, int port) {
        Endpoint local = new Endpoint(host.book().at(listener.boundAddress), port);
        return new FourTuple(local, new Endpoint(host.book().any(), 0));
    }
}
