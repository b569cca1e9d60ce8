package timewaitlab.view;

import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is chosen in a box. While its list is open the keys go over the values, and nothing is done with those
 * that are only passed.
 */
final class Choosing<T> {
    private final ComboBox<T> box;
    private final Consumer<T> chosen;
    private @Nullable T before;

    private Choosing(ComboBox<T> box, Consumer<T> chosen) {
        this.box = box;
        this.chosen = chosen;
    }

    /** From now on {@code chosen} is told of every value that somebody, or the program, decides for. */
    static <T> void in(ComboBox<T> box, Consumer<T> chosen) {
        Choosing<T> choosing = new Choosing<>(box, chosen);
        box.valueProperty().addListener((value, was, now) -> choosing.changed(now));
        box.showingProperty().addListener((showing, was, now) -> choosing.opened(now));
    }

    private void changed(@Nullable T now) {
        if (!box.isShowing() && now != null) {
            chosen.accept(now);
        }
    }

    private void opened(boolean open) {
        T now = box.getValue();
        if (open) {
            before = now;
        } else if (now != null && !Objects.equals(before, now)) {
            chosen.accept(now);
        }
    }
}
