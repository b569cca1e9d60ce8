package timewaitlab.view;

import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.LessonStep;
import timewaitlab.viewmodel.MainViewModel;

/** The steps of a lesson in the top bar: those behind ticked, the one that goes on filled. */
final class DemoHead {
    private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");
    private static final PseudoClass VISITED = PseudoClass.getPseudoClass("visited");

    private DemoHead() {}

    /** Fills the box with the steps, or empties it where there is no lesson. */
    static void show(MainViewModel model, HBox box) {
        box.getChildren().clear();
        Optional<LessonStep> now = model.lessons().getStep();
        box.setVisible(now.isPresent());
        box.setManaged(now.isPresent());
        if (now.isEmpty()) {
            return;
        }
        int number = 1;
        for (LessonStep step : LessonStep.values()) {
            if (step != LessonStep.DONE) {
                box.getChildren().add(step(step, number++, now.get()));
            }
        }
    }

    private static Label step(LessonStep step, int number, LessonStep now) {
        boolean behind = step.compareTo(now) < 0;
        Label disc = new Label(behind ? "" : Integer.toString(number));
        if (behind) {
            disc.setGraphic(new FontIcon("fth-check"));
        }
        disc.getStyleClass().add("lab-step-disc");
        Label label = new Label(step.text(), disc);
        label.getStyleClass().add("lab-step");
        label.setMinWidth(Label.USE_PREF_SIZE);
        for (Label part : new Label[] {disc, label}) {
            part.pseudoClassStateChanged(HERE, step == now);
            part.pseudoClassStateChanged(VISITED, behind);
        }
        return label;
    }
}
