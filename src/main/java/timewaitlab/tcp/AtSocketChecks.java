package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;

import java.util.Locale;
import java.util.function.Predicate;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Comparison;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Party;
import timewaitlab.decide.Unit;

/** The values of a socket that timers and calls ask for, and the questions they share. */
final class AtSocketChecks {
    static final Cite TCP_CLOSE = new Cite("net/ipv4/tcp.c", "tcp_close()");

    private static final Operand<AtSocket<?>> STATE =
            Operand.derived("state", Unit.STATE, s -> s.socket.state.ordinal());
    static final Operand<AtSocket<?>> ORPHAN = flag("orphan", s -> s.socket.orphan);
    private static final Operand<AtSocket<?>> LINGER2_NEGATIVE =
            option("TCP_LINGER2 negative", s -> s.socket.options.linger2() < 0, (s, on) -> linger2(s, on ? -1 : 0));
    /** {@code tcp_fin_time}. */
    private static final Operand<AtSocket<?>> FIN_TIME = Operand.<AtSocket<?>>derived(
                    "tcp_fin_time", Unit.MILLISECOND, s -> FinWait2.millis(s.socket, s.settings))
            .following(HostChecks.sysctl(Sysctl.TCP_FIN_TIMEOUT));

    private static final Operand<AtSocket<?>> ORPHANS =
            Operand.settable("orphans", Unit.COUNT, Party.HISTORY, s -> s.orphans, (s, v) -> {
                if (v >= 0 && v <= Integer.MAX_VALUE) {
                    s.orphans = (int) v;
                }
            });

    static final Check<AtSocket<?>> ORPHANED = isSet("end.orphaned", ORPHAN, TCP_CLOSE);
    static final Check<AtSocket<?>> IN_FIN_WAIT_2 = in(TcpState.FIN_WAIT_2);
    static final Check<AtSocket<?>> IN_CLOSED = in(TcpState.CLOSED);
    static final Check<AtSocket<?>> IN_SYN_SENT = in(TcpState.SYN_SENT);
    static final Check<AtSocket<?>> NO_FIN_WAIT_2 = isSet("end.linger2-negative", LINGER2_NEGATIVE, TCP_CLOSE);
    static final Check<AtSocket<?>> LONG_FIN_WAIT_2 = check(
            "end.fin-time-exceeds-time-wait",
            FIN_TIME,
            Comparison.MORE_THAN,
            Operand.<AtSocket<?>>derived(
                    Constant.TCP_TIMEWAIT_LEN.name(),
                    Unit.MILLISECOND,
                    s -> s.settings.get(Constant.TCP_TIMEWAIT_LEN) * 1000),
            TCP_CLOSE);
    /** {@code tcp_too_many_orphans}. */
    static final Check<AtSocket<?>> TOO_MANY_ORPHANS = check(
            "end.too-many-orphans",
            ORPHANS,
            Comparison.MORE_THAN,
            HostChecks.sysctl(Sysctl.TCP_MAX_ORPHANS),
            TCP_CLOSE);

    private AtSocketChecks() {}

    static Check<AtSocket<?>> in(TcpState state) {
        return check(
                "end.in-" + state.label().toLowerCase(Locale.ROOT),
                STATE,
                Comparison.EQUALS,
                Operand.constant(state.label(), Unit.STATE, state.ordinal()),
                new Cite("RFC 9293", "3.3.2"));
    }

    static Operand<AtSocket<?>> flag(String name, Predicate<AtSocket<?>> read) {
        return Operand.derived(name, Unit.FLAG, s -> read.test(s) ? 1 : 0);
    }

    /** Sets an option to on or off. */
    interface Switch {
        void set(AtSocket<?> situation, boolean on);
    }

    /** A socket option that the application could have set otherwise. */
    static Operand<AtSocket<?>> option(String name, Predicate<AtSocket<?>> read, Switch write) {
        return Operand.settable(name, Unit.FLAG, Party.APPLICATION, s -> read.test(s) ? 1 : 0, (s, v) -> {
            boolean isOther = v == (read.test(s) ? 0 : 1);
            if (isOther) {
                write.set(s, v == 1);
            }
        });
    }

    private static void linger2(AtSocket<?> s, int seconds) {
        s.socket.options = s.socket.options.linger2(seconds, s.settings);
    }

    /** TCP_USER_TIMEOUT, milliseconds; 0 for off. */
    static final Operand<AtSocket<?>> USER_TIMEOUT = Operand.settable(
            "TCP_USER_TIMEOUT", Unit.MILLISECOND, Party.APPLICATION, s -> s.socket.options.userTimeout(), (s, v) -> {
                if (v >= 0 && v <= Integer.MAX_VALUE) {
                    s.socket.options = s.socket.options.userTimeout((int) v);
                }
            });

    /** Milliseconds since {@code from}, as the kernel counts them; never negative. */
    static long since(AtSocket<?> s, long from) {
        return Math.max(0, s.jiffies.between(from, s.now)) / SimTime.MILLISECOND;
    }
}
