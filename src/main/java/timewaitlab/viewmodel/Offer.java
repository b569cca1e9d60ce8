package timewaitlab.viewmodel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the palette finds by its name. */
public sealed interface Offer {
    /** As the palette writes it. */
    String text();

    /** Something to do. */
    record Doing(Action action) implements Offer {
        @Override
        public String text() {
            return action.text();
        }
    }

    /** A scenario to open. */
    record Opening(ScenarioTitle scenario) implements Offer {
        @Override
        public String text() {
            return Texts.say("palette.open", scenario.title());
        }
    }

    /** Everything whose name has each of these words in it, in any order; what can be done comes first. */
    static List<Offer> find(String wanted, List<ScenarioTitle> scenarios) {
        List<String> words =
                Arrays.asList(wanted.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        Stream<Offer> doings = Arrays.stream(Action.values()).map(Doing::new);
        Stream<Offer> openings = scenarios.stream().map(Opening::new);
        return Stream.concat(doings, openings)
                .filter(offer -> words.stream().allMatch(searched(offer)::contains))
                .toList();
    }

    private static String searched(Offer offer) {
        String id = offer instanceof Opening opening ? " " + opening.scenario.id() : "";
        return (offer.text() + id).toLowerCase(Locale.ROOT);
    }
}
