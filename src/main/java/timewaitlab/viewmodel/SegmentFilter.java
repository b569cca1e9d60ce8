package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Watch;
import timewaitlab.draw.LadderTrace;
import timewaitlab.lab.FieldExpression;
import timewaitlab.lab.Sieve;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Segment;

/**
 * Which segments are shown: those of which a test of fields holds, whole through all NATs. Ladders, table, strip, steps
 * and playing keep to them, and say how many are hidden; everything else is told of the whole run. A test that cannot
 * be read changes nothing. It outlasts edits and branches.
 */
public final class SegmentFilter {
    /** Legs that are sifted within a frame; more take their time on the sim thread. */
    static final int AT_ONCE = 3000;

    private final MainViewModel model;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<FieldExpression>> test = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Passed>> shown = new ReadOnlyObjectWrapper<>(Optional.empty());
    private int asked;

    /**
     * What passed.
     *
     * @param whole what it passed of
     * @param ladder without the mappings of NATs
     */
    public record Passed(Trace whole, Trace trace, Course course, Narration narration, LadderTrace ladder) {
        private static Passed of(Trace whole, FieldExpression test, Watch watch) {
            Trace passed = Sieve.passed(whole, test, watch);
            return new Passed(
                    whole, passed, new Course(passed, List.of()), Narration.of(passed), ladderOf(passed, whole));
        }
    }

    /** The ladder of what passes of another run than the one that is shown. Takes its time: {@link #AT_ONCE}. */
    static LadderTrace ladder(Experiment other, FieldExpression test, Watch watch) {
        Trace whole = other.insight().index().trace();
        return ladderOf(Sieve.passed(whole, test, watch), whole);
    }

    private static LadderTrace ladderOf(Trace passed, Trace whole) {
        return new LadderTrace(Insight.withoutMappings(passed), whole);
    }

    /** The part of a text that is wrong: characters from 0, the last one not included. */
    public record Span(int from, int to) {}

    SegmentFilter(MainViewModel model) {
        this.model = model;
        text.addListener((value, before, now) -> check(now));
        // Whoever is asked a question sees all that it is about, and no number that answers it.
        model.lessons().stepProperty().addListener((step, before, now) -> {
            if (now != null) {
                clear();
            }
        });
    }

    /** What is written, which counts once it is applied. */
    public StringProperty textProperty() {
        return text;
    }

    /** What is wrong with what is written. */
    public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What is wrong, in a line; empty for nothing. */
    public String problemText() {
        return problem.get().map(Texts::line).orElse("");
    }

    /** Where it is wrong; one character past the end where something is missing there. */
    public Optional<Span> problemSpan() {
        return problem.get().map(wrong -> {
            String written = text.get();
            int from = Math.min(written.length(), Math.max(0, wrong.column() - 1));
            int to = from;
            while (to < written.length() && " ()!&|=<>".indexOf(written.charAt(to)) < 0) {
                to++;
            }
            return new Span(from, Math.max(from + 1, to));
        });
    }

    /** What passed; empty while everything is shown. */
    public ReadOnlyObjectProperty<Optional<Passed>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** The test that counts; empty for none. */
    public ReadOnlyObjectProperty<Optional<FieldExpression>> testProperty() {
        return test.getReadOnlyProperty();
    }

    /** Its text; empty for none. */
    public String applied() {
        return test.get().map(FieldExpression::text).orElse("");
    }

    /** What somebody walks along. */
    public Course course() {
        return shown.get().map(Passed::course).orElseGet(() -> model.index().course());
    }

    /** The trace as it is shown. */
    public Trace trace() {
        return shown.get().map(Passed::trace).orElseGet(() -> model.index().trace());
    }

    /** The ladder of what passed; empty while everything is shown. */
    Optional<LadderTrace> ladder() {
        return shown.get().map(Passed::ladder);
    }

    /** How this is told. */
    Narration narration(Experiment experiment) {
        return shown.get()
                .map(Passed::narration)
                .orElseGet(() -> experiment.insight().narration());
    }

    /** How many segments and refusals are shown, of how many. */
    public String tally() {
        Course all = model.index().course();
        return Texts.say(
                "filter.tally",
                Numbers.count(course().journeys().size()),
                Numbers.count(all.journeys().size()),
                Numbers.count(course().refusals().size()),
                Numbers.count(all.refusals().size()));
    }

    /** Says that this segment, to which somebody is led, is one that is hidden. */
    void sayIfHidden(int journey) {
        if (course().placeOf(journey).isEmpty()
                && model.index().course().placeOf(journey).isPresent()) {
            model.say(new Notice(Texts.say("filter.hides", journey, applied()), List.of(), false));
        }
    }

    private void check(String written) {
        if (written.isBlank()) {
            problem.set(Optional.empty());
            return;
        }
        model.alongside(() -> FieldExpression.parse(written), read -> {
            if (written.equals(text.get())) {
                problem.set(read.problems().stream().findFirst());
            }
        });
    }

    /** Whether segments may be hidden now; says why not. */
    public boolean isOffered() {
        boolean teaching = model.lessons().getStep().isPresent();
        if (teaching) {
            model.say(new Notice(Texts.say("filter.lesson"), List.of(), false));
        }
        return !teaching;
    }

    /** What is written counts from now on, if it can be read; nothing shows everything. {@code told} is told then. */
    public void apply(Runnable told) {
        String written = text.get();
        if (written.isBlank() || !isOffered()) {
            clear();
            told.run();
            return;
        }
        int ticket = ++asked;
        Trace trace = model.index().trace();
        record Found(Reading<FieldExpression> test, Optional<Passed> passed) {}
        model.runs()
                .watched(
                        watch -> {
                            Reading<FieldExpression> read = FieldExpression.parse(written);
                            return new Found(read, read.value().map(readable -> Passed.of(trace, readable, watch)));
                        },
                        done -> done.ifPresent(found -> {
                            problem.set(found.test().problems().stream().findFirst());
                            if (ticket == asked && found.passed().isPresent()) {
                                test.set(found.test().value());
                                receive(found.passed().get());
                                told.run();
                            }
                        }));
    }

    /** Writes the test that counts again, whatever was written since. */
    public void revert() {
        text.set(applied());
    }

    /** Shows everything. */
    public void clear() {
        asked++;
        text.set("");
        test.set(Optional.empty());
        show(Optional.empty());
    }

    /** Shows the connection of this segment only: whatever has its ends, on either side of a NAT. */
    public void toConnectionOf(int journey) {
        List<String> ends = new ArrayList<>();
        for (Optional<Leg> leg = model.index().leg(journey);
                leg.isPresent();
                leg = model.index().after(leg.get().id())) {
            Segment segment = leg.get().segment();
            ends.add("ip.addr == " + segment.src().text() + " && tcp.port == " + segment.srcPort() + " && ip.addr == "
                    + segment.dst().text() + " && tcp.port == " + segment.dstPort());
        }
        if (!ends.isEmpty()) {
            show(ends.stream().distinct().collect(Collectors.joining(" || ")));
        }
    }

    /** Shows the segments of which this test holds; empty for all of them. */
    void show(String wanted) {
        text.set(wanted);
        apply(() -> {});
    }

    /** Another run is about to be shown. */
    void follow(Experiment next) {
        Trace trace = next.insight().index().trace();
        if (test.get().isEmpty()) {
            return;
        }
        FieldExpression wanted = test.get().get();
        boolean little = trace.legs().size() <= AT_ONCE;
        if (!little) {
            shown.set(Optional.empty());
        }
        int ticket = ++asked;
        model.runs().soon(little, watch -> Passed.of(trace, wanted, watch), done -> {
            if (ticket == asked && little) {
                shown.set(done);
            } else if (ticket == asked) {
                // Whoever does not wait sees everything, and no filter that is none.
                done.ifPresentOrElse(this::receive, this::clear);
            }
        });
    }

    private void receive(Passed passed) {
        if (passed.whole() == model.index().trace()) {
            show(Optional.of(passed));
        } else {
            model.getExperiment().ifPresent(this::follow);
        }
    }

    private void show(Optional<Passed> passed) {
        if (passed.isEmpty() && shown.get().isEmpty()) {
            return;
        }
        shown.set(passed);
        model.getExperiment().ifPresent(experiment -> model.playhead().tell(narration(experiment)));
        int selected = model.selectedProperty().get();
        if (selected != 0 && course().placeOf(selected).isEmpty()) {
            model.follow();
        }
    }
}
