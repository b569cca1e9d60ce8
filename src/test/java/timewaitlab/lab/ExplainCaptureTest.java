package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
    /** Recordings that hold every kind of answer. */
    private static final String ALTERED = "linux-6.18/(close-|grid-(syn|seg)-timewait|lastack-lost-|nat-tw-).*";

    @ParameterizedTest(name = "{0}: {2} segments agree")
    @CsvSource(textBlock = """
            # family,   captures,  agree, free, cannot tell, contradict
            linux-6.18,      168,  16604,    0,          13,          0
            R1,              171,  16606,    0,           0,          0
            R2,               13,   3623,    0,          12,          0
            R3,                9,  16440,    0,          90,          0
            R4,                6,   8922,    0,           0,          0
            R5,               30,  20536,    0,           0,          0
            R6,               98,  98529,    0,           0,          1
            R9,                3,    576,    0,           0,          0
            R10,               3,    164,    0,           0,          0
            R11,               1,     43,    0,          21,          0
            R12,               4,    240,    0,           0,          0
            R13,               3,    672,    0,          52,          0
            """)
    void everySegmentAgrees(String family, int captures, int agree, int free, int cannotTell, int contradict) {
        int[] counts = new int[4];
        List<String> wrong = new ArrayList<>();
        List<Recorded> recorded = CapturedFamily.of(family).captures();
        for (Recorded next : recorded) {
            AddressBook book = new AddressBook();
            Capture capture = next.read(book);
            Explanation.Summary summary =
                    ExplainCapture.of(capture, next.request(book, capture)).summary();
            counts[0] += summary.agrees();
            counts[1] += summary.free();
            counts[2] += summary.cannotTell();
            counts[3] += summary.contradicts();
            if (summary.contradicts() + summary.unattributed() > 0) {
                wrong.add(next.path() + " " + summary);
            }
        }
        assertThat(recorded).hasSize(captures);
        assertThat(counts).as(String.join("\n", wrong)).containsExactly(agree, free, cannotTell, contradict);
    }

    @Test
    void anAlteredAnswerContradicts() {
        int seen = 0;
        int altered = 0;
        for (Recorded next : CapturedFamily.of("linux-6.18", ALTERED).captures()) {
            AddressBook book = new AddressBook();
            Capture capture = next.read(book);
            ExplainRequest request = next.bare(book, capture);
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
