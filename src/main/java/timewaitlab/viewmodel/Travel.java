package timewaitlab.viewmodel;

import java.util.List;
import java.util.Map;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;

/** Ways through a run other than its time: from segment to segment, refusal to refusal, effect to cause. */
final class Travel {
    private final MainViewModel model;

    Travel(MainViewModel model) {
        this.model = model;
    }

    /** The next segment after the selected one, or the previous. */
    void segment(int by) {
        List<Leg> journeys = model.filter().course().journeys();
        int selected = model.selectedProperty().get();
        int next = model.filter()
                .course()
                .placeOf(selected)
                .map(at -> at + by)
                .orElseGet(() -> beside(journeys, selected, by));
        if (!journeys.isEmpty()) {
            model.goTo(journeys.get(Math.max(0, Math.min(journeys.size() - 1, next)))
                    .id());
        }
    }

    /** The place next to where a hidden segment would stand; the first where none is selected. */
    private static int beside(List<Leg> journeys, int selected, int by) {
        int before = (int) journeys.stream().filter(leg -> leg.id() < selected).count();
        return by > 0 ? before : before - 1;
    }

    /** The next refusal after the playhead, or the previous one. */
    void refusal(boolean forward) {
        long now = model.playhead().getTime();
        Judged found = null;
        for (Judged refusal : model.filter().course().refusals()) {
            if (forward ? refusal.time() > now && found == null : refusal.time() < now) {
                found = refusal;
            }
        }
        if (found != null) {
            model.seek(found.time());
            model.selectedProperty().set(model.index().journeyOf(found));
        }
    }

    /** The next verdict of the host that decided the explained one, or the previous one. */
    void atHost(boolean forward) {
        String host = model.explained().map(Judged::at).orElse("");
        long now = model.playhead().getTime();
        model.filter().course().decisions().stream()
                .filter(judged -> judged.at().equals(host) && (forward ? judged.time() > now : judged.time() < now))
                .reduce((first, second) -> forward ? first : second)
                .ifPresent(judged -> {
                    model.seek(judged.time());
                    model.selectedProperty().set(model.index().journeyOf(judged));
                });
    }

    /** Selects what the explained verdict remembers; where it remembers nothing, what the selected segment answers. */
    void cause() {
        model.explained()
                .map(judged ->
                        new WhyCards(model.index(), Map.of()).card(judged).originJourney())
                .filter(journey -> journey != 0)
                .or(() -> model.index().causeOf(model.selectedProperty().get()))
                .ifPresent(model::goTo);
    }

    /** Selects the first thing that followed from the selected segment. */
    void effect() {
        model.index().effectsOf(model.selectedProperty().get()).stream()
                .findFirst()
                .ifPresent(model::goTo);
    }
}
