package timewaitlab.tcp;

import timewaitlab.base.SimTime;

/**
 * When a timer that is armed now will fire. Either exactly when it is due, as in textbooks, or as the host's kernel
 * does it: on a jiffy, put off by the slack of 2.6.39 to 4.7 (kernel/timer.c {@code apply_slack}) or rounded up by the
 * wheel from 4.8 on (kernel/time/timer.c {@code calc_wheel_index}).
 */
public final class Jiffies {
    /** Timers ahead by fewer jiffies get no slack; longer ones 1/256 of their length. */
    private static final int SLACK_DIVISOR = 256;

    private static final int FIRST_LEVEL = 63;
    private static final int LEVEL_SHIFT = 3;
    private static final int LEVELS = 9;

    private final boolean exact;
    private final boolean wheel;
    private final boolean slack;
    private final long jiffy;
    /** Nanoseconds by which the count of jiffies was ahead of the run's clock at its start. */
    private final long phase;

    /**
     * The jiffy that {@link #current} gave last, and when it begins: many timers are set in one. Only who sets timers
     * asks for it, the run; {@link #between}, of which verdicts that are kept ask too, leaves no trace.
     */
    private long last;

    private long lastBegins;

    /** @param startJiffies the kernel's count of jiffies at the start of the run; -1 for timers that fire exactly */
    public Jiffies(Settings settings, long startJiffies) {
        exact = startJiffies < 0;
        wheel = settings.get(Constant.TIMER_WHEEL) != 0;
        slack = settings.get(Constant.TIMER_SLACK) != 0;
        jiffy = SimTime.SECOND / settings.get(Constant.HZ);
        phase = exact ? 0 : startJiffies * jiffy;
        lastBegins = -phase;
    }

    /** When a timer fires that is armed at {@code now} for {@code delay} nanoseconds. */
    public long fires(long now, long delay) {
        return exact ? now + delay : fires(now, delay, slack);
    }

    /** The same for timers that get no slack: those of time-wait entries, {@code mod_timer_pinned}. */
    public long firesWithoutSlack(long now, long delay) {
        return exact ? now + delay : fires(now, delay, false);
    }

    /** When a timer fires that was due when it was armed: at the next tick. */
    public long nextTick(long now) {
        return exact ? now + jiffy : (current(now) + 1) * jiffy - phase;
    }

    private long fires(long now, long delay, boolean withSlack) {
        long current = current(now);
        long expires = current + (delay + jiffy - 1) / jiffy;
        long fires = wheel ? onWheel(expires, expires - current) : withSlack ? slackened(expires, current) : expires;
        return Math.max(now, fires * jiffy - phase);
    }

    private long current(long now) {
        long into = now - lastBegins;
        if (into < 0 || into >= jiffy) {
            last = (now + phase) / jiffy;
            lastBegins = last * jiffy - phase;
        }
        return last;
    }

    /** How much time the kernel sees between two moments: whole jiffies where it counts them. Nanoseconds. */
    public long between(long from, long to) {
        return exact ? to - from : ((to + phase) / jiffy - (from + phase) / jiffy) * jiffy;
    }

    /** Level n holds timers from 63 * 8^(n-1) jiffies on and has slots of 8^n; the slot after the expiry is taken. */
    static long onWheel(long expires, long delta) {
        int level = 0;
        while (level < LEVELS - 1 && delta >= (long) FIRST_LEVEL << LEVEL_SHIFT * level) {
            level++;
        }
        int shift = LEVEL_SHIFT * level;
        return (expires >> shift) + 1 << shift;
    }

    /** The latest moment allowed, with as many low bits cleared as still leave it after the wanted one. */
    static long slackened(long expires, long current) {
        long delta = expires - current;
        if (delta < SLACK_DIVISOR) {
            return expires;
        }
        long limit = expires + delta / SLACK_DIVISOR;
        long differing = expires ^ limit;
        return differing == 0 ? expires : limit & -Long.highestOneBit(differing);
    }
}
