package timewaitlab.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Disposition;
import timewaitlab.draw.Way.Death;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * The legs of a trace tied to what NATs made of them, with the verdict each met: all of a ladder that depends neither
 * on its scale nor on its width. Found by time without looking at all of them.
 */
final class Journeys {
    private final List<Journey> all = new ArrayList<>();
    private final Map<Integer, Journey> byLeg = new HashMap<>();
    /** Nanoseconds are whole in a double up to a hundred days. */
    private final RangeIndex<Journey> byTime;

    private Journeys(Trace trace, Trace whole) {
        Gathering gathering = new Gathering(trace, whole);
        for (int i = 0; i < trace.legs().size(); i++) {
            if (!gathering.continued.contains(i)) {
                Journey journey = gathering.journey(i);
                if (journey != null) {
                    all.add(journey);
                    journey.legs().forEach(leg -> byLeg.put(leg.id(), journey));
                }
            }
        }
        byTime = new RangeIndex<>(all, Journey::start, journey -> journey.last().arrived());
    }

    static Journeys of(Trace trace) {
        return new Journeys(trace, trace);
    }

    /** Those of a trace that was narrowed: sequence numbers count from the SYNs of the whole one. */
    static Journeys of(Trace trace, Trace whole) {
        return new Journeys(trace, whole);
    }

    /** All in order of sending. */
    List<Journey> all() {
        return all;
    }

    /** The journey this leg is part of. */
    Optional<Journey> of(int leg) {
        return Optional.ofNullable(byLeg.get(leg));
    }

    /** Those under way at any time from the one to the other. */
    List<Journey> between(long from, long to) {
        return byTime.between(from, to);
    }

    /** What is known while the legs are read in order. */
    private static final class Gathering {
        private final Trace trace;
        private final Map<Integer, Judged> verdicts = new HashMap<>();
        private final Map<Integer, Integer> next = new HashMap<>();
        private final Set<Integer> continued;
        private final Set<String> parties = new HashSet<>();
        private final Map<Long, Integer> initial = new HashMap<>();
        private final Set<String> mapped = new HashSet<>();
        private final List<Leg> before;
        private int known;

        private Gathering(Trace trace, Trace whole) {
            this.trace = trace;
            before = whole.legs().size() == trace.legs().size() ? List.of() : whole.legs();
            trace.parties().stream().map(Party::name).forEach(parties::add);
            for (Judged judged : trace.decisions()) {
                if (judged.cause() instanceof Cause.BySegment by) {
                    verdicts.put(by.leg(), judged);
                }
            }
            Set<Integer> known = new HashSet<>();
            trace.legs().forEach(leg -> known.add(leg.id()));
            for (int i = 0; i < trace.legs().size(); i++) {
                int before = trace.legs().get(i).rewrites();
                if (before > 0 && known.contains(before)) {
                    next.put(before, i);
                }
            }
            continued = new HashSet<>(next.values());
        }

        private @Nullable Journey journey(int first) {
            List<Leg> legs = new ArrayList<>(2);
            List<Integer> places = new ArrayList<>(2);
            for (Integer i = first; i != null; i = next.get(trace.legs().get(i).id())) {
                legs.add(trace.legs().get(i));
                places.add(i);
            }
            for (Leg leg : legs) {
                if (!parties.contains(leg.at()) || !parties.contains(leg.to())) {
                    return null;
                }
            }
            Leg start = legs.get(0);
            Leg last = legs.get(legs.size() - 1);
            Judged judged = verdicts.get(last.id());
            boolean opens = legs.size() > 1 && mapped.add(Mappings.keyOf(start, legs.get(1)));
            return new Journey(List.copyOf(legs), places, death(last, judged), relative(start), judged, opens);
        }

        private static Death death(Leg last, @Nullable Judged judged) {
            return switch (last.fate()) {
                case LOST -> Death.LOST;
                case IN_FLIGHT -> Death.IN_FLIGHT;
                case FILTERED -> Death.REFUSED;
                case JUDGED, FORWARDED ->
                    judged != null && judged.verdict().outcome().disposition() == Disposition.DROP
                            ? Death.REFUSED
                            : Death.NONE;
            };
        }

        private long relative(Leg leg) {
            while (known < before.size() && before.get(known).id() < leg.id()) {
                note(before.get(known++));
            }
            note(leg);
            Integer first = initial.get(flow(leg.segment()));
            return first == null ? -1 : leg.segment().seq() - first & 0xffff_ffffL;
        }

        private void note(Leg leg) {
            if (leg.segment().has(TcpFlags.SYN)) {
                initial.put(flow(leg.segment()), leg.segment().seq());
            }
        }

        private static long flow(Segment segment) {
            return FourTuple.key(segment.src(), segment.srcPort(), segment.dst(), segment.dstPort());
        }
    }
}
