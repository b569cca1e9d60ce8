package timewaitlab.agreement;

import timewaitlab.base.SimTime;

/**
 * How far the time of a recorded event may be from the engine's. A kernel timer never fires early; it fires late
 * by the granularity of the wheel it was put in, which grows with its length, and by what the machine needs.
 * kernel/time/timer.c, HZ 250.
 */
final class Tolerance {
    /** What the recording machine needs to wake somebody up. */
    static final long MACHINE = 30 * SimTime.MILLISECOND;
    /** Clocks of two processes and of the wire, and the jiffy a timer was set in. */
    static final long EARLY = 5 * SimTime.MILLISECOND;

    private Tolerance() {}

    /** By how much a timer of this length may fire late. */
    static long granularity(long length) {
        if (length < 250 * SimTime.MILLISECOND) {
            return 4 * SimTime.MILLISECOND;
        }
        if (length < 2 * SimTime.SECOND) {
            return 32 * SimTime.MILLISECOND;
        }
        return length < 16 * SimTime.SECOND ? 256 * SimTime.MILLISECOND : 2_050 * SimTime.MILLISECOND;
    }

    /** Whether a recorded span is the engine's, given what ended it. */
    static boolean allows(long recorded, long engine, boolean byTimer) {
        long late = MACHINE + (byTimer ? granularity(engine) : 0);
        return recorded >= engine - EARLY && recorded <= engine + late;
    }

    /** Seconds with six places. */
    static String seconds(long nanos) {
        return SimTime.text(nanos) + " s";
    }
}
