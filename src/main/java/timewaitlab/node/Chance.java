package timewaitlab.node;

import java.util.OptionalInt;
import timewaitlab.base.Dice;

/** What a kernel draws from keyed hashes: initial sequence numbers and timestamp offsets. */
public interface Chance {
    /**
     * The initial sequence number of a connection that begins now. net/core/secure_seq.c: a clock of 1 per 64 ns. Up to
     * 3.0, drivers/char/random.c {@code rekey_seq_generator}, the lower 24 bits are hashed anew every {@code rekey}
     * seconds and the upper 8 go up by one; 0 for never.
     */
    int initialSequence(long key, long now, long rekey);

    /** The timestamp offset of a quadruplet. {@code mode}: 1 per quadruplet, 2 per pair of addresses. */
    int timestampOffset(long key, long mode);

    /** A SYN cookie made in this minute for a peer that began at {@code irs}: {@code secure_tcp_syn_cookie}. */
    int cookie(long key, int irs, long minute);

    /** Minutes since a SYN cookie was made, modulo 256; anything for what is none. {@code check_tcp_syn_cookie}. */
    int cookieAge(long key, int irs, int cookie, long minute);

    /** What a SYN cookie of this minute holds: less than 4 in a genuine one. */
    int cookieData(long key, int irs, int cookie, long minute);

    /** 64 bits for the search for a local port towards where this quadruplet leads: {@code inet_sk_port_offset}. */
    default long portHash(long key) {
        return 0;
    }

    /** 32 bits by which one of several listeners with SO_REUSEPORT takes a quadruplet: {@code inet_ehashfn}. */
    default int listenerHash(long key) {
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

    /** The timestamp clock now, whose reading is {@code tick}, where something shows it more exactly. */
    default int exactTick(int tick) {
        return tick;
    }

    /** What the hash of tcp_metrics is salted with: {@code net_hash_mix}; empty where nobody knows it. */
    default OptionalInt metricsSalt() {
        return OptionalInt.empty();
    }

    /** All from dice. */
    static Chance of(Dice dice) {
        return new DiceChance(dice);
    }
}
