package timewaitlab.scenario;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import timewaitlab.base.Misread;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator;
import timewaitlab.sim.Meddling;
import timewaitlab.sim.SegmentName;
import timewaitlab.sim.Wiring;
import timewaitlab.tcp.SocketOption;
import timewaitlab.wire.AddressText;
import timewaitlab.wire.SegmentNotation;
import timewaitlab.wire.TcpFlags;

/**
 * Reads a change from its one line of text, for a scenario: {@code drop C 10.0.0.3:40000 > 198.51.100.9:80 S no 1},
 * {@code set B.tcp_tw_recycle = 0 at 5 s}, {@code link N-B delay 40 ms}.
 */
public final class ChangeReader {
    /** What can be written, for whoever got it wrong. */
    public static final String KNOWN =
            "drop, duplicate, delay, reorder, hold, inject, set, option, kernel, conntrack, nat, link" + " or start";

    private static final int HIGHEST_PORT = 65_535;

    private static final String KNOWN_OF_RECORDINGS = "judge, set or kernel: a recording itself stays as it is";

    private final Changeable known;
    private final Words words;

    private ChangeReader(String text, Changeable known) {
        this.known = known;
        words = new Words(text);
    }

    /** The change this text asks for, or one problem with its column. {@code file} is for the problem. */
    public static Reading<Change> read(String file, String text, Scenario scenario) {
        return read(file, text, Changeable.in(scenario));
    }

    /** The same of whatever there is to change. */
    public static Reading<Change> read(String file, String text, Changeable known) {
        ChangeReader reader = new ChangeReader(text.strip(), known);
        try {
            Change change = reader.change();
            reader.words.end();
            return Reading.of(change);
        } catch (Misread wrong) {
            return Reading.failed(wrong.in(file, 1));
        }
    }

    private Change change() {
        String verb = words.next("\\w+", KNOWN);
        if (known.recorded()) {
            return ofRecording(verb);
        }
        return switch (verb) {
            case "drop", "duplicate", "delay", "reorder", "hold" -> onSegment(verb);
            case "inject" -> inject();
            case "set" -> setting();
            case "option" -> option();
            case "kernel" -> kernel();
            case "conntrack" -> tracking("filter or forget");
            // NATs were the first to track connections; what was written of them then is still read.
            case "nat" -> tracking("filter, ports or forget");
            case "link" -> link();
            case "start" -> start();
            default -> throw words.wrong("unknown change \"" + verb + "\"", KNOWN);
        };
    }

    private Change ofRecording(String verb) {
        return switch (verb) {
            case "judge" -> new Change.Judge(party());
            case "set" -> setting();
            case "kernel" -> kernel();
            default -> throw words.wrong("\"" + verb + "\" does not fit", KNOWN_OF_RECORDINGS);
        };
    }

    private Change onSegment(String verb) {
        Meddling.Kind kind = Meddling.Kind.valueOf(verb.toUpperCase(Locale.ROOT));
        String from = party();
        if (kind == Meddling.Kind.HOLD && !isHost(from)) {
            throw words.wrong(from + " is a NAT and only passes segments on", "a host, or delay instead of hold");
        }
        Flow flow = flow();
        String flags = words.next("[FSRP.UEW]+|none", "flags such as S, S., ., P. or F.");
        words.expect("no");
        int number = words.whole(1, Integer.MAX_VALUE);
        SegmentName name = new SegmentName(
                from, flow.src(), flow.srcPort(), flow.dst(), flow.dstPort(), TcpFlags.parse(flags), number);
        long by = 0;
        if (kind == Meddling.Kind.DELAY) {
            words.expect("by");
            by = words.signed();
        } else if (kind == Meddling.Kind.HOLD || kind == Meddling.Kind.DUPLICATE) {
            words.expect("by");
            by = words.duration();
        }
        return new Change.OnSegment(kind, name, by);
    }

    private Change inject() {
        words.expect("at");
        long at = words.duration();
        words.expect("from");
        String from = party();
        Flow flow = flow();
        int column = words.column();
        String notation = words.rest();
        try {
            SegmentNotation.parse(notation);
        } catch (IllegalArgumentException bad) {
            throw new Misread(
                    column, String.valueOf(bad.getMessage()), "such as S. seq 1000 ack 1 win 65535 <TS val 5 ecr 0>");
        }
        return new Change.Inject(
                new Meddling.Injection(at, from, flow.src(), flow.srcPort(), flow.dst(), flow.dstPort(), notation));
    }

    private Change setting() {
        String party = words.next(known.name() + "(?=\\.)", "HOST.SYSCTL = VALUE");
        require(party, known.parties());
        words.skip(".");
        String name = words.next("[\\w.]+", "a sysctl");
        if (!isHost(party) || isTracked(party) && ConntrackSysctl.named(name).isPresent()) {
            ConntrackSysctl sysctl = ConntrackSysctl.named(name)
                    .orElseThrow(() -> words.wrong(
                            "unknown sysctl \"" + name + "\"" + Spelling.hint(name, ConntrackSysctl.names()),
                            "a sysctl of connection tracking"));
            words.expect("=");
            return new Change.Conntrack(party, sysctl, words.whole(sysctl.least(), sysctl.most()), at());
        }
        Sysctl sysctl =
                Sysctl.named(name).orElseThrow(() -> words.wrong(HostWords.unknownSysctl(name), "a sysctl of a host"));
        words.expect("=");
        return new Change.Setting(party, sysctl, words.whole(sysctl.least(), sysctl.most()), at());
    }

    private Change option() {
        String host = words.next("\\w+(?=\\.)", "HOST.OPTION = VALUE");
        require(host, known.hosts());
        words.skip(".");
        String name = words.next("\\w+", "a socket option");
        List<String> options = Stream.of(SocketOption.values()).map(Enum::name).toList();
        SocketOption option = SocketOption.named(name)
                .orElseThrow(() -> words.wrong(
                        "unknown socket option \"" + name + "\"" + Spelling.hint(name, options),
                        "one of " + String.join(", ", options)));
        words.expect("=");
        return new Change.Option(host, option, words.whole(option.least(), option.most()), at());
    }

    private Change kernel() {
        String party = party();
        words.expect("=");
        String name = words.next("\\S+", "a kernel");
        KernelProfile kernel = Profiles.named(name)
                .orElseThrow(() -> words.wrong("unknown kernel \"" + name + "\"", "one of " + Profiles.listed()));
        return new Change.Kernel(party, kernel);
    }

    /** What is done to connection tracking, {@code kinds} as a list in words. */
    private Change tracking(String kinds) {
        List<String> trackers = known.nats().stream().map(Wiring.Nat::name).toList();
        String tracker = words.next("\\w+", "the name of a NAT, a firewall or a host with conntrack");
        require(tracker, trackers);
        String what = words.next(kinds.replaceAll(", | or ", "|"), kinds);
        if (what.equals("forget")) {
            words.expect("at");
            return new Change.Forget(tracker, words.duration());
        }
        if (what.equals("filter")) {
            String word = words.next("drop invalid everywhere|drop invalid|none", "drop invalid or none");
            NatFilter filter = NatReader.filter(word).orElse(NatFilter.NONE);
            return new Change.Filter(tracker, filter, at());
        }
        if (!isTranslated(tracker)) {
            throw words.wrong(tracker + " translates nothing and gives out no ports", "filter or forget");
        }
        String policy = words.next("masquerade|sequential|rover|random", "masquerade, sequential, rover or random");
        return new Change.Ports(tracker, PortAllocator.Policy.valueOf(policy.toUpperCase(Locale.ROOT)), at());
    }

    private Change link() {
        String one = words.next("\\w+(?=-)", "two neighbours such as A-B");
        words.skip("-");
        String other = words.next("\\w+", "two neighbours such as A-B");
        boolean joined = known.wires().stream()
                .anyMatch(wire -> wire.one().equals(one) && wire.other().equals(other)
                        || wire.one().equals(other) && wire.other().equals(one));
        if (!joined) {
            throw words.wrong(
                    "no link joins " + one + " and " + other,
                    "one of "
                            + String.join(
                                    ", ",
                                    known.wires().stream()
                                            .map(wire -> wire.one() + '-' + wire.other())
                                            .toList()));
        }
        if (words.next("delay|down", "delay or down").equals("delay")) {
            return new Change.LinkDelay(one, other, words.duration(), at());
        }
        long from = at();
        long until = words.accept("until") ? words.duration() : SimTime.NEVER;
        if (until <= from) {
            throw words.wrong("the link is up again before it is down", "a later time");
        }
        return new Change.LinkDown(one, other, from, until);
    }

    private Change start() {
        String host = party();
        words.expect("no");
        int steps = (int) known.tasks().stream()
                .filter(task -> task.machine().equals(host))
                .count();
        int number = words.whole(1, steps);
        words.expect("by");
        return new Change.Start(host, number, words.signed());
    }

    private String party() {
        String name = words.next(known.name(), "a host or NAT");
        require(name, known.parties());
        return name;
    }

    private void require(String name, List<String> names) {
        if (!names.contains(name)) {
            throw words.wrong(
                    "nobody is called \"" + name + "\"" + Spelling.hint(name, names),
                    "one of " + String.join(", ", names));
        }
    }

    private boolean isHost(String name) {
        return known.hosts().contains(name);
    }

    private boolean isTracked(String name) {
        return known.nats().stream().anyMatch(nat -> nat.name().equals(name));
    }

    private boolean isTranslated(String name) {
        return known.nats().stream()
                .anyMatch(nat -> nat.name().equals(name) && nat.place().translates());
    }

    private record Flow(String src, int srcPort, String dst, int dstPort) {}

    private Flow flow() {
        Matcher flow = words.match(
                "(?:\\[(?=[^\\]]*\\]))?(?<src>[\\da-fA-F.:]+?)\\]?:(?<sport>\\d{1,5}) > "
                        + "(?:\\[(?=[^\\]]*\\]))?(?<dst>[\\da-fA-F.:]+?)\\]?:(?<dport>\\d{1,5})(?!\\S)",
                "ADDRESS:PORT > ADDRESS:PORT");
        return new Flow(
                address(flow.group("src")),
                port(flow.group("sport")),
                address(flow.group("dst")),
                port(flow.group("dport")));
    }

    private String address(String text) {
        return AddressText.canonical(text)
                .orElseThrow(() -> words.wrong("\"" + text + "\" is no address", "an IPv4 or IPv6 address"));
    }

    private int port(String digits) {
        int port = Integer.parseInt(digits);
        if (port < 1 || port > HIGHEST_PORT) {
            throw words.wrong("there is no port " + digits, "1 to " + HIGHEST_PORT);
        }
        return port;
    }

    private long at() {
        return words.accept("at") ? words.duration() : 0;
    }

    /** The words of a line, one after the other. */
    private static final class Words {
        private final String text;
        private int start;
        private int at;

        Words(String text) {
            this.text = text;
        }

        int column() {
            space();
            return at + 1;
        }

        private void space() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        Matcher match(String pattern, String expected) {
            space();
            start = at;
            Matcher matcher = Pattern.compile(pattern).matcher(text).region(at, text.length());
            matcher.useTransparentBounds(true);
            if (!matcher.lookingAt()) {
                int end = text.indexOf(' ', at);
                String found = text.substring(at, end < 0 ? text.length() : end);
                throw wrong(found.isEmpty() ? "the line ends here" : "\"" + found + "\" does not fit", expected);
            }
            at = matcher.end();
            return matcher;
        }

        String next(String pattern, String expected) {
            return match(pattern, expected).group();
        }

        void skip(String mark) {
            at += mark.length();
        }

        void expect(String word) {
            next(Pattern.quote(word) + "(?!\\w)", word);
        }

        boolean accept(String word) {
            space();
            boolean there = text.startsWith(word + " ", at);
            at += there ? word.length() : 0;
            return there;
        }

        int whole(int least, int most) {
            return (int) whole((long) least, most);
        }

        long whole(long least, long most) {
            String expected = "a whole number from " + least + " to " + most;
            String digits = next("-?\\d{1,15}(?![\\w.])", expected);
            long value = Long.parseLong(digits);
            if (value < least || value > most) {
                throw wrong(digits + " is out of range", expected);
            }
            return value;
        }

        long duration() {
            return Durations.parse(
                    next("\\d{1,9}(?:\\.\\d{1,9})?\\s*(?:us|ms|s|min|h|d)(?!\\w)", "a duration such as 22 ms or 5 s"));
        }

        long signed() {
            space();
            boolean negative = at < text.length() && text.charAt(at) == '-';
            at += negative ? 1 : 0;
            long value = duration();
            return negative ? -value : value;
        }

        String rest() {
            space();
            String rest = text.substring(at);
            start = at;
            at = text.length();
            return rest;
        }

        void end() {
            space();
            start = at;
            if (at < text.length()) {
                throw wrong("\"" + text.substring(at) + "\" is too much", "");
            }
        }

        Misread wrong(String what, String expected) {
            return new Misread(start + 1, what, expected);
        }
    }
}
