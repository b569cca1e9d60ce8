package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.capture.TimedSegment;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.AddressBook;

/**
 * A place where segments were captured: a host, or one leg of a NAT.
 *
 * @param file name of the capture
 * @param node who looked on
 * @param peer who is at the other end of the leg; empty for a host, which looks at all of its legs
 * @param addresses of the host, or of the peer
 */
record Vantage(String file, String node, String peer, Set<String> addresses) {
    private static final String SUFFIX = ".pcap";

    /** The vantage of a capture, as far as its topology names one; the scenario knows all of a host's addresses. */
    static Optional<Vantage> of(Recording recording, String file, Scenario scenario) {
        JsonNode topology = recording.expect().path("topology");
        String name = file.replace(SUFFIX, "");
        String peer = switch (name) {
            case "nat-inside1" -> "client1";
            case "nat-inside2" -> "client2";
            case "nat-outside" -> "server";
            default -> "";
        };
        String looked = peer.isEmpty() ? name : peer;
        if (!topology.path(looked).isTextual()) {
            return Optional.empty();
        }
        Set<String> addresses = new HashSet<>(Set.of(topology.get(looked).asText()));
        scenario.hosts().stream()
                .filter(host -> host.name().equals(looked))
                .forEach(host -> addresses.addAll(host.addresses()));
        return Optional.of(new Vantage(file, peer.isEmpty() ? name : "nat", peer, addresses));
    }

    /** What was seen in the recording, by quadruplet in order of appearance. */
    Map<String, Dialogue> recorded(Recording recording) {
        byte[] bytes = recording.captures().getOrDefault(file, new byte[0]);
        Capture capture = CaptureReader.read(new ByteArrayInputStream(bytes), file, new AddressBook())
                .value()
                .orElseThrow(() -> new IllegalStateException(recording + "/" + file + " cannot be read"));
        long start = capture.startEpochNanos()
                - recording.expect().path("started_us").asLong() * SimTime.MICROSECOND;
        List<Sighting> sightings = new ArrayList<>();
        for (TimedSegment captured : capture.segments()) {
            boolean own = addresses.contains(captured.segment().src().text());
            boolean departure = peer.isEmpty() ? own : !own;
            sightings.add(new Sighting(captured.time() + start, departure, captured.segment(), 0, null));
        }
        return dialogues(sightings, ChosenPorts.of(recording));
    }

    /** What was seen in a run, by quadruplet in order of appearance. */
    Map<String, Dialogue> run(Trace trace, ChosenPorts chosen) {
        List<Sighting> sightings = new ArrayList<>();
        Leg before = null;
        for (Leg leg : trace.legs()) {
            if (leg.at().equals(leg.to())) {
                // nobody captures on the loopback interface
                continue;
            }
            // what nobody has a route for never reaches a wire
            boolean left = leg.at().equals(node)
                    && (peer.isEmpty() ? !leg.to().isEmpty() : leg.to().equals(peer));
            if (left && !isCopy(leg, before)) {
                sightings.add(new Sighting(leg.time(), true, leg.segment(), leg.id(), leg.cause()));
            }
            before = leg;
            boolean arrived = leg.fate() != Fate.LOST && leg.fate() != Fate.IN_FLIGHT && leg.arrived() <= trace.until();
            if (arrived && leg.to().equals(node) && (peer.isEmpty() || leg.at().equals(peer))) {
                sightings.add(new Sighting(leg.arrived(), false, leg.segment(), leg.id(), null));
            }
        }
        sightings.sort(Comparator.comparingLong(Sighting::time));
        return dialogues(sightings, chosen);
    }

    /** Whether the wire made it: a host sends nothing twice in one instant. */
    private static boolean isCopy(Leg leg, @Nullable Leg before) {
        return before != null
                && leg.retransmission()
                && leg.time() == before.time()
                && leg.at().equals(before.at())
                && leg.segment().seq() == before.segment().seq()
                && leg.segment().flags() == before.segment().flags();
    }

    private static Map<String, Dialogue> dialogues(List<Sighting> sightings, ChosenPorts chosen) {
        Map<String, Dialogue> dialogues = new LinkedHashMap<>();
        for (Sighting sighting : sightings) {
            dialogues.computeIfAbsent(chosen.name(sighting), Dialogue::new).add(sighting);
        }
        return dialogues;
    }
}
