package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.sim.Program;
import timewaitlab.sim.Verb;
import timewaitlab.tcp.SocketOption;
import timewaitlab.tcp.Unreachable;
import timewaitlab.wire.AddressText;
import timewaitlab.wire.Device;
import timewaitlab.wire.SegmentNotation;

/** Reads the calls by which sockets open: connect, bind, listen, accept, setsockopt. */
final class SocketWords {
    private static final String ADDRESS = "[\\d.]+|\\[[\\da-fA-F:.]+\\]";
    private static final Pattern CONNECT =
            Pattern.compile("connect (\\w+|" + ADDRESS + "):(\\d{1,5})(?: from (\\d{1,5}))?");
    private static final Pattern LISTEN =
            Pattern.compile("listen(?: (\\d{1,5}))?(?: serve (\\w+))?(?: backlog (\\d{1,6}))?");
    private static final Pattern ACCEPT = Pattern.compile("(accept serve|serve) (\\w+)");
    private static final Pattern BIND = Pattern.compile("bind (?:(" + ADDRESS + "):)?(\\d{1,5})");
    private static final Pattern INJECT = Pattern.compile("inject (\\d{1,5}) > (\\w+|" + ADDRESS + "):(\\d{1,5}) (.+)");
    private static final Pattern ICMP =
            Pattern.compile("icmp (\\S+) (\\d{1,5}) > (\\w+|" + ADDRESS + "):(\\d{1,5})(?: quoting (\\d{1,10}))?");
    private static final Pattern OPTION =
            Pattern.compile("setsockopt (\\w+)(?: (on|off|lo|eth0|-?\\d{1,10})(?:-(\\d{1,5}))?)?");
    private static final int DEFAULT_BACKLOG = 128;
    private static final int HIGHEST_PORT = 65_535;
    static final String KNOWN = "connect HOST:PORT [from PORT], bind [ADDRESS:]PORT, setsockopt NAME [VALUE],"
            + " listen [PORT] [serve PROGRAM] [backlog N], accept serve PROGRAM, serve PROGRAM";

    private final Set<String> hosts;
    private final Map<String, Program> programs;

    SocketWords(Set<String> hosts, Map<String, Program> programs) {
        this.hosts = hosts;
        this.programs = programs;
    }

    /** Whether these are words of this reader, right or wrong. */
    static boolean reads(String text) {
        return List.of(CONNECT, LISTEN, ACCEPT, BIND, OPTION).stream()
                .anyMatch(pattern -> pattern.matcher(text).matches());
    }

    Optional<Verb> read(YamlMap map, Node node, String text) {
        Matcher words = CONNECT.matcher(text);
        if (words.matches()) {
            return connect(map, node, words);
        }
        words = LISTEN.matcher(text);
        if (words.matches()) {
            return listen(map, node, words);
        }
        words = ACCEPT.matcher(text);
        if (words.matches()) {
            boolean once = words.group(1).startsWith("accept");
            return program(map, node, words.group(2))
                    .map(serve -> once ? new Verb.Accept(serve) : new Verb.Serve(serve));
        }
        words = BIND.matcher(text);
        if (words.matches()) {
            return bind(map, node, words);
        }
        words = OPTION.matcher(text);
        return words.matches() ? option(map, node, words) : Optional.empty();
    }

    /** Whether this is meant to be a crafted segment. */
    static boolean injects(String text) {
        return text.startsWith("inject ");
    }

    /** {@code inject 40000 > B:80 S 0:0(0) win 65535 <mss 1460,TS val 5 ecr 0>}. */
    Optional<Verb> inject(YamlMap map, Node node, String text) {
        Matcher words = INJECT.matcher(text);
        if (!words.matches()) {
            map.problem(node, "\"" + text + "\" does not say who sends what to whom", "inject 40000 > B:80 S 0:0(0)");
            return Optional.empty();
        }
        Optional<String> host = hosts.contains(words.group(2)) ? Optional.of(words.group(2)) : address(words.group(2));
        if (host.isEmpty()) {
            String hint = Spelling.hint(words.group(2), hosts);
            map.problem(node, "no host is called \"" + words.group(2) + "\"" + hint, String.join(", ", hosts));
            return Optional.empty();
        }
        try {
            SegmentNotation.parse(words.group(4).replace("ecr last", "ecr 0"));
        } catch (IllegalArgumentException e) {
            map.problem(node, String.valueOf(e.getMessage()), "packetdrill's notation, such as . 1:11(10) ack 1");
            return Optional.empty();
        }
        int from = port(map, node, words.group(1));
        return Optional.of(new Verb.Inject(from, host.get(), port(map, node, words.group(3)), words.group(4)));
    }

    /** Whether this is meant to be an ICMP error. */
    static boolean isIcmp(String text) {
        return text.startsWith("icmp ");
    }

    /** {@code icmp host-unreachable 40000 > B:80}. */
    Optional<Verb> icmp(YamlMap map, Node node, String text) {
        Matcher words = ICMP.matcher(text);
        Optional<Unreachable> what = words.matches() ? Unreachable.named(words.group(1)) : Optional.empty();
        if (what.isEmpty()) {
            map.problem(
                    node,
                    "\"" + text + "\" does not say what an ICMP error tells of which connection",
                    "icmp net-unreachable, host-unreachable or port-unreachable, then 40000 > B:80 and perhaps quoting"
                            + " SEQ");
            return Optional.empty();
        }
        int from = port(map, node, words.group(2));
        long quoting = words.group(5) == null ? -1 : Long.parseLong(words.group(5));
        return peer(map, node, words.group(3))
                .map(host -> new Verb.Icmp(what.get(), from, host, port(map, node, words.group(4)), quoting));
    }

    private Optional<String> peer(YamlMap map, Node node, String name) {
        Optional<String> host = hosts.contains(name) ? Optional.of(name) : address(name);
        if (host.isEmpty()) {
            String hint = Spelling.hint(name, hosts);
            map.problem(node, "no host is called \"" + name + "\"" + hint, "one of " + String.join(", ", hosts));
        }
        return host;
    }

    private Optional<Verb> connect(YamlMap map, Node node, Matcher words) {
        int from = words.group(3) == null ? 0 : port(map, node, words.group(3));
        return peer(map, node, words.group(1))
                .map(host -> new Verb.Connect(host, port(map, node, words.group(2)), from));
    }

    /** The one way to write an address, without brackets. */
    private static Optional<String> address(String text) {
        return AddressText.canonical(text.replaceAll("[\\[\\]]", ""));
    }

    private Optional<Verb> bind(YamlMap map, Node node, Matcher words) {
        int port = words.group(2).equals("0") ? 0 : port(map, node, words.group(2));
        @Nullable String named = words.group(1);
        if (named == null) {
            return Optional.of(new Verb.Bind("", port));
        }
        Optional<String> address = address(named);
        if (address.isEmpty()) {
            map.problem(node, "\"" + named + "\" is no address", "an address of the host, or only a port");
        }
        return address.map(known -> new Verb.Bind(known, port));
    }

    private Optional<Verb> listen(YamlMap map, Node node, Matcher words) {
        Optional<Program> serve =
                words.group(2) == null ? Optional.of(Program.NONE) : program(map, node, words.group(2));
        int backlog = words.group(3) == null ? DEFAULT_BACKLOG : Integer.parseInt(words.group(3));
        int port = words.group(1) == null ? 0 : port(map, node, words.group(1));
        return serve.map(program -> new Verb.Listen(port, backlog, program));
    }

    private Optional<Program> program(YamlMap map, Node node, String name) {
        Program known = programs.get(name);
        if (known == null) {
            String names = String.join(", ", programs.keySet());
            map.problem(
                    node,
                    "no program is called \"" + name + "\"" + Spelling.hint(name, programs.keySet()),
                    names.isEmpty() ? "programs: {" + name + ": [...]}" : "one of " + names);
        }
        return Optional.ofNullable(known);
    }

    private static Optional<Verb> option(YamlMap map, Node node, Matcher words) {
        Optional<SocketOption> named = SocketOption.named(words.group(1));
        List<String> known =
                Arrays.stream(SocketOption.values()).map(Enum::name).toList();
        if (named.isEmpty()) {
            map.problem(
                    node,
                    "unknown socket option \"" + words.group(1) + "\"" + Spelling.hint(words.group(1), known),
                    "one of " + String.join(", ", known));
            return Optional.empty();
        }
        SocketOption option = named.get();
        if (words.group(2) != null && words.group(2).matches("lo|eth0") && option != SocketOption.SO_BINDTODEVICE) {
            map.problem(node, option + " takes no interface", "a number, on or off");
            return Optional.empty();
        }
        long value = value(option, words.group(2));
        if (words.group(3) != null) {
            value |= Long.parseLong(words.group(3)) << 16;
        }
        if (value < option.least() || value > option.most()) {
            map.problem(node, option + " cannot be " + value, option.least() + " to " + option.most());
        }
        return Optional.of(new Verb.SetOption(option, value));
    }

    /** Nothing is "on"; what "off" is depends on the option. */
    private static long value(SocketOption option, @Nullable String text) {
        if (text == null || text.equals("on")) {
            return 1;
        }
        if (Device.named(text) > Device.NONE) {
            return Device.named(text);
        }
        return text.equals("off") ? Math.min(0, option.least()) : Long.parseLong(text);
    }

    /** {@code 40000-40099,41000}: lowest and highest port of each range. */
    static Optional<Verb> reserved(YamlMap map, Node node, String text) {
        List<Integer> ranges = new ArrayList<>();
        for (String each : text.isEmpty() ? new String[0] : text.split(",")) {
            if (!each.matches("\\d{1,5}(-\\d{1,5})?")) {
                map.problem(node, "\"" + each + "\" is no range of ports", "such as 40000-40099,41000");
                return Optional.empty();
            }
            String[] ends = each.split("-");
            int low = port(map, node, ends[0]);
            ranges.add(low);
            ranges.add(ends.length == 1 ? low : port(map, node, ends[1]));
        }
        return Optional.of(new Verb.ReservePorts(ranges));
    }

    static int port(YamlMap map, Node node, String digits) {
        int port = Integer.parseInt(digits);
        if (port < 1 || port > HIGHEST_PORT) {
            map.problem(node, "there is no port " + digits, "1 to " + HIGHEST_PORT);
            return 1;
        }
        return port;
    }
}
