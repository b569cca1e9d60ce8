package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.capture.Capture;
import timewaitlab.lab.CapturedFamily.Recorded;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.wire.AddressBook;

/** Who opens stands at the left and who is asked at the right, whichever of them judges. */
class CaptureRolesTest {
    private static Trace judged(Capture capture, Recorded recorded, AddressBook book, String host) {
        ExplainRequest bare = recorded.bare(book, capture);
        ExplainRequest asked = new ExplainRequest(book, List.of(book.intern(host)), bare.profile(), bare.settings());
        return ExplainCapture.of(capture, asked).trace();
    }

    @ParameterizedTest(name = "without its first {0} frames, judged as {1}")
    @CsvSource({"0, 10.0.0.2", "0, 10.0.0.1", "1, 10.0.0.1", "4, 10.0.0.1", "4, 10.0.0.2"})
    void whoOpensIsTheClient(int missing, String judge) {
        Recorded recorded = CapturedFamily.of("linux-6.18", "linux-6.18/close-client-first/server.pcap")
                .captures()
                .get(0);
        AddressBook book = new AddressBook();
        Capture whole = recorded.read(book);
        Capture capture = new Capture(
                whole.name(),
                whole.startEpochNanos(),
                whole.segments().subList(missing, whole.segments().size()),
                whole.frames(),
                whole.linkTypes());
        Trace trace = judged(capture, recorded, book, judge);
        assertThat(trace.parties()).extracting(Party::kind).containsExactly(Party.Kind.CLIENT, Party.Kind.SERVER);
        assertThat(trace.parties()).extracting(Party::name).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(trace.principal()).map(Party::name).contains(judge);
    }
}
