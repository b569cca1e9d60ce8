package timewaitlab.lab;

import timewaitlab.base.SimTime;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Settings;

/** How late a timer of a real kernel may fire, and how early compared with what a recording lets us compute. */
final class TimerSlack {
    /** What a machine adds: interrupts off, a virtual processor that waits. */
    static final long MACHINE = 150 * SimTime.MILLISECOND;

    /** The slots of the calendars of net/ipv4/inet_timewait_sock.c, and the longest wait that the fast one serves. */
    private static final long FAST_SLOT = 128 * SimTime.MILLISECOND;

    private static final long SLOW_SLOT = 7_500 * SimTime.MILLISECOND;
    private static final long SHORT = 4 * SimTime.SECOND;

    /** Timers below 4.8 were put off by up to 1/256 of their length: kernel/timer.c apply_slack(). */
    private static final int APPLIED_SLACK = 256;

    private static final long PRUNE_INTERVAL = 200 * SimTime.MILLISECOND;

    private static final int WHEEL_LEVELS = 9;
    private static final int FIRST_LEVEL = 63;

    private final long jiffy;
    private final boolean wheel;
    private final boolean calendar;

    private final long stall;

    /** {@code stall}: how long segments of this machine lie about before they are captured. */
    TimerSlack(Settings settings, long stall) {
        this.stall = stall;
        jiffy = SimTime.SECOND / settings.get(Constant.HZ);
        wheel = settings.get(Constant.TIMER_WHEEL) != 0;
        calendar = settings.get(Constant.TIMEWAIT_CALENDAR) != 0;
    }

    /** How late a timer of this length may fire. */
    long late(long length) {
        return MACHINE + 2 * jiffy + (wheel ? granularity(length) : length / APPLIED_SLACK);
    }

    /**
     * How late a SYN-ACK may be repeated: up to 4.2 a listener looks through a part of its requests every 200 ms, and
     * through all of them in half the timeout. net/ipv4/inet_connection_sock.c inet_csk_reqsk_queue_prune()
     */
    long requestLate(long length) {
        return calendar ? late(length) + length / 2 + PRUNE_INTERVAL : late(length);
    }

    /** How much before its computed time a timer may fire, because round trips are measured from outside. */
    long early(long length) {
        return stall + 3 * jiffy + 5 * SimTime.MILLISECOND + length / 50;
    }

    /** kernel/time/timer.c calc_index(): level n rounds up to 8^n jiffies and begins at 63 * 8^(n-1). */
    private long granularity(long length) {
        long step = 1;
        for (int level = 0; level < WHEEL_LEVELS && length / jiffy >= FIRST_LEVEL * step; level++) {
            step *= 8;
        }
        return step * jiffy;
    }

    /** How long after its computed end a time-wait entry may still be there. */
    long timeWaitLate(long length) {
        return !calendar ? late(length) : late(length) + (length < SHORT ? 3 * FAST_SLOT : SLOW_SLOT);
    }

    /** How long entries are kept beyond their end: not where their number moves the calendar on. */
    long timeWaitKept() {
        return calendar ? 0 : late(60 * SimTime.SECOND);
    }

    /** How long before its computed end it may be gone: entries that wait together share the slots of a calendar. */
    long timeWaitEarly(long length) {
        return !calendar ? early(0) : length < SHORT ? Math.max(0, length - FAST_SLOT / 2) : SLOW_SLOT;
    }
}
