package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the palette finds. */
class OfferTest {
    private static final List<ScenarioTitle> SCENARIOS = List.of(
            new ScenarioTitle("flagship", "Two laptops, one café"), new ScenarioTitle("table-full", "Table full"));

    @ParameterizedTest
    @CsvSource({
        "go to a time, 'Go to a time, a segment or a test'",
        "TIME a go, 'Go to a time, a segment or a test'",
        "café, 'Open: Two laptops, one café'",
        "table-full, Open: Table full",
        "full table, Open: Table full",
    })
    void wordsInAnyOrder(String wanted, String found) {
        assertThat(Offer.find(wanted, SCENARIOS))
                .extracting(Offer::text)
                .first()
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"xyzzy", "full xyzzy"})
    void nothing(String wanted) {
        assertThat(Offer.find(wanted, SCENARIOS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(value = {"''", "'  '"})
    void everything(String wanted) {
        assertThat(Offer.find(wanted, SCENARIOS)).hasSize(Action.values().length + SCENARIOS.size());
    }
}
