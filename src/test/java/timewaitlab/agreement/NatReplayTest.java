package timewaitlab.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

/**
 * Every segment that reached a recorded NAT reaches ours at the same moment, and has to meet the same fate: translated,
 * let go untranslated, answered with a RST, or dropped. Every snapshot of its table has to show the same connections.
 * Ports that the kernel drew at random are the only thing that may differ, and they have to differ one to one.
 */
class NatReplayTest {
    private static final Pattern RANGE = Pattern.compile("masquerade to :(\\d+)-(\\d+)");
    private static final Pattern LINE =
            Pattern.compile("tcp +6 (\\d+) (\\w+) src=(\\S+) dst=(\\S+) sport=(\\d+) dport=(\\d+)"
                    + " (\\[UNREPLIED] )?src=\\S+ dst=\\S+ sport=\\d+ dport=(\\d+)( \\[ASSURED])?.*");
    /** A NAT forwards within this, nanoseconds. */
    private static final long PROMPT = 20 * SimTime.MILLISECOND;

    /** Reading the table takes so long. */
    private static final long READING = 25 * SimTime.MILLISECOND;

    private static final String OUTSIDE = "203.0.113.1";

    private final AddressBook book = new AddressBook();
    private final Map<Integer, Integer> portsOfKernel = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int compared;

    /** A segment as it was seen at one of the NAT's interfaces. */
    private record Seen(long time, boolean inside, boolean broken, Segment segment) {}

    static List<Recording> recordings() {
        // the table of the one left out was filled from outside; see ConntrackVectorsTest
        return Recordings.of("linux-6.18", name -> name.contains("/nat-") && !name.endsWith("/nat-conntrack-full"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void everySegmentMeetsItsFate(Recording recording) {
        List<Seen> seen = seen(recording);
        List<Seen> arrivals = seen.stream().filter(this::isArrival).toList();
        Deque<Seen> departures =
                new ArrayDeque<>(seen.stream().filter(each -> !isArrival(each)).toList());
        Tracker tracker = tracker(recording);
        long start = start(recording, arrivals);
        Deque<JsonNode> snapshots = new ArrayDeque<>();
        recording.expect().path("conntrack").forEach(snapshots::add);
        for (Seen arrival : arrivals) {
            compareSnapshots(snapshots, tracker, start, arrival.time);
            meet(arrival, tracker, departures);
        }
        compareSnapshots(snapshots, tracker, start, SimTime.NEVER);
        assertThat(differences).as("of %s comparisons", compared).isEmpty();
        // the capture outside ran a little longer than those inside
        long end = arrivals.get(arrivals.size() - 1).time;
        departures.removeIf(departure -> departure.time > end + PROMPT);
        assertThat(departures.stream().map(Seen::segment))
                .as("sent without a cause")
                .isEmpty();
        assertThat(compared).isGreaterThan(10);
    }

    @Test
    void everyRecordingOfANatIsReplayed() {
        assertThat(recordings()).hasSize(21);
    }

    private List<Seen> seen(Recording recording) {
        List<Seen> seen = new ArrayList<>();
        for (String file : List.of("nat-inside1.pcap", "nat-inside2.pcap", "nat-outside.pcap")) {
            byte[] bytes = recording.captures().get(file);
            Capture capture = CaptureReader.read(new ByteArrayInputStream(bytes), file, book)
                    .value()
                    .orElseThrow();
            boolean inside = file.contains("inside");
            for (TimedSegment each : capture.segments()) {
                boolean broken = each.checksum() == Checksum.BAD;
                long time = capture.startEpochNanos() + each.time();
                seen.add(new Seen(time, inside, broken, each.segment().copy()));
            }
        }
        seen.sort(Comparator.comparingLong(Seen::time));
        return seen;
    }

    private boolean isArrival(Seen seen) {
        boolean byClient = seen.segment.src().isPrivate();
        boolean byNat = seen.segment.src().text().equals(OUTSIDE);
        return seen.inside ? byClient : !byClient && !byNat;
    }

    private Tracker tracker(Recording recording) {
        KernelProfile kernel = recording.profile();
        ConntrackSettings settings = kernel.conntrack();
        for (Map.Entry<String, JsonNode> sysctl :
                recording.expect().at("/sysctls/nat/effective").properties()) {
            var known = ConntrackSysctl.named(sysctl.getKey());
            if (known.isPresent()) {
                settings = settings.with(known.get(), sysctl.getValue().asLong());
            }
        }
        // those that were set before the effective ones were read, and those that a later read does not list
        for (Map.Entry<String, JsonNode> sysctl :
                recording.expect().at("/sysctls/nat/set").properties()) {
            settings = settings.with(
                    ConntrackSysctl.named(sysctl.getKey()).orElseThrow(),
                    sysctl.getValue().asLong());
        }
        boolean drops =
                recording.expect().at("/topology/forward_filter").asText().contains("invalid");
        Matcher range =
                RANGE.matcher(recording.expect().at("/topology/masquerade").asText());
        boolean ranged = range.find();
        int low = ranged ? Integer.parseInt(range.group(1)) : 0;
        int high = ranged ? Integer.parseInt(range.group(2)) : 0;
        PortAllocator ports = new PortAllocator(PortAllocator.Policy.MASQUERADE, low, high, new Dice(4));
        return new Tracker(
                new Tracker.Chains(kernel.chain(Hook.CONNTRACK), kernel.chain(Hook.NAT)),
                settings,
                new NatFilter(drops, false),
                new FreePorts(book.intern(OUTSIDE), ports),
                book);
    }

    /** When the recording began: connect() sends its SYN at once. */
    private static long start(Recording recording, List<Seen> arrivals) {
        for (JsonNode event : recording.expect().path("events")) {
            if (event.path("op").asText().equals("connect")) {
                return arrivals.get(0).time - Math.round(event.get("at").asDouble() * SimTime.SECOND);
            }
        }
        return -1;
    }

    private void meet(Seen arrival, Tracker tracker, Deque<Seen> departures) {
        Segment segment = arrival.segment.copy();
        String observed = observed(arrival, departures);
        if (arrival.broken) {
            // a wrong checksum is not modelled; the kernel calls it invalid, as any other
            assertThat(observed).isIn("leaked", "dropped");
            return;
        }
        if (!arrival.inside) {
            segment.to(segment.dst(), ourPort(segment.srcPort(), segment.dstPort()));
        }
        Outcome outcome =
                arrival.inside ? tracker.outward(segment, arrival.time) : tracker.inward(segment, arrival.time);
        String ours = ours(outcome, arrival, tracker);
        compare(arrival, observed, ours);
    }

    /** The port that ours gave where the kernel gave this one, towards this port of the server. */
    private int ourPort(int serverPort, int kernels) {
        return portsOfKernel.getOrDefault(serverPort << 16 | kernels, kernels);
    }

    private static String ours(Outcome outcome, Seen arrival, Tracker tracker) {
        if (outcome.disposition() == Disposition.DROP) {
            return "dropped";
        }
        if (outcome.has(ConntrackEffect.RESET_SENDER.bit())) {
            return "refused";
        }
        if (outcome.has(ConntrackEffect.UNTRANSLATED.bit())) {
            return "leaked";
        }
        long key = arrival.inside ? tracker.outsideKey() : tracker.insideKey();
        return "to " + FourTuple.localPortOf(key);
    }

    /** What the kernel did with it: the departure that carries the same numbers. Its random port is learnt. */
    private String observed(Seen arrival, Deque<Seen> departures) {
        for (Seen departure : departures) {
            if (departure.time > arrival.time + PROMPT) {
                break;
            }
            boolean same = departure.segment.seq() == arrival.segment.seq()
                    && departure.segment.flags() == arrival.segment.flags()
                    && departure.segment.ack() == arrival.segment.ack()
                    && departure.segment.length() == arrival.segment.length();
            if (same && departure.inside != arrival.inside && departure.time >= arrival.time) {
                departures.remove(departure);
                return fate(arrival, departure);
            }
            boolean refuses = !arrival.inside
                    && !departure.inside
                    && departure.segment.seq() == arrival.segment.ack()
                    && departure.segment.has(timewaitlab.wire.TcpFlags.RST)
                    && departure.segment.dstPort() == arrival.segment.srcPort()
                    && departure.segment.srcPort() == arrival.segment.dstPort()
                    && departure.time >= arrival.time;
            if (refuses && departure.time - arrival.time < SimTime.MILLISECOND) {
                departures.remove(departure);
                return "refused";
            }
        }
        return "dropped";
    }

    private String fate(Seen arrival, Seen departure) {
        Address from = departure.segment.src();
        if (arrival.inside && from.isPrivate()) {
            return "leaked";
        }
        return arrival.inside ? "out " + departure.segment.srcPort() : "to " + departure.segment.dstPort();
    }

    private void compare(Seen arrival, String observed, String ours) {
        compared++;
        String expected = observed;
        if (observed.startsWith("out ") && ours.startsWith("to ")) {
            int kernels = Integer.parseInt(observed.substring(4));
            int port = Integer.parseInt(ours.substring(3));
            int key = arrival.segment.dstPort() << 16 | kernels;
            boolean taken = !portsOfKernel.containsKey(key)
                    && portsOfKernel.entrySet().stream()
                            .anyMatch(known -> known.getValue() == port && known.getKey() >>> 16 == key >>> 16);
            expected = taken ? "a port of its own" : "to " + portsOfKernel.computeIfAbsent(key, any -> port);
        }
        if (!expected.equals(ours)) {
            differences.add(arrival.time + " " + arrival.segment + ": kernel " + observed + ", ours " + ours);
        }
    }

    /** A snapshot is read for some milliseconds before its time: one of the tables of that while has to be it. */
    private void compareSnapshots(Deque<JsonNode> snapshots, Tracker tracker, long start, long next) {
        while (!snapshots.isEmpty()) {
            long time = start + Math.round(snapshots.peek().get("t").asDouble() * SimTime.SECOND);
            boolean last = next == SimTime.NEVER;
            if (start < 0 ? !last : !last && time - READING > next) {
                return;
            }
            JsonNode snapshot = snapshots.peek();
            if (snapshot.get("label").asText().equals("flushed") && time - READING / 2 <= next) {
                tracker.table().clear();
            }
            List<String> found = differencesOfTable(snapshot, tracker, start < 0 ? -1 : Math.min(time, next));
            if (!found.isEmpty() && !last && time > next) {
                return;
            }
            differences.addAll(found);
            compared++;
            snapshots.remove();
        }
    }

    private List<String> differencesOfTable(JsonNode snapshot, Tracker tracker, long time) {
        List<String> found = new ArrayList<>();
        var recorded = new TreeSet<String>();
        Map<String, Long> left = new HashMap<>();
        snapshot.path("lines").forEach(line -> {
            Matcher entry = LINE.matcher(line.asText());
            assertThat(entry.matches()).as(line.asText()).isTrue();
            int port = Integer.parseInt(entry.group(8));
            String text = entry.group(2) + " " + entry.group(3) + ":" + entry.group(5) + "-" + entry.group(4) + ":"
                    + entry.group(6) + " port " + ourPort(Integer.parseInt(entry.group(6)), port)
                    + (entry.group(7) == null ? "" : " UNREPLIED") + (entry.group(9) == null ? "" : " ASSURED");
            recorded.add(text);
            left.put(text, Long.parseLong(entry.group(1)));
        });
        var ours = new TreeSet<String>();
        for (Tracker.Listed entry : tracker.list(Math.max(0, time))) {
            String text = entry.state() + " " + entry.original() + " port "
                    + entry.reply().remote().port() + (entry.unreplied() ? " UNREPLIED" : "")
                    + (entry.assured() ? " ASSURED" : "");
            ours.add(text);
            // conntrack prints whole seconds, rounded down
            if (time >= 0 && left.containsKey(text) && Math.abs(entry.left() / SimTime.SECOND - left.get(text)) > 1) {
                found.add(snapshot.get("label") + ": " + text + " has " + left.get(text) + " s, ours "
                        + entry.left() / 1e9);
            }
        }
        if (!recorded.equals(ours)) {
            found.add(snapshot.get("label") + ": kernel " + recorded + ", ours " + ours);
        }
        return found;
    }
}
