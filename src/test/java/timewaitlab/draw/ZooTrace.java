package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Code;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Stage;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** One of every kind of thing a ladder can show, on six lifelines, without a story. */
final class ZooTrace {
    private static final long MS = SimTime.MILLISECOND;
    private static final AddressBook BOOK = new AddressBook();

    private enum Word implements Code {
        ACK,
        CHALLENGE_ACK,
        RST,
        SOMETHING
    }

    private record Plain() implements Situation<Plain> {
        @Override
        public Plain copy() {
            return this;
        }
    }

    private final List<Leg> legs = new ArrayList<>();
    private final List<Judged> verdicts = new ArrayList<>();
    private final List<TimerSpan> timers = new ArrayList<>();

    private ZooTrace() {}

    static Trace trace() {
        ZooTrace zoo = new ZooTrace();
        zoo.fill();
        return new Trace(
                "zoo",
                1,
                3000 * MS,
                List.of(
                        party("A", Party.Kind.CLIENT, "2001:db8::a"),
                        party("C", Party.Kind.CLIENT, "10.0.0.3"),
                        party("D", Party.Kind.CLIENT, "10.0.0.4"),
                        party("NAT", Party.Kind.NAT, "203.0.113.7"),
                        party("B", Party.Kind.SERVER, "198.51.100.9"),
                        party("E", Party.Kind.SERVER, "198.51.100.10")),
                zoo.legs,
                zoo.verdicts,
                List.of(),
                List.of(),
                zoo.timers,
                Map.of(),
                "00000000");
    }

    /** Segments of two hosts back and forth, as many as asked for. */
    static Trace crowd(int count) {
        ZooTrace zoo = new ZooTrace();
        Random random = new Random(7);
        long time = 0;
        for (int i = 0; i < count; i++) {
            time += random.nextInt(2_000_000);
            boolean up = i % 2 == 0;
            int id = zoo.send(time, up ? "A" : "B", up ? "B" : "A", TcpFlags.ACK, i % 3 == 0 ? 100 : 0);
            if (i % 50 == 0) {
                zoo.judge(id, Disposition.DROP, Word.SOMETHING, null);
            }
        }
        List<Party> parties =
                List.of(party("A", Party.Kind.CLIENT, "10.0.0.2"), party("B", Party.Kind.SERVER, "198.51.100.9"));
        return new Trace(
                "crowd",
                1,
                time + 100 * MS,
                parties,
                zoo.legs,
                zoo.verdicts,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                "00000000");
    }

    /** As a capture at B knows a connection that opens: what A sends has arrived when it was seen. */
    static Trace captured() {
        ZooTrace zoo = new ZooTrace();
        Cause unknown = new Cause.ByCall(1);
        zoo.add(0, "A", "B", 0, segment(TcpFlags.SYN, 0), unknown);
        zoo.add(0, "B", "A", 0, segment(TcpFlags.SYN | TcpFlags.ACK, 0), new Cause.BySegment(1));
        zoo.add(MS, "A", "B", 0, segment(TcpFlags.ACK, 0), unknown);
        zoo.add(MS, "A", "B", 0, segment(TcpFlags.ACK, 100), unknown);
        zoo.add(MS, "B", "A", 0, segment(TcpFlags.ACK, 0), new Cause.BySegment(4));
        zoo.add(MS, "B", "A", 0, segment(TcpFlags.ACK, 200), unknown);
        List<Party> parties =
                List.of(party("A", Party.Kind.CLIENT, "10.0.0.2"), party("B", Party.Kind.SERVER, "198.51.100.9"));
        return new Trace(
                "captured", 1, MS, parties, zoo.legs, List.of(), List.of(), List.of(), List.of(), Map.of(), "00000000");
    }

    private static Party party(String name, Party.Kind kind, String address) {
        return new Party(name, kind, address, "linux-6.18", 250);
    }

    private void fill() {
        send(0, "A", "B", TcpFlags.SYN, 0);
        send(30 * MS, "B", "A", TcpFlags.SYN | TcpFlags.ACK, 0);
        send(60 * MS, "D", "E", TcpFlags.PSH | TcpFlags.ACK, 100);
        lost(90 * MS, "C", "B", Fate.LOST);
        lost(120 * MS, "C", "NAT", Fate.FILTERED);
        judge(send(150 * MS, "C", "B", TcpFlags.ACK, 0), Disposition.REPLY, Word.ACK, "restart 60 s");
        judge(send(240 * MS, "C", "B", TcpFlags.SYN, 0), Disposition.REPLY, Word.CHALLENGE_ACK, null);
        judge(send(330 * MS, "C", "B", TcpFlags.SYN, 0), Disposition.REPLY, Word.RST, null);
        send(350 * MS, "B", "C", TcpFlags.RST | TcpFlags.ACK, 0);
        judge(send(420 * MS, "E", "A", TcpFlags.FIN | TcpFlags.ACK, 0), Disposition.DROP, Word.SOMETHING, null);
        keepalive(500 * MS);
        send(500 * MS, "A", "B", TcpFlags.ACK, 0);
        send(500 * MS, "A", "B", TcpFlags.PSH | TcpFlags.ACK, 1);
        timers.add(new TimerSpan(
                150 * MS,
                "B",
                TimerKind.TIME_WAIT,
                "x",
                "60 s",
                2000 * MS,
                -1,
                List.of(new TimerSpan.Restart(170 * MS, "60 s", 60_170 * MS))));
        timers.add(span(40, "B", TimerKind.FIN_WAIT_2, 130, "60 s"));
        timers.add(span(60, "NAT", TimerKind.NAT_MAPPING, 300, "120 s"));
        timers.add(span(60, "A", TimerKind.TIME_WAIT, 480, "60 s"));
        timers.add(span(200, "A", TimerKind.KEEPALIVE, 500, "75 s"));
        timers.add(span(240, "C", TimerKind.RETRANSMIT, 460, "1 s"));
        timers.add(span(30, "E", TimerKind.PEER_MEMORY, 470, "4711"));
        timers.add(span(60, "E", TimerKind.TIME_WAIT, 330, "60 s"));
        timers.add(span(90, "E", TimerKind.TIME_WAIT, 360, "60 s"));
        timers.sort((one, other) -> Long.compare(one.time(), other.time()));
    }

    private static TimerSpan span(long from, String at, TimerKind kind, long to, String value) {
        return new TimerSpan(from * MS, at, kind, "x", value, to * MS, to * MS, List.of());
    }

    private int send(long time, String from, String to, int flags, int length) {
        return add(time, from, to, 20 * MS, segment(flags, length), new Cause.ByCall(1));
    }

    private void lost(long time, String from, String to, Fate fate) {
        Cause again = new Cause.ByTimer("retransmit");
        legs.add(new Leg(
                legs.size() + 1, 0, time, from, time + 20 * MS, to, fate, segment(TcpFlags.SYN, 0), true, again));
    }

    private void keepalive(long time) {
        add(time, "B", "A", 20 * MS, segment(TcpFlags.ACK, 0), new Cause.ByTimer("keepalive"));
    }

    private int add(long time, String from, String to, long delay, Segment segment, Cause cause) {
        int id = legs.size() + 1;
        legs.add(new Leg(id, 0, time, from, time + delay, to, Fate.JUDGED, segment, false, cause));
        return id;
    }

    private static Segment segment(int flags, int length) {
        Address from = BOOK.intern("10.0.0.3");
        Address to = BOOK.intern("198.51.100.9");
        Segment segment = new Segment().from(from, 40000).to(to, 80).header(flags, 7000, 1, 29200);
        return segment.length(length, 1).timestamp(4711, 0);
    }

    private void judge(int leg, Disposition disposition, Code code, String timer) {
        Leg judged = legs.get(leg - 1);
        Rule<Plain> rule =
                Rule.rule("zoo.rule", new Cite("RFC 9293", "3.10"), (s, ask) -> Outcome.of(disposition, code));
        RuleChain<Plain> chain = new RuleChain<>("zoo", List.of(Stage.stage("zoo", rule)), List.of(), Outcome.PASS);
        verdicts.add(new Judged(
                verdicts.size() + 1,
                judged.arrived(),
                judged.to(),
                new Cause.BySegment(leg),
                "x",
                TcpState.TIME_WAIT,
                false,
                chain.verdict(new Plain()),
                List.of(),
                Map.of(),
                TcpState.TIME_WAIT,
                timer));
    }
}
