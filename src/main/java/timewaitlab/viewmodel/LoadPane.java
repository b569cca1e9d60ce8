package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import timewaitlab.base.SimTime;
import timewaitlab.trace.Census;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;

/**
 * The Load pane: what a run had over time, counted whether it was recorded or not; a part of it that somebody chooses,
 * and the way to have that part, or one connection, written down in full.
 */
public final class LoadPane {
    /** Segments that are written down when somebody asks for a part: as many as a ladder shows with ease. */
    static final long MOST = 100_000;

    private static final long SHORTEST = SimTime.MILLISECOND;
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final Pattern END = Pattern.compile("\\S*:\\d{1,5}");
    private static final Pattern BOTH = Pattern.compile("[^\\s-]+:\\d{1,5}-[^\\s-]+:\\d{1,5}");

    private final MainViewModel model;
    private final ReadOnlyObjectWrapper<Optional<Span>> chosen = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Span> shown = new ReadOnlyObjectWrapper<>(new Span(0, 1));

    /** A part of a run, in nanoseconds. */
    public record Span(long from, long until) {}

    public LoadPane(MainViewModel model) {
        this.model = model;
        renew();
    }

    /** Another run is shown: all of it is, and nothing is chosen. */
    public void renew() {
        chosen.set(Optional.empty());
        shown.set(new Span(0, Math.max(1, model.until())));
    }

    /** The plots of the run. */
    public List<LoadPlot> plots() {
        return LoadPlot.of(census());
    }

    private Census census() {
        return trace().census();
    }

    private Trace trace() {
        return model.index().trace();
    }

    /** The part that somebody marked. */
    public ReadOnlyObjectProperty<Optional<Span>> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** The part that the plots are of. */
    public ReadOnlyObjectProperty<Span> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** How far the plots may be drawn: in a lesson not beyond the question. */
    public long known() {
        return model.lessons().isHiding() ? model.playhead().getTime() : model.until();
    }

    /** Marks a part, whichever end comes first. */
    public void choose(long one, long other) {
        long from = Math.max(0, Math.min(one, other));
        long until = Math.min(model.until(), Math.max(one, other));
        chosen.set(until - from < SHORTEST ? Optional.empty() : Optional.of(new Span(from, until)));
    }

    /** Marks more at the end of what is marked, or less; from the playhead on where nothing is. */
    public void extend(long by) {
        long now = model.playhead().getTime();
        Span span = chosen.get().orElse(new Span(now, now));
        choose(span.from(), span.until() + by);
    }

    /** Draws the plots of the part that is marked. */
    public void zoomIn() {
        chosen.get().ifPresent(shown::set);
        chosen.set(Optional.empty());
    }

    /** Draws the plots of all of the run. */
    public void zoomOut() {
        shown.set(new Span(0, Math.max(1, model.until())));
    }

    /** Whether only a part of the run is drawn. */
    public boolean isZoomed() {
        return shown.get().from() > 0 || shown.get().until() < model.until();
    }

    /** The moment up to which the numbers are those of the playhead: they are counted in steps. */
    public String moment() {
        return census().isEmpty()
                ? Texts.say("load.nothing")
                : Texts.say(
                        "load.at",
                        Numbers.clock(
                                census().time(census().last(model.playhead().getTime()))));
    }

    /** What of the run is written down. */
    public String recorded() {
        RecordingPlan plan = trace().plan();
        String segments = Numbers.count(trace().legs().size());
        if (plan.isComplete()) {
            return Texts.say("load.recorded.all", segments);
        }
        String of = Numbers.count(census().value("", Census.SEGMENTS, model.until()));
        return plan.connections().isEmpty()
                ? Texts.say(
                        "load.recorded.part",
                        Numbers.clock(plan.from()),
                        Numbers.clock(Math.min(plan.until(), model.until())),
                        segments,
                        of)
                : Texts.say("load.recorded.connection", String.join(", ", plan.connections()), segments, of);
    }

    /** The part that is written down, where not everything is. */
    public Optional<Span> recordedSpan() {
        RecordingPlan plan = trace().plan();
        return plan.isComplete()
                ? Optional.empty()
                : Optional.of(new Span(plan.from(), Math.min(plan.until(), model.until())));
    }

    /** What the button for the marked part says: its ends, and about how many segments. */
    public String offer() {
        return chosen.get()
                .map(this::bounded)
                .map(span -> Texts.say(
                        "load.record",
                        Numbers.clock(span.from()),
                        Numbers.clock(span.until()),
                        Numbers.count(segments(span))))
                .orElse("");
    }

    /** Runs again and writes the marked part down, as far as a ladder can show it. */
    public void record() {
        chosen.get().map(this::bounded).ifPresent(span -> {
            chosen.set(Optional.empty());
            write(RecordingPlan.window(span.from(), span.until()), span.from());
        });
    }

    /**
     * Runs again and writes down what happens to the connections that this names: a port, one end, or both ends with a
     * dash between. What is wrong with it is the answer.
     */
    public Optional<String> record(String connection) {
        String text = connection.strip();
        String wanted = PORT.matcher(text).matches() ? ":" + text : text;
        boolean known = END.matcher(wanted).matches() && !wanted.contains("-")
                || BOTH.matcher(wanted).matches();
        if (!known) {
            return Optional.of(Texts.say("load.badConnection"));
        }
        write(RecordingPlan.connections(List.of(wanted)), model.playhead().getTime());
        return Optional.empty();
    }

    /** Both ends of the connection that the selected segment belongs to, as its sender sees them; empty for none. */
    public String selected() {
        return model.index()
                .leg(model.selectedProperty().get())
                .map(leg -> TraceIndex.tuple(leg, false).toString())
                .orElse("");
    }

    private void write(RecordingPlan plan, long moment) {
        model.session().write(plan, moment);
    }

    /** From the same start, not further than a ladder can show. */
    private Span bounded(Span span) {
        Census census = census();
        long until = span.until();
        while (until > span.from() + census.step() && segments(new Span(span.from(), until)) > MOST) {
            until -= census.step();
        }
        return new Span(span.from(), until);
    }

    /** About how many segments are sent in this part: exactly between two counts, and as if evenly within a step. */
    private long segments(Span span) {
        return Math.round(sent(span.until()) - sent(span.from()));
    }

    private double sent(long time) {
        Census census = census();
        int before = census.last(time);
        int after = Math.min(census.size() - 1, before + 1);
        long value = census.value("", Census.SEGMENTS, census.time(before));
        long next = census.value("", Census.SEGMENTS, census.time(after));
        long length = Math.max(1, census.time(after) - census.time(before));
        return value + (double) (next - value) * (time - census.time(before)) / length;
    }
}
