package timewaitlab.lab;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import timewaitlab.agreement.Recording;
import timewaitlab.agreement.Recordings;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.Settings;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/** The captures of a family of recordings, each with the host that was recorded. */
record CapturedFamily(List<Recorded> captures) {
    /** The captures that explain is held to, where it is not all of a family. */
    private static final Map<String, Pattern> ONLY = Map.of(
            "linux-6.18",
            Pattern.compile("linux-6.18/(close-|grid-(syn|seg)-timewait|lastack-lost-|nat-tw-).*"),
            "R6",
            Pattern.compile("linux-old/R6-.*/pair(00|04|09|12|13)_.*"));

    /** A capture, how to read it, and the machine it was recorded on. */
    record Recorded(String path, byte[] bytes, String host, KernelProfile profile, Settings settings) {
        ExplainRequest request(AddressBook book, Capture capture) {
            List<Address> hosts = CaptureHosts.withAliases(capture, List.of(book.intern(host)), settings);
            return new ExplainRequest(book, hosts, profile, settings, List.of());
        }

        Capture read(AddressBook book) {
            return CaptureReader.read(new ByteArrayInputStream(bytes), path, book)
                    .value()
                    .orElseThrow();
        }
    }

    static CapturedFamily of(String name) {
        List<Recorded> captures = new ArrayList<>();
        Pattern wanted = ONLY.getOrDefault(name, Pattern.compile(".*"));
        for (Recording recording : Recordings.of(name)) {
            recording.judged().forEach((file, host) -> {
                String path = recording.name() + "/" + file;
                if (wanted.matcher(path).matches()) {
                    Settings settings = recording.settings(file.replace(".pcap", ""));
                    byte[] bytes = recording.captures().getOrDefault(file, new byte[0]);
                    captures.add(new Recorded(path, bytes, host, recording.profile(), settings));
                }
            });
        }
        return new CapturedFamily(captures);
    }
}
