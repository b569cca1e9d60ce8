package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;
import timewaitlab.draw.Clocks;
import timewaitlab.draw.ClocksLayout;
import timewaitlab.draw.DialLayout;
import timewaitlab.draw.EdgeLayout;
import timewaitlab.draw.Mark;
import timewaitlab.draw.NumberLineLayout;
import timewaitlab.draw.SerialPair;
import timewaitlab.draw.Words;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.Theme;
import timewaitlab.viewmodel.WhyCard;

/**
 * The values that decided, as pictures: to scale, once around the ring, unit by unit at the edge, and as clocks over
 * time. One is shown and the others are a click away; where there is room for two abreast, all are shown.
 */
final class ValueView extends Region {
    private static final double ABREAST = 560;
    private static final double GAP = 16;
    private static final double SWITCH_GAP = 6;
    private static final Words WORDS = Words.inUse();

    /** The pictures, in the order of the switch. */
    private enum Picture {
        LINE,
        DIAL,
        EDGE,
        CLOCKS
    }

    /** One picture, as high as its width asks for. */
    private static final class Frame extends Region {
        private final MarkCanvas canvas = new MarkCanvas();
        private List<Mark> marks = List.of();

        Frame(Picture picture) {
            getStyleClass().add("lab-" + picture.name().toLowerCase(Locale.ROOT));
            setId("value-" + picture.name().toLowerCase(Locale.ROOT));
            setAccessibleRole(AccessibleRole.IMAGE_VIEW);
            canvas.paintedBy(pen -> pen.draw(marks));
            getChildren().add(canvas);
        }

        void draw(List<Mark> next) {
            marks = next;
            canvas.repaint();
        }

        @Override
        protected void layoutChildren() {
            canvas.resizeRelocate(0, 0, getWidth(), getHeight());
        }
    }

    /** In the order of the pictures, as the buttons are. */
    private final List<Frame> frames = new ArrayList<>();

    private final List<ToggleButton> buttons = new ArrayList<>();
    private final SegmentedButton choice = new SegmentedButton();
    private final FlowPane chooser = new FlowPane(choice);
    private final ChangeListener<Theme> dresser = (theme, before, now) -> dress(now);
    private Optional<SerialPair> pair = Optional.empty();
    private Optional<Supplier<Clocks>> clocks = Optional.empty();
    /** What somebody chose stays chosen; nobody did yet. */
    private Optional<Picture> chosen = Optional.empty();

    ValueView(ObservableValue<Theme> theme) {
        getStyleClass().add("lab-values");
        for (Picture picture : Picture.values()) {
            frames.add(new Frame(picture));
            String name = "values." + picture.name().toLowerCase(Locale.ROOT);
            ToggleButton button = new ToggleButton(Texts.say(name));
            button.setTooltip(new Tooltip(Texts.say(name + ".tip")));
            button.setMinWidth(USE_PREF_SIZE);
            button.setId("show-" + picture.name().toLowerCase(Locale.ROOT));
            button.setOnAction(event -> choose(picture));
            buttons.add(button);
        }
        getChildren().addAll(frames);
        getChildren().add(chooser);
        dress(theme.getValue());
        theme.addListener(new WeakChangeListener<>(dresser));
    }

    private void dress(Theme theme) {
        frames.forEach(frame -> frame.canvas.use(theme.palette()));
    }

    private Frame frame(Picture picture) {
        return frames.get(picture.ordinal());
    }

    private ToggleButton button(Picture picture) {
        return buttons.get(picture.ordinal());
    }

    private void choose(Picture picture) {
        chosen = Optional.of(picture);
        button(picture).setSelected(true);
        requestLayout();
    }

    /** Shows the values of this card, which has some. */
    void show(WhyCard shown) {
        pair = shown.pair();
        clocks = shown.clocks();
        pair.ifPresent(values -> frames.forEach(frame -> frame.setAccessibleText(words(values))));
        choice.getButtons().setAll(offered().stream().map(this::button).toList());
        requestLayout();
    }

    private static String words(SerialPair pair) {
        SerialPair.Labels labels = pair.labels();
        return labels.segment() + " " + pair.segment() + ", " + labels.remembered() + " " + pair.remembered() + ", "
                + labels.distance();
    }

    private List<Picture> offered() {
        List<Picture> offered = new ArrayList<>(List.of(Picture.values()));
        if (clocks.isEmpty()) {
            offered.remove(Picture.CLOCKS);
        }
        return offered;
    }

    /** The chosen one where it can be shown; else the axis, or the cells where the axis could not part the values. */
    private Picture picture(double width) {
        return chosen.filter(offered()::contains)
                .orElseGet(() -> pair.filter(
                                values -> NumberLineLayout.of(values, width).isTooNear())
                        .map(near -> Picture.EDGE)
                        .orElse(Picture.LINE));
    }

    private boolean isWide(double width) {
        return width >= ABREAST;
    }

    private static double share(double width) {
        return Math.floor((width - GAP) / 2);
    }

    private double height(Picture picture, double width) {
        return switch (picture) {
            case LINE -> NumberLineLayout.HEIGHT;
            case EDGE -> EdgeLayout.HEIGHT;
            case CLOCKS -> ClocksLayout.HEIGHT;
            case DIAL ->
                pair.map(values -> DialLayout.of(values, WORDS, width).height()).orElse(0.0);
        };
    }

    private List<Mark> marks(Picture picture, double width) {
        SerialPair values = pair.orElseThrow();
        return switch (picture) {
            case LINE -> NumberLineLayout.of(values, width).marks();
            case EDGE -> EdgeLayout.of(values, WORDS, width).marks();
            case DIAL -> DialLayout.of(values, WORDS, width).marks();
            case CLOCKS ->
                ClocksLayout.of(clocks.orElseThrow().get(), WORDS, width).marks();
        };
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        if (pair.isEmpty() || width <= 0) {
            return 0;
        }
        if (isWide(width)) {
            double share = share(width);
            double left = NumberLineLayout.HEIGHT
                    + GAP
                    + EdgeLayout.HEIGHT
                    + (offered().contains(Picture.CLOCKS) ? GAP + ClocksLayout.HEIGHT : 0);
            return Math.max(left, height(Picture.DIAL, share));
        }
        return height(picture(width), width) + SWITCH_GAP + chooser.prefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        if (pair.isEmpty() || width <= 0) {
            return;
        }
        boolean wide = isWide(width);
        chooser.setVisible(!wide);
        if (wide) {
            layoutAll(width);
        } else {
            layoutOne(width);
        }
    }

    private void layoutAll(double width) {
        double share = share(width);
        double y = 0;
        for (Picture picture : Picture.values()) {
            boolean shown = offered().contains(picture);
            frame(picture).setVisible(shown);
            if (shown && picture == Picture.DIAL) {
                place(picture, share + GAP, 0, share);
            } else if (shown) {
                place(picture, 0, y, share);
                y += height(picture, share) + GAP;
            }
        }
    }

    private void layoutOne(double width) {
        Picture picture = picture(width);
        frames.forEach(frame -> frame.setVisible(frame == frame(picture)));
        button(picture).setSelected(true);
        double high = chooser.prefHeight(width);
        chooser.resizeRelocate(0, 0, width, high);
        place(picture, 0, high + SWITCH_GAP, width);
    }

    private void place(Picture picture, double x, double y, double width) {
        Frame frame = frame(picture);
        frame.resizeRelocate(x, y, width, height(picture, width));
        frame.draw(marks(picture, width));
    }
}
