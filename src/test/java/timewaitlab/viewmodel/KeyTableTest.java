package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Problem;

/** Keys: the usual ones, those of a file, and what is said of a wrong line. */
class KeyTableTest {
    @Test
    void noUsualKeyIsGivenTwiceAndEveryActionHasItsWords() {
        Map<KeyStroke, Action> given = new HashMap<>();
        for (Action action : Action.values()) {
            for (KeyStroke stroke : action.usual()) {
                assertThat(given.put(stroke, action)).as("also has %s", stroke).isNull();
                assertThat(KeyTable.usual().find(stroke)).contains(action);
            }
            assertThat(action.text()).isNotBlank();
            assertThat(action.menu().actions()).contains(action);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        # written,     caps
        n,             n
        D,             D
        ?,             ?
        +,             +
        Ctrl+K,        Ctrl K
        Ctrl+Left,     Ctrl ←
        Alt+Shift+F5,  Alt Shift F5
        Space,         Space
        PageDown,      PageDown
        """)
    void strokesAreReadAsTheyAreWritten(String written, String caps) {
        KeyStroke stroke = KeyStroke.of(written).orElseThrow();
        assertThat(stroke.text()).isEqualTo(caps);
        assertThat(stroke).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({"nn", "Ctrl+", "Ctrl+?", "F13", "Hyper+a", "Ctrl+Ctrl", "space"})
    void whatIsNoStrokeIsNone(String written) {
        assertThat(KeyStroke.of(written)).isEmpty();
    }

    @Test
    void aFileTakesTheUsualKeysPlace() {
        KeyTable.Read read = KeyTable.parse("keys.txt", """
                # mine
                play = p F9
                theme =
                """);
        assertThat(read.problems()).isEmpty();
        KeyTable table = read.table();
        assertThat(table.find(KeyStroke.typed("p"))).contains(Action.PLAY);
        assertThat(table.of(Action.PREVIOUS_SEGMENT)).as("p was its key").isEmpty();
        assertThat(table.of(Action.PLAY)).extracting(KeyStroke::toString).containsExactly("p", "F9");
        assertThat(table.of(Action.THEME)).isEmpty();
        assertThat(table.find(KeyStroke.typed("n"))).contains(Action.NEXT_SEGMENT);
    }

    @Test
    void aWrongLineIsNamedByItsPlaceAndTheOthersCount() {
        KeyTable.Read read =
                KeyTable.parse("keys.txt", "dance = x\nplay Space\ntheme = Foo\nstep = t\nstep-back = t\n");
        assertThat(read.problems())
                .extracting(Problem::toString)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("keys.txt:1:1: no action is called \"dance\"; expected one of"),
                        line -> assertThat(line)
                                .isEqualTo("keys.txt:2:11: the sign = is missing; expected action = key key"),
                        line -> assertThat(line)
                                .isEqualTo("keys.txt:3:9: \"Foo\" is no key; expected a character, or a name such as"
                                        + " Ctrl+Left"),
                        line -> assertThat(line)
                                .isEqualTo("keys.txt:5:13: t is given to step already; expected another key"));
        assertThat(read.table().of(Action.STEP)).extracting(KeyStroke::toString).containsExactly("t");
        assertThat(read.table().of(Action.STEP_BACK)).isEqualTo(Action.STEP_BACK.usual());
    }

    @Test
    void theTableItWritesIsTheTableItReads() {
        KeyTable usual = KeyTable.usual();
        KeyTable.Read read = KeyTable.parse("keys.txt", usual.text());
        assertThat(read.problems()).isEmpty();
        for (Action action : Action.values()) {
            assertThat(read.table().of(action)).isEqualTo(usual.of(action));
        }
        assertThat(List.of(Action.values()))
                .allSatisfy(action -> assertThat(usual.text()).contains(action.id() + " ="));
    }
}
