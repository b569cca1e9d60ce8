package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthsTest {
    /** At the least width beside the panel's rail, and beside the open panel only where the ladder keeps its own. */
    @ParameterizedTest
    @CsvSource({"1024, true, true", "1024, false, false", "1280, false, true", "1440, false, true"})
    void aDiagramIsShownWhereTheLadderKeepsItsLeast(double window, boolean folded, boolean shown) {
        assertThat(Widths.of(window).holdsDiagram(folded)).isEqualTo(shown);
    }

    /** Beside both diagrams and the panel, labels of 1440 lose their timestamps: the panel begins as its rail. */
    @ParameterizedTest
    @CsvSource({"1280, false", "1440, false", "1600, true", "1920, true"})
    void thePanelBeginsOpenWhereLabelsAreWholeBesideIt(double window, boolean open) {
        assertThat(Widths.of(window).isRoomy()).isEqualTo(open);
    }
}
