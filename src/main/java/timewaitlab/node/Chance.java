package timewaitlab.node;

import timewaitlab.base.Dice;
import timewaitlab.wire.FourTuple;

/** What a kernel draws from keyed hashes: initial sequence numbers and timestamp offsets. */
public interface Chance {
    /** The initial sequence number of a connection that begins now. net/core/secure_seq.c: a clock of 1 per 64 ns. */
    int initialSequence(long key, long now);

    /** The timestamp offset of a quadruplet. {@code mode}: 1 per quadruplet, 2 per pair of addresses. */
    int timestampOffset(long key, long mode);

    /** Both from dice. */
    static Chance of(Dice dice) {
        return new Chance() {
            private static final long ISN = 1;
            private static final long OFFSET = 2;
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
        };
    }
}
