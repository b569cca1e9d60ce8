package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timewaitlab.base.Dice;
import timewaitlab.base.SimTime;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.capture.Checksum;
import timewaitlab.capture.TimedSegment;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.nat.ConntrackEffect;
import timewaitlab.nat.ConntrackSettings;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.FreePorts;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator;
import timewaitlab.nat.Tracker;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * Every segment that reached a recorded NAT reaches ours at the same moment, and has to meet the same fate: translated,
 * let go untranslated, answered with a RST, or dropped. Every snapshot of its table has to show the same connections.
 * Ports that the kernel drew at random are the only thing that may differ, and they have to differ one to one.
 */
final class NatReplay {
    private static final Pattern RANGE = Pattern.compile("masquerade to :(\\d+)-(\\d+)");
    /** A NAT forwards within this, nanoseconds. */
    private static final long PROMPT = 20 * SimTime.MILLISECOND;

    private static final String FLUSHED = "flushed";

    private final Recording recording;
    private final AddressBook book = new AddressBook();
    private final Address outside;
    private final Tracker tracker;
    private final HandmadeEntries byHand;
    private final long start;
    private final Map<Integer, Integer> portsOfKernel = new HashMap<>();
    private final Deque<Seen> departures = new ArrayDeque<>();
    private final Deque<JsonNode> snapshots = new ArrayDeque<>();
    private final List<Row> rows = new ArrayList<>();

    /** A segment as it was seen at one of the NAT's interfaces. */
    private record Seen(long time, boolean inside, Segment segment) {}

    private NatReplay(Recording recording, KernelProfile kernel) {
        this.recording = recording;
        outside = book.intern(recording.expect().at("/topology/nat_outside").asText());
        tracker = tracker(kernel);
        start = recording.expect().path("started_us").asLong() * SimTime.MICROSECOND;
        recording.expect().path("conntrack").forEach(snapshots::add);
        byHand = new HandmadeEntries(recording.expect(), tracker, book);
    }

    /** Whether a NAT was recorded, and all that reached it was. */
    static boolean fits(Recording recording) {
        return recording.expect().at("/topology/nat_outside").isTextual();
    }

    /** Every segment and every snapshot of the table, where the NAT runs this kernel. */
    static List<Row> rows(Recording recording, KernelProfile kernel) {
        return new NatReplay(recording, kernel).replay();
    }

    private List<Row> replay() {
        List<Seen> arrivals = new ArrayList<>();
        for (Seen each : seen()) {
            if (isArrival(each)) {
                arrivals.add(each);
            } else {
                departures.add(each);
            }
        }
        for (Seen arrival : arrivals) {
            byHand.before(arrival.time);
            compareSnapshots(arrival.time);
            meet(arrival);
        }
        compareSnapshots(SimTime.NEVER);
        // the capture outside ran a little longer than those inside
        long end = arrivals.get(arrivals.size() - 1).time + PROMPT;
        departures.stream()
                .filter(departure -> departure.time <= end)
                .forEach(departure -> rows.add(new Row(name(departure), "sent", "without a cause", false)));
        return List.copyOf(rows);
    }

    private List<Seen> seen() {
        List<Seen> seen = new ArrayList<>();
        for (String file : List.of("nat-inside1.pcap", "nat-inside2.pcap", "nat-outside.pcap")) {
            byte[] bytes = recording.captures().getOrDefault(file, new byte[0]);
            Capture capture = CaptureReader.read(new ByteArrayInputStream(bytes), file, book)
                    .value()
                    .orElseThrow(() -> new IllegalStateException(recording + "/" + file + " cannot be read"));
            boolean inside = file.contains("inside");
            for (TimedSegment each : capture.segments()) {
                long time = capture.startEpochNanos() + each.time() - start;
                seen.add(new Seen(time, inside, each.segment().copy().damaged(each.checksum() == Checksum.BAD)));
            }
        }
        seen.sort(Comparator.comparingLong(Seen::time));
        return seen;
    }

    private boolean isArrival(Seen seen) {
        boolean byClient = seen.segment.src().isPrivate();
        return seen.inside ? byClient : !byClient && seen.segment.src() != outside;
    }

    private Tracker tracker(KernelProfile kernel) {
        JsonNode sysctls = recording.expect().at("/sysctls/nat");
        ConntrackSettings settings = with(kernel.conntrack(), sysctls.path("effective"));
        JsonNode topology = recording.expect().path("topology");
        boolean drops = topology.path("forward_filter").asText().contains("ct state invalid");
        Matcher range = RANGE.matcher(topology.path("masquerade").asText());
        boolean ranged = range.find();
        int low = ranged ? Integer.parseInt(range.group(1)) : 0;
        int high = ranged ? Integer.parseInt(range.group(2)) : 0;
        PortAllocator ports = new PortAllocator(PortAllocator.Policy.MASQUERADE, low, high, new Dice(1));
        return new Tracker(
                new Tracker.Chains(kernel.chain(Hook.CONNTRACK), kernel.chain(Hook.NAT)),
                with(settings, sysctls.path("set")),
                new NatFilter(drops, false),
                new FreePorts(outside, ports),
                book);
    }

    private static ConntrackSettings with(ConntrackSettings before, JsonNode sysctls) {
        ConntrackSettings settings = before;
        for (Map.Entry<String, JsonNode> entry : sysctls.properties()) {
            var known = ConntrackSysctl.named(entry.getKey());
            if (known.isPresent()) {
                settings = settings.with(known.get(), entry.getValue().asLong());
            }
        }
        return settings;
    }

    private void meet(Seen arrival) {
        String observed = observed(arrival);
        String ours = ours(arrival);
        String expected = translated(arrival, observed, ours);
        rows.add(new Row(name(arrival), observed, ours, expected.equals(ours)));
    }

    private static String name(Seen seen) {
        String where = seen.inside ? "nat inside " : "nat outside ";
        return where + Tolerance.seconds(seen.time) + " " + seen.segment;
    }

    private String ours(Seen arrival) {
        Segment segment = arrival.segment.copy();
        if (!arrival.inside) {
            segment.to(segment.dst(), ourPort(segment.srcPort(), segment.dstPort()));
        }
        Outcome outcome =
                arrival.inside ? tracker.outward(segment, arrival.time) : tracker.inward(segment, arrival.time);
        if (outcome.disposition() == Disposition.DROP) {
            return "dropped";
        }
        if (outcome.has(ConntrackEffect.RESET_SENDER.bit())) {
            return "refused";
        }
        if (outcome.has(ConntrackEffect.UNTRANSLATED.bit())) {
            return "left untranslated";
        }
        long key = arrival.inside ? tracker.outsideKey() : tracker.insideKey();
        return "port " + FourTuple.localPortOf(key);
    }

    /** The port that ours gave where the kernel gave this one, towards this port of the server. */
    private int ourPort(int serverPort, int kernels) {
        return portsOfKernel.getOrDefault(serverPort << 16 | kernels, kernels);
    }

    /** What the kernel did with it: the departure that carries the same numbers. */
    private String observed(Seen arrival) {
        for (Seen departure : departures) {
            if (departure.time > arrival.time + PROMPT) {
                break;
            }
            if (departure.time >= arrival.time && isForwarded(arrival, departure)) {
                departures.remove(departure);
                return fate(arrival, departure);
            }
            if (departure.time >= arrival.time && isRefusal(arrival, departure)) {
                departures.remove(departure);
                return "refused";
            }
        }
        return "dropped";
    }

    private static boolean isForwarded(Seen arrival, Seen departure) {
        return departure.inside != arrival.inside
                && departure.segment.seq() == arrival.segment.seq()
                && departure.segment.flags() == arrival.segment.flags()
                && departure.segment.ack() == arrival.segment.ack()
                && departure.segment.length() == arrival.segment.length();
    }

    private static boolean isRefusal(Seen arrival, Seen departure) {
        return !arrival.inside
                && !departure.inside
                && departure.time - arrival.time < SimTime.MILLISECOND
                && departure.segment.has(TcpFlags.RST)
                && departure.segment.seq() == arrival.segment.ack()
                && departure.segment.dstPort() == arrival.segment.srcPort()
                && departure.segment.srcPort() == arrival.segment.dstPort();
    }

    private static String fate(Seen arrival, Seen departure) {
        if (arrival.inside && departure.segment.src().isPrivate()) {
            return "left untranslated";
        }
        return "port " + (arrival.inside ? departure.segment.srcPort() : departure.segment.dstPort());
    }

    /** A port that was drawn at random stands for ours from now on, if no other one does. */
    private String translated(Seen arrival, String observed, String ours) {
        if (!arrival.inside || !observed.startsWith("port ") || !ours.startsWith("port ")) {
            return observed;
        }
        int kernels = Integer.parseInt(observed.substring("port ".length()));
        int port = Integer.parseInt(ours.substring("port ".length()));
        int serverPort = arrival.segment.dstPort();
        int key = serverPort << 16 | kernels;
        boolean stands = !portsOfKernel.containsKey(key)
                && portsOfKernel.entrySet().stream()
                        .anyMatch(known -> known.getValue() == port && known.getKey() >>> 16 == serverPort);
        return stands ? "a port of its own" : "port " + portsOfKernel.computeIfAbsent(key, any -> port);
    }

    /** A snapshot is read for some milliseconds before its time: one of the tables of that while has to be it. */
    private void compareSnapshots(long next) {
        while (!snapshots.isEmpty()) {
            JsonNode snapshot = snapshots.peek();
            long time = Math.round(snapshot.get("t").asDouble() * SimTime.SECOND);
            boolean last = next == SimTime.NEVER;
            if (!last && time - ConntrackSnapshot.READING > next) {
                return;
            }
            if (snapshot.get("label").asText().equals(FLUSHED) && time - ConntrackSnapshot.READING / 2 <= next) {
                tracker.table().clear();
            }
            ConntrackSnapshot read = new ConntrackSnapshot(snapshot, this::ourPort);
            Row row = read.compared(tracker.list(Math.min(time, next)));
            if (!row.held() && !last && time > next) {
                return;
            }
            rows.add(row);
            snapshots.remove();
        }
    }
}
