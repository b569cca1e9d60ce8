package timewaitlab.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;

/** The shipped scenarios, and those in files. */
public final class ScenarioLibrary {
    private static final String FOLDER = "/timewaitlab/scenarios/";

    private ScenarioLibrary() {}

    /** Ids of the shipped scenarios, in teaching order. */
    public static List<String> ids() {
        return resource("index.txt").lines().filter(line -> !line.isBlank()).toList();
    }

    /** A shipped scenario by id, or the scenario in a file. */
    public static Reading<Scenario> open(String idOrFile) {
        Reading<String> text = text(idOrFile);
        String name = ids().contains(idOrFile) ? idOrFile + ".yaml" : idOrFile;
        return text.value()
                .map(read -> ScenarioParser.parse(name, read))
                .orElseGet(() -> Reading.failed(text.problems()));
    }

    /** A scenario as it is written, with its remarks. */
    public static Reading<String> text(String idOrFile) {
        if (ids().contains(idOrFile)) {
            return Reading.of(resource(idOrFile + ".yaml"));
        }
        try {
            Path file = Path.of(idOrFile);
            if (Files.isDirectory(file)) {
                return Reading.failed(Problem.of(idOrFile, "is a directory", "a scenario file"));
            }
            if (Files.size(file) > ScenarioParser.LARGEST_FILE) {
                return Reading.failed(Problem.of(
                        idOrFile, "larger than " + ScenarioParser.LARGEST_FILE + " bytes", "a scenario file"));
            }
            return Reading.of(Files.readString(file));
        } catch (NoSuchFileException | InvalidPathException e) {
            String known = "a file, or one of " + String.join(", ", ids());
            return Reading.failed(Problem.of(idOrFile, "no such scenario or file", known));
        } catch (CharacterCodingException e) {
            return Reading.failed(Problem.of(idOrFile, "not text in UTF-8", "a scenario file"));
        } catch (IOException e) {
            return Reading.failed(Problem.of(idOrFile, "cannot be read: " + e.getMessage(), "a scenario file"));
        }
    }

    /** The text of a shipped file. */
    private static String resource(String name) {
        try (InputStream in = ScenarioLibrary.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
