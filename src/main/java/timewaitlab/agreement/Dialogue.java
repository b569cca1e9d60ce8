package timewaitlab.agreement;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** Everything seen on one quadruplet, numbered relative to its initial sequence numbers. */
final class Dialogue {
    /** Farther from every known initial number than any of these connections went. */
    private static final long FAR = 1L << 28;

    private final String quadruplet;
    private final List<Said> all = new ArrayList<>();
    private final List<Integer> ownNumbers = new ArrayList<>();
    private final List<Integer> peersNumbers = new ArrayList<>();
    private int departures;
    private int arrivals;

    Dialogue(String quadruplet) {
        this.quadruplet = quadruplet;
    }

    /**
     * One segment of a dialogue.
     *
     * @param nth its number among those that went the same way, from 0
     * @param text flags, length and numbers relative to the initial ones
     */
    record Said(Sighting seen, int nth, String text) {
        boolean departure() {
            return seen.departure();
        }

        long time() {
            return seen.time();
        }
    }

    String quadruplet() {
        return quadruplet;
    }

    /** In the order of their times. */
    List<Said> all() {
        return all;
    }

    /** Those that went one way. */
    List<Said> way(boolean departure) {
        return all.stream().filter(said -> said.departure() == departure).toList();
    }

    void add(Sighting sighting) {
        Segment segment = sighting.segment();
        List<Integer> senders = sighting.departure() ? ownNumbers : peersNumbers;
        List<Integer> receivers = sighting.departure() ? peersNumbers : ownNumbers;
        if (segment.has(TcpFlags.SYN) && !senders.contains(segment.seq())) {
            senders.add(segment.seq());
        }
        boolean acks = segment.has(TcpFlags.ACK);
        String text = TcpFlags.text(segment.flags()) + " seq " + relative(segment.seq(), senders)
                + (acks ? " ack " + relative(segment.ack(), receivers) : "") + " len " + segment.length()
                + (segment.isTimestamped() ? " TS" : "");
        all.add(new Said(sighting, sighting.departure() ? departures++ : arrivals++, text));
    }

    /**
     * A number as it is written: relative to the initial number nearest below it, and which of the quadruplet's
     * incarnations that belongs to, unless it is the first.
     */
    private static String relative(int number, List<Integer> initial) {
        long nearest = Long.MAX_VALUE;
        int incarnation = 0;
        for (int i = 0; i < initial.size(); i++) {
            long distance = SeqNum.unsigned(number - initial.get(i) + 1);
            if (distance < nearest) {
                nearest = distance;
                incarnation = i;
            }
        }
        if (nearest > FAR) {
            return number == 0 ? "0" : "unrelated";
        }
        return (nearest - 1) + (incarnation == 0 ? "" : " of " + (incarnation + 1));
    }
}
