package timewaitlab.node;

import timewaitlab.base.Dice;
import timewaitlab.wire.FourTuple;

/** What a kernel draws from keyed hashes: initial sequence numbers and timestamp offsets. */
public interface Chance {
    /** The initial sequence number of a connection that begins now. net/core/secure_seq.c: a clock of 1 per 64 ns. */
    int initialSequence(long key, long now);

    /** The timestamp offset of a quadruplet. {@code mode}: 1 per quadruplet, 2 per pair of addresses. */
    int timestampOffset(long key, long mode);

    /** 64 bits for the search for a local port towards where this quadruplet leads: {@code inet_sk_port_offset}. */
    default long portHash(long key) {
        return 0;
    }

    /** The n-th number drawn in {@code [0, bound)}. */
    default int draw(int bound, long n) {
        return 0;
    }

    /** A number from 0 to {@code bound} - 1 for this second; the middle one where nothing is known of it. */
    default int inSecond(long second, int bound) {
        return bound / 2;
    }

    /** All from dice. */
    static Chance of(Dice dice) {
        return new Chance() {
            private static final long ISN = 1;
            private static final long OFFSET = 2;
            private static final long PORT = 3;
            private static final long DRAWN = 4;
            private static final long SECOND = 5;
            private static final int NANOS_PER_STEP_SHIFT = 6;

            @Override
            public int initialSequence(long key, long now) {
                return (int) dice.roll(ISN, key) + (int) (now >> NANOS_PER_STEP_SHIFT);
            }

            @Override
            public int timestampOffset(long key, long mode) {
                long pair = (long) FourTuple.localAddressOf(key) << 16 | FourTuple.remoteAddressOf(key);
                return (int) dice.roll(OFFSET, mode == 2 ? pair : key);
            }

            @Override
            public long portHash(long key) {
                return dice.roll(PORT, key);
            }

            @Override
            public int draw(int bound, long n) {
                return dice.below(bound, DRAWN, n);
            }

            @Override
            public int inSecond(long second, int bound) {
                return dice.below(bound, SECOND, second);
            }
        };
    }
}
