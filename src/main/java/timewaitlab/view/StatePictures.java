package timewaitlab.view;

import java.util.List;
import timewaitlab.viewmodel.MainViewModel;

/** The state diagrams as a picture. */
final class StatePictures {
    private StatePictures() {}

    static Pictures.Picture of(MainViewModel model) {
        return new Pictures.Picture(Pictures.title(model), 1, 1, List.of());
    }
}
