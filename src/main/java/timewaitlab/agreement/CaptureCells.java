package timewaitlab.agreement;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import timewaitlab.agreement.Judgement.Disagreement;
import timewaitlab.agreement.Judgement.Way;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.CaptureHosts;
import timewaitlab.lab.ExplainCapture;
import timewaitlab.lab.ExplainRequest;
import timewaitlab.lab.Explanation;
import timewaitlab.lab.Explanation.Agreement;
import timewaitlab.lab.Explanation.Explained;
import timewaitlab.scenario.CaptureContext;
import timewaitlab.tcp.Settings;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/** The captures of a recording, segment by segment, as the recorded host would judge them. */
final class CaptureCells {
    private CaptureCells() {}

    /** Every capture that shows a host. */
    static List<String> files(Recording recording) {
        return List.copyOf(recording.judged().keySet());
    }

    /** A capture: a cell a segment that reached the host, and one for each that left it for no known reason. */
    static Judgement judge(Recording recording, String file, KernelProfile profile) {
        return judgement(recording, file, explain(recording, file, profile));
    }

    /** A capture as this kernel would judge it. */
    static Explanation explain(Recording recording, String file, KernelProfile profile) {
        SortedMap<String, String> hosts = recording.judged();
        AddressBook book = new AddressBook();
        byte[] bytes = recording.captures().getOrDefault(file, new byte[0]);
        Capture capture = CaptureReader.read(new ByteArrayInputStream(bytes), file, book)
                .value()
                .orElseThrow(() -> new IllegalStateException(recording + "/" + file + " cannot be read"));
        Settings settings = recording.settings(file.replace(".pcap", ""));
        String address = hosts.getOrDefault(file, "");
        CaptureContext context = RecordedContext.of(recording, file, capture);
        List<String> own = context.addresses().isEmpty() ? List.of(address) : context.addresses();
        List<Address> named =
                CaptureHosts.withAliases(capture, own.stream().map(book::intern).toList(), settings);
        return ExplainCapture.of(capture, new ExplainRequest(book, named, profile, settings, context));
    }

    static Judgement judgement(Recording recording, String file, Explanation explanation) {
        List<Disagreement> wrong = new ArrayList<>();
        for (Explained segment : explanation.segments()) {
            boolean unexplained = !segment.inbound() && segment.by() == null;
            if (unexplained || segment.agreement() == Agreement.CONTRADICTS) {
                String what = file + " #" + segment.frame();
                String said = unexplained ? "nothing explains it" : segment.note();
                Row row = new Row(what, segment.segment().toString(), said, false);
                wrong.add(new Disagreement(recording.name(), Way.EXPLAIN, row, Noise.of(recording.name(), what)));
            }
        }
        int noise = (int) wrong.stream().filter(Disagreement::isNoise).count();
        Explanation.Summary counts = explanation.summary();
        Tally tally = new Tally(counts.agrees(), noise, wrong.size() - noise, counts.cannotTell(), counts.free());
        return Judgement.of(recording, Way.EXPLAIN, tally, wrong);
    }
}
