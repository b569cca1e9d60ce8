package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import timewaitlab.base.SimTime;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.StateChange;

/** What a recording says beside its segments, against a run: snapshots of sockets, counters, and calls. */
final class RunRows {
    private static final Map<String, String> CALLS = Map.of(
            "connect",
            "connect",
            "connect-reused",
            "connect",
            "close",
            "close",
            "send",
            "write",
            "recv",
            "read",
            "shutdown",
            "shutdown",
            "shutdown_wr",
            "shutdown");

    private static final String GAVE_UP_WATCHING = "HARNESS_TIMEOUT";
    private static final String NOTHING_TO_READ = "timed out";

    private final Recording recording;
    private final Trace trace;
    private final ChosenPorts chosen;
    private final Set<String> hosts = new HashSet<>();
    private final List<Row> rows = new ArrayList<>();

    RunRows(Recording recording, Trace trace) {
        this.recording = recording;
        this.trace = trace;
        chosen = ChosenPorts.of(recording);
        trace.parties().stream()
                .filter(party -> !party.kind().isBox())
                .map(Party::name)
                .forEach(hosts::add);
    }

    /** @param seen the connections of each node, recorded and in the run */
    List<Row> rows(Map<String, Map<Dialogue, Dialogue>> seen) {
        Map<String, Long> lag = lags(seen);
        recording.expect().path("ss").forEach(snapshot -> {
            String node = snapshot.get("node").asText();
            if (isHost(node)) {
                sockets(node, snapshot, lag.getOrDefault(node, 0L));
            }
        });
        recording.expect().path("counters").properties().forEach(node -> {
            if (isHost(node.getKey())) {
                counters(node.getKey(), node.getValue());
            }
        });
        calls(lag);
        listening();
        return rows;
    }

    /** How many calls of listen() went well, and what the others said. */
    private void listening() {
        List<String> refused = new ArrayList<>();
        for (JsonNode cell : recording.expect().path("cells")) {
            if (cell.has("case") && cell.path("error").isTextual()) {
                refused.add(cell.get("error").asText());
            }
        }
        long listened = 0;
        for (JsonNode event : recording.expect().path("events")) {
            listened += event.get("op").asText().equals("listen") ? 1 : 0;
        }
        List<String> ours = trace.calls().stream()
                .filter(made -> made.call().startsWith("listen"))
                .map(AppCall::result)
                .toList();
        rows.add(Row.same(
                "listen() calls that went well",
                listened,
                ours.stream().filter("OK"::equals).count()));
        rows.add(Row.same(
                "listen() calls that did not",
                refused,
                ours.stream().filter(result -> !result.equals("OK")).toList()));
    }

    private boolean isHost(String node) {
        return hosts.contains(node);
    }

    /** A listener is the scenario's own doing; every other socket is compared, by state. */
    private void sockets(String node, JsonNode snapshot, long lag) {
        Map<String, String> recorded = new TreeMap<>();
        snapshot.get("socks").forEach(socket -> {
            String state = socket.get("state").asText().replace("ESTAB", "ESTABLISHED");
            if (!state.equals("LISTEN")) {
                String name =
                        socket.get("local").asText() + "-" + socket.get("peer").asText();
                recorded.put(chosen.hidden(name), state);
            }
        });
        long time = nanos(snapshot, "t");
        List<Map<String, String>> seen = states(node, time - lag - Tolerance.MACHINE, time + Tolerance.MACHINE);
        boolean held = seen.contains(recorded);
        String what = node + " sockets at " + Tolerance.seconds(time) + ", "
                + snapshot.path("label").asText();
        Map<String, String> then = states(node, time, time).get(0);
        rows.add(new Row(what, recorded.toString(), held ? recorded.toString() : then.toString(), held));
    }

    /** Every state of affairs between two moments, the one at the first included. */
    private List<Map<String, String>> states(String node, long from, long to) {
        List<Map<String, String>> seen = new ArrayList<>();
        Map<String, String> now = new TreeMap<>();
        for (StateChange change : trace.states()) {
            if (change.time() > to) {
                break;
            }
            if (change.time() > from && seen.isEmpty()) {
                seen.add(hidden(now));
            }
            if (change.at().equals(node)) {
                apply(change, now);
                if (change.time() > from) {
                    seen.add(hidden(now));
                }
            }
        }
        if (seen.isEmpty()) {
            seen.add(hidden(now));
        }
        return seen;
    }

    private static void apply(StateChange change, Map<String, String> now) {
        String state = change.to().label();
        if (state.equals("CLOSED")) {
            now.remove(change.socket().toString());
        } else {
            now.put(change.socket().toString(), state);
        }
    }

    private Map<String, String> hidden(Map<String, String> sockets) {
        Map<String, String> hidden = new TreeMap<>();
        sockets.forEach((name, state) -> hidden.put(chosen.hidden(name), state));
        return hidden;
    }

    private void counters(String node, JsonNode recorded) {
        Map<String, Long> ours = trace.counters().getOrDefault(node, Map.of());
        TreeSet<String> names = new TreeSet<>(ours.keySet());
        recorded.fieldNames().forEachRemaining(names::add);
        names.removeAll(Uncompared.IN_RUNS.keySet());
        Map<String, Long> late = countedLate(node);
        for (String name : names) {
            long theirs = recorded.path(name).asLong();
            long most = ours.getOrDefault(name, 0L);
            long least = most - late.getOrDefault(name, 0L);
            rows.add(Row.same(node + " " + name, theirs, Math.max(least, Math.min(most, theirs))));
        }
    }

    /**
     * What was counted after the node's last snapshot. The recording machine took the snapshot, then read the counters,
     * while the sockets of its own scripts were being closed: what those moved may be in the reading or not.
     */
    private Map<String, Long> countedLate(String node) {
        long last = 0;
        for (JsonNode snapshot : recording.expect().path("ss")) {
            last = snapshot.get("node").asText().equals(node) ? nanos(snapshot, "t") : last;
        }
        Map<String, Long> late = new TreeMap<>();
        for (Judged verdict : trace.verdicts()) {
            if (verdict.at().equals(node) && last > 0 && verdict.time() > last - Tolerance.EARLY) {
                verdict.counters().forEach((name, added) -> late.merge(name, added, Long::sum));
            }
        }
        return late;
    }

    private void calls(Map<String, Long> lag) {
        List<AppCall> left = new ArrayList<>(trace.calls());
        for (JsonNode event : recording.expect().path("events")) {
            // the first try of a loop of them is told as a connect() of its own
            boolean told = event.path("tries").asInt() == 1;
            String call = told ? null : CALLS.get(event.get("op").asText());
            if (call != null && isHost(event.get("node").asText())) {
                call(event, call, left, lag.getOrDefault(event.get("node").asText(), 0L));
            }
        }
        if (!tellsOf("connect")) {
            // calls of a script that were not written down: what they sent is compared
            return;
        }
        recording.expect().path("topology").fieldNames().forEachRemaining(node -> {
            long surplus = left.stream()
                    .filter(made -> made.at().equals(node) && made.call().startsWith("connect"))
                    .count();
            if (surplus > 0) {
                rows.add(Row.same(node + " further calls of connect", untold(), surplus));
            }
        });
    }

    /** Calls of a loop, of which only their number was written down, and whether the last one failed. */
    private long untold() {
        JsonNode facts = recording.expect().path("facts");
        return facts.path("connections_until_error").asLong()
                + (facts.path("error").isTextual() ? 1 : 0);
    }

    private boolean tellsOf(String call) {
        for (JsonNode event : recording.expect().path("events")) {
            if (event.get("op").asText().equals(call)) {
                return true;
            }
        }
        return false;
    }

    /** Against the call of this name nearest to it. {@code lag}: by how much the node was behind at most. */
    private void call(JsonNode event, String name, List<AppCall> left, long lag) {
        String node = event.get("node").asText();
        long time = nanos(event, "at");
        AppCall nearest = null;
        for (AppCall made : left) {
            // a bind() that fails keeps connect() from being called
            String called = made.call().equals("bind") && !made.result().equals("OK") ? "connect" : made.call();
            boolean same = made.at().equals(node) && called.split(" ")[0].equals(name);
            boolean nearer = nearest == null || Math.abs(made.time() - time) < Math.abs(nearest.time() - time);
            nearest = same && nearer ? made : nearest;
        }
        String what = node + " " + event.get("op").asText() + " at " + Tolerance.seconds(time);
        if (result(event).equals(NOTHING_TO_READ)) {
            rows.add(Row.same(what, NOTHING_TO_READ, readIn(node, time, nanos(event, "dt"))));
            return;
        }
        if (nearest == null) {
            rows.add(new Row(what, result(event), "not called", false));
            return;
        }
        left.remove(nearest);
        long took = nanos(event, "dt");
        if (result(event).equals(GAVE_UP_WATCHING)) {
            boolean held = nearest.result().equals("pending") || nearest.took() >= took - Tolerance.EARLY;
            rows.add(new Row(what, "blocked for " + Tolerance.seconds(took), text(nearest), held));
            return;
        }
        rows.add(Row.same(what, result(event), nearest.result()));
        // a call that waits for several timers is late by all of them
        long late = Math.min(took - nearest.took(), Math.max(0, lag));
        boolean held = Tolerance.allows(took - Math.max(0, late), nearest.took(), true);
        rows.add(new Row(what + " took", Tolerance.seconds(took), Tolerance.seconds(nearest.took()), held));
    }

    /** A scenario's calls wait for ever: whoever looks in vain for a while only does not get anything then. */
    private String readIn(String node, long time, long span) {
        return trace.calls().stream()
                .filter(made -> made.at().equals(node) && made.call().startsWith("read"))
                .filter(made -> made.result().equals("OK"))
                .filter(made -> made.time() + made.took() > time + Tolerance.EARLY
                        && made.time() + made.took() < time + span - Tolerance.EARLY)
                .map(RunRows::text)
                .findFirst()
                .orElse(NOTHING_TO_READ);
    }

    private static String text(AppCall call) {
        return call.result() + " after " + Tolerance.seconds(call.took());
    }

    private static String result(JsonNode event) {
        return event.path("error").isTextual() ? event.get("error").asText().replace("bind:", "") : "OK";
    }

    private static long nanos(JsonNode node, String name) {
        return Math.round(node.path(name).asDouble() * SimTime.SECOND);
    }

    /** By how much the recorded run was behind the engine's at most, by node. */
    private static Map<String, Long> lags(Map<String, Map<Dialogue, Dialogue>> seen) {
        Map<String, Long> lags = new LinkedHashMap<>();
        seen.forEach((node, pairs) -> pairs.forEach((recorded, run) -> {
            List<Dialogue.Said> theirs = recorded.way(true);
            List<Dialogue.Said> ours = run.way(true);
            for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
                lags.merge(node, theirs.get(i).time() - ours.get(i).time(), Math::max);
            }
        }));
        return lags;
    }
}
