package timewaitlab.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import timewaitlab.base.SimTime;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.draw.StateChart.Edge;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Party;
import timewaitlab.trace.ShortNames;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.trace.TraceEvent.TimerKind;

/** Makes the marks of a state diagram in the chart's own units. */
final class StateMarks {
    private static final double[] FADING = {1, 0.8, 0.6, 0.45, 0.3};
    private static final int MOST_ON_TOKEN = 3;

    /** How long a reset is seen: later its line over the boxes would tell of something that goes on. */
    private static final long MOMENT = 2 * SimTime.SECOND;

    private final Trace trace;
    private final StateOptions options;
    private final StateChart chart;
    private final Standing standing;
    private final double stretch;
    private final boolean wide;
    private final boolean server;
    private final Optional<Standing.Left> ring;
    private final List<Mark> marks = new ArrayList<>();

    StateMarks(Trace trace, StateOptions options, StateChart chart, Standing standing, double stretch) {
        this.trace = trace;
        this.options = options;
        this.chart = chart;
        this.standing = standing;
        this.stretch = stretch;
        wide = chart.isWide();
        server = party().map(host -> host.kind() == Party.Kind.SERVER).orElse(false);
        ring = standing.here() == TcpState.TIME_WAIT
                ? standing.timer(TimerKind.TIME_WAIT)
                : standing.here() == TcpState.FIN_WAIT_2 ? standing.timer(TimerKind.FIN_WAIT_2) : Optional.empty();
    }

    List<Mark> marks() {
        Map<Edge, Integer> taken = taken();
        EdgeMarks edges = new EdgeMarks(chart, stretch, ring.isPresent() ? standing.here() : null);
        for (Edge edge : chart.edges()) {
            if (!taken.containsKey(edge)) {
                edges.idle(edge, marks);
            }
        }
        List<StateChange> trail = standing.trail();
        for (int i = 0; i < trail.size(); i++) {
            int age = trail.size() - 1 - i;
            for (Map.Entry<Edge, Integer> entry : taken.entrySet()) {
                if (entry.getValue() == age) {
                    edges.taken(entry.getKey(), ink(trail.get(i)), FADING[age], marks);
                }
            }
        }
        reset(trail);
        Set<TcpState> visited = standing.visited();
        for (TcpState state : TcpState.values()) {
            box(state, visited.contains(state));
        }
        for (Edge edge : chart.edges()) {
            Integer age = taken.get(edge);
            Ink ink = age == null ? Ink.MUTED : ink(trail.get(trail.size() - 1 - age));
            boolean shown = wide || age != null && age == 0 && stretch >= 1;
            if (shown) {
                edges.label(edge, age != null, ink, marks);
            }
        }
        ring.ifPresent(this::ring);
        badges();
        token();
        if (options.titled()) {
            title();
        }
        if (!wide) {
            foot();
        }
        return marks;
    }

    /** Edges of the trail by age, 0 for the newest; an edge taken twice counts as its newer use. */
    private Map<Edge, Integer> taken() {
        Map<Edge, Integer> taken = new HashMap<>();
        List<StateChange> trail = standing.trail();
        for (int i = 0; i < trail.size(); i++) {
            int age = trail.size() - 1 - i;
            StateChange change = trail.get(i);
            chart.edge(Standing.drawnFrom(change), change.to()).ifPresent(edge -> taken.put(edge, age));
        }
        return taken;
    }

    /** Application calls and timers are ink; a segment lends its colour. */
    private Ink ink(StateChange change) {
        return trace.leg(change.cause())
                .map(leg -> leg.to().equals(options.host()) == server ? Ink.TO_SERVER : Ink.TO_CLIENT)
                .orElse(Ink.INK);
    }

    /** A reset leads from every state to CLOSED: it is drawn in the moment it is taken. */
    private void reset(List<StateChange> trail) {
        if (trail.isEmpty()) {
            return;
        }
        StateChange last = trail.get(trail.size() - 1);
        boolean drawn = chart.edge(Standing.drawnFrom(last), last.to()).isPresent();
        boolean past = options.time() - last.time() > MOMENT;
        if (!drawn && !past && last.to() == TcpState.CLOSED && last.from() != TcpState.CLOSED) {
            Box from = chart.box(last.from(), stretch);
            Box to = chart.box(TcpState.CLOSED, stretch);
            double x1 = from.x() + from.width() / 2;
            double x2 = to.x() + to.width() / 2;
            Glyphs.Teeth teeth = wide ? new Glyphs.Teeth(5.4, 12) : new Glyphs.Teeth(3.6, 8);
            marks.add(Mark.stroke(
                    Glyphs.zigzag(x1, from.y() - 2, x2, to.bottom() + 3, teeth),
                    Stroke.round(Ink.RESET, wide ? 3 : 2)));
        }
    }

    private void box(TcpState state, boolean visited) {
        Box box = chart.box(state, stretch);
        boolean here = state == standing.here();
        List<Mark> parts = new ArrayList<>();
        parts.add(Mark.fill(box, Ink.BOX));
        Ink ink = Ink.INK;
        if (here && state == TcpState.TIME_WAIT) {
            parts.add(new Mark.Shape(box, Fill.of(Ink.TIMEWAIT_TINT), Stroke.of(Ink.TIMEWAIT_EDGE, 2.4)));
        } else if (here && server) {
            parts.add(new Mark.Shape(box, Fill.of(Ink.TO_CLIENT, 0.12), Stroke.of(Ink.TO_CLIENT, 2.6)));
        } else if (here) {
            parts.add(new Mark.Shape(box, Fill.of(Ink.ACCEPT_TINT), Stroke.of(Ink.ACCENT, 2.6)));
            ink = Ink.ACCEPT;
        } else {
            parts.add(Mark.stroke(box, visited ? Stroke.of(Ink.INK, 1.8) : Stroke.of(Ink.BOX_EDGE, 1.3)));
        }
        Lettering lettering = new Lettering(Face.SEMIBOLD, wide ? 16 : 11, ink);
        parts.add(Mark.text(
                box.x() + box.width() / 2, box.y() + box.height() / 2, Anchor.MIDDLE, lettering, state.label()));
        String id = "state-" + state.label().toLowerCase(Locale.ROOT);
        marks.add(new Mark.Group(id, here ? "lab-state here" : "lab-state", state.label(), parts));
    }

    private void ring(Standing.Left left) {
        Box box = chart.box(standing.here(), stretch).grown(wide ? 7 : 5);
        Box track = new Box(box.x(), box.y(), box.width(), box.height(), 13);
        double width = wide ? 6 : 4;
        double part = left.length() == 0 ? 0 : Math.min(1, (double) left.left() / left.length());
        marks.add(Mark.stroke(track, Stroke.of(Ink.TIMEWAIT_TINT, width)));
        marks.add(Mark.stroke(RingPath.of(track, part), Stroke.of(Ink.TIMEWAIT_EDGE, width)));
        if (wide) {
            double x = track.right() + 14;
            double y = box.y() + box.height() / 2;
            Lettering value = new Lettering(Face.MONO_BOLD, 20, Ink.TIMEWAIT);
            marks.add(Mark.text(x, y - 10, Anchor.START, value, BandWords.span(left.left())));
            Lettering rest = new Lettering(Face.REGULAR, 13, Ink.MUTED);
            marks.add(Mark.text(x, y + 12, Anchor.START, rest, of(left)));
        }
    }

    private String of(Standing.Left left) {
        String length = BandWords.span(left.length());
        return options.words().of("draw.state.of", length.replace(" s", ""));
    }

    private void badges() {
        standing.others().forEach((state, count) -> {
            Box box = chart.box(state, stretch);
            double height = wide ? 22 : 15;
            Lettering lettering = new Lettering(Face.MONO_BOLD, wide ? 13 : 10.5, Ink.PAPER);
            String text = count > 9999 ? count / 1000 + "k" : count.toString();
            double width = Math.max(height * 1.2, lettering.width(text) + height * 0.7);
            double x = box.right() - width / 2 - (wide ? 6 : 3);
            double y = box.y();
            Ink ink = state == TcpState.LISTEN ? Ink.MUTED : server ? Ink.TO_CLIENT : Ink.TO_SERVER;
            Box badge = new Box(x - width / 2 + 4, y - height / 2, width, height, height / 2);
            marks.add(new Mark.Shape(badge, Fill.of(ink), Stroke.of(Ink.PAPER, 2)));
            marks.add(Mark.text(badge.x() + width / 2, y, Anchor.MIDDLE, lettering, text));
        });
    }

    private void token() {
        Optional<TcpState> refused = standing.refused();
        if (standing.here() != TcpState.CLOSED && !refused.equals(Optional.of(standing.here()))) {
            Box box = chart.box(standing.here(), stretch);
            Ink ink = server ? Ink.TO_CLIENT : Ink.TO_SERVER;
            disc(box, ink);
            Lettering letter = new Lettering(Face.BOLD, wide ? 14 : 10.5, Ink.PAPER);
            marks.add(Mark.text(box.x() + 2, box.y() + 2, Anchor.MIDDLE, letter, initial()));
        }
        refused.ifPresent(state -> {
            Box box = chart.box(state, stretch);
            disc(box, Ink.DROP);
            double arm = wide ? 5 : 3.5;
            marks.add(Mark.stroke(
                    Glyphs.cross(box.x() + 2, box.y() + 2, arm), Stroke.round(Ink.DROP_INK, wide ? 2.6 : 2)));
        });
    }

    /** What stands on the token: the letter of a host, of an address its end. */
    private String initial() {
        String name = options.host();
        String end = ShortNames.of(trace.parties()).of(name).replaceFirst("^[.:]+", "");
        return party().filter(party -> party.address().equals(name)).isEmpty()
                ? name.substring(0, 1)
                : end.substring(Math.max(0, end.length() - MOST_ON_TOKEN));
    }

    private void disc(Box box, Ink ink) {
        double radius = wide ? 14 : 10;
        double x = box.x() + 2;
        double y = box.y() + 2;
        marks.add(Mark.fill(new Disc(x, y, radius + 4), Fill.of(ink, 0.22)));
        marks.add(new Mark.Shape(new Disc(x, y, radius), Fill.of(ink), Stroke.of(Ink.PAPER, 2.5)));
    }

    private void title() {
        double x = 4;
        party().ifPresent(host -> {
            marks.addAll(Glyphs.icon(host.kind(), x + 12, 20, 1.3));
            Lettering letter = new Lettering(Face.BOLD, 20, Ink.INK);
            marks.add(Mark.text(x + 34, 20, Anchor.START, letter, host.name()));
            Lettering address = new Lettering(Face.MONO_MEDIUM, 14, Ink.INK);
            double after = x + 34 + letter.width(host.name()) + 10;
            if (!host.name().equals(host.address())) {
                marks.add(Mark.text(after, 20, Anchor.START, address, host.address()));
            }
            Lettering kernel = new Lettering(Face.REGULAR, 13, Ink.MUTED);
            marks.add(Mark.text(x, 44, Anchor.START, kernel, host.kernel()));
        });
        Lettering time = new Lettering(Face.MONO_MEDIUM, 13, Ink.MUTED);
        String text = "t = " + SimTime.text(options.time()) + " s";
        marks.add(Mark.text(chart.width() - 4, 16, Anchor.END, time, text));
    }

    /** One line under the narrow diagram: what the selected socket waits for. */
    private void foot() {
        Optional<Standing.Left> again = standing.timer(TimerKind.RETRANSMIT);
        String text = ring.map(left -> BandWords.span(left.left()) + " " + of(left))
                .or(() -> again.filter(left -> standing.here() == TcpState.SYN_SENT)
                        .map(left -> options.words().of("draw.state.next.SYN-SENT", exact(left.left()))))
                .orElse("");
        if (!text.isEmpty()) {
            Ink ink = ring.isPresent() ? Ink.TIMEWAIT : Ink.MUTED;
            double y = chart.height() * stretch + 14;
            marks.add(Mark.text(chart.width() / 2, y, Anchor.MIDDLE, new Lettering(Face.MEDIUM, 11.5, ink), text));
        }
    }

    private static String exact(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    private Optional<Party> party() {
        return trace.parties().stream()
                .filter(party -> party.name().equals(options.host()))
                .findFirst();
    }
}
