package timewaitlab.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Font;
import timewaitlab.draw.Face;

/** The bundled fonts, known to the toolkit under the families the style sheets name. */
final class Fonts {
    private static final double ANY_SIZE = 12;
    private static final Map<String, String> NAMES = new HashMap<>();

    private Fonts() {}

    /** Loads every face of the language in use; must be called before a scene is made. */
    static synchronized void load() {
        for (Face face : Face.values()) {
            NAMES.computeIfAbsent(face.resource(), file -> load(face));
        }
    }

    /** A face at a size. */
    static Font of(Face face, double size) {
        load();
        return new Font(NAMES.getOrDefault(face.resource(), face.family()), size);
    }

    private static String load(Face face) {
        try (InputStream in = Fonts.class.getResourceAsStream(face.resource())) {
            Font font = in == null ? null : Font.loadFont(in, ANY_SIZE);
            if (font == null) {
                throw new IllegalStateException("cannot load the font " + face.resource());
            }
            return font.getName();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
