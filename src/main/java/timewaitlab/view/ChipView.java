package timewaitlab.view;

import java.util.Locale;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import timewaitlab.draw.Chip;
import timewaitlab.draw.Words;
import timewaitlab.viewmodel.Theme;
import timewaitlab.viewmodel.VerdictChip;

/** A verdict chip as a node, in the very shape the ladder draws. */
final class ChipView extends Region {
    private static final Words WORDS = Words.inUse();
    /** Room for half of the outline. */
    private static final double MARGIN = 1;

    private final MarkCanvas canvas = new MarkCanvas();
    // Kept, since the theme holds it weakly.
    private final ChangeListener<Theme> dresser = (theme, before, now) -> canvas.use(now.palette());

    ChipView(VerdictChip chip, double size, ObservableValue<Theme> theme) {
        getStyleClass().addAll("lab-chip", chip.kind().name().toLowerCase(Locale.ROOT));
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(chip.text());
        canvas.use(theme.getValue().palette());
        theme.addListener(new WeakChangeListener<>(dresser));
        chip.judged().ifPresent(judged -> {
            Chip look = Chip.of(judged, WORDS, size);
            canvas.paintedBy(pen -> pen.draw(look.marks(MARGIN, MARGIN)));
            setMinSize(look.width() + 2 * MARGIN, look.height() + 2 * MARGIN);
            setPrefSize(look.width() + 2 * MARGIN, look.height() + 2 * MARGIN);
            setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        });
        getChildren().add(canvas);
    }

    @Override
    protected void layoutChildren() {
        canvas.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
