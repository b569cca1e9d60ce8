package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timewaitlab.base.SimTime;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/** Snapshots of a conntrack table against the mappings of a run: who, in which state, for how many seconds yet. */
final class ConntrackRows {
    private static final Pattern LINE =
            Pattern.compile("tcp +6 (\\d+) (\\w+) src=(\\S+) dst=\\S+ sport=(\\d+) dport=\\d+ "
                    + ".*?src=\\S+ dst=(\\S+) sport=\\d+ dport=(\\d+).*");
    /** A snapshot prints whole seconds and is taken a moment late; a timeout may have a second or two gone. */
    private static final long SECONDS = 2;

    private ConntrackRows() {}

    /** {@code 192.168.1.2:40000 -> 203.0.113.1:40000}. A port that was not kept was drawn by chance. */
    private static String name(String inside, String outside) {
        String port = outside.substring(outside.lastIndexOf(':'));
        String kept = inside.endsWith(port) ? port : ":another";
        return inside + " -> " + outside.substring(0, outside.length() - port.length()) + kept;
    }

    /** A mapping: state, and the seconds it has left. */
    private record Mapping(String state, long left) {}

    static List<Row> of(Recording recording, Trace trace) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode snapshot : recording.expect().path("conntrack")) {
            String node = snapshot.get("node").asText();
            long time = Math.round(snapshot.get("t").asDouble() * SimTime.SECOND);
            Map<String, Mapping> recorded = recorded(snapshot);
            Map<String, Mapping> run = run(trace, node, time);
            String what = node + " conntrack at " + Tolerance.seconds(time) + ", "
                    + snapshot.path("label").asText();
            rows.add(new Row(what, recorded.toString(), run.toString(), alike(recorded, run)));
        }
        return rows;
    }

    private static boolean alike(Map<String, Mapping> recorded, Map<String, Mapping> run) {
        return recorded.keySet().equals(run.keySet())
                && recorded.entrySet().stream().allMatch(entry -> {
                    Mapping ours = run.get(entry.getKey());
                    return ours != null
                            && ours.state().equals(entry.getValue().state())
                            && Math.abs(ours.left() - entry.getValue().left()) <= SECONDS;
                });
    }

    private static Map<String, Mapping> recorded(JsonNode snapshot) {
        Map<String, Mapping> mappings = new TreeMap<>();
        for (JsonNode line : snapshot.path("lines")) {
            Matcher matcher = LINE.matcher(line.asText());
            if (matcher.matches()) {
                String inside = matcher.group(3) + ":" + matcher.group(4);
                String outside = matcher.group(5) + ":" + matcher.group(6);
                mappings.put(name(inside, outside), new Mapping(matcher.group(2), Long.parseLong(matcher.group(1))));
            }
        }
        return mappings;
    }

    private static Map<String, Mapping> run(Trace trace, String node, long time) {
        Map<String, Mapping> mappings = new TreeMap<>();
        for (TimerSpan span : trace.timers()) {
            boolean lives = span.time() <= time && (span.ended() < 0 || span.ended() > time);
            if (lives && span.at().equals(node) && span.kind() == TimerKind.NAT_MAPPING) {
                String[] sides = span.subject().split(" -> ");
                mappings.put(name(sides[0], sides[1]), at(span, time));
            }
        }
        return mappings;
    }

    private static Mapping at(TimerSpan span, long time) {
        String state = span.value();
        long due = span.restarts().isEmpty() ? span.due() : Long.MAX_VALUE;
        for (TimerSpan.Restart restart : span.restarts()) {
            if (restart.time() <= time) {
                state = restart.value();
                due = restart.due();
            }
        }
        return new Mapping(state, (due - time) / SimTime.SECOND);
    }
}
