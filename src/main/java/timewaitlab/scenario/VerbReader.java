package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import timewaitlab.base.Sysctl;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator;
import timewaitlab.sim.Program;
import timewaitlab.sim.Verb;
import timewaitlab.wire.AddressText;
import timewaitlab.wire.TcpFlags;

/** Reads steps: {@code connect B:80 from 40000}, {@code read to end}, {@code listen 80 serve answer}. */
final class VerbReader {
    private static final Pattern BYTES = Pattern.compile("(write|read) (\\d{1,9})");
    private static final String TRY = "try ";
    private static final Pattern SLEEP = Pattern.compile("sleep (.+)");
    private static final Pattern SYSCTL = Pattern.compile("sysctl ([\\w.]+) ?= ?(\\d{1,12})");
    private static final Pattern PORTS = Pattern.compile("ports (masquerade|sequential|rover|random)");
    private static final Pattern CLOCK = Pattern.compile("clock ([+-]\\d{1,9}) s");
    private static final String KNOWN = SocketWords.KNOWN + ", " + LoadWords.KNOWN + ", write N, read N, read to end,"
            + " close, shutdown"
            + " [read|write|both], exit, reset"
            + " on close, try STEP, sleep T,"
            + " sysctl NAME = N, clock +N s,"
            + " kill [PORT], reboot, address"
            + " ADDRESS, filter drop in|out"
            + " FLAGS, filter none, inject PORT"
            + " > HOST:PORT FLAGS SEQ:END(LEN)"
            + " ack N win N <OPTIONS>, icmp"
            + " ...-unreachable PORT > HOST:PORT, or of a"
            + " NAT: address ADDRESS, ports"
            + " POLICY, or of whoever tracks"
            + " connections: forget, filter"
            + " drop invalid, filter none,"
            + " sysctl NAME = N";
    /** What can be done to a NAT or a firewall. */
    static final String KNOWN_TO_NATS =
            "forget, address ADDRESS, ports POLICY, filter drop invalid, filter none, or sysctl nf_conntrack_... = N";

    private static final Pattern RESERVE =
            Pattern.compile("sysctl (?:net\\.ipv4\\.)?ip_local_reserved_ports ?= ?([\\d,-]*)");
    private static final Pattern KILL = Pattern.compile("kill(?: (\\d{1,5}))?");
    private static final Pattern BLOCK = Pattern.compile("filter drop (in|out) (\\S+)");
    private static final Pattern ADDRESS = Pattern.compile("address (\\S+)");

    private final Map<String, Program> programs;
    private final SocketWords sockets;
    private final LoadWords loads;

    VerbReader(Set<String> hosts, Map<String, Program> programs) {
        this.programs = programs;
        sockets = new SocketWords(hosts, programs);
        loads = new LoadWords(hosts, programs);
    }

    /** A list of steps, a single one, or the name of a program. */
    Program program(YamlMap map, Node node) {
        List<Verb> verbs = new ArrayList<>();
        for (Node each : map.elements(node)) {
            String text = map.scalar(each).orElse("").strip().replaceAll("\\s+", " ");
            if (text.isEmpty()) {
                if (each instanceof ScalarNode) {
                    map.problem(each, "a step is empty", KNOWN);
                }
                continue;
            }
            Program named = programs.get(text);
            if (named != null) {
                verbs.addAll(named.verbs());
            } else {
                verb(map, each, text).ifPresent(verbs::add);
            }
        }
        return new Program(verbs);
    }

    private Optional<Verb> verb(YamlMap map, Node node, String text) {
        if (text.startsWith(TRY)) {
            return verb(map, node, text.substring(TRY.length())).map(Verb.Try::new);
        }
        Optional<Verb> simple = simple(text);
        if (simple.isPresent()) {
            return simple;
        }
        if (LoadWords.reads(text)) {
            return loads.read(map, node, text);
        }
        if (SocketWords.reads(text)) {
            return sockets.read(map, node, text);
        }
        Matcher reserve = RESERVE.matcher(text);
        if (reserve.matches()) {
            return SocketWords.reserved(map, node, reserve.group(1));
        }
        Matcher sleep = SLEEP.matcher(text);
        if (sleep.matches()) {
            return sleep(map, node, sleep.group(1));
        }
        Matcher sysctl = SYSCTL.matcher(text);
        if (sysctl.matches()) {
            return sysctl(map, node, sysctl);
        }
        if (SocketWords.isIcmp(text)) {
            return sockets.icmp(map, node, text);
        }
        if (SocketWords.injects(text)) {
            return sockets.inject(map, node, text);
        }
        Matcher kill = KILL.matcher(text);
        if (kill.matches()) {
            return Optional.of(new Verb.Kill(kill.group(1) == null ? 0 : SocketWords.port(map, node, kill.group(1))));
        }
        Matcher block = BLOCK.matcher(text);
        if (block.matches()) {
            return block(map, node, block);
        }
        Matcher address = ADDRESS.matcher(text);
        if (address.matches()) {
            return address(map, node, address.group(1));
        }
        map.problem(node, "unknown step \"" + text + "\"", KNOWN);
        return Optional.empty();
    }

    private static Optional<Verb> simple(String text) {
        Matcher bytes = BYTES.matcher(text);
        if (bytes.matches()) {
            int count = Integer.parseInt(bytes.group(2));
            return Optional.of(bytes.group(1).equals("write") ? new Verb.Write(count) : new Verb.Read(count));
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            return Optional.of(new Verb.StepClock(Integer.parseInt(clock.group(1))));
        }
        Matcher ports = PORTS.matcher(text);
        if (ports.matches()) {
            return Optional.of(
                    new Verb.Ports(PortAllocator.Policy.valueOf(ports.group(1).toUpperCase(Locale.ROOT))));
        }
        return switch (text) {
            case "read to end" -> Optional.of(new Verb.ReadToEnd());
            case "reboot" -> Optional.of(new Verb.Reboot());
            case "forget" -> Optional.of(new Verb.Forget());
            case "filter none" -> Optional.of(new Verb.Filter(NatFilter.NONE));
            case "filter drop invalid" -> Optional.of(new Verb.Filter(new NatFilter(true, false)));
            case "filter drop invalid everywhere" -> Optional.of(new Verb.Filter(new NatFilter(true, true)));
            case "close" -> Optional.of(new Verb.Close());
            case "shutdown", "shutdown write" -> Optional.of(new Verb.Shutdown(false, true));
            case "shutdown read" -> Optional.of(new Verb.Shutdown(true, false));
            case "shutdown both" -> Optional.of(new Verb.Shutdown(true, true));
            case "exit" -> Optional.of(new Verb.Exit());
            case "reset on close" -> Optional.of(new Verb.LingerZero());
            default -> Optional.empty();
        };
    }

    private static Optional<Verb> sleep(YamlMap map, Node node, String duration) {
        try {
            return Optional.of(new Verb.Sleep(Durations.parse(duration)));
        } catch (IllegalArgumentException e) {
            map.problem(node, String.valueOf(e.getMessage()), "a duration such as 22 ms, 5 s or 2 min");
            return Optional.empty();
        }
    }

    private static Optional<Verb> sysctl(YamlMap map, Node node, Matcher words) {
        Optional<Sysctl> known = Sysctl.named(words.group(1));
        long value = Long.parseLong(words.group(2));
        Optional<ConntrackSysctl> ofNat = ConntrackSysctl.named(words.group(1));
        if (ofNat.isPresent()) {
            return Optional.of(conntrack(map, node, ofNat.get(), value));
        }
        if (known.isEmpty()) {
            map.problem(node, HostWords.unknownSysctl(words.group(1)), "a sysctl");
            return Optional.empty();
        }
        Sysctl sysctl = known.get();
        if (value < sysctl.least() || value > sysctl.most()) {
            map.problem(node, sysctl.dotted() + " cannot be " + value, sysctl.least() + " to " + sysctl.most());
        }
        return Optional.of(new Verb.SetSysctl(sysctl, value));
    }

    private static Verb conntrack(YamlMap map, Node node, ConntrackSysctl sysctl, long value) {
        if (value < sysctl.least() || value > sysctl.most()) {
            map.problem(node, sysctl.dotted() + " cannot be " + value, sysctl.least() + " to " + sysctl.most());
        }
        return new Verb.SetConntrack(sysctl, value);
    }

    /** {@code filter drop out R}: whatever has that flag; {@code any} for every segment. */
    private static Optional<Verb> block(YamlMap map, Node node, Matcher words) {
        boolean incoming = words.group(1).equals("in");
        if (words.group(2).equals("any")) {
            return Optional.of(new Verb.Block(incoming, 0));
        }
        try {
            return Optional.of(new Verb.Block(incoming, TcpFlags.parse(words.group(2))));
        } catch (IllegalArgumentException e) {
            map.problem(node, String.valueOf(e.getMessage()), "flags such as R, S, F. or any");
            return Optional.empty();
        }
    }

    private static Optional<Verb> address(YamlMap map, Node node, String text) {
        Optional<String> canonical = AddressText.canonical(text);
        if (canonical.isEmpty()) {
            map.problem(node, "\"" + text + "\" is not an address", "an IPv4 or IPv6 address");
        }
        return canonical.map(Verb.TakeAddress::new);
    }
}
