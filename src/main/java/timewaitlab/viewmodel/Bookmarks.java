package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/** Moments somebody wants to come back to, remembered for each scenario as {@code bookmarks.ID}, in nanoseconds. */
public final class Bookmarks {
    private static final String KEY = "bookmarks.";
    private static final int MOST = 100;

    private final Remembered remembered;
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper(0);

    Bookmarks(Remembered remembered) {
        this.remembered = remembered;
    }

    /** Counts the changes, so that a view knows of them. */
    public ReadOnlyIntegerProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    /** The moments of this scenario, in order of time. A damaged one is left out. */
    public List<Long> of(String scenario) {
        List<Long> moments = new ArrayList<>();
        for (String text : remembered.find(key(scenario)).orElse("").split(",", -1)) {
            try {
                moments.add(Long.parseLong(text));
            } catch (NumberFormatException damaged) {
                continue;
            }
        }
        return moments.stream().distinct().sorted().limit(MOST).toList();
    }

    /** Marks a moment, or takes the mark away where there is one; answers whether it is marked now. */
    public boolean toggle(String scenario, long moment) {
        List<Long> moments = new ArrayList<>(of(scenario));
        boolean marked = !moments.remove(Long.valueOf(moment));
        if (marked) {
            moments.add(moment);
        }
        remembered.put(key(scenario), moments.stream().map(String::valueOf).collect(Collectors.joining(",")));
        changes.set(changes.get() + 1);
        return marked;
    }

    /** The first mark after a moment; after the last one the first of all. */
    public Optional<Long> after(String scenario, long moment) {
        List<Long> moments = of(scenario);
        return moments.stream()
                .filter(mark -> mark > moment)
                .findFirst()
                .or(() -> moments.stream().findFirst());
    }

    /** Marks the moment that is shown, or takes its mark away, and says so. */
    public static void toggleHere(MainViewModel model) {
        toggleAt(model, model.playhead().getTime());
    }

    /** The same at any moment. */
    public static void toggleAt(MainViewModel model, long moment) {
        model.getExperiment().ifPresent(shown -> {
            boolean marked = model.desk().bookmarks().toggle(shown.choice().scenario(), moment);
            Errands.remember(model);
            String key = marked ? "notice.bookmark" : "notice.bookmark.gone";
            model.say(new Notice(Texts.say(key, Numbers.clock(moment)), List.of(), false));
        });
    }

    /** Goes to the next mark, and says where there is none. */
    public static void goToNext(MainViewModel model) {
        model.getExperiment()
                .ifPresent(shown -> model.desk()
                        .bookmarks()
                        .after(shown.choice().scenario(), model.playhead().getTime())
                        .ifPresentOrElse(
                                model::seek,
                                () -> model.say(new Notice(Texts.say("notice.bookmark.none"), List.of(), false))));
    }

    private static String key(String scenario) {
        return KEY + scenario.replace('=', ':').replace('\n', ' ');
    }
}
