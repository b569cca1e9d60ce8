package timewaitlab.viewmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import timewaitlab.base.Problem;

/**
 * What the window remembers from one day to the next: lines of {@code key=value}. A file that is damaged is left out
 * with one line said about it; nothing in it can keep the window from opening.
 */
public final class Remembered {
    private static final int LARGEST = 100_000;
    private static final int RECENT = 8;
    private static final String RECENT_KEY = "recent.";
    private static final String LAYOUT_KEY = "layout.";

    private final SortedMap<String, String> values;
    private final Optional<Problem> problem;
    private final ReadOnlyIntegerWrapper layoutChanges = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyIntegerWrapper layoutsTaken = new ReadOnlyIntegerWrapper(0);

    private Remembered(SortedMap<String, String> values, Optional<Problem> problem) {
        this.values = values;
        this.problem = problem;
    }

    /** Nothing. */
    public static Remembered nothing() {
        return new Remembered(new TreeMap<>(), Optional.empty());
    }

    /** What this file holds; nothing where it is not there or damaged. */
    public static Remembered read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return damaged(file, "it is larger than " + LARGEST + " bytes");
            }
            return parse(file, Files.readString(file));
        } catch (NoSuchFileException first) {
            return nothing();
        } catch (IOException unreadable) {
            return damaged(file, "it cannot be read as text");
        }
    }

    private static Remembered parse(Path file, String text) {
        SortedMap<String, String> values = new TreeMap<>();
        for (String line : text.split("\n", -1)) {
            int sign = line.indexOf('=');
            if (sign > 0) {
                values.put(line.substring(0, sign), line.substring(sign + 1));
            } else if (!line.isBlank()) {
                return damaged(file, "a line in it is not of the form key=value");
            }
        }
        return new Remembered(values, Optional.empty());
    }

    private static Remembered damaged(Path file, String what) {
        String name = String.valueOf(file.getFileName());
        return new Remembered(new TreeMap<>(), Optional.of(Problem.of(name, what + "; it is ignored", "")));
    }

    /** What was wrong with the file. */
    public Optional<Problem> problem() {
        return problem;
    }

    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The number under this key, where there is one within bounds. */
    public Optional<Double> number(String key, double least, double most) {
        return find(key).flatMap(Remembered::parse).filter(value -> value >= least && value <= most);
    }

    private static Optional<Double> parse(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    /** The constant under this key, where there is one of that name. */
    public <E extends Enum<E>> Optional<E> constant(String key, Class<E> type) {
        return find(key)
                .flatMap(name -> List.of(type.getEnumConstants()).stream()
                        .filter(constant -> constant.name().equals(name))
                        .findFirst());
    }

    public void put(String key, Object value) {
        String line = String.valueOf(value).replace('\n', ' ');
        boolean changes = !line.equals(values.put(key.replace('\n', ' '), line));
        if (changes && key.startsWith(LAYOUT_KEY)) {
            layoutChanges.set(layoutChanges.get() + 1);
        }
    }

    /** Places and sizes of the parts of the window, as {@code layout.*}. */
    public SortedMap<String, String> layout() {
        return new TreeMap<>(values.tailMap(LAYOUT_KEY).headMap(LAYOUT_KEY + Character.MAX_VALUE));
    }

    /** Counts what is changed of the layout. */
    public ReadOnlyIntegerProperty layoutChangesProperty() {
        return layoutChanges.getReadOnlyProperty();
    }

    /** Takes over a whole layout, as it belongs to what is opened; what is no part of one is left out. */
    void takeLayout(SortedMap<String, String> layout) {
        if (!layout.isEmpty()) {
            values.keySet().removeIf(key -> key.startsWith(LAYOUT_KEY));
        }
        layout.forEach((key, value) -> {
            if (key.startsWith(LAYOUT_KEY)) {
                put(key, value);
            }
        });
        layoutsTaken.set(layoutsTaken.get() + 1);
    }

    /** Counts the layouts that were taken over, so that the parts of the window know of it. */
    public ReadOnlyIntegerProperty layoutsTakenProperty() {
        return layoutsTaken.getReadOnlyProperty();
    }

    /** Files opened lately, the last one first. */
    public List<Path> recent() {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < RECENT; i++) {
            find(RECENT_KEY + i).filter(name -> name.indexOf('\0') < 0).ifPresent(name -> files.add(Path.of(name)));
        }
        return files;
    }

    /** Puts a file before the others that were opened lately. */
    public void opened(Path file) {
        List<Path> files = new ArrayList<>(recent());
        Path whole = file.toAbsolutePath();
        files.remove(whole);
        files.add(0, whole);
        for (int i = 0; i < Math.min(RECENT, files.size()); i++) {
            put(RECENT_KEY + i, files.get(i));
        }
    }

    /** Everything, as it is written; a snapshot that another thread may write. */
    public String text() {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }
}
