package timewaitlab.viewmodel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import timewaitlab.base.Watch;
import timewaitlab.draw.LoadVignette;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Vignette;
import timewaitlab.lab.TeachLesson;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;

/**
 * Small pictures of scenarios, each drawn from a run of its own, one after another while the gallery is shown and
 * nothing else is asked of the sim thread. Those that take long wait until the others are there. Kept as long as the
 * window.
 */
public final class Vignettes {
    /** Pixels of a picture. */
    public static final double WIDTH = 262;

    public static final double HEIGHT = 150;

    /** What is run in less is run first. */
    private static final long SOON_MILLIS = 400;
    /** More segments than a ladder of this size says anything about. */
    private static final int MANY = 400;

    private final MainViewModel model;
    private final ObservableMap<String, List<Mark>> made = FXCollections.observableHashMap();
    private final ObservableMap<String, List<Mark>> shown = FXCollections.unmodifiableObservableMap(made);
    private final Deque<String> wanted = new ArrayDeque<>();
    private final Set<String> slow = new HashSet<>();
    private boolean busy;

    Vignettes(MainViewModel model) {
        this.model = model;
    }

    /** The marks of the picture of each scenario that is there; others come as they are drawn. */
    public ObservableMap<String, List<Mark>> made() {
        return shown;
    }

    /** Draws those of these scenarios that are not there yet, while the gallery is shown. */
    public void want(List<String> scenarios) {
        for (String each : scenarios) {
            if (!made.containsKey(each) && !wanted.contains(each)) {
                wanted.add(each);
            }
        }
        next();
    }

    private void next() {
        boolean looked = model.showing().galleryProperty().get();
        if (busy || !looked || wanted.isEmpty()) {
            return;
        }
        busy = true;
        String scenario = wanted.remove();
        boolean patient = slow.contains(scenario);
        long[] begun = {0};
        BooleanSupplier enough = () ->
                !patient && begun[0] != 0 && System.nanoTime() - begun[0] > TimeUnit.MILLISECONDS.toNanos(SOON_MILLIS);
        model.runs()
                .idly(
                        enough,
                        watch -> {
                            begun[0] = System.nanoTime();
                            return draw(scenario, watch);
                        },
                        drawn -> {
                            busy = false;
                            drawn.ifPresentOrElse(marks -> made.put(scenario, marks), () -> {
                                slow.add(scenario);
                                wanted.add(scenario);
                            });
                            next();
                        });
    }

    /** On the sim thread. */
    private List<Mark> draw(String scenario, Watch watch) {
        ScenarioChoice choice = ScenarioChoice.of(scenario);
        if (!(model.laboratory().run(choice, watch) instanceof Laboratory.Answer.Done done)) {
            return List.of();
        }
        Trace trace = done.experiment().trace();
        if (!trace.plan().isComplete() || trace.legs().size() > MANY) {
            return LoadVignette.of(trace.census(), WIDTH, HEIGHT);
        }
        return Vignette.of(trace, moment(choice, trace), WIDTH, HEIGHT);
    }

    /** What is asked about or, where nothing is, the first refusal. */
    private long moment(ScenarioChoice choice, Trace trace) {
        Optional<TeachLesson> lesson = model.laboratory().lesson(choice);
        return lesson.map(teaching -> teaching.question().time())
                .or(() -> trace.verdicts().stream()
                        .filter(TraceIndex::isNotable)
                        .map(Judged::time)
                        .findFirst())
                .orElse(0L);
    }
}
