package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import timewaitlab.draw.Emphasis;

/** To whom the window is shown: one reader at a desk, a room, or the last row of a hall. */
public final class Showing {
    private final BooleanProperty demo = new SimpleBooleanProperty(false);
    private final BooleanProperty presenting = new SimpleBooleanProperty(false);

    private final BooleanProperty pointer = new SimpleBooleanProperty(true);

    private final BooleanProperty largeLoad = new SimpleBooleanProperty(false);

    private final BooleanProperty gallery = new SimpleBooleanProperty(false);

    private final ReadOnlyIntegerWrapper whyAsked = new ReadOnlyIntegerWrapper(0);

    private final List<Runnable> watches = new ArrayList<>();

    Showing() {}

    /**
     * Tells a view when a value of the model changes, for as long as the view is shown: the model outlives its views,
     * which a change of language makes anew.
     */
    public <T> void watch(ObservableValue<T> value, ChangeListener<? super T> listener) {
        value.addListener(listener);
        watches.add(() -> value.removeListener(listener));
    }

    /** Tells the views that were shown so far nothing any more. */
    public void endWatching() {
        watches.forEach(Runnable::run);
        watches.clear();
    }

    /** Whether one thing is shown at a time, large enough for a room. */
    public BooleanProperty demoProperty() {
        return demo;
    }

    /** Whether type and marks are as large as a last row needs, and only what is talked about is shown. */
    public BooleanProperty presentingProperty() {
        return presenting;
    }

    /** Whether a hall is shown where the pointer is and which keys are pressed, while something is presented. */
    public BooleanProperty pointerProperty() {
        return pointer;
    }

    /** Whether the plots of the load lie over the ladder, as large as there is room. */
    public BooleanProperty largeLoadProperty() {
        return largeLoad;
    }

    /** Whether what can be opened is shown in the place of what is open. */
    public BooleanProperty galleryProperty() {
        return gallery;
    }

    /** Counts how often the reasons of a verdict were asked for: whoever can bring them to the front does. */
    public ReadOnlyIntegerProperty whyAskedProperty() {
        return whyAsked.getReadOnlyProperty();
    }

    void askWhy() {
        whyAsked.set(whyAsked.get() + 1);
    }

    /** How large things are drawn. */
    public Emphasis emphasis() {
        return presenting.get() ? Emphasis.PRESENT : demo.get() ? Emphasis.DEMO : Emphasis.EXPLORE;
    }

    /** Whether things are drawn larger than for one reader. */
    public boolean isLarge() {
        return demo.get() || presenting.get();
    }
}
