package timewaitlab.view;

import javafx.scene.layout.Region;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.StatesPane;

/** The diagram of one host's states. */
final class StateDiagram extends Region {
    private final MarkCanvas canvas = new MarkCanvas();

    StateDiagram(MainViewModel model) {
        getChildren().add(canvas);
        canvas.use(ChipView.palette(model.themeProperty().get()));
        model.themeProperty().addListener((theme, before, now) -> canvas.use(ChipView.palette(now)));
    }

    void show(StatesPane shown) {
        setAccessibleText(shown.state());
    }

    void frame() {}

    @Override
    protected void layoutChildren() {
        canvas.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
