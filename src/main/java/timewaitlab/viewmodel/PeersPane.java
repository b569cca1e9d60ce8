package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.trace.Field;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Memory;
import timewaitlab.trace.TraceEvent.Kept;

/**
 * The peers pane: the timestamps a host remembers by address, and whether they refuse anybody. A memory refuses while
 * {@code tcp_tw_recycle} is on and it is not 60 seconds old: tcp_v4_conn_request(), {@code TCP_PAWS_MSL}.
 */
public final class PeersPane {
    private static final String RECYCLE = "tcp_tw_recycle";

    private PeersPane() {}

    /**
     * The memory of one address.
     *
     * @param refuses whether a SYN with an older timestamp would be dropped now
     * @param left fraction of its time that is left, 0 to 1
     */
    public record Peer(PaneCard card, boolean refuses, double left) {}

    /** Everything remembered at this moment, host by host. */
    public static List<Peer> peers(TraceIndex index, Experiment experiment, long time) {
        List<Peer> peers = new ArrayList<>();
        for (HostSetup host : experiment.hosts()) {
            if (!host.party().kind().isBox()) {
                index.memories()
                        .all(host.party().name(), Memory.Kind.PEER, time)
                        .forEach(kept -> peers.add(peer(index, experiment, host, kept, time)));
            }
        }
        return peers;
    }

    private static Peer peer(TraceIndex index, Experiment experiment, HostSetup host, Kept kept, long time) {
        Memories memories = index.memories();
        Provenance.Finder origins = new Provenance.Finder(index, experiment.isCapture());
        Optional<Memory> before =
                kept.time() == time ? memories.beforeMomentOf(kept).map(Kept::memory) : Optional.of(kept.memory());
        boolean asks = host.sysctls().getOrDefault(RECYCLE, 0L) != 0;
        double left = (kept.memory().get(Field.PEER_DUE) - time) / 1e9;
        boolean refuses = asks && left > 0;
        List<PaneRow> rows = new ArrayList<>();
        for (Field field : kept.memory().kind().fields()) {
            if (field == Field.PEER_DUE) {
                continue;
            }
            boolean changed = before.map(was -> was.get(field)).orElse(-1L)
                    != kept.memory().get(field);
            String was = changed
                    ? before.map(memory -> FieldText.of(memory, field, time)).orElse("")
                    : "";
            rows.add(new PaneRow(
                    field.label(),
                    FieldText.of(kept.memory(), field, time),
                    was,
                    changed,
                    Optional.of(origins.of(memories.setBy(kept, field)))));
        }
        rows.add(PaneRow.of(Texts.say("peers.age"), Numbers.span((time - kept.time()) / 1e9)));
        rows.add(PaneRow.of(
                Texts.say("peers.refuses"),
                refuses
                        ? Texts.say("peers.below", kept.memory().get(Field.PEER_TS) - 1)
                        : Texts.say(asks ? "peers.tooOld" : "peers.nobodyAsks")));
        String word = refuses ? Texts.say("socket.left", Numbers.span(left)) : Texts.say("peers.harmless");
        double share = left * 1e9 / Math.max(1, kept.memory().get(Field.PEER_DUE) - kept.time());
        PaneCard card = new PaneCard(kept.at() + "  " + kept.subject(), word, rows);
        return new Peer(card, refuses, Math.max(0, Math.min(1, share)));
    }
}
