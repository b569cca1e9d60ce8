package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.capture.Capture;
import timewaitlab.capture.TimedSegment;
import timewaitlab.lab.CapturedFamily.Recorded;
import timewaitlab.lab.Explanation.Agreement;
import timewaitlab.lab.Explanation.Explained;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Recordings of real kernels, judged as the recorded host; and the same with one answer altered. */
class ExplainCaptureTest {
    /**
     * Arrivals whose answer carries a timestamp the machine's clock does not explain: what was sent, and why it is the
     * machine. All were recorded in emulated machines whose jiffies stand still while the emulator does.
     */
    private static final Map<String, String> NOISE = noise("""
            linux-old/R1-2.6.32.69-ts1-rec0-reuse0/trace.pcap #103
              #104 has TSval 4294669927: 7 ticks in the 31 ms after #101, then 32 in the 8 ms before #107
            linux-old/R1-3.10.108-ts1-rec0-reuse0/trace.pcap #472
              #473 has TSval 4294676190: 32 ticks in the 74 ms after #470, then 52 in the 11 ms before #476
            linux-old/R1-3.10.108-ts1-rec0-reuse0/trace.pcap #2567
              #2568 has TSval 4294761977: 101 ticks in the 119 ms after #2565, then 101 in the 79 ms before #2571
            linux-old/R3-3.10.108-ts1-rec0-reuse0-rfc1337/trace.pcap #346
              #347 has TSval 4294669251: 15 ticks in the 26 ms after #345, then 70 in the 59 ms before #350
            linux-old/R6-2.6.32.69-ts1-rec1-reuse0/pair01_offset_2ms.pcap #1454
              #1458 has TSval 4294754718 as #1456 had 36 ms before; #1460 is 51 ticks on after 16 ms
            linux-old/R6-2.6.32.69-ts1-rec1-reuse0/pair06_offset_5000ms.pcap #1103
              #1107 has TSval 4294754760 as #1105 had 9 ms before; #1109 is 9 ticks on after 0.3 ms
            linux-old/R6-4.4.60-ts1-rec0-reuse0/pair10_offset_61000ms.pcap #1441
              #1442 has TSval 4294743835, 82 ticks in the 122 ms after #1440; #1445 is 42 ticks on after 2 ms
            linux-old/R6-4.10.1-ts1-rec1-reuse0/pair03_offset_200ms.pcap #2070
              #2074 has TSval 1079444980 as #2072 had 36 ms before; #2076 is 37 ticks on after 1 ms
            linux-old/R6-4.4.60-ts1-rec0-reuse0/pair12_offset_-1000ms.pcap #1371
              #1372 has TSval 4294743835: 882 ticks in the 917 ms after #1370, then 38 in the 7 ms before #1375
            linux-old/R6-4.10.1-ts1-rec1-reuse0/pair04_offset_1000ms.pcap #2219
              #2220 has TSval 771644646 as #2217 had 19 ms before; the client's clock, the same machine's, stood still too
            linux-old/R6-4.10.1-ts1-rec1-reuse0/pair09_offset_59000ms.pcap #1893
              #1895 has TSval 2904229333 as #1888 had 73 ms before; the client's clock, the same machine's, stood still too
            """);

    private static Map<String, String> noise(String text) {
        Map<String, String> entries = new TreeMap<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i += 2) {
            entries.put(lines.get(i), lines.get(i + 1));
        }
        return entries;
    }

    @ParameterizedTest(name = "{0}: {2} segments agree")
    @CsvSource(textBlock = """
            # family,   captures, agree, noise
            linux-6.18,       29,  2867,     0
            R1,              171, 16603,     3
            R3,                9, 16529,     1
            R6,               25, 28903,     3
            """)
    void everySegmentAgrees(String family, int captures, int agree, int noise) {
        List<String> wrong = new ArrayList<>();
        List<Recorded> recorded = CapturedFamily.of(family).captures();
        int agreeing = 0;
        for (Recorded next : recorded) {
            AddressBook book = new AddressBook();
            Capture capture = next.read(book);
            Explanation explanation = ExplainCapture.of(capture, next.request(book, capture));
            agreeing += explanation.summary().agrees();
            assertThat(explanation.summary().unattributed()).as(next.path()).isZero();
            explanation.segments().stream()
                    .filter(segment -> segment.inbound() && segment.agreement() != Agreement.AGREES)
                    .forEach(segment -> wrong.add(next.path() + " #" + segment.frame()));
        }
        assertThat(NOISE.keySet()).containsAll(wrong);
        assertThat(wrong).hasSize(noise);
        assertThat(recorded).hasSize(captures);
        assertThat(agreeing).isEqualTo(agree);
    }

    @Test
    void noKernelHasMoreThanFiveNoisyEntries() {
        Map<String, Integer> counts = new TreeMap<>();
        NOISE.keySet().forEach(entry -> counts.merge(entry.split("-")[2], 1, Integer::sum));
        assertThat(counts.values()).allMatch(count -> count <= 5);
    }

    @Test
    void anAlteredAnswerContradicts() {
        int seen = 0;
        int altered = 0;
        for (Recorded next : CapturedFamily.of("linux-6.18").captures()) {
            AddressBook book = new AddressBook();
            Capture capture = next.read(book);
            ExplainRequest request = next.request(book, capture);
            Explanation explanation = ExplainCapture.of(capture, request);
            int lastSent = lastSent(explanation);
            for (Explained arrival : explanation.segments()) {
                if (arrival.inbound() && seen++ % 17 == 0) {
                    for (Capture other : alterations(capture, arrival, lastSent)) {
                        Explanation.Summary counts =
                                ExplainCapture.of(other, request).summary();
                        assertThat(counts.contradicts())
                                .as(next.path() + " #" + arrival.frame())
                                .isPositive();
                        altered++;
                    }
                }
            }
        }
        assertThat(altered).isGreaterThan(200);
    }

    private static int lastSent(Explanation explanation) {
        return explanation.segments().stream()
                .filter(segment -> !segment.inbound())
                .mapToInt(Explained::frame)
                .max()
                .orElse(0);
    }

    /** The answer with another number, and none, which cannot be told from the end of the recording; or one too many. */
    private static List<Capture> alterations(Capture capture, Explained arrival, int lastSent) {
        List<TimedSegment> segments = capture.segments();
        if (arrival.observed().isEmpty()) {
            return List.of(with(capture, inserted(segments, arrival)));
        }
        int answer = arrival.observed().get(0).frame();
        List<TimedSegment> flipped = new ArrayList<>();
        List<TimedSegment> dropped = new ArrayList<>();
        for (TimedSegment segment : segments) {
            if (segment.frame() == answer) {
                Segment other = segment.segment().copy();
                Segment changed = other.has(TcpFlags.ACK) ? other.ack(other.ack() + 1) : other.seq(other.seq() + 1);
                flipped.add(TimedSegment.made(answer, segment.time(), changed));
            } else {
                flipped.add(segment);
                dropped.add(segment);
            }
        }
        return answer == lastSent
                ? List.of(with(capture, flipped))
                : List.of(with(capture, flipped), with(capture, dropped));
    }

    private static List<TimedSegment> inserted(List<TimedSegment> segments, Explained arrival) {
        Segment in = arrival.segment();
        Segment reset = new Segment().from(in.dst(), in.dstPort()).to(in.src(), in.srcPort());
        reset.header(TcpFlags.RST, in.ack(), 0, 0);
        List<TimedSegment> more = new ArrayList<>();
        for (TimedSegment segment : segments) {
            more.add(segment);
            if (segment.frame() == arrival.frame()) {
                more.add(TimedSegment.made(1_000_000, segment.time() + 30_000, reset));
            }
        }
        return more;
    }

    private static Capture with(Capture capture, List<TimedSegment> segments) {
        return new Capture(capture.name(), capture.startEpochNanos(), segments, capture.frames(), capture.linkTypes());
    }

    @Test
    void theTraceHoldsWhatWasCapturedAndWhatWasDecided() {
        Recorded recorded = CapturedFamily.of("linux-6.18").captures().stream()
                .filter(next -> next.path().contains("nat-tw-lower-ts/"))
                .findFirst()
                .orElseThrow();
        AddressBook book = new AddressBook();
        Capture capture = recorded.read(book);
        Explanation explanation = ExplainCapture.of(capture, recorded.request(book, capture));
        Trace trace = explanation.trace();
        assertThat(trace.legs()).hasSameSizeAs(capture.segments());
        for (int i = 0; i < trace.legs().size(); i++) {
            Leg leg = trace.legs().get(i);
            assertThat(leg.id()).isEqualTo(i + 1);
            assertThat(leg.time()).isEqualTo(capture.segments().get(i).time());
            assertThat(leg.segment())
                    .hasToString(capture.segments().get(i).segment().toString());
        }
        Explained refused = explanation.segments().get(10);
        Judged judged = refused.judged();
        assertThat(judged).isNotNull();
        assertThat(trace.verdicts()).contains(judged);
        assertThat(judged.verdict().ruleId()).isEqualTo("tw.paws");
        assertThat(judged.cause()).isEqualTo(new Cause.BySegment(refused.leg()));
        assertThat(explanation.agreements()).containsEntry(refused.leg(), Agreement.AGREES);
        assertThat(explanation.segments().get(11).by()).isEqualTo(Explanation.By.segment(11));
    }
}
