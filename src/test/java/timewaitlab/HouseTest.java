package timewaitlab;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house plan: which room may use which, and what the lower floors must never know. */
@AnalyzeClasses(packages = "timewaitlab", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    /**
     * The one place where the plan is written down. "+ below" adds every room on a floor lower than the highest one
     * named. A room may be missing, since none is made before its first type; a package missing here is an error.
     */
    private static final List<Room> PLAN = plan("""
            floor | room      | may use
            0     | wire      | -
            0     | base      | -
            0     | decide    | base
            1     | tcp       | base, wire, decide
            1     | nat       | base, wire, decide
            2     | kernel    | tcp, nat + below
            2     | trace     | tcp, nat + below
            3     | node      | kernel, trace + below
            4     | sim       | node + below
            4     | capture   | base, wire
            5     | scenario  | sim + below
            6     | lab       | scenario, capture + below
            6     | draw      | trace + below
            7     | agreement | lab + below
            8     | export    | lab, draw, capture + below
            9     | viewmodel | export + below
            10    | view      | viewmodel, draw
            10    | cli       | lab, export + below
            11    | app       | view, cli + below
            """);

    /** The floors whose doings are a function of scenario and seed, and nothing else. */
    private static final int HIGHEST_DETERMINISTIC_FLOOR = 5;

    /** Libraries, and the only rooms that may see each. */
    private static final List<Visibility> LIBRARIES = List.of(
            only("org.snakeyaml..", "scenario"),
            only("picocli..", "cli", "app"),
            only("com.fasterxml.jackson..", "lab", "agreement", "export", "cli"),
            only("javafx..", "viewmodel", "view", "app"),
            only("org.controlsfx..", "view", "app"),
            only("impl.org.controlsfx..", "view", "app"),
            only("atlantafx..", "view", "app"),
            only("org.kordamp.ikonli..", "view", "app"));

    @ArchTest
    static final ArchRule ROOMS_USE_WHAT_THE_PLAN_ALLOWS = rooms();

    @ArchTest
    static final ArchRule TIME_AND_CHANCE_COME_FROM_SIM = noClasses()
            .that()
            .resideInAnyPackage(deterministicRooms())
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.time\\.Clock|java\\.util\\.Random|java\\.security\\.SecureRandom"
                    + "|java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.lang\\.Thread|java\\.util\\.Timer")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(Instant.class, "now")
            .allowEmptyShould(true)
            .because("a run is a function of scenario and seed");

    @ArchTest
    static final ArchRule ENGINE_KNOWS_NO_SCREEN = noClasses()
            .that()
            .resideInAnyPackage(deterministicRooms())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .allowEmptyShould(true)
            .because("what happened is told by the trace and shown on higher floors");

    @ArchTest
    static final ArchRule RULES_NEVER_ASK_THE_KERNEL_VERSION = noClasses()
            .that()
            .resideInAnyPackage("timewaitlab.tcp..", "timewaitlab.nat..")
            .and()
            .haveSimpleNameEndingWith("Rules")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("timewaitlab.kernel..")
            .allowEmptyShould(true)
            .because("a kernel version is a choice of rules, not a question inside one");

    @ArchTest
    static final ArchRule VIEW_MODELS_KNOW_PROPERTIES_NOT_SCREENS = noClasses()
            .that()
            .resideInAPackage("timewaitlab.viewmodel..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("javafx..").and(not(resideInAnyPackage("javafx.beans..", "javafx.collections.."))))
            .allowEmptyShould(true)
            .because("a view-model is screen state without a screen");

    @ArchTest
    static final ArchRule LIBRARIES_STAY_IN_THEIR_ROOMS = libraries();

    @Test
    void everyRoomIsInThePlanAndIntroducesItself() throws IOException {
        Path root = Path.of("src/main/java/timewaitlab");
        List<Path> rooms;
        try (Stream<Path> files = Files.walk(root)) {
            rooms = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
        assertThat(rooms)
                .as("every room has a package-info.java")
                .allMatch(room -> Files.exists(room.resolve("package-info.java")));
        assertThat(rooms)
                .extracting(room -> root.relativize(room).getName(0).toString())
                .as("every package is a room of the plan")
                .isSubsetOf(PLAN.stream().map(Room::name).toList());
    }

    @Test
    void belowMeansEveryLowerFloor() {
        assertThat(room("kernel").mayUse()).containsExactlyInAnyOrder("wire", "base", "decide", "tcp", "nat");
        assertThat(room("sim").mayUse())
                .contains("node", "kernel", "trace", "wire")
                .doesNotContain("sim", "capture");
        assertThat(room("draw").mayUse()).contains("trace", "tcp").doesNotContain("kernel", "sim");
        assertThat(room("view").mayUse()).containsExactly("viewmodel", "draw");
        assertThat(room("app").mayUse()).hasSize(PLAN.size() - 1);
    }

    private static LayeredArchitecture rooms() {
        LayeredArchitecture house =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (Room room : PLAN) {
            house = house.layer(room.name()).definedBy(packagesOf(List.of(room.name())));
        }
        for (Room room : PLAN) {
            house = room.mayUse().isEmpty()
                    ? house.whereLayer(room.name()).mayNotAccessAnyLayer()
                    : house.whereLayer(room.name())
                            .mayOnlyAccessLayers(room.mayUse().toArray(String[]::new));
        }
        return house;
    }

    private static ArchRule libraries() {
        List<ArchRule> rules = new ArrayList<>();
        for (Visibility library : LIBRARIES) {
            rules.add(noClasses()
                    .that()
                    .resideOutsideOfPackages(packagesOf(library.rooms()))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library.packages())
                    .as("only " + library.rooms() + " may use " + library.packages())
                    .allowEmptyShould(true));
        }
        return CompositeArchRule.of(rules);
    }

    /** Reads the table from the ground up, so that "below" finds the lower floors already there. */
    private static List<Room> plan(String table) {
        List<Room> plan = new ArrayList<>();
        for (String line : table.lines().skip(1).toList()) {
            String[] cells = line.split("\\|");
            plan.add(new Room(Integer.parseInt(cells[0].strip()), cells[1].strip(), mayUse(cells[2].strip(), plan)));
        }
        return List.copyOf(plan);
    }

    private static List<String> mayUse(String cell, List<Room> lower) {
        if (cell.equals("-")) {
            return List.of();
        }
        List<String> named = List.of(cell.replace("+ below", "").strip().split(",\\s*"));
        if (!cell.endsWith("+ below")) {
            return named;
        }
        int highest = lower.stream()
                .filter(room -> named.contains(room.name()))
                .mapToInt(Room::floor)
                .max()
                .orElseThrow();
        Stream<String> below =
                lower.stream().filter(room -> room.floor() < highest).map(Room::name);
        return Stream.concat(named.stream(), below).distinct().toList();
    }

    private static Room room(String name) {
        return PLAN.stream()
                .filter(room -> room.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String[] deterministicRooms() {
        return packagesOf(PLAN.stream()
                .filter(room -> room.floor() <= HIGHEST_DETERMINISTIC_FLOOR)
                .map(Room::name)
                .toList());
    }

    private static String[] packagesOf(List<String> rooms) {
        return rooms.stream().map(room -> "timewaitlab." + room + "..").toArray(String[]::new);
    }

    private static Visibility only(String packages, String... rooms) {
        return new Visibility(packages, List.of(rooms));
    }

    private record Room(int floor, String name, List<String> mayUse) {}

    private record Visibility(String packages, List<String> rooms) {}
}
