package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.Settings;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * Ports that a kernel chose out of a small range, over and over. Which of them it takes depends on a secret, so that
 * they are left out of the names of connections, and connections are numbered in the order they were opened.
 */
final class ChosenPorts {
    private final long low;
    private final long high;
    /** Where the latest connection on each quadruplet began, and what it is called. */
    private final Map<String, Integer> began = new HashMap<>();

    private final Map<String, String> called = new HashMap<>();
    private final Map<String, Integer> opened = new HashMap<>();

    private ChosenPorts(long low, long high) {
        this.low = low;
        this.high = high;
    }

    /** The ports that were left to the kernel in this recording; none, where each had a reason of its own. */
    static ChosenPorts of(Recording recording) {
        Set<String> choosers = new HashSet<>();
        for (JsonNode event : recording.expect().path("events")) {
            if (event.path("op").asText().equals("connect") && isLeft(event.path("src"))) {
                choosers.add(event.get("node").asText());
            }
        }
        for (String node : choosers) {
            Settings settings = recording.settings(node);
            long low = settings.get(Sysctl.IP_LOCAL_PORT_LOW);
            long high = settings.get(Sysctl.IP_LOCAL_PORT_HIGH);
            JsonNode set = recording.expect().path("sysctls").path(node).path("set");
            boolean narrowed = set.has("net.ipv4.ip_local_port_range");
            if (narrowed && high > low) {
                return new ChosenPorts(low, high);
            }
        }
        return new ChosenPorts(0, -1);
    }

    private static boolean isLeft(JsonNode source) {
        return source.isNull() || source.asText().endsWith(":0");
    }

    /** The name of the connection that this segment belongs to, seen where it was seen. */
    String name(Sighting sighting) {
        String quadruplet = sighting.quadruplet();
        String hidden = hidden(quadruplet);
        Segment segment = sighting.segment();
        if (hidden.equals(quadruplet)) {
            return quadruplet;
        }
        boolean again = Integer.valueOf(segment.seq()).equals(began.get(quadruplet));
        if (segment.flags() == TcpFlags.SYN && !again) {
            began.put(quadruplet, segment.seq());
            called.put(quadruplet, hidden + " #" + opened.merge(hidden, 1, Integer::sum));
        }
        return called.getOrDefault(quadruplet, quadruplet);
    }

    /** A socket's name without the port that was chosen. */
    String hidden(String quadruplet) {
        String[] ends = quadruplet.split("-");
        return hiddenEnd(ends[0]) + "-" + hiddenEnd(ends[1]);
    }

    private String hiddenEnd(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        String digits = endpoint.substring(colon + 1);
        boolean chosen = digits.matches("\\d+") && isChosen(Long.parseLong(digits));
        return chosen ? endpoint.substring(0, colon) + ":chosen" : endpoint;
    }

    private boolean isChosen(long port) {
        return port >= low && port <= high;
    }
}
