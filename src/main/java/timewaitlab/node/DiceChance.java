package timewaitlab.node;

import java.util.OptionalInt;
import timewaitlab.base.Dice;
import timewaitlab.base.SimTime;
import timewaitlab.tcp.SynCookie;
import timewaitlab.wire.FourTuple;

/** A kernel's keyed hashes, from the dice of the run. */
record DiceChance(Dice dice) implements Chance {
    private static final long ISN = 1;
    private static final long OFFSET = 2;
    private static final long PORT = 3;
    private static final long DRAWN = 4;
    private static final long SECOND = 5;
    private static final long COOKIE = 6;
    private static final long COOKIE_MINUTE = 7;
    private static final long METRICS = 8;
    private static final long LISTENER = 9;
    private static final long ISN_AGAIN = 10;
    private static final int ISN_BITS = 24;
    private static final int ISN_MASK = (1 << ISN_BITS) - 1;
    private static final int COOKIE_BITS = 24;
    private static final int COOKIE_MASK = (1 << COOKIE_BITS) - 1;
    private static final int NANOS_PER_STEP_SHIFT = 6;

    @Override
    public int initialSequence(long key, long now, long rekey) {
        int hash = (int) dice.roll(ISN, key);
        int keys = rekey == 0 ? 0 : (int) (now / SimTime.SECOND / rekey);
        if (keys > 0) {
            int again = (int) dice.roll(ISN_AGAIN, key * keys + keys);
            hash = (hash & ~ISN_MASK) + (keys << ISN_BITS) + (again & ISN_MASK);
        }
        return hash + (int) (now >> NANOS_PER_STEP_SHIFT);
    }

    @Override
    public int timestampOffset(long key, long mode) {
        long pair = (long) FourTuple.localAddressOf(key) << 16 | FourTuple.remoteAddressOf(key);
        return (int) dice.roll(OFFSET, mode == 2 ? pair : key);
    }

    @Override
    public int cookie(long key, int irs, long minute) {
        int data = (int) dice.roll(COOKIE_MINUTE, key + minute) + SynCookie.MSS_INDEX & COOKIE_MASK;
        return (int) dice.roll(COOKIE, key) + irs + ((int) minute << COOKIE_BITS) + data;
    }

    @Override
    public int cookieAge(long key, int irs, int cookie, long minute) {
        return (int) minute - (cookie - (int) dice.roll(COOKIE, key) - irs >>> COOKIE_BITS) & 0xff;
    }

    @Override
    public int cookieData(long key, int irs, int cookie, long minute) {
        int rest = cookie - (int) dice.roll(COOKIE, key) - irs;
        return rest - (int) dice.roll(COOKIE_MINUTE, key + minute) & COOKIE_MASK;
    }

    @Override
    public int listenerHash(long key) {
        return (int) dice.roll(LISTENER, key);
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
    public OptionalInt metricsSalt() {
        return OptionalInt.of((int) dice.roll(METRICS, 0));
    }

    @Override
    public int inSecond(long second, int bound) {
        return dice.below(bound, SECOND, second);
    }
}
