package timewaitlab.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Verdict;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * The flagship as a trace made by hand, for tests of whatever reads traces: two clients behind one address, a server
 * that remembers timestamps by address. Its numbers are those of the lesson, but nothing was simulated.
 */
public final class FlagshipTrace {
    private static final long MS = SimTime.MILLISECOND;
    private static final long TO_NAT = MS;
    private static final long NAT_TO_B = 21 * MS;
    private static final long UNTIL = 70_000 * MS;

    private static final AddressBook BOOK = new AddressBook();
    private static final Address A = BOOK.intern("10.0.0.2");
    private static final Address C = BOOK.intern("10.0.0.3");
    private static final Address NAT = BOOK.intern("203.0.113.7");
    private static final Address B = BOOK.intern("198.51.100.9");

    private static final int SYN_ACK = TcpFlags.SYN | TcpFlags.ACK;
    private static final int DATA = TcpFlags.PSH | TcpFlags.ACK;
    private static final int FIN = TcpFlags.FIN | TcpFlags.ACK;

    private final List<Leg> legs = new ArrayList<>();
    private final List<Judged> verdicts = new ArrayList<>();
    private final List<StateChange> states = new ArrayList<>();
    private final List<AppCall> calls = new ArrayList<>();
    private final List<TimerSpan> timers = new ArrayList<>();

    private FlagshipTrace() {}

    /** The whole run of 70 s. */
    public static Trace trace() {
        return new FlagshipTrace().play();
    }

    /** One connection of a client: where it starts, its ports and numbers. */
    private record Flow(String client, Address address, int port, int natPort, int isn, int serverIsn, long tsAtZero) {
        /** Timestamp of a 250 Hz clock. */
        int ts(long time) {
            return (int) (tsAtZero + time / (4 * MS));
        }

        FourTuple atClient() {
            return new FourTuple(new Endpoint(address, port), new Endpoint(B, 80));
        }

        FourTuple atServer() {
            return new FourTuple(new Endpoint(B, 80), new Endpoint(NAT, natPort));
        }
    }

    private Trace play() {
        FourTuple listener = new FourTuple(new Endpoint(B, 80), new Endpoint(BOOK.any(), 0));
        calls.add(new AppCall(1, 0, "B", "listen 0.0.0.0:80", "OK", 0));
        states.add(new StateChange(0, "B", listener, TcpState.CLOSED, TcpState.LISTEN, false, new Cause.ByCall(1)));
        visit(0, new Flow("A", A, 40000, 40000, 1863440127, 902147435, 1105780), 0);
        Flow c = new Flow("C", C, 40000, 40001, 7000, 1264097221, 259237);
        int call = call(5000 * MS, "C", "connect 198.51.100.9:80", 63_044 * MS);
        states.add(change(5000 * MS, "C", c, TcpState.CLOSED, TcpState.SYN_SENT, new Cause.ByCall(call)));
        refusedSyn(5000 * MS, c, 1105802, 5, new Cause.ByCall(call));
        visit(5500 * MS, new Flow("A", A, 40001, 40002, 1931223877, 957811204, 1105780), 1105802);
        long[] again = {6, 8, 12, 20, 36};
        for (long second : again) {
            refusedSyn(second * 1000 * MS, c, 1107177, second - 5, new Cause.ByTimer("retransmit"));
        }
        acceptedAtLast(c);
        timers();
        return assemble();
    }

    private Trace assemble() {
        calls.sort((one, other) -> Long.compare(one.time(), other.time()));
        states.sort((one, other) -> Long.compare(one.time(), other.time()));
        timers.sort((one, other) -> Long.compare(one.time(), other.time()));
        return new Trace(
                "flagship",
                1,
                UNTIL,
                List.of(
                        new Party("A", Party.Kind.CLIENT, "10.0.0.2", "linux-4.4", 250),
                        new Party("C", Party.Kind.CLIENT, "10.0.0.3", "linux-4.4", 250),
                        new Party("NAT", Party.Kind.NAT, "203.0.113.7", "linux-6.18", 250),
                        new Party("B", Party.Kind.SERVER, "198.51.100.9", "linux-2.6.32", 1000)),
                legs,
                verdicts,
                states,
                calls,
                timers,
                Map.of("B", Map.of("TcpExtPAWSPassive", 6L)),
                "f1a95219",
                List.of(),
                List.of(),
                counted(),
                Census.NONE,
                RecordingPlan.ALL);
    }

    /** What its verdicts count, one after the other. */
    private List<TraceEvent.Counted> counted() {
        List<TraceEvent.Counted> counted = new ArrayList<>();
        for (TraceEvent.Judged judged : verdicts) {
            judged.counters()
                    .forEach((name, count) -> counted.add(new TraceEvent.Counted(
                            judged.time(), judged.at(), name, counted.size() + count, judged.cause())));
        }
        return counted;
    }

    /** A connects, asks, is answered; B closes first, A follows. {@code remembered} is what B knew before, 0 for none. */
    private void visit(long start, Flow a, long remembered) {
        int connect = call(start, "A", "connect 198.51.100.9:80", 44 * MS);
        states.add(change(start, "A", a, TcpState.CLOSED, TcpState.SYN_SENT, new Cause.ByCall(connect)));
        int syn = up(start, a, TcpFlags.SYN, a.isn, 0, 0, false, new Cause.ByCall(connect));
        Verdict<?> opened = remembered == 0
                ? FlagshipVerdicts.synFromStranger(a.ts(start))
                : FlagshipVerdicts.synFromKnown(a.ts(start), remembered, 5);
        judge(start + 22 * MS, "B", a, syn, TcpState.LISTEN, TcpState.SYN_RECV, opened);
        int synAck = down(start + 22 * MS, a, SYN_ACK, a.serverIsn, a.isn + 1, 0, syn);
        long there = start + 44 * MS;
        judge(there, "A", a, synAck, TcpState.SYN_SENT, TcpState.ESTABLISHED, fits(a, there));
        int write = call(there, "A", "write 100", 0);
        int ack = up(there, a, TcpFlags.ACK, a.isn + 1, a.serverIsn + 1, 0, false, new Cause.BySegment(synAck));
        int get = up(there, a, DATA, a.isn + 1, a.serverIsn + 1, 100, false, new Cause.ByCall(write));
        long asked = start + 66 * MS;
        judge(asked, "B", a, ack, TcpState.SYN_RECV, TcpState.ESTABLISHED, fits(a, asked));
        judge(asked, "B", a, get, TcpState.ESTABLISHED, TcpState.ESTABLISHED, fits(a, asked));
        int close = call(asked, "B", "close", 0);
        states.add(change(asked, "B", a, TcpState.ESTABLISHED, TcpState.FIN_WAIT_1, new Cause.ByCall(close)));
        int answer = down(asked, a, FIN | TcpFlags.PSH, a.serverIsn + 1, a.isn + 101, 211, get);
        long told = start + 88 * MS;
        judge(told, "A", a, answer, TcpState.ESTABLISHED, TcpState.CLOSE_WAIT, fits(a, told));
        int leave = call(told, "A", "close", 0);
        states.add(change(told, "A", a, TcpState.CLOSE_WAIT, TcpState.LAST_ACK, new Cause.ByCall(leave)));
        int fin = up(told, a, FIN, a.isn + 101, a.serverIsn + 213, 0, false, new Cause.BySegment(answer));
        long closed = start + 110 * MS;
        judge(closed, "B", a, fin, TcpState.FIN_WAIT_1, TcpState.TIME_WAIT, fits(a, told));
        int last = down(closed, a, TcpFlags.ACK, a.serverIsn + 213, a.isn + 102, 0, fin);
        judge(start + 132 * MS, "A", a, last, TcpState.LAST_ACK, TcpState.CLOSED, fits(a, closed));
        long gone = closed + 896 * MS;
        timers.add(new TimerSpan(
                closed, "B", TimerKind.TIME_WAIT, a.atServer().toString(), "0.9 s", gone, gone, List.of()));
        states.add(change(gone, "B", a, TcpState.TIME_WAIT, TcpState.CLOSED, new Cause.ByTimer("timewait")));
    }

    private void refusedSyn(long time, Flow c, long remembered, long age, Cause cause) {
        boolean again = cause instanceof Cause.ByTimer;
        int syn = up(time, c, TcpFlags.SYN, c.isn, 0, 0, again, cause);
        Verdict<?> refused = FlagshipVerdicts.synFromKnown(c.ts(time), remembered, age);
        verdicts.add(new Judged(
                verdicts.size() + 1,
                time + 22 * MS,
                "B",
                new Cause.BySegment(syn),
                "0.0.0.0:80",
                TcpState.LISTEN,
                false,
                refused,
                List.of(),
                Map.of("TcpExtPAWSPassive", 1L),
                TcpState.LISTEN,
                null));
    }

    private void acceptedAtLast(Flow c) {
        long time = 68_000 * MS;
        int syn = up(time, c, TcpFlags.SYN, c.isn, 0, 0, true, new Cause.ByTimer("retransmit"));
        Verdict<?> opened = FlagshipVerdicts.synFromKnown(c.ts(time), 1107177, 63);
        judge(time + 22 * MS, "B", c, syn, TcpState.LISTEN, TcpState.SYN_RECV, opened);
        int synAck = down(time + 22 * MS, c, SYN_ACK, c.serverIsn, c.isn + 1, 0, syn);
        long there = time + 44 * MS;
        judge(there, "C", c, synAck, TcpState.SYN_SENT, TcpState.ESTABLISHED, fits(c, there));
        int ack = up(there, c, TcpFlags.ACK, c.isn + 1, c.serverIsn + 1, 0, false, new Cause.BySegment(synAck));
        judge(time + 66 * MS, "B", c, ack, TcpState.SYN_RECV, TcpState.ESTABLISHED, fits(c, there));
    }

    private void timers() {
        timers.add(new TimerSpan(
                110 * MS,
                "B",
                TimerKind.PEER_MEMORY,
                "203.0.113.7",
                "1105802",
                65_000 * MS,
                65_000 * MS,
                List.of(new TimerSpan.Restart(5610 * MS, "1107177", 65_000 * MS))));
        timers.add(new TimerSpan(
                5000 * MS,
                "C",
                TimerKind.RETRANSMIT,
                "10.0.0.3:40000-198.51.100.9:80",
                "1 s",
                132_000 * MS,
                68_044 * MS,
                List.of(
                        new TimerSpan.Restart(6000 * MS, "2 s", 8000 * MS),
                        new TimerSpan.Restart(8000 * MS, "4 s", 12_000 * MS),
                        new TimerSpan.Restart(12_000 * MS, "8 s", 20_000 * MS),
                        new TimerSpan.Restart(20_000 * MS, "16 s", 36_000 * MS),
                        new TimerSpan.Restart(36_000 * MS, "32 s", 68_000 * MS),
                        new TimerSpan.Restart(68_000 * MS, "64 s", 132_000 * MS))));
    }

    private int call(long time, String at, String text, long took) {
        int id = calls.size() + 1;
        calls.add(new AppCall(id, time, at, text, "OK", took));
        return id;
    }

    /** From a client through the NAT to B. Answers the id of the leg that reaches B. */
    private int up(long time, Flow f, int flags, int seq, int ack, int length, boolean again, Cause cause) {
        int first = legs.size() + 1;
        int ecr = ack == 0 ? 0 : (int) (4_000_000 + time / MS);
        Segment inside = new Segment().from(f.address, f.port).to(B, 80).header(flags, seq, ack, 29200);
        inside.length(length, length == 0 ? 0 : f.port)
                .timestamp(f.ts(time), ecr)
                .id(first);
        Segment outside = inside.copy().from(NAT, f.natPort).id(first + 1);
        long atNat = time + TO_NAT;
        legs.add(new Leg(first, 0, time, f.client, atNat, "NAT", Fate.FORWARDED, inside, again, cause));
        legs.add(new Leg(first + 1, first, atNat, "NAT", atNat + NAT_TO_B, "B", Fate.JUDGED, outside, again, cause));
        return first + 1;
    }

    /** From B through the NAT to a client. Answers the id of the leg that reaches the client. */
    private int down(long time, Flow f, int flags, int seq, int ack, int length, int because) {
        int first = legs.size() + 1;
        Cause cause = new Cause.BySegment(because);
        Segment outside = new Segment().from(B, 80).to(NAT, f.natPort).header(flags, seq, ack, 5792);
        outside.length(length, length == 0 ? 0 : 80)
                .timestamp((int) (4_000_000 + time / MS), f.ts(time - 22 * MS))
                .id(first);
        Segment inside = outside.copy().to(f.address, f.port).id(first + 1);
        long atNat = time + NAT_TO_B;
        legs.add(new Leg(first, 0, time, "B", atNat, "NAT", Fate.FORWARDED, outside, false, cause));
        legs.add(new Leg(first + 1, first, atNat, "NAT", atNat + TO_NAT, f.client, Fate.JUDGED, inside, false, cause));
        return first + 1;
    }

    private void judge(long time, String at, Flow f, int leg, TcpState before, TcpState after, Verdict<?> verdict) {
        Cause cause = new Cause.BySegment(leg);
        String socket = (at.equals("B") ? f.atServer() : f.atClient()).toString();
        boolean answers = after == TcpState.SYN_RECV || after == TcpState.TIME_WAIT;
        verdicts.add(new Judged(
                verdicts.size() + 1,
                time,
                at,
                cause,
                before == TcpState.LISTEN ? "0.0.0.0:80" : socket,
                before,
                false,
                verdict,
                answers ? List.of(legs.size() + 1) : List.of(),
                Map.of(),
                after,
                after == TcpState.TIME_WAIT ? "start 0.9 s" : null));
        TcpState from = before == TcpState.LISTEN ? TcpState.CLOSED : before;
        if (from != after) {
            states.add(change(time, at, f, from, after, cause));
        }
    }

    private static StateChange change(long time, String at, Flow f, TcpState from, TcpState to, Cause cause) {
        return new StateChange(time, at, at.equals("B") ? f.atServer() : f.atClient(), from, to, false, cause);
    }

    private static Verdict<?> fits(Flow f, long time) {
        return FlagshipVerdicts.inOrder(f.ts(time));
    }
}
