package timewaitlab.viewmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import timewaitlab.base.Language;
import timewaitlab.base.Problem;

/** What belongs to whoever sits at the window rather than to what it shows: what is remembered, keys, language. */
public final class Desk {
    /** The file of keys. */
    public static final String KEYS = "keys.txt";

    private static final String REMEMBERED = "remembered.txt";
    private static final String LANGUAGE = "language";
    private static final int LARGEST_KEYS = 100_000;

    private final Home home;
    private final Remembered remembered;
    private final ReadOnlyObjectWrapper<KeyTable> keys = new ReadOnlyObjectWrapper<>(KeyTable.usual());
    private final List<Problem> problems = new ArrayList<>();

    private Desk(Home home, Remembered remembered) {
        this.home = home;
        this.remembered = remembered;
    }

    /** A desk where nothing is kept. */
    public static Desk bare() {
        return new Desk(Home.none(), Remembered.nothing());
    }

    /** The desk as it was left. Reads files: not for the thread of the window. */
    public static Desk at(Home home) {
        Desk desk = new Desk(home, home.file(REMEMBERED).map(Remembered::read).orElseGet(Remembered::nothing));
        desk.remembered.problem().ifPresent(desk.problems::add);
        KeyTable.Read read = desk.readKeys();
        desk.problems.addAll(read.problems());
        desk.keys.set(read.table());
        return desk;
    }

    public Home home() {
        return home;
    }

    public Remembered remembered() {
        return remembered;
    }

    /** What was wrong with the files that were read; each has been left out as far as it was wrong. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Which keys do what. */
    public ReadOnlyObjectProperty<KeyTable> keysProperty() {
        return keys.getReadOnlyProperty();
    }

    public KeyTable getKeys() {
        return keys.get();
    }

    /** From now on these keys count. */
    public void use(KeyTable table) {
        keys.set(table);
    }

    /**
     * A language of the window.
     *
     * @param ownName what those who speak it call it
     */
    public record Tongue(String code, String ownName, boolean inUse) {}

    /** The languages the window speaks. */
    public static List<Tongue> languages() {
        return Arrays.stream(Language.values())
                .map(language -> new Tongue(language.code(), language.ownName(), language == Language.inUse()))
                .toList();
    }

    /** From now on everything is said in the language of this desk. */
    public void speak() {
        Language.use(language());
    }

    /** The language that was chosen here or, failing that, that of the system. */
    public Language language() {
        return Language.of(remembered.find(LANGUAGE).orElse(Locale.getDefault().toString()));
    }

    /** Remembers the language of this code. */
    public void choose(String code) {
        remembered.put(LANGUAGE, Language.of(code).code());
    }

    /** The file of keys as it is now; the usual ones where there is none. Reads: not for the thread of the window. */
    public KeyTable.Read readKeys() {
        Optional<Path> file = home.file(KEYS).filter(Files::exists);
        try {
            if (file.isEmpty()) {
                return new KeyTable.Read(KeyTable.usual(), List.of());
            }
            if (Files.size(file.get()) > LARGEST_KEYS) {
                throw new IOException();
            }
            return KeyTable.parse(KEYS, Files.readString(file.get()));
        } catch (IOException unreadable) {
            return new KeyTable.Read(
                    KeyTable.usual(),
                    List.of(Problem.of(KEYS, "it cannot be read as text", "lines: action = key key")));
        }
    }

    /** Writes the file of keys where there is none yet. Writes: not for the thread of the window. */
    public Optional<Problem> offerKeys() {
        return home.file(KEYS)
                .filter(Files::notExists)
                .flatMap(file -> home.write(KEYS, getKeys().text()));
    }

    /** Writes what is remembered. Not for the thread of the window. */
    public Optional<Problem> save(String text) {
        return home.write(REMEMBERED, text);
    }
}
