package timewaitlab.lab;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import timewaitlab.lab.CaptureIndex.Frame;

/** What a recording does not show and another pass through it may try otherwise. */
record Guesses(Map<Place, Integer> all) {
    static final int NONE = -1;

    /** What is guessed. */
    enum Kind {
        /** The FIN at this position was sent by shutdown(), not close(). */
        SHUTDOWN,
        /** When the segment at this position arrived, a clock that was about to tick stood beyond its edge. */
        EDGE,
        /** The host dealt with the arrival at this position only after the departure at position {@code value}. */
        LATE,
        /** When the segment at this position arrived, a timer that was about due had fired. */
        FIRED,
        /** The arrival at this position, whose checksum cannot be checked, was damaged. */
        DAMAGED,
        /** When the segment at this position arrived, nothing of its connection had been read. */
        UNREAD,
        /** The listener on this port has a backlog of {@code value}. */
        BACKLOG
    }

    /** One guess. {@code at} is a position in the capture, or a port. */
    record Guess(Kind kind, int at, int value) {
        static Guess shutdown(Frame fin) {
            return new Guess(Kind.SHUTDOWN, fin.at(), 0);
        }

        static Guess late(Frame arrival, Frame departure) {
            return new Guess(Kind.LATE, arrival.at(), departure.at());
        }

        static Guess fired(Frame arrival) {
            return new Guess(Kind.FIRED, arrival.at(), 0);
        }

        static Guess edge(Frame arrival) {
            return new Guess(Kind.EDGE, arrival.at(), 0);
        }

        static Guess damaged(Frame arrival) {
            return new Guess(Kind.DAMAGED, arrival.at(), 0);
        }

        static Guess unread(Frame arrival) {
            return new Guess(Kind.UNREAD, arrival.at(), 0);
        }

        static Guess backlog(int port, int backlog) {
            return new Guess(Kind.BACKLOG, port, backlog);
        }
    }

    private record Place(Kind kind, int at) {}

    static Guesses none() {
        return new Guesses(Map.of());
    }

    boolean has(Kind kind, Frame frame) {
        return all.containsKey(new Place(kind, frame.at()));
    }

    /** The value guessed for this position or port; {@link #NONE} for none. */
    int value(Kind kind, int at) {
        return all.getOrDefault(new Place(kind, at), NONE);
    }

    /** The last arrival on each connection before which nothing is read, by guess. */
    Map<Long, Integer> unreadUntil(CaptureIndex index) {
        Map<Long, Integer> until = new HashMap<>();
        for (Place place : all.keySet()) {
            if (place.kind == Kind.UNREAD) {
                until.merge(index.frames().get(place.at).key(), place.at, Math::max);
            }
        }
        return until;
    }

    /** The same with shutdown() for close() at these FINs, and close() for shutdown(). */
    Guesses withOtherCalls(Collection<Frame> fins) {
        Map<Place, Integer> other = new HashMap<>(all);
        for (Frame fin : fins) {
            Place place = new Place(Kind.SHUTDOWN, fin.at());
            if (other.remove(place) == null) {
                other.put(place, 0);
            }
        }
        return new Guesses(other);
    }

    Guesses with(Collection<Guess> more) {
        Map<Place, Integer> both = new HashMap<>(all);
        more.forEach(guess -> both.put(new Place(guess.kind, guess.at), guess.value));
        return new Guesses(both);
    }
}
