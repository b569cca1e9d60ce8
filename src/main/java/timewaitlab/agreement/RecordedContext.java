package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timewaitlab.base.SimTime;
import timewaitlab.capture.Capture;
import timewaitlab.scenario.CaptureContext;
import timewaitlab.scenario.ContextParser;

/**
 * What a recording tells of a host beside its capture, in the words of {@code explain --context}: settings, listeners,
 * calls, networks without a route, and what an operator did, from the recording's own params, sysctls, events and
 * probes.
 */
public final class RecordedContext {
    /** The boot parameter tcpmhash_entries, which is told in words only. */
    private static final Pattern BUCKETS = Pattern.compile("booted with (\\d+) buckets in the tcp_metrics table");

    private final Recording recording;
    private final Capture capture;
    private final String node;
    private final List<String> lines = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    private RecordedContext(Recording recording, String file, Capture capture) {
        this.recording = recording;
        this.capture = capture;
        node = file.replace(".pcap", "");
    }

    /** The context of a capture of this recording. */
    public static CaptureContext of(Recording recording, String file, Capture capture) {
        String text = text(recording, file, capture);
        return ContextParser.parse(recording.name() + "/" + file, text)
                .value()
                .orElseThrow(() -> new IllegalStateException(text));
    }

    /** The same as a file. */
    static String text(Recording recording, String file, Capture capture) {
        RecordedContext context = new RecordedContext(recording, file, capture);
        context.host();
        context.events();
        new RecordedSwitches(recording, capture, context.node).steps().forEach(context.steps::add);
        context.lines.add("steps:" + (context.steps.isEmpty() ? " []" : ""));
        context.lines.addAll(context.steps);
        return String.join("\n", context.lines) + "\n";
    }

    private void host() {
        JsonNode expect = recording.expect();
        lines.add("kernel: " + recording.profile().name());
        lines.add("hz: " + recording.hz());
        StringJoiner addresses = new StringJoiner(", ", "addresses: [", "]");
        JsonNode old = expect.path("server_addresses");
        if (old.isEmpty()) {
            addresses.add(expect.path("topology").path(node).asText());
        } else {
            old.forEach(address -> addresses.add(address.asText()));
        }
        lines.add(addresses.toString());
        lines.add("sysctls:");
        recording.sysctls(node).forEach((sysctl, value) -> lines.add("  " + sysctl.dotted() + ": " + value));
        Matcher small = BUCKETS.matcher(recording.what());
        if (small.find()) {
            lines.add("tcpmhash-entries: " + small.group(1));
        }
        JsonNode inside = expect.path("topology").path("nat_inside");
        if (!inside.isEmpty() && node.equals("server")) {
            StringJoiner networks = new StringJoiner(", ", "unreachable: [", "]");
            inside.forEach(address -> networks.add(address.asText() + "/24"));
            lines.add(networks.toString());
        }
    }

    private void events() {
        JsonNode expect = recording.expect();
        if (!expect.has("started_us")) {
            return;
        }
        long starts = capture.startEpochNanos() - expect.get("started_us").asLong() * SimTime.MICROSECOND;
        lines.add(String.format(Locale.ROOT, "starts: %.6f s", Math.max(0, starts) / 1e9));
        for (JsonNode event : expect.path("events")) {
            if (event.path("node").asText().equals(node)) {
                step(event);
            }
        }
    }

    private void step(JsonNode event) {
        String at = String.format(
                Locale.ROOT, "%.6f s", event.path("at").asDouble(event.path("t").asDouble()));
        String done = event.path("op").asText();
        if (done.equals("listen")) {
            String address = event.path("addr").asText();
            String port = address.substring(address.lastIndexOf(':') + 1);
            add(at, "listen " + port + " backlog " + event.path("backlog").asInt(), "");
        } else if (done.equals("accept") || done.equals("accept one")) {
            add(at, "accept", event.path("peer").asText());
        } else if (done.equals("shutdown_wr")) {
            add(at, "shutdown", "");
        } else if (done.equals("close")) {
            add(at, "close", "");
        } else if (done.equals("nft") && event.path("text").asText().contains("rst == rst drop")) {
            // a socket is closed while its reset cannot leave: for the peer it is simply gone
            add(at, "kill", "");
        }
    }

    private void add(String at, String done, String peer) {
        steps.add("  - {at: " + at + ", do: " + done + (peer.isEmpty() ? "" : ", peer: \"" + peer + "\"") + "}");
    }
}
