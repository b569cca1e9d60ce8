package timewaitlab.view;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The bare window that the first frame of ours is compared with, and the moment at which a first frame is there: a
 * pulse waits for the picture of the one before it, so the second one tells.
 */
public final class FirstFrame {
    private static final String HELLO = """
        <?xml version="1.0" encoding="UTF-8"?>
        <?import javafx.scene.control.Button?>
        <?import javafx.scene.control.Label?>
        <?import javafx.scene.layout.VBox?>
        <?import org.controlsfx.control.SegmentedButton?>
        <VBox spacing="10">
          <Label text="Hello"/>
          <Button text="Hello"/>
          <SegmentedButton/>
        </VBox>
        """;
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private FirstFrame() {}

    /** Opens the bare window and tells when its first frame is there. */
    public static void hello(Runnable shown) {
        Hello.told = shown;
        Application.launch(Hello.class);
    }

    /** Tells when the first frame of a stage that was just shown is there. */
    static void tell(Stage stage, Runnable shown) {
        stage.getScene().addPostLayoutPulseListener(new Runnable() {
            private int pulses;

            @Override
            public void run() {
                pulses++;
                if (pulses > 1) {
                    stage.getScene().removePostLayoutPulseListener(this);
                    shown.run();
                }
                Platform.requestNextPulse();
            }
        });
        Platform.requestNextPulse();
    }

    /** The bare window. */
    public static final class Hello extends Application {
        private static volatile @Nullable Runnable told;

        @Override
        public void start(Stage stage) {
            setUserAgentStylesheet(new atlantafx.base.theme.PrimerLight().getUserAgentStylesheet());
            Parent root;
            try {
                root = new FXMLLoader().load(new ByteArrayInputStream(HELLO.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            stage.setScene(new Scene(root, WIDTH, HEIGHT));
            stage.show();
            Runnable shown = told;
            if (shown != null) {
                tell(stage, shown);
            }
        }
    }
}
