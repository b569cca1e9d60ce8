package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.capture.Capture;
import timewaitlab.capture.Checksum;
import timewaitlab.capture.TimedSegment;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.CapturedFamily.Recorded;
import timewaitlab.lab.Explanation.Agreement;
import timewaitlab.lab.Explanation.Doubt;
import timewaitlab.lab.Explanation.Explained;
import timewaitlab.scenario.CaptureContext;
import timewaitlab.tcp.Settings;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Why an answer cannot be told, and what a context adds; and that what cannot be is never excused by a guess. */
class ExplainDoubtsTest {
    private static final long SEED = 20_261_120;
    private static final int ALTERATIONS = 60;

    private static Map<Doubt, Integer> doubts(Explanation explanation) {
        Map<Doubt, Integer> counts = new TreeMap<>();
        for (Explained segment : explanation.segments()) {
            if (segment.agreement() == Agreement.CANNOT_TELL && segment.doubt() != null) {
                counts.merge(segment.doubt(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Recorded recorded(String path) {
        return CapturedFamily.of("linux-6.18", "linux-6.18/" + path).captures().get(0);
    }

    @ParameterizedTest(name = "{0}: {1}, and none with a context")
    @CsvSource(textBlock = """
        # recording,                               reason,          how often, left with a context
        backlog-2/server.pcap,                     QUEUE_UNKNOWN,          21, 0
        nat-invalid-accept/server.pcap,            FILTER_OR_ROUTE,         6, 0
        grid-syn-fin-wait-2-orphan/server.pcap,    APP_UNKNOWN,            12, 0
        synack-retries-1/server.pcap,              TIMER_EDGE,              1, 1
        """)
    void aContextEmptiesTheClass(String path, Doubt reason, int bare, int left) {
        Recorded recorded = recorded(path);
        AddressBook book = new AddressBook();
        Capture capture = recorded.read(book);
        Explanation without = ExplainCapture.of(capture, recorded.bare(book, capture));
        assertThat(doubts(without)).containsExactlyEntriesOf(Map.of(reason, bare));
        assertThat(without.summary().contradicts()).isZero();
        Explanation with = ExplainCapture.of(capture, recorded.request(book, capture));
        assertThat(doubts(with).getOrDefault(reason, 0)).isEqualTo(left);
        assertThat(with.summary().contradicts()).isZero();
    }

    @Test
    void aConnectionOlderThanTheCaptureCannotBeTold() {
        Recorded recorded = recorded("close-client-first/server.pcap");
        AddressBook book = new AddressBook();
        Capture capture = recorded.read(book);
        Capture late =
                with(capture, capture.segments().subList(3, capture.segments().size()));
        assertThat(doubts(ExplainCapture.of(late, recorded.bare(book, late)))).containsKey(Doubt.CAPTURE_STARTS_LATE);
    }

    @Test
    void aSegmentThatWasCutMayHaveBeenDamaged() {
        AddressBook book = new AddressBook();
        Peers peers = new Peers(book);
        List<TimedSegment> segments = peers.handshake(4000, 1000);
        Segment data = peers.in(4000).header(TcpFlags.ACK | TcpFlags.PSH, 1001, 5001, 512);
        data.length(400, 0).timestamp(1001, 77);
        segments.add(new TimedSegment(4, SimTime.MILLISECOND, data, true, Checksum.UNCHECKED));
        peers.laterSyn(segments, 5 * SimTime.SECOND, 1000);
        Explanation explanation = explain(book, segments, "linux-6.18", Optional.empty());
        assertThat(doubts(explanation)).containsExactlyEntriesOf(Map.of(Doubt.CHECKSUM_CUT, 1));
        assertThat(explanation.summary().contradicts()).isZero();
    }

    @ParameterizedTest(name = "{0} ns before the second, phase told {1}: {2}")
    @CsvSource({"500000, false, true", "5000000, false, false", "500000, true, false"})
    void aSynAtTheEndOfAWallClockSecondCannotBeTold(long before, boolean told, boolean doubtful) {
        AddressBook book = new AddressBook();
        Peers peers = new Peers(book);
        List<TimedSegment> segments = peers.handshake(4000, 1_000_000);
        long time = SimTime.MILLISECOND;
        segments.add(peers.out(4, time, 4000, TcpFlags.FIN | TcpFlags.ACK, 5001, 1001));
        Segment fin = peers.in(4000).header(TcpFlags.FIN | TcpFlags.ACK, 1001, 5002, 512);
        segments.add(TimedSegment.made(5, time + 200_000, fin.timestamp(1_000_000, 77)));
        segments.add(peers.out(6, time + 300_000, 4000, TcpFlags.ACK, 5002, 1002));
        // the second begins half a second after the first frame; 60 s later the memory is old
        long boundary = 59_500 * SimTime.MILLISECOND;
        Segment syn = peers.in(4001).header(TcpFlags.SYN, 9, 0, 512).synOptions(1460, 7, true);
        segments.add(TimedSegment.made(7, boundary - before, syn.timestamp(900_000, 0)));
        peers.laterSyn(segments, 63 * SimTime.SECOND, 900_000);
        Optional<Long> phase = told ? Optional.of(500 * SimTime.MILLISECOND) : Optional.empty();
        Explanation explanation = explain(book, segments, "linux-4.4", phase);
        assertThat(doubts(explanation).containsKey(Doubt.CLOCK_PHASE)).isEqualTo(doubtful);
        assertThat(explanation.summary().contradicts()).isZero();
    }

    /** The limit is counted in jiffies, here of 1 ms, whose phase no capture shows. */
    @ParameterizedTest(name = "{0} us after the last answer, answered {1}: {2}")
    @CsvSource({
        "498000, false, AGREES",
        "499500, false, AGREES",
        "499500, true, CANNOT_TELL",
        "500500, true, AGREES",
        "500500, false, CANNOT_TELL",
        "502000, true, AGREES",
        "498000, true, CONTRADICTS",
        "502000, false, CONTRADICTS"
    })
    void anAnswerWithinAJiffyOfItsLimitCannotBeTold(long micros, boolean answered, Agreement expected) {
        AddressBook book = new AddressBook();
        Peers peers = new Peers(book);
        List<TimedSegment> segments = peers.handshake(4000, 1_000_000);
        long first = 2 * SimTime.MILLISECOND;
        long second = first + micros * SimTime.MICROSECOND;
        segments.add(peers.strayingSyn(4, first));
        segments.add(peers.out(5, first + 10_000, 4000, TcpFlags.ACK, 5001, 1001));
        segments.add(peers.strayingSyn(6, second));
        if (answered) {
            segments.add(peers.out(7, second + 10_000, 4000, TcpFlags.ACK, 5001, 1001));
        }
        peers.laterSyn(segments, 5 * SimTime.SECOND, 1_000_000);
        Explained judged = explained(explain(book, segments, "linux-6.18", Optional.empty()), 6);
        assertThat(judged.agreement()).isEqualTo(expected);
        assertThat(judged.doubt()).isEqualTo(expected == Agreement.CANNOT_TELL ? Doubt.CLOCK_PHASE : null);
    }

    /** An echo of a tick that was never sent is of the future until that tick begins. */
    @ParameterizedTest(name = "echo of tick {0}, answered {1}: {2}")
    @CsvSource({
        "77, ACK, AGREES",
        "78, ACK, AGREES",
        "78, RST, CANNOT_TELL",
        "79, RST, AGREES",
        "77, RST, CONTRADICTS",
        "79, ACK, CONTRADICTS"
    })
    void anEchoOfTheTickThatBeginsCannotBeTold(int echo, String answer, Agreement expected) {
        AddressBook book = new AddressBook();
        Peers peers = new Peers(book);
        Segment syn = peers.from(4000).header(TcpFlags.SYN, 5000, 0, 512).synOptions(1460, 7, true);
        Segment synAck = peers.in(4000).header(TcpFlags.SYN | TcpFlags.ACK, 1000, 5001, 512);
        synAck.synOptions(1460, 7, true).timestamp(1_000_000, echo);
        Segment reset = peers.from(4000).header(TcpFlags.RST, 5001, 0, 0);
        long time = SimTime.MILLISECOND + 50_000;
        List<TimedSegment> segments = new ArrayList<>();
        segments.add(TimedSegment.made(1, 0, syn.timestamp(77, 0)));
        segments.add(TimedSegment.made(2, time, synAck));
        segments.add(
                answer.equals("RST")
                        ? TimedSegment.made(3, time + 10_000, reset)
                        : peers.out(3, time + 10_000, 4000, TcpFlags.ACK, 5001, 1001));
        peers.laterSyn(segments, 5 * SimTime.SECOND, 1_000_000);
        Explained judged = explained(explain(book, segments, "linux-6.18", Optional.empty()), 2);
        assertThat(judged.agreement()).isEqualTo(expected);
        assertThat(judged.doubt()).isEqualTo(expected == Agreement.CANNOT_TELL ? Doubt.CLOCK_PHASE : null);
    }

    private static Explained explained(Explanation explanation, int frame) {
        return explanation.segments().stream()
                .filter(segment -> segment.frame() == frame)
                .findFirst()
                .orElseThrow();
    }

    private static Explanation explain(
            AddressBook book, List<TimedSegment> segments, String kernel, Optional<Long> phase) {
        KernelProfile profile = VerdictRequestReader.profile(kernel);
        Settings settings = profile.settings(1000);
        if (profile.has(Sysctl.TCP_TW_RECYCLE)) {
            settings = settings.with(Sysctl.TCP_TW_RECYCLE, 1);
        }
        CaptureContext context =
                new CaptureContext(Optional.empty(), 0, List.of(), Map.of(), 0, phase, List.of(), List.of());
        Capture capture = new Capture(
                "made",
                1_700_000_000_500_000_000L,
                segments,
                recorded("close-client-first/server.pcap")
                        .read(new AddressBook())
                        .frames(),
                List.of(101));
        return ExplainCapture.of(
                capture, new ExplainRequest(book, List.of(book.intern("10.0.0.2")), profile, settings, context));
    }

    /** Makes segments between a server, port 80 of 10.0.0.2, and a peer. */
    private record Peers(AddressBook book) {
        Segment in(int port) {
            return new Segment().from(book.intern("10.0.0.1"), port).to(book.intern("10.0.0.2"), 80);
        }

        Segment from(int port) {
            return new Segment().from(book.intern("10.0.0.2"), 80).to(book.intern("10.0.0.1"), port);
        }

        /** A SYN inside the window of a connection, which is challenged. */
        TimedSegment strayingSyn(int frame, long time) {
            Segment syn = in(4000).header(TcpFlags.SYN, 1001, 0, 512).synOptions(1460, 7, true);
            return TimedSegment.made(frame, time, syn.timestamp(1_000_000, 0));
        }

        TimedSegment out(int frame, long time, int port, int flags, int seq, int ack) {
            Segment segment = from(port);
            segment.header(flags, seq, ack, 512).timestamp((int) (77 + time / SimTime.MILLISECOND), tsRecent(flags));
            return TimedSegment.made(frame, time, segment);
        }

        private static int tsRecent(int flags) {
            return 1_000_000;
        }

        List<TimedSegment> handshake(int port, int tsVal) {
            List<TimedSegment> segments = new ArrayList<>();
            Segment syn = in(port).header(TcpFlags.SYN, 1000, 0, 512).synOptions(1460, 7, true);
            segments.add(TimedSegment.made(1, 0, syn.timestamp(tsVal, 0)));
            segments.add(synAck(2, 10_000, port, 1001, tsVal));
            Segment ack = in(port).header(TcpFlags.ACK, 1001, 5001, 512);
            segments.add(TimedSegment.made(3, 100_000, ack.timestamp(tsVal, 77)));
            return segments;
        }

        private TimedSegment synAck(int frame, long time, int port, int ack, int tsEcr) {
            Segment synAck = from(port);
            synAck.header(TcpFlags.SYN | TcpFlags.ACK, 5000, ack, 512).synOptions(1460, 7, true);
            synAck.timestamp((int) (77 + time / SimTime.MILLISECOND), tsEcr);
            return TimedSegment.made(frame, time, synAck);
        }

        /** Shows that somebody still listens. */
        void laterSyn(List<TimedSegment> segments, long time, int tsVal) {
            Segment syn = in(4009).header(TcpFlags.SYN, 70, 0, 512).synOptions(1460, 7, true);
            segments.add(TimedSegment.made(50, time, syn.timestamp(tsVal, 0)));
            segments.add(synAck(51, time + 10_000, 4009, 71, tsVal));
        }
    }

    @Test
    void aDepartureAlteredAtRandomContradicts() {
        Random random = new Random(SEED);
        List<Recorded> captures = CapturedFamily.of(
                        "linux-6.18",
                        "linux-6.18/(close-|lastack-lost|delayed-dup|timewait-extend|nat-tw-).*/server.pcap")
                .captures();
        List<String> excused = new ArrayList<>();
        for (int i = 0; i < ALTERATIONS; i++) {
            Recorded recorded = captures.get(random.nextInt(captures.size()));
            AddressBook book = new AddressBook();
            Capture capture = recorded.read(book);
            ExplainRequest request = recorded.request(book, capture);
            List<Explained> replies = ExplainCapture.of(capture, request).segments().stream()
                    .filter(segment -> !segment.inbound()
                            && segment.by() != null
                            && segment.by().frame() > 0)
                    .toList();
            Explained reply = replies.get(random.nextInt(replies.size()));
            int how = random.nextInt(5);
            Explanation.Summary summary = ExplainCapture.of(altered(capture, reply.frame(), how), request)
                    .summary();
            if (summary.contradicts() + summary.unattributed() == 0) {
                excused.add(recorded.path() + " #" + reply.frame() + " way " + how);
            }
        }
        assertThat(excused).as("seed " + SEED).isEmpty();
    }

    /** The answer with other flags, another sequence number, acknowledgement or echo, or much too late. */
    private static Capture altered(Capture capture, int frame, int how) {
        List<TimedSegment> segments = new ArrayList<>();
        TimedSegment late = null;
        for (TimedSegment one : capture.segments()) {
            if (one.frame() != frame) {
                segments.add(one);
                continue;
            }
            Segment other = one.segment().copy();
            switch (how) {
                case 0 -> other.flags(other.flags() ^ (TcpFlags.RST | TcpFlags.URG));
                case 1 -> other.seq(other.seq() + 1 + frame);
                case 2 -> other.ack(other.ack() + 1 + frame).flags(other.flags() | TcpFlags.ACK);
                case 3 -> other.timestamp(other.tsVal(), other.tsEcr() + 1 + frame);
                default -> late = TimedSegment.made(frame, one.time() + 30 * SimTime.SECOND, other);
            }
            if (late == null) {
                segments.add(TimedSegment.made(frame, one.time(), other));
            }
        }
        if (late != null) {
            long time = late.time();
            int place = 0;
            while (place < segments.size() && segments.get(place).time() <= time) {
                place++;
            }
            segments.add(place, late);
        }
        return with(capture, segments);
    }

    private static Capture with(Capture capture, List<TimedSegment> segments) {
        return new Capture(capture.name(), capture.startEpochNanos(), segments, capture.frames(), capture.linkTypes());
    }
}
