package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timewaitlab.base.SimTime;
import timewaitlab.capture.Capture;
import timewaitlab.capture.TimedSegment;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Sysctls and clocks that were set while a recording ran, where its cells and probes tell so. */
final class RecordedSwitches {
    private static final Pattern SWITCHED = Pattern.compile("(recycle|timestamps)[^\\d;,]{0,12}([01])");
    private static final Pattern RFC_1337 = Pattern.compile("rfc1337=(\\d)");

    private final Recording recording;
    private final Capture capture;
    private final String node;
    private final List<String> steps = new ArrayList<>();
    /** The frames of each peer's end of a connection, {@code address:port}, in order. */
    private final Map<String, List<TimedSegment>> frames = new LinkedHashMap<>();

    RecordedSwitches(Recording recording, Capture capture, String node) {
        this.recording = recording;
        this.capture = capture;
        this.node = node;
        List<String> own = new ArrayList<>();
        recording.expect().path("server_addresses").forEach(address -> own.add(address.asText()));
        own.add(recording.expect().path("topology").path(node).asText());
        for (TimedSegment captured : capture.segments()) {
            Segment segment = captured.segment();
            boolean inbound = own.contains(segment.dst().text());
            String peer = inbound ? segment.src() + ":" + segment.srcPort() : segment.dst() + ":" + segment.dstPort();
            frames.computeIfAbsent(peer, key -> new ArrayList<>()).add(captured);
        }
    }

    /** Steps of a context, as lines of YAML. */
    List<String> steps() {
        String series = recording.series();
        if (series.equals("R9")) {
            clocks();
        } else if (series.equals("R10") || series.equals("R11")) {
            probes();
        } else if (recording.expect().path("facts").has("outcomes")) {
            outcomes();
        } else if (recording.expect().path("cells").path(0).has("syn_has_ts")) {
            modes();
        }
        closings();
        return steps;
    }

    /** Every clock step moved the wall clock away from the steady one, between a connection's end and a probe. */
    private void clocks() {
        long ahead = 0;
        double before = 0;
        JsonNode probes = recording.expect().path("probes");
        double zero = probes.path(0).path("wall").asDouble()
                - probes.path(0).path("mono").asDouble();
        double begun = capture.startEpochNanos() / 1e9 - zero;
        for (JsonNode probe : probes) {
            double mono = probe.path("mono").asDouble();
            long now = Math.round(probe.path("wall").asDouble() - mono - zero);
            if (now != ahead) {
                // the clock is right again for each new connection
                clock(before + 0.018 - begun, -ahead);
                double fin = probe.path("A_fin_wall").asDouble() - zero;
                clock((probe.has("A_fin_wall") ? (fin + mono) / 2 : mono - 0.018) - begun, now);
            }
            ahead = now;
            before = mono;
        }
    }

    private void clock(double at, long seconds) {
        if (seconds != 0) {
            steps.add(String.format(Locale.ROOT, "  - {at: %.6f s, do: clock %+d s}", Math.max(0, at), seconds));
        }
    }

    /** Probes say in words what was switched before them; what they say of closing came before the last FIN. */
    private void probes() {
        String last = "";
        for (JsonNode probe : recording.expect().path("probes")) {
            String peer = probe.path("src").asText();
            if (probe.has("syncookies") && !probe.path("syncookies").asText().equals(last)) {
                last = probe.path("syncookies").asText();
                set(begins(peer), "tcp_syncookies", last);
            }
            said(probe.path("probe").asText(), peer);
        }
    }

    private void said(String words, String peer) {
        String host = peer.substring(0, peer.lastIndexOf(':'));
        long made = begins(host + ":2000");
        for (String part : words.split("[,;]")) {
            Matcher switched = SWITCHED.matcher(part);
            if (!switched.find()) {
                continue;
            }
            String sysctl = switched.group(1).equals("recycle") ? "tcp_tw_recycle" : "tcp_timestamps";
            boolean early = part.contains("established with") || part.contains("made with") || part.contains("while");
            long closing = part.contains("closed with") ? closes(host + ":2000") : begins(peer);
            set(early ? made : closing, sysctl, switched.group(2));
        }
    }

    /** Each outcome has its own connections, and some were had with another tcp_rfc1337. */
    private void outcomes() {
        List<String> connections = new ArrayList<>(frames.keySet());
        JsonNode outcomes = recording.expect().path("facts").path("outcomes");
        for (int i = 0; i < outcomes.size() && i < connections.size(); i++) {
            Matcher value = RFC_1337.matcher(outcomes.get(i).path("then").asText());
            set(begins(connections.get(i)), "tcp_rfc1337", value.find() ? value.group(1) : "0");
        }
    }

    /** Each pair of modes was tried with the same number of connections, one after the other. */
    private void modes() {
        JsonNode cells = recording.expect().path("cells");
        List<TimedSegment> begun = capture.segments().stream()
                .filter(one -> one.segment().has(TcpFlags.SYN) && !one.segment().has(TcpFlags.ACK))
                .toList();
        int each = begun.size() / Math.max(1, cells.size());
        for (int i = 0; i < cells.size(); i++) {
            String mode = cells.get(i)
                    .path(node.startsWith("client") ? "client" : "server")
                    .asText();
            set(begun.get(i * each).time(), "tcp_timestamps", mode);
        }
    }

    /** The state a cell was asked in tells the call that sent the FIN before: who is in FIN-WAIT-2 used shutdown(). */
    private void closings() {
        for (JsonNode cell : recording.expect().path("cells")) {
            String state = cell.path("state").asText();
            if (state.startsWith("FIN-WAIT") || state.equals("CLOSING")) {
                closings(":" + cell.path("abs").path("port").asText(), state.endsWith("ORPHAN") ? "close" : "shutdown");
            }
        }
    }

    private void closings(String port, String call) {
        frames.forEach((peer, connection) -> {
            if (peer.endsWith(port)) {
                closing(peer, own(connection), call);
            }
        });
    }

    private void closing(String peer, long time, String call) {
        if (time >= 0) {
            steps.add(String.format(
                    Locale.ROOT, "  - {at: %.6f s, do: %s, peer: \"%s\"}", scenarioTime(time), call, peer));
        }
    }

    /** When the host's first FIN left. */
    private long own(List<TimedSegment> connection) {
        String host = recording.expect().path("topology").path(node).asText();
        return connection.stream()
                .filter(one -> one.segment().has(TcpFlags.FIN)
                        && one.segment().src().text().equals(host))
                .mapToLong(TimedSegment::time)
                .findFirst()
                .orElse(-1);
    }

    private double scenarioTime(long time) {
        long starts = recording.expect().has("started_us")
                ? capture.startEpochNanos()
                        - recording.expect().path("started_us").asLong() * SimTime.MICROSECOND
                : 0;
        return (Math.max(0, time) + Math.max(0, starts)) / 1e9;
    }

    private long begins(String peer) {
        List<TimedSegment> known = frames.getOrDefault(peer, List.of());
        return known.isEmpty() ? -1 : known.get(0).time();
    }

    private long closes(String peer) {
        for (TimedSegment one : frames.getOrDefault(peer, List.of())) {
            if (one.segment().has(TcpFlags.FIN)) {
                return one.time();
            }
        }
        return -1;
    }

    private void set(long time, String sysctl, String value) {
        if (time >= 0) {
            steps.add(String.format(
                    Locale.ROOT,
                    "  - {at: %.6f s, do: sysctl %s = %s}",
                    scenarioTime(time - SimTime.MICROSECOND),
                    sysctl,
                    value));
        }
    }
}
