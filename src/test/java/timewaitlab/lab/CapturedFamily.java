package timewaitlab.lab;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import timewaitlab.agreement.RecordedContext;
import timewaitlab.agreement.Recording;
import timewaitlab.agreement.Recordings;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.scenario.CaptureContext;
import timewaitlab.tcp.Settings;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/** The captures of a family of recordings, each with the host that was recorded and what is known of it. */
record CapturedFamily(List<Recorded> captures) {
    /** A capture, how to read it, and the machine it was recorded on. */
    record Recorded(Recording recording, String file, String host) {
        String path() {
            return recording.name() + "/" + file;
        }

        ExplainRequest request(AddressBook book, Capture capture) {
            return request(book, capture, RecordedContext.of(recording, file, capture));
        }

        /** The same without what its recording tells beside the capture. */
        ExplainRequest bare(AddressBook book, Capture capture) {
            return request(book, capture, CaptureContext.NOTHING);
        }

        private ExplainRequest request(AddressBook book, Capture capture, CaptureContext context) {
            Settings settings = recording.settings(file.replace(".pcap", ""));
            List<String> names = context.addresses().isEmpty() ? List.of(host) : context.addresses();
            List<Address> named = names.stream().map(book::intern).toList();
            List<Address> hosts = CaptureHosts.withAliases(capture, named, settings);
            return new ExplainRequest(book, hosts, recording.profile(), settings, context);
        }

        Capture read(AddressBook book) {
            byte[] bytes = recording.captures().getOrDefault(file, new byte[0]);
            return CaptureReader.read(new ByteArrayInputStream(bytes), path(), book)
                    .value()
                    .orElseThrow();
        }
    }

    static CapturedFamily of(String name) {
        return of(name, ".*");
    }

    /** Those of a family whose path matches. */
    static CapturedFamily of(String name, String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        List<Recorded> captures = new ArrayList<>();
        for (Recording recording : Recordings.of(name)) {
            recording.judged().forEach((file, host) -> {
                Recorded recorded = new Recorded(recording, file, host);
                if (wanted.matcher(recorded.path()).matches()) {
                    captures.add(recorded);
                }
            });
        }
        return new CapturedFamily(captures);
    }
}
