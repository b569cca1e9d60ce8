package timewaitlab.viewmodel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The gallery: what can be opened, as cards in three parts. It is left when something was opened. */
public final class GalleryPane {
    private final MainViewModel model;
    private final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.LESSONS);
    private final ReadOnlyObjectWrapper<List<Card>> cards = new ReadOnlyObjectWrapper<>(List.of());
    private List<ScenarioTitle> titles = List.of();

    /** What the cards are of. */
    public enum Part {
        /** Scenarios with a question: opened as a demonstration that asks it. */
        LESSONS,
        /** Every shipped scenario: opened as it was left. */
        SCENARIOS,
        /** Files opened lately, the last one first. */
        RECENT;

        /** Name of the part in keys and ids. */
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Its name. */
        public String text() {
            return Texts.say("gallery." + key());
        }
    }

    /** Where an arrow key leads from a card. */
    public enum Step {
        LEFT,
        RIGHT,
        UP,
        DOWN,
        FIRST,
        LAST
    }

    /**
     * One thing to open.
     *
     * @param id of a shipped scenario, or a file
     * @param number from 1, in the order in which they are offered
     * @param question what its lesson asks, or where the file lies
     * @param tags what it is about; may be empty
     * @param done whether its lesson was gone through to the end
     */
    public record Card(String id, int number, String title, String question, String tags, boolean done) {
        /** All of it, as it is read out. */
        public String spoken() {
            String said = Texts.say("gallery.spoken", number, title, question);
            String about = tags.isEmpty() ? said : said + " " + tags + ".";
            return done ? about + " " + Texts.say("gallery.done") + "." : about;
        }
    }

    public GalleryPane(MainViewModel model) {
        this.model = model;
        part.addListener((value, before, now) -> fill());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> {
            // After a change of language the same one is shown anew.
            if (before != null && now != null) {
                leave();
            }
        });
    }

    public ObjectProperty<Part> partProperty() {
        return part;
    }

    /** The cards of the part that is shown. */
    public ReadOnlyObjectProperty<List<Card>> cardsProperty() {
        return cards.getReadOnlyProperty();
    }

    /** Somebody begins to look: what is shown behind it stands still, and the cards are as things are now. */
    public void look() {
        model.playhead().pause();
        fill();
        if (titles.isEmpty()) {
            model.alongside(model.laboratory()::scenarios, read -> {
                titles = read;
                fill();
            });
        }
    }

    /** What was shown before is shown again. */
    public void leave() {
        model.showing().galleryProperty().set(false);
    }

    /** How many there are in this part, and what they are for. */
    public String heading() {
        return Texts.say("gallery.heading." + part.get().key(), cards.get().size());
    }

    /** What comes of opening one. */
    public String about() {
        return Texts.say("gallery.about." + part.get().key());
    }

    /** The number, from 0, of the card that a step leads to where so many stand in a row; the same at an edge. */
    public int step(int from, Step step, int columns) {
        int last = cards.get().size() - 1;
        int to = switch (step) {
            case LEFT -> from - 1;
            case RIGHT -> from + 1;
            case UP -> from - columns;
            case DOWN -> from + columns;
            case FIRST -> 0;
            case LAST -> last;
        };
        // Below a row that is not full lies its last card.
        boolean below = step == Step.DOWN && to > last && from / columns < last / columns;
        return below ? last : to < 0 || to > last ? from : to;
    }

    /** Opens what a card is of; what is shown already, as a scenario, is gone back to. */
    public void open(Card card) {
        switch (part.get()) {
            case LESSONS -> begin(card.id());
            case SCENARIOS -> pick(card.id());
            case RECENT -> model.open(Path.of(card.id()));
        }
    }

    private void begin(String scenario) {
        model.runs().start(scenario, () -> {
            model.compare().activeProperty().set(false);
            model.showing().demoProperty().set(true);
            model.lessons().begin();
        });
    }

    private void pick(String scenario) {
        boolean shown = model.getExperiment()
                .filter(experiment -> experiment.choice().scenario().equals(scenario))
                .isPresent();
        if (shown) {
            leave();
        } else {
            Errands.pick(model, scenario);
        }
    }

    private void fill() {
        List<Card> made = new ArrayList<>();
        if (part.get() == Part.RECENT) {
            for (Path file : model.desk().remembered().recent()) {
                String name = String.valueOf(file.getFileName());
                String folder = file.getParent() == null ? "" : file.getParent().toString();
                made.add(new Card(file.toString(), made.size() + 1, name, folder, "", false));
            }
        } else {
            titles.stream()
                    .filter(title -> part.get() == Part.SCENARIOS || title.teaches())
                    .forEach(title -> made.add(card(title, made.size() + 1)));
        }
        cards.set(made);
        if (part.get() != Part.RECENT && model.showing().galleryProperty().get()) {
            model.runs().vignettes().want(made.stream().map(Card::id).toList());
        }
    }

    private Card card(ScenarioTitle title, int number) {
        boolean done = part.get() == Part.LESSONS && model.lessons().book().isDone(title.id());
        String tags = String.join(" · ", title.topics());
        return new Card(title.id(), number, title.title(), title.about(), tags, done);
    }
}
