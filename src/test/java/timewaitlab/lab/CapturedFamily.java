package timewaitlab.lab;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import timewaitlab.base.Sysctl;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.Settings;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/**
 * A family of recorded captures: an archive with a line a capture in {@code manifest}, {@code path|host|profile|hz|name=
 * value,...}.
 */
record CapturedFamily(List<Recorded> captures) {
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
        Map<String, byte[]> files = new HashMap<>();
        try (InputStream in = CapturedFamily.class.getResourceAsStream("/golden/explain/" + name + ".zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Recorded> captures = new ArrayList<>();
        String manifest = new String(files.get("manifest"), StandardCharsets.UTF_8);
        manifest.lines().forEach(line -> {
            String[] parts = line.split("\\|", -1);
            KernelProfile profile = VerdictRequestReader.profile(parts[2]);
            Settings settings = profile.settings(Integer.parseInt(parts[3]));
            for (String sysctl : parts[4].split(",")) {
                String[] pair = sysctl.split("=");
                Sysctl known = Sysctl.named(pair[0]).orElseThrow();
                if (profile.has(known)) {
                    settings = settings.with(known, Long.parseLong(pair[1]));
                }
            }
            captures.add(new Recorded(parts[0], files.get(parts[0]), parts[1], profile, settings));
        });
        return new CapturedFamily(captures);
    }
}
