package timewaitlab.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/** Loads the screens laid out in {@code fxml/}; every controller is given the window's view-model. */
final class Screens {
    private Screens() {}

    /** A screen that was loaded: its nodes and its controller. */
    record Screen<T>(Parent root, T controller) {}

    /** The controller of a screen, with the screens it includes. */
    static <T> T load(String stem, MainViewModel model) {
        return Screens.<T>screen(stem, model).controller();
    }

    /** A screen, with the screens it includes. */
    static <T> Screen<T> screen(String stem, MainViewModel model) {
        FXMLLoader loader = new FXMLLoader(resource("fxml/" + stem + ".fxml"), Texts.bundle());
        loader.setControllerFactory(type -> make(type, model));
        try {
            Parent root = loader.load();
            return new Screen<>(root, loader.getController());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Something in the jar, by its path in it. */
    static URL resource(String path) {
        URL url = Screens.class.getResource("/timewaitlab/" + path);
        if (url == null) {
            throw new IllegalStateException(path + " is not on the class path");
        }
        return url;
    }

    private static Object make(Class<?> type, MainViewModel model) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(MainViewModel.class);
            return constructor.newInstance(model);
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalStateException(type + " is not a controller", wrong);
        }
    }
}
