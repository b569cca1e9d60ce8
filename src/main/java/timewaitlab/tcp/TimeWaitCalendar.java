package timewaitlab.tcp;

import timewaitlab.base.SimTime;

/**
 * When a time-wait timer fires. Up to 4.0 entries wait in one of two calendars that everybody shares: eight slots of
 * 7.5 s, and for short waits 32 slots of 128 to 213 ms (net/ipv4/inet_timewait_sock.c {@code inet_twsk_schedule}); from
 * 4.1 each has a timer of its own.
 */
public final class TimeWaitCalendar {
    private static final int SLOW_SLOTS = 8;
    private static final long SLOW_PERIOD = 7_500 * SimTime.MILLISECOND;
    private static final int FAST_SLOTS = 32;
    /** Of so many seconds at least the fast calendar is made. */
    private static final int SLOTTED_SECONDS = 4;

    private final boolean slotted;
    /** Width of a fast slot. */
    private final long fastPeriod;
    /** When the slow wheel began to turn; its slots are served every period from then on. */
    private long slowStart;

    private int slow;
    /** The time of the fast calendar's hand. */
    private long hand;

    private int fast;

    public TimeWaitCalendar(Settings settings) {
        slotted = settings.get(Constant.TIMEWAIT_CALENDAR) != 0;
        long hz = settings.get(Constant.HZ);
        // 2^k jiffies: 16 at 100 Hz, 32 at 250 Hz, 64 at 300 Hz, 128 at 1000 Hz (INET_TWDR_RECYCLE_TICK)
        long second = Long.highestOneBit(2 * hz - 1);
        long jiffies = SLOTTED_SECONDS * second / FAST_SLOTS;
        fastPeriod = jiffies * SimTime.SECOND / hz;
    }

    /** Whether entries wait in calendars rather than by timers of their own. */
    public boolean isSlotted() {
        return slotted;
    }

    /** When an entry that asks for {@code timeout} nanoseconds will go. */
    public long schedule(long now, long timeout) {
        if (!slotted) {
            return now + timeout;
        }
        long slot = (timeout + fastPeriod - 1) / fastPeriod;
        return slot < FAST_SLOTS ? scheduleFast(now, slot) : scheduleSlow(now, timeout);
    }

    private long scheduleFast(long now, long slot) {
        if (fast++ == 0) {
            hand = now;
        }
        return hand + Math.max(1, slot) * fastPeriod;
    }

    private long scheduleSlow(long now, long timeout) {
        if (slow++ == 0) {
            slowStart = now;
        }
        long slot = Math.min((timeout + SLOW_PERIOD - 1) / SLOW_PERIOD, SLOW_SLOTS - 1);
        long turned = (now - slowStart) / SLOW_PERIOD;
        return slowStart + (turned + 1 + slot) * SLOW_PERIOD;
    }

    /** Whether a wait of this length is served by the fast calendar: it then counts as TWKilled when it ends. */
    public boolean isFast(long timeout) {
        return slotted && (timeout + fastPeriod - 1) / fastPeriod < FAST_SLOTS;
    }

    /** An entry left the calendar, by ending at {@code time} or before its time. */
    public void left(boolean wasFast, long time) {
        if (wasFast) {
            fast--;
            hand = time + fastPeriod;
        } else {
            slow--;
        }
    }
}
