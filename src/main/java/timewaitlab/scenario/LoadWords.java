package timewaitlab.scenario;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.sim.Program;
import timewaitlab.sim.Verb;

/** Reads loads: {@code connect B:80 2400 per second for 10 s from 6 addresses run client}. */
final class LoadWords {
    /** The words, for whoever got them wrong. */
    static final String KNOWN = "connect HOST:PORT[-PORT] N per second for T [from N addresses] [run PROGRAM]";

    private static final Pattern LOAD =
            Pattern.compile("connect (\\w+):(\\d{1,5})(?:-(\\d{1,5}))? (\\d{1,9}) per second"
                    + " for (\\d\\S*(?: (?:us|ms|s|min|h|d)\\b)?)(?: from (\\d{1,5}) address(?:es)?)?(?: run (\\w+))?");
    private static final int FASTEST = 1_000_000;
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_ADDRESSES = 65_535;

    private final Set<String> hosts;
    private final Map<String, Program> programs;

    LoadWords(Set<String> hosts, Map<String, Program> programs) {
        this.hosts = hosts;
        this.programs = programs;
    }

    /** Whether this step is meant to be a load. */
    static boolean reads(String text) {
        return text.startsWith("connect ") && text.contains(" per second");
    }

    /** The load, or nothing and a problem. */
    Optional<Verb> read(YamlMap map, Node node, String text) {
        Matcher words = LOAD.matcher(text);
        if (!words.matches()) {
            map.problem(node, "\"" + text + "\" is not a load", KNOWN);
            return Optional.empty();
        }
        String host = words.group(1);
        if (!hosts.contains(host)) {
            map.problem(node, "no host is called \"" + host + "\"" + Spelling.hint(host, hosts), list(hosts));
            return Optional.empty();
        }
        String program = words.group(7);
        if (program != null && !programs.containsKey(program)) {
            String hint = Spelling.hint(program, programs.keySet());
            map.problem(node, "no program is called \"" + program + "\"" + hint, list(programs.keySet()));
            return Optional.empty();
        }
        int port = number(map, node, words.group(2), HIGHEST_PORT, "port");
        int last = words.group(3) == null ? port : number(map, node, words.group(3), HIGHEST_PORT, "port");
        if (last < port) {
            map.problem(node, "the ports are in the wrong order", "LOWEST-HIGHEST");
        }
        int perSecond = number(map, node, words.group(4), FASTEST, "rate");
        int addresses = words.group(6) == null ? 1 : number(map, node, words.group(6), MOST_ADDRESSES, "number");
        Program each = program == null ? Program.NONE : programs.getOrDefault(program, Program.NONE);
        Verb.Connect connect = new Verb.Connect(host, port, 0);
        return duration(map, node, words.group(5))
                .map(length ->
                        new Verb.Load(connect, Math.max(1, last - port + 1), perSecond, length, addresses, each));
    }

    private static Optional<Long> duration(YamlMap map, Node node, String text) {
        try {
            return Optional.of(Durations.parse(text));
        } catch (IllegalArgumentException e) {
            map.problem(node, String.valueOf(e.getMessage()), "a duration such as 500 ms, 10 s or 2 min");
            return Optional.empty();
        }
    }

    private static int number(YamlMap map, Node node, String digits, int most, String what) {
        int value = Integer.parseInt(digits);
        if (value < 1 || value > most) {
            map.problem(node, "there is no " + what + " " + digits, "1 to " + most);
        }
        return Math.max(1, Math.min(most, value));
    }

    private static String list(Set<String> names) {
        return names.isEmpty() ? KNOWN : "one of " + String.join(", ", names);
    }
}
