package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timewaitlab.base.SimTime;
import timewaitlab.nat.Tracker;

/** What {@code conntrack -L} printed at a moment: state, seconds left, both tuples, UNREPLIED and ASSURED. */
final class ConntrackSnapshot {
    /** Reading the table takes so long, nanoseconds. */
    static final long READING = 25 * SimTime.MILLISECOND;

    private static final Pattern LINE = Pattern.compile("tcp +6 (?<left>\\d+) (?<state>\\w+) src=(?<source>\\S+)"
            + " dst=(?<server>\\S+) sport=(?<port>\\d+) dport=(?<service>\\d+) (?<unreplied>\\[UNREPLIED] )?"
            + "src=\\S+ dst=\\S+ sport=\\d+ dport=(?<outside>\\d+)(?<assured> \\[ASSURED])?.*");

    private final String label;
    /** Connection to whole seconds left. */
    private final Map<String, Long> recorded = new TreeMap<>();

    /** {@code ports}: what ours gave where the kernel gave a port, by port of the server and port of the kernel. */
    ConntrackSnapshot(JsonNode snapshot, IntBinaryOperator ports) {
        label = "nat conntrack at " + snapshot.get("t").asText() + " s, "
                + snapshot.get("label").asText();
        for (JsonNode line : snapshot.path("lines")) {
            Matcher entry = LINE.matcher(line.asText());
            if (!entry.matches()) {
                throw new IllegalStateException("no line of conntrack -L: " + line.asText());
            }
            int service = Integer.parseInt(entry.group("service"));
            int outside = ports.applyAsInt(service, Integer.parseInt(entry.group("outside")));
            String text = entry.group("state") + " " + entry.group("source") + ":" + entry.group("port") + "-"
                    + entry.group("server") + ":" + service + " port " + outside
                    + flags(entry.group("unreplied") != null, entry.group("assured") != null);
            recorded.put(text, Long.parseLong(entry.group("left")));
        }
    }

    private static String flags(boolean unreplied, boolean assured) {
        return (unreplied ? " UNREPLIED" : "") + (assured ? " ASSURED" : "");
    }

    /** Against our table: the same connections, with the same whole seconds left but for one. */
    Row compared(List<Tracker.Listed> table) {
        Map<String, Long> ours = new TreeMap<>();
        for (Tracker.Listed entry : table) {
            String text = entry.state() + " " + entry.original() + " port "
                    + entry.reply().remote().port() + flags(entry.unreplied(), entry.assured());
            ours.put(text, entry.left() / SimTime.SECOND);
        }
        boolean alike = recorded.keySet().equals(ours.keySet())
                && recorded.entrySet().stream()
                        .allMatch(entry -> Math.abs(ours.getOrDefault(entry.getKey(), -2L) - entry.getValue()) <= 1);
        return new Row(label, recorded.toString(), ours.toString(), alike);
    }
}
