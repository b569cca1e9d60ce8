package timewaitlab.view;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import timewaitlab.viewmodel.Desk;
import timewaitlab.viewmodel.Home;

/** The window at a desk that keeps what is arranged and done at it. */
abstract class KeepingWindow extends RobotWindow {
    @TempDir
    private Path home;

    Path home() {
        return home;
    }

    @Override
    Desk desk() {
        return Desk.at(new Home(Optional.of(home)));
    }
}
