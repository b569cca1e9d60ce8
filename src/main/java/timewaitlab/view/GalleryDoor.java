package timewaitlab.view;

import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/** The sign of the program leads to the gallery, and back. Keys and the menu do so too. */
final class GalleryDoor {
    private GalleryDoor() {}

    static void make(MainViewModel model, Node sign) {
        sign.setAccessibleRole(AccessibleRole.BUTTON);
        sign.setAccessibleText(Action.GALLERY.text());
        sign.getStyleClass().add("lab-gallery-door");
        Tooltip tip = new Tooltip();
        tip.setOnShowing(event -> tip.setText(Texts.say("main.gallery.tip", keys(model))));
        Tooltip.install(sign, tip);
        sign.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                boolean shown = model.showing().galleryProperty().get();
                model.showing().galleryProperty().set(!shown);
            }
        });
    }

    private static String keys(MainViewModel model) {
        return String.join(
                ", ",
                model.desk().getKeys().of(Action.GALLERY).stream()
                        .map(key -> key.text())
                        .toList());
    }
}
