package timewaitlab.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.capture.Capture;
import timewaitlab.capture.TimedSegment;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Settings;
import timewaitlab.wire.Address;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Whose addresses are in a capture: who can be judged, and which addresses belong to one host. */
public final class CaptureHosts {
    /** Ticks by which two addresses of one host may differ: they share a clock. */
    private static final int SAME_CLOCK = 20;

    private CaptureHosts() {}

    /** Every address that takes part. */
    public static Set<Address> all(Capture capture) {
        Set<Address> all = new LinkedHashSet<>();
        for (TimedSegment captured : capture.segments()) {
            all.add(captured.segment().src());
            all.add(captured.segment().dst());
        }
        return all;
    }

    /** Everybody who can be judged, the likely ones first and then those who take part in most. */
    public static List<Address> offered(Capture capture) {
        Set<Address> offered = new LinkedHashSet<>(likely(capture));
        Map<Address, Integer> seen = seen(capture);
        seen.keySet().stream()
                .sorted(Comparator.comparing(seen::get, Comparator.reverseOrder()))
                .forEach(offered::add);
        return List.copyOf(offered);
    }

    /** In how many segments each takes part. */
    private static Map<Address, Integer> seen(Capture capture) {
        Map<Address, Integer> seen = new LinkedHashMap<>();
        for (TimedSegment captured : capture.segments()) {
            seen.merge(captured.segment().src(), 1, Integer::sum);
            seen.merge(captured.segment().dst(), 1, Integer::sum);
        }
        return seen;
    }

    /** Addresses that accept connections, or, where none is seen to, that take part in everything. */
    public static List<Address> likely(Capture capture) {
        Set<Address> accepting = new LinkedHashSet<>();
        for (TimedSegment captured : capture.segments()) {
            Segment segment = captured.segment();
            if (segment.has(TcpFlags.SYN) && segment.has(TcpFlags.ACK)) {
                accepting.add(segment.src());
            }
        }
        if (!accepting.isEmpty()) {
            return List.copyOf(accepting);
        }
        int frames = capture.segments().size();
        return seen(capture).entrySet().stream()
                .filter(entry -> entry.getValue() == frames)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The named addresses and those that must belong to the same host: in the same subnet, never in talk with it, but
     * with a peer of it; and where kernels do not offset their stamps, stamping from its clock.
     */
    public static List<Address> withAliases(Capture capture, List<Address> named, Settings settings) {
        long mode = settings.get(Sysctl.TCP_TIMESTAMPS) == 1 ? settings.get(Constant.TIMESTAMP_OFFSET) : 0;
        long hz = settings.timestampHz();
        Map<Address, Set<Address>> talksTo = new LinkedHashMap<>();
        Map<Address, List<Integer>> clocks = new HashMap<>();
        for (TimedSegment captured : capture.segments()) {
            Segment segment = captured.segment();
            talksTo.computeIfAbsent(segment.src(), address -> new HashSet<>()).add(segment.dst());
            talksTo.computeIfAbsent(segment.dst(), address -> new HashSet<>()).add(segment.src());
            if (segment.isTimestamped()) {
                int start = segment.tsVal() - (int) (captured.time() / (SimTime.SECOND / hz));
                clocks.computeIfAbsent(segment.src(), address -> new ArrayList<>())
                        .add(start);
            }
        }
        List<Address> hosts = new ArrayList<>(named);
        talksTo.forEach((other, peers) -> {
            boolean apart = !hosts.contains(other) && hosts.stream().noneMatch(peers::contains);
            boolean alike = mode != 0 || sameClock(clocks, named.get(0), other);
            if (apart && alike && subnet(other).equals(subnet(named.get(0))) && sharesPeer(named, peers, talksTo)) {
                hosts.add(other);
            }
        });
        return hosts;
    }

    /** Everything before the last number: good enough for the addresses of one interface. */
    private static String subnet(Address address) {
        String text = address.text();
        return text.substring(0, Math.max(0, Math.max(text.lastIndexOf('.'), text.lastIndexOf(':'))));
    }

    private static boolean sharesPeer(List<Address> named, Set<Address> peers, Map<Address, Set<Address>> talksTo) {
        return named.stream()
                .anyMatch(host -> talksTo.getOrDefault(host, Set.of()).stream().anyMatch(peers::contains));
    }

    /** Whether every stamp of {@code other} is near one of the host's; who never stamped contradicts nothing. */
    private static boolean sameClock(Map<Address, List<Integer>> clocks, Address host, Address other) {
        List<Integer> known = clocks.getOrDefault(host, List.of());
        return known.isEmpty()
                || clocks.getOrDefault(other, List.of()).stream()
                        .allMatch(start -> known.stream().anyMatch(one -> Math.abs(one - start) <= SAME_CLOCK));
    }
}
