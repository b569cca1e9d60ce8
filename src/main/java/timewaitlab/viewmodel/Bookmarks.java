package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Moments somebody wants to come back to, in nanoseconds. They belong to the session and are kept in its file. */
public final class Bookmarks {
    private static final int MOST = 100;

    private final ReadOnlyObjectWrapper<List<Long>> moments = new ReadOnlyObjectWrapper<>(List.of());

    /** In order of time. */
    public ReadOnlyObjectProperty<List<Long>> momentsProperty() {
        return moments.getReadOnlyProperty();
    }

    public List<Long> moments() {
        return moments.get();
    }

    /** These and no others, as they belong to what is shown from now on. */
    void restore(List<Long> others) {
        moments.set(others.stream().distinct().sorted().limit(MOST).toList());
    }

    /** Marks a moment, or takes the mark away where there is one; answers whether it is marked now. */
    boolean toggle(long moment) {
        List<Long> changed = new ArrayList<>(moments.get());
        if (!changed.remove(Long.valueOf(moment))) {
            changed.add(moment);
        }
        restore(changed);
        return moments.get().contains(moment);
    }

    /** The first mark after a moment; after the last one the first of all. */
    Optional<Long> after(long moment) {
        return moments.get().stream()
                .filter(mark -> mark > moment)
                .findFirst()
                .or(() -> moments.get().stream().findFirst());
    }

    /** Marks the moment that is shown, or takes its mark away, and says so. */
    public static void toggleHere(MainViewModel model) {
        toggleAt(model, model.playhead().getTime());
    }

    /** The same at any moment. */
    public static void toggleAt(MainViewModel model, long moment) {
        if (model.getExperiment().isPresent()) {
            boolean marked = model.session().bookmarks().toggle(moment);
            String key = marked ? "notice.bookmark" : "notice.bookmark.gone";
            model.say(new Notice(Texts.say(key, Numbers.clock(moment)), List.of(), false));
        }
    }

    /** Goes to the next mark, and says where there is none. */
    public static void goToNext(MainViewModel model) {
        model.session()
                .bookmarks()
                .after(model.playhead().getTime())
                .ifPresentOrElse(
                        model::seek, () -> model.say(new Notice(Texts.say("notice.bookmark.none"), List.of(), false)));
    }
}
