package timewaitlab.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import timewaitlab.base.Dice;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.nat.ConntrackConstant;
import timewaitlab.nat.ConntrackCounter;
import timewaitlab.nat.ConntrackEffect;
import timewaitlab.nat.ConntrackEntry;
import timewaitlab.nat.ConntrackSettings;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.ConntrackTable;
import timewaitlab.nat.FreePorts;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator;
import timewaitlab.nat.Tracker;
import timewaitlab.nat.Way;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * What a NAT makes of a row of packets: a row of {@code vectors/packets.txt}, which explains its columns.
 *
 * @param settings such as {@code nf_conntrack_tcp_loose=0}, {@code ports=40000-40000}, {@code cpus=2};
 *     {@code firewall} for a box that translates nothing, {@code host} for the server itself
 * @param fates what is seen of the connection, or of the NAT, after each packet
 */
record PacketVector(
        String id, List<KernelProfile> kernels, List<String> settings, List<String> packets, List<String> fates)
        implements Vector {
    private static final String FIREWALL = "firewall";
    private static final String HOST = "host";
    private static final int PORT = 40_000;
    private static final int COLUMNS = 5;

    /** A row without comment. */
    static PacketVector read(String row) {
        String[] columns = row.split("\\|", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException(columns.length + " columns: " + row);
        }
        List<String> packets = parts(columns[3], ",");
        List<String> fates = parts(columns[4], "\\s+");
        if (packets.size() != fates.size()) {
            throw new IllegalStateException(packets.size() + " packets and " + fates.size() + " fates: " + row);
        }
        List<KernelProfile> kernels = LinuxProfiles.ranges(columns[1].strip());
        return new PacketVector(columns[0].strip(), kernels, parts(columns[2], "\\s+"), packets, fates);
    }

    private static List<String> parts(String text, String by) {
        return Arrays.stream(text.strip().split(by))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    @Override
    public List<String> differences(KernelProfile kernel) {
        Box box = new Box(kernel, settings);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            String fate = box.fate(packets.get(i));
            if (!fate.equals(fates.get(i))) {
                differences.add("#" + (i + 1) + " " + packets.get(i) + ": " + fates.get(i) + ", engine " + fate);
            }
        }
        return differences;
    }

    /** A NAT between two clients and a server. */
    private static final class Box {
        private final AddressBook book = new AddressBook();
        private final Address client = book.intern("10.0.0.5");
        private final Address other = book.intern("10.0.0.6");
        private final Address server = book.intern("198.51.100.9");
        private final Address outside = book.intern("203.0.113.7");
        private final ConntrackEntry look = new ConntrackEntry();
        private final Tracker tracker;
        private final boolean firewall;
        private final boolean host;
        private long now;

        Box(KernelProfile kernel, List<String> words) {
            firewall = words.contains(FIREWALL);
            host = words.contains(HOST);
            ConntrackSettings settings = kernel.conntrack();
            int low = 0;
            int high = 0;
            for (String word : words) {
                String[] pair = word.split("[=-]");
                if (word.equals(FIREWALL) || word.equals(HOST)) {
                    continue;
                }
                if (pair[0].equals("ports")) {
                    low = Integer.parseInt(pair[1]);
                    high = Integer.parseInt(pair[2]);
                } else if (pair[0].equals("cpus")) {
                    settings = settings.with(ConntrackConstant.CPUS, Long.parseLong(pair[1]));
                } else {
                    settings = settings.with(
                            ConntrackSysctl.named(pair[0]).orElseThrow(() -> new IllegalStateException(word)),
                            Long.parseLong(pair[1]));
                }
            }
            PortAllocator ports = new PortAllocator(PortAllocator.Policy.MASQUERADE, low, high, new Dice(1));
            boolean translates = !firewall && !host;
            tracker = new Tracker(
                    new Tracker.Chains(kernel.chain(Hook.CONNTRACK), kernel.chain(translates ? Hook.NAT : Hook.FLOW)),
                    settings,
                    new NatFilter(true, true),
                    translates ? new FreePorts(outside, ports) : FreePorts.untranslated(),
                    book);
        }

        String fate(String words) {
            String[] word = words.split("\\s+", 2);
            if (word[0].startsWith("@")) {
                now = Long.parseLong(word[0].substring(1)) * SimTime.SECOND;
                return fate(word[1]);
            }
            boolean second = word[0].equals(">>");
            Segment segment = segment(word[1]);
            Outcome outcome = meet(segment, word[0].startsWith(">"), second ? other : client);
            if (outcome.disposition() == Disposition.DROP) {
                return tracker.counter(ConntrackCounter.invalid) > 0 ? "iv" : "drop";
            }
            if (outcome.has(ConntrackEffect.RESET_SENDER.bit())) {
                return "refused";
            }
            return state(second ? other : client);
        }

        private Outcome meet(Segment segment, boolean byClient, Address from) {
            if (byClient) {
                segment.from(from, PORT).to(server, 80);
            } else {
                segment.from(server, 80).to(firewall || host ? client : outside, PORT);
            }
            if (firewall) {
                return tracker.untranslated(segment, Way.THROUGH, now);
            }
            if (host) {
                return tracker.untranslated(segment, byClient ? Way.TO_HOST : Way.FROM_HOST, now);
            }
            return byClient ? tracker.outward(segment, now) : tracker.inward(segment, now);
        }

        private static Segment segment(String words) {
            int options = words.indexOf(" sack");
            if (options >= 0) {
                return sacking(segment(words.substring(0, options)), words.substring(options + 1));
            }
            String[] word = words.split("\\s+");
            int ack = word.length > 2 ? Integer.parseUnsignedInt(word[2]) : 0;
            int window = word.length > 4 ? Integer.parseInt(word[4]) : 10_000;
            Segment segment =
                    new Segment().header(TcpFlags.parse(word[0]), Integer.parseUnsignedInt(word[1]), ack, window);
            return word.length > 3 ? segment.length(Integer.parseInt(word[3]), 0) : segment;
        }

        private static Segment sacking(Segment segment, String option) {
            return option.equals("sackOK")
                    ? segment.synOptions(0, Segment.NO_SCALE, true)
                    : segment.sacking(Integer.parseUnsignedInt(option.substring("sack=".length())));
        }

        private String state(Address from) {
            int row = tracker.table().find(FourTuple.key(from, PORT, server, 80));
            if (row == ConntrackTable.NONE) {
                return "gone";
            }
            tracker.table().view(row, look);
            long left = (look.due() - now) / SimTime.SECOND;
            String name = Arrays.stream(
                            look.state().name().toLowerCase(Locale.ROOT).split("_"))
                    .collect(Collectors.joining("-"));
            String port = look.outsidePort() == PORT ? "" : "*";
            return name + "(" + left + ")" + (look.isAssured() ? "+" : "") + port;
        }
    }

    @Override
    public String toString() {
        return id + " " + packets;
    }
}
