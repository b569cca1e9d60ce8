package timewaitlab.view;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A screen that is loaded when it is first wanted: until then nothing starts with it, and no pulse walks over it. */
final class Later<T> {
    private final Supplier<Screens.Screen<T>> loader;
    private final Consumer<Screens.Screen<T>> placer;
    private @Nullable T controller;

    /** @param placer puts it where it belongs, before it is first used */
    Later(Supplier<Screens.Screen<T>> loader, Consumer<Screens.Screen<T>> placer) {
        this.loader = loader;
        this.placer = placer;
    }

    /** Its controller, loaded now if it was not. */
    T get() {
        T loaded = controller;
        if (loaded == null) {
            Screens.Screen<T> screen = loader.get();
            loaded = screen.controller();
            controller = loaded;
            placer.accept(screen);
        }
        return loaded;
    }

    /** Its controller, if it was ever wanted. */
    Optional<T> loaded() {
        return Optional.ofNullable(controller);
    }
}
