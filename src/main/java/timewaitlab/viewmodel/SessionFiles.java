package timewaitlab.viewmodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.capture.ContentDigest;
import timewaitlab.capture.WholeFile;
import timewaitlab.scenario.SessionText;

/**
 * Where sessions are kept: the one that goes on in a file of its own and, beside it in a folder, one for each scenario
 * or capture that something was done to before. All of it is done on the sim thread.
 */
final class SessionFiles {
    /** The folder of those that are set aside. */
    static final String ASIDE = "sessions";

    private static final String REFUSED = ".refused";
    private static final int DIGITS = 16;
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 60;

    private final Path current;
    private final Path aside;

    /** Sessions kept in this file, and beside it. */
    SessionFiles(Path current) {
        this.current = current;
        aside = current.toAbsolutePath().resolveSibling(ASIDE);
    }

    /** The file of the session of this scenario or capture, or of whichever went on last; empty where there is none. */
    Optional<Path> find(Optional<String> scenario) {
        return Optional.of(scenario.map(this::fileOf).orElse(current)).filter(Files::isRegularFile);
    }

    /**
     * Puts a session out of the way that cannot be taken up now: nobody's work is written over because it means nothing
     * today. Where something else is opened instead it waits until its own scenario or capture is. Answers where it is.
     */
    Path refuse(Path file, Optional<String> opened) {
        Path kept = scenarioOf(file)
                .filter(its -> !opened.equals(Optional.of(its)))
                .map(this::asideOf)
                .orElseGet(() -> file.resolveSibling(file.getFileName() + REFUSED));
        try {
            Files.createDirectories(aside);
            return Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException stays) {
            return file;
        }
    }

    /** The session in a file. */
    static Reading<SessionText> read(Path file, Laboratory laboratory) {
        try {
            return laboratory.session(file.toString(), Files.readString(file));
        } catch (IOException unreadable) {
            return Reading.failed(Problem.of(file.toString(), "cannot be read as text", "a session"));
        }
    }

    /**
     * Keeps what was done to this scenario or capture.
     *
     * @param text empty where nothing is done to it now
     * @param before whether something was that has been taken back
     */
    Optional<Problem> keep(String scenario, Optional<String> text, boolean before) {
        try {
            Files.createDirectories(aside.getParent());
            if (scenarioOf(current).filter(scenario::equals).isEmpty()) {
                setAside();
            }
            if (text.isEmpty()) {
                Files.deleteIfExists(current);
                if (before) {
                    Files.deleteIfExists(asideOf(scenario));
                }
                return Optional.empty();
            }
        } catch (IOException refused) {
            return Optional.of(Problem.of(current.toString(), "cannot be written", "a file that can be written"));
        }
        byte[] bytes = text.get().getBytes(StandardCharsets.UTF_8);
        return WholeFile.write(current, out -> out.write(bytes));
    }

    /** What goes on now is about something else: the session before waits until that is opened again. */
    private void setAside() throws IOException {
        Optional<String> before = scenarioOf(current);
        if (before.isPresent()) {
            Files.createDirectories(aside);
            Files.move(current, asideOf(before.get()), StandardCopyOption.REPLACE_EXISTING);
            forgetOldest();
        }
    }

    private void forgetOldest() throws IOException {
        try (Stream<Path> files = Files.list(aside)) {
            Comparator<Path> byAge =
                    Comparator.comparingLong(file -> file.toFile().lastModified());
            List<Path> oldest = files.sorted(byAge.reversed()).skip(MOST).toList();
            for (Path file : oldest) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path fileOf(String scenario) {
        return scenarioOf(current).filter(scenario::equals).isPresent() ? current : asideOf(scenario);
    }

    private Path asideOf(String scenario) {
        String name = scenario.replaceAll(".*[/\\\\]", "").replaceAll("[^\\w.-]", "_");
        String digest =
                ContentDigest.of(scenario.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
        return aside.resolve(name.substring(0, Math.min(LONGEST_NAME, name.length())) + '-' + digest + ".yaml");
    }

    /** What a session is about, which its first line says. */
    private static Optional<String> scenarioOf(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().flatMap(SessionText::scenarioOf);
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }
}
