package timewaitlab.view;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Runs;
import timewaitlab.viewmodel.SimRunner;
import timewaitlab.viewmodel.Texts;

/** What is said in the top bar of work that takes long: how far it has come, where that can be known, and its end. */
public final class WorkingView {
    /** Nanoseconds of work that nobody needs to be told of. */
    private static final long SOON = 300_000_000L;

    private final Runs runs;
    private long since;

    @FXML
    private HBox pane;

    @FXML
    private Label text;

    @FXML
    private ProgressBar bar;

    WorkingView(MainViewModel model) {
        runs = model.runs();
    }

    /** Called once a frame. */
    void frame() {
        boolean working = runs.workingProperty().get();
        long now = System.nanoTime();
        since = !working ? 0 : since == 0 ? now : since;
        boolean shown = working && now - since > SOON;
        if (shown != pane.isVisible()) {
            pane.setVisible(shown);
            pane.setManaged(shown);
        }
        if (shown) {
            tell(runs.part());
        }
    }

    private void tell(double part) {
        boolean known = part != SimRunner.UNKNOWN;
        bar.setProgress(known ? part : ProgressBar.INDETERMINATE_PROGRESS);
        text.setText(known ? Texts.say("main.working.part", Math.round(part * 100)) : Texts.say("main.working"));
    }

    @FXML
    void cancel() {
        runs.cancel();
    }
}
