package timewaitlab.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.base.SimTime;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * The rule of tcp_tw_recycle written down a second time, from the facts and not from the engine: it watches what passes
 * the server's wire and says of every SYN whether it will be dropped. It knows no socket, no chain and no profile.
 *
 * <p>What it takes for granted: nothing is lost, every connection has a quadruplet of its own, and a program closes the
 * socket it is done with.
 */
final class RecycleOracle {
    /** What differs between versions: one row a kernel. */
    enum Era {
        V2_6_32("2.6.32", true, false, false, false),
        V3_10("3.10", true, false, true, true),
        V4_4("4.4", true, true, true, true),
        V4_9("4.9", true, true, true, true),
        V4_10_17("4.10.17", true, true, true, true),
        V4_12("4.12", false, false, false, true),
        V6_18("6.18", false, false, false, true);

        final String kernel;
        final boolean knowsRecycle;
        final boolean dropsWithoutTimestamp;
        final boolean countsListenDrops;
        final boolean ageIsUnsigned;

        Era(String kernel, boolean knows, boolean dropsWithoutTimestamp, boolean counts, boolean unsigned) {
            this.kernel = kernel;
            knowsRecycle = knows;
            this.dropsWithoutTimestamp = dropsWithoutTimestamp;
            countsListenDrops = counts;
            ageIsUnsigned = unsigned;
        }
    }

    /** The server's settings over time: what an operator did to it. */
    record Deed(long at, String what, int value) {}

    /** A SYN that reached the server, and what is foretold of it. {@code difference} null: no memory was compared. */
    record Foretold(long at, int leg, boolean dropped, Integer difference) {}

    private static final int LIFETIME = 60;

    private final Era era;
    private final long secondPhase;
    private final List<Deed> deeds;
    private final Map<String, int[]> memory = new HashMap<>();
    private final Map<String, Watched> connections = new HashMap<>();
    private final List<Foretold> foretold = new ArrayList<>();

    /** {@code deeds}: later ones win; "recycle", "timestamps" and "clock" (seconds added). */
    RecycleOracle(Era era, long secondPhase, List<Deed> deeds) {
        this.era = era;
        this.secondPhase = secondPhase;
        this.deeds = deeds;
    }

    private static final class Watched {
        boolean stamped;
        int finEnd;
        boolean finSent;
        boolean finAcked;
        boolean finReceived;
        boolean peerClosedFirst;
        int tsRecent;
        int stamp;
    }

    /** Looks at everything sent by and arriving at the server, in order. */
    List<Foretold> watch(Trace trace, String server) {
        List<Seen> seen = new ArrayList<>();
        for (Leg leg : trace.legs()) {
            if (leg.at().equals(server)) {
                seen.add(new Seen(leg.time(), leg, false));
            } else if (leg.to().equals(server) && leg.arrived() <= trace.until()) {
                seen.add(new Seen(leg.arrived(), leg, true));
            }
        }
        // what arrives comes before what is sent because of it
        seen.sort(Comparator.comparingLong(Seen::time)
                .thenComparing(one -> one.inward() ? 0 : 1)
                .thenComparing(one -> one.leg().id()));
        seen.forEach(this::look);
        return foretold;
    }

    private record Seen(long time, Leg leg, boolean inward) {}

    private void look(Seen seen) {
        Segment segment = seen.leg().segment();
        if (!seen.inward()) {
            leaves(segment);
        } else if (segment.flags() == TcpFlags.SYN) {
            synArrives(seen.time(), seen.leg());
        } else {
            arrives(seen.time(), segment);
        }
    }

    private void leaves(Segment segment) {
        Watched connection = connections.get(segment.dst() + ":" + segment.dstPort());
        if (connection != null && segment.has(TcpFlags.FIN)) {
            connection.finSent = true;
            connection.finEnd = segment.seq() + segment.length() + 1;
            connection.peerClosedFirst = connection.finReceived;
        }
    }

    private void synArrives(long time, Leg leg) {
        Segment syn = leg.segment();
        int[] known = value(time, "recycle") != 0 ? memory.get(syn.src().text()) : null;
        boolean readsTimestamp = syn.isTimestamped() && value(time, "timestamps") != 0;
        Integer difference = known == null || !syn.isTimestamped() ? null : known[0] - syn.tsVal();
        boolean dropped = known != null
                && isYoung(second(time) - known[1])
                && (readsTimestamp ? known[0] - syn.tsVal() > 1 : era.dropsWithoutTimestamp);
        foretold.add(new Foretold(time, leg.id(), dropped, difference));
        if (!dropped) {
            Watched connection = new Watched();
            connection.stamped = readsTimestamp;
            Watched before = connections.put(syn.src() + ":" + syn.srcPort(), connection);
            if (before != null) {
                throw new IllegalStateException("a quadruplet was used twice, which is beyond this rule: " + syn);
            }
        }
    }

    private boolean isYoung(int age) {
        return era.ageIsUnsigned ? Integer.compareUnsigned(age, LIFETIME) < 0 : age < LIFETIME;
    }

    private void arrives(long time, Segment segment) {
        Watched connection = connections.get(segment.src() + ":" + segment.srcPort());
        if (connection == null || segment.has(TcpFlags.RST)) {
            return;
        }
        if (segment.isTimestamped()) {
            connection.tsRecent = segment.tsVal();
            connection.stamp = second(time);
        }
        connection.finAcked |= connection.finSent && segment.ack() == connection.finEnd;
        connection.finReceived |= segment.has(TcpFlags.FIN);
        // FIN-WAIT-2 without a descriptor is an entry already, and remembers like one
        if (connection.finAcked && !connection.peerClosedFirst) {
            remember(time, segment.src().text(), connection);
        }
    }

    private void remember(long time, String peer, Watched connection) {
        if (!connection.stamped || value(time, "recycle") == 0) {
            return;
        }
        int[] known = memory.get(peer);
        boolean overwrites = known == null
                || known[0] - connection.tsRecent <= 0
                || second(time) - known[1] > LIFETIME && known[1] - connection.stamp <= 0;
        if (overwrites) {
            memory.put(peer, new int[] {connection.tsRecent, connection.stamp});
        }
    }

    private int second(long time) {
        int steps = deeds.stream()
                .filter(deed -> deed.what().equals("clock") && deed.at() <= time)
                .mapToInt(Deed::value)
                .sum();
        return 1_000_000 + (int) ((time + secondPhase) / SimTime.SECOND) + steps;
    }

    private int value(long time, String what) {
        if (what.equals("recycle") && !era.knowsRecycle) {
            return 0;
        }
        return deeds.stream()
                .filter(deed -> deed.what().equals(what) && deed.at() <= time)
                .mapToInt(Deed::value)
                .reduce(0, (earlier, later) -> later);
    }
}
