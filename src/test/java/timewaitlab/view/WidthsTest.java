package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthsTest {
    /** Beside both diagrams and the panel, labels of 1440 lose their timestamps: the panel begins as its rail. */
    @ParameterizedTest
    @CsvSource({"1280, false", "1440, false", "1600, true", "1920, true"})
    void thePanelBeginsOpenWhereLabelsAreWholeBesideIt(double window, boolean open) {
        assertThat(Widths.of(window).isRoomy()).isEqualTo(open);
    }
}
