package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Field;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Memory;
import timewaitlab.trace.TraceEvent.Kept;
import timewaitlab.wire.FourTuple;

/** The socket pane: the control block, the time-wait entry or the listener that each host follows, at a moment. */
public final class SocketPane {
    private static final TcpState[] STATES = TcpState.values();

    private final Memories memories;
    private final Provenance.Finder origins;
    private final long time;

    private SocketPane(TraceIndex index, boolean capture, long time) {
        memories = index.memories();
        origins = new Provenance.Finder(index, capture);
        this.time = time;
    }

    /** The followed socket of every host that has one; {@code journey}: the selected segment, or 0. */
    public static List<PaneCard> cards(TraceIndex index, boolean capture, int journey, long time) {
        List<PaneCard> cards = new ArrayList<>();
        Sockets sockets = new Sockets(index);
        SocketPane pane = new SocketPane(index, capture, time);
        index.trace()
                .parties()
                .forEach(party -> sockets.followed(party.name(), journey, time)
                        .flatMap(socket -> pane.kept(party.name(), socket))
                        .ifPresent(kept -> cards.add(pane.card(kept))));
        return cards;
    }

    /** A segment to a listener has a quadruplet of its own; what is kept is the listener. */
    private Optional<Kept> kept(String host, FourTuple socket) {
        return memories.at(host, socket.toString(), time)
                .or(() -> memories.all(host, Memory.Kind.LISTENER, time).stream()
                        .filter(kept -> kept.tuples().get(0).local().port()
                                == socket.local().port())
                        .findFirst());
    }

    private PaneCard card(Kept kept) {
        Memory memory = kept.memory();
        Optional<Memory> before =
                kept.time() == time ? memories.beforeMomentOf(kept).map(Kept::memory) : Optional.of(memory);
        List<PaneRow> rows = new ArrayList<>();
        for (Field field : memory.kind().fields()) {
            boolean comparable = before.isPresent() && before.get().has(field);
            boolean changed = before.isEmpty() || comparable && before.get().get(field) != memory.get(field);
            if (field != Field.STATE && (changed && before.isPresent() || !FieldText.isIdle(memory, field))) {
                String was = changed && comparable ? FieldText.of(before.get(), field, time) : "";
                rows.add(new PaneRow(
                        field.label(),
                        FieldText.of(memory, field, time),
                        was,
                        changed,
                        Optional.of(origins.of(memories.setBy(kept, field)))));
            }
        }
        return new PaneCard(heading(kept), word(memory), rows);
    }

    private static String heading(Kept kept) {
        FourTuple tuple = kept.tuples().get(0);
        boolean listens = kept.memory().kind() == Memory.Kind.LISTENER;
        return kept.at() + "  "
                + (listens ? Texts.say("socket.listener", tuple.local().port()) : tuple.remote());
    }

    private static String word(Memory memory) {
        return switch (memory.kind()) {
            case LISTENER -> TcpState.LISTEN.label();
            case ENTRY -> Texts.say("socket.entry", STATES[(int) memory.get(Field.STATE)].label());
            default -> STATES[(int) memory.get(Field.STATE)].label();
        };
    }
}
