package timewaitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The limits of size and the banned words. A limit is not raised to let a file pass: the file is split by idea. */
class TidyTest {

    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 50;
    private static final int LINE_CHARACTERS = 120;
    private static final int PARAMETERS = 5;
    /** Records and constructors name each value at the place it is kept, which is what a long list of parameters lacks. */
    private static final int COMPONENTS = 16;

    private static final int NESTING = 3;

    private static final Pattern LEFT_OPEN = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    private static final Pattern EMPTY_NAME = Pattern.compile("Utils|Helper|Manager");
    private static final Set<String> ROOMS_WITH_A_CONSOLE = Set.of("cli", "app");
    private static final Set<String> TOP_LEVEL = Set.of("pom.xml", "src", "fxml", "css", "packaging", "README.md");

    /**
     * Files excused from the limits of size, each with its reason. The map may only shrink: an entry that is no longer
     * needed fails, and so does one more than {@link #EXCEPTIONS_AT_MOST}, which is lowered with every entry removed.
     */
    private static final Map<String, String> EXCEPTIONS = Map.of();

    private static final int EXCEPTIONS_AT_MOST = 0;

    private static final Path MAIN = Path.of("src/main/java");

    @Test
    void filesAndMethodsKeepTheirSize() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (SourceFile file : sources()) {
            if (!EXCEPTIONS.containsKey(file.path())) {
                complaints.addAll(tooLarge(file));
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void exceptionsOnlyShrink() throws IOException {
        Set<String> needed = sources().stream()
                .filter(file -> !tooLarge(file).isEmpty())
                .map(SourceFile::path)
                .collect(Collectors.toSet());
        assertThat(needed).as("an exception that is not needed goes").containsAll(EXCEPTIONS.keySet());
        assertThat(EXCEPTIONS.size()).as("number of exceptions").isEqualTo(EXCEPTIONS_AT_MOST);
        assertThat(EXCEPTIONS.values()).as("reasons").noneMatch(String::isBlank);
    }

    @Test
    void namesSaySomethingAndNothingIsLeftOpen() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (SourceFile file : sources()) {
            complaints.addAll(badWords(file));
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void onlyTheCommandLineAndTheFrontDoorSpeakToTheConsole() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (SourceFile file : sources()) {
            if (!ROOMS_WITH_A_CONSOLE.contains(room(file))) {
                file.consoleLines().forEach(line -> complaints.add(at(file, line, "System.out or System.err")));
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void topLevelHoldsWhatItShould() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(""))) {
            Set<String> names = entries.map(Path::toString)
                    .filter(name -> !name.startsWith(".") && !name.equals("target"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(names).isSubsetOf(TOP_LEVEL).contains("pom.xml", "src", "packaging");
        }
    }

    @Test
    void limitsAreFelt() throws IOException {
        SourceFile untidy = SourceFile.parse("timewaitlab/wire/SegmentHelper.java", """
                class SegmentHelper {
                    // TODO shorten
                    void six(int a, int b, int c, int d, int e, int f) { System.out.println(a); }
                    SegmentHelper(int a, int b, int c, int d, int e, int f) {}
                    void flat(int a) { if (a == 1) {} else if (a == 2) {} else if (a == 3) {} else if (a == 4) {} else if (a == 5) {} }
                    void deep() { for (;;) { while (true) { if (true) { try { switch (1) { default: } } finally {} } } } }
                    record Wide(int a, int b, int c, int d, int e, int f, int g, int h, int i,
                            int j, int k, int l, int m, int n, int o, int p, int q) { static final int R = 1; }
                    void tall() {%s    }
                }
                """.formatted("\n".repeat(50)));
        assertThat(tooLarge(untidy))
                .containsExactlyInAnyOrder(
                        "timewaitlab/wire/SegmentHelper.java:3: six has 6 parameters, limit 5",
                        "timewaitlab/wire/SegmentHelper.java:6: deep nests 5 deep, limit 3",
                        "timewaitlab/wire/SegmentHelper.java:7: Wide has 17 components, limit 16",
                        "timewaitlab/wire/SegmentHelper.java:9: tall has 51 lines, limit 50");
        assertThat(badWords(untidy)).hasSize(2);
        assertThat(untidy.consoleLines()).containsExactly(3);
        assertThat(tooLarge(SourceFile.parse("timewaitlab/wire/Long.java", "//" + "-".repeat(119) + "\n".repeat(401))))
                .containsExactly(
                        "timewaitlab/wire/Long.java:1: 401 lines, limit 400",
                        "timewaitlab/wire/Long.java:1: 121 characters, limit 120");
    }

    private static List<String> tooLarge(SourceFile file) {
        List<String> complaints = new ArrayList<>();
        if (file.lines().size() > FILE_LINES) {
            complaints.add(at(file, 1, file.lines().size() + " lines, limit " + FILE_LINES));
        }
        for (int i = 0; i < file.lines().size(); i++) {
            int characters = file.lines().get(i).length();
            if (characters > LINE_CHARACTERS) {
                complaints.add(at(file, i + 1, characters + " characters, limit " + LINE_CHARACTERS));
            }
        }
        for (SourceFile.Type type : file.types()) {
            if (type.components() > COMPONENTS) {
                complaints.add(at(file, type.line(), over(type.name(), type.components(), "components", COMPONENTS)));
            }
        }
        file.methods().forEach(method -> complaints.addAll(tooLarge(file, method)));
        return complaints;
    }

    private static List<String> tooLarge(SourceFile file, SourceFile.Method method) {
        List<String> complaints = new ArrayList<>();
        int parameters = method.isConstructor() ? COMPONENTS : PARAMETERS;
        if (method.length() > METHOD_LINES) {
            complaints.add(at(file, method.line(), over(method.name(), method.length(), "lines", METHOD_LINES)));
        }
        if (method.parameters() > parameters) {
            complaints.add(at(file, method.line(), over(method.name(), method.parameters(), "parameters", parameters)));
        }
        if (method.nesting() > NESTING) {
            complaints.add(
                    at(file, method.line(), method.name() + " nests " + method.nesting() + " deep, limit " + NESTING));
        }
        return complaints;
    }

    private static List<String> badWords(SourceFile file) {
        List<String> complaints = new ArrayList<>();
        for (int i = 0; i < file.lines().size(); i++) {
            if (LEFT_OPEN.matcher(file.lines().get(i)).find()) {
                complaints.add(
                        at(file, i + 1, "left open: " + file.lines().get(i).strip()));
            }
        }
        for (SourceFile.Type type : file.types()) {
            if (EMPTY_NAME.matcher(type.name()).find()) {
                complaints.add(at(file, type.line(), "a name that says nothing: " + type.name()));
            }
        }
        return complaints;
    }

    private static String over(String name, int count, String what, int limit) {
        return name + " has " + count + " " + what + ", limit " + limit;
    }

    private static String at(SourceFile file, int line, String complaint) {
        return file.path() + ":" + line + ": " + complaint;
    }

    private static String room(SourceFile file) {
        return file.path().split("/")[1];
    }

    private static List<SourceFile> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            List<SourceFile> sources = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                String path = MAIN.relativize(file).toString().replace('\\', '/');
                sources.add(SourceFile.parse(path, Files.readString(file)));
            }
            return sources;
        }
    }
}
