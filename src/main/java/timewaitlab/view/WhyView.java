package timewaitlab.view;

import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.WhyCard;

/** The Why pane: the verdict, the values that decided it, and what would have changed it. */
public final class WhyView {
    /** Letters of a counter's name that have room beside another card. */
    private static final int NARROW = 16;

    private static final PseudoClass DECISIVE = PseudoClass.getPseudoClass("decisive");
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final PseudoClass SUPPOSED = PseudoClass.getPseudoClass("supposed");
    private static final double CHIP_SIZE = 15;
    private static final int SHOWN_WHEN_FOLDED = 5;

    private final MainViewModel model;
    private final ValueView values;
    private final WhatIfRows whatIfs;
    private int originJourney;
    private int shownVerdict = -1;
    /** Whoever asked for all questions once gets them from then on. */
    private boolean unfolded;

    @FXML
    private StackPane pane;

    @FXML
    private VBox card;

    @FXML
    private ScrollPane scroll;

    @FXML
    private HBox chipBox;

    @FXML
    private Label place;

    @FXML
    private TextFlow sentence;

    @FXML
    private Hyperlink origin;

    @FXML
    private StackPane valueBox;

    @FXML
    private VBox findings;

    @FXML
    private HBox notes;

    @FXML
    private Label changesHeading;

    @FXML
    private VBox changes;

    @FXML
    private Label cite;

    @FXML
    private Label rule;

    @FXML
    private VBox empty;

    WhyView(MainViewModel model) {
        this.model = model;
        values = new ValueView(model.themeProperty());
        whatIfs = new WhatIfRows(model);
    }

    @FXML
    void initialize() {
        origin.setOnMouseEntered(event -> model.hoveredProperty().set(originJourney));
        origin.setOnMouseExited(event -> model.hoveredProperty().set(0));
        valueBox.getChildren().add(values);
        model.showing().watch(model.selectedProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.playhead().timeProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.filter().shownProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.supposedProperty(), (value, before, now) -> {
            shownVerdict = -1;
            refresh();
            card.pseudoClassStateChanged(SUPPOSED, now != null);
        });
        model.showing().watch(model.experimentProperty(), (value, before, now) -> {
            shownVerdict = -1;
            refresh();
        });
        pane.visibleProperty().addListener((value, before, now) -> refresh());
        refresh();
    }

    void dispose() {
        pane.getChildren().clear();
    }

    private void refresh() {
        int id = model.explainedId();
        // Of a large run verdicts pass by the hundred; nobody reads them behind another pane.
        if (id != shownVerdict && pane.isVisible()) {
            shownVerdict = id;
            card.setVisible(id != 0);
            empty.setVisible(id == 0);
            model.why().ifPresent(this::show);
        }
    }

    private void show(WhyCard shown) {
        chipBox.getChildren().setAll(new ChipView(shown.chip(), CHIP_SIZE, model.themeProperty()));
        place.setText(shown.place());
        sentence.getChildren().setAll(words(shown.sentence()));
        origin.setText(shown.origin());
        setShown(origin, !shown.origin().isEmpty());
        originJourney = shown.originJourney();
        setShown(valueBox, shown.pair().isPresent());
        if (shown.pair().isPresent()) {
            values.show(shown);
        }
        findings.getChildren().clear();
        shown.findings().forEach(row -> findings.getChildren().add(row(row, shown)));
        fold(shown);
        if (shown.findings().isEmpty()) {
            findings.getChildren().add(styled(new Label(Texts.say("why.unasked")), "lab-quiet"));
        }
        notes.getChildren().clear();
        boolean alone = shown.notes().size() == 1;
        shown.notes().forEach(note -> notes.getChildren().add(note(note, alone)));
        whatIfs.show(shown.changes(), changes);
        setShown(changesHeading, !shown.changes().isEmpty());
        cite.setText(shown.cite());
        rule.setText(shown.rule());
        scroll.setVvalue(0);
        pane.setAccessibleText(shown.chip().text() + ". " + shown.sentence().replace("*", ""));
    }

    /**
     * The questions long before the deciding one wait behind a line of their own, so that what would have changed the
     * verdict is in sight.
     */
    private void fold(WhyCard shown) {
        List<WhyCard.Row> rows = shown.findings();
        int early = rows.size() - SHOWN_WHEN_FOLDED;
        for (WhyCard.Row row : rows) {
            early = row.decisive() ? Math.min(early, row.number() - 2) : early;
        }
        if (early < 2 || unfolded) {
            return;
        }
        List<Node> hidden = List.copyOf(findings.getChildren().subList(0, early));
        hidden.forEach(row -> setShown(row, false));
        Hyperlink more = styled(new Hyperlink(Texts.say("why.earlierQuestions", early)), "lab-fold-questions");
        more.setOnAction(event -> {
            unfolded = true;
            hidden.forEach(row -> setShown(row, true));
            findings.getChildren().remove(more);
        });
        findings.getChildren().add(0, more);
    }

    /** Words between asterisks are the deciding ones. */
    private static Node[] words(String text) {
        String[] parts = text.split("\\*");
        Node[] nodes = new Node[parts.length];
        for (int i = 0; i < parts.length; i++) {
            Text part = new Text(parts[i]);
            part.getStyleClass().add(i % 2 == 1 ? "lab-word-deciding" : "lab-word");
            nodes[i] = part;
        }
        return nodes;
    }

    private Node row(WhyCard.Row row, WhyCard shown) {
        Label number = styled(new Label(Integer.toString(row.number())), "lab-finding-number");
        Label question = styled(new Label(row.question()), "lab-finding-question");
        question.setWrapText(true);
        boolean oneLine = !row.brief().isEmpty();
        TextFlow operands = operands(row);
        VBox middle = oneLine ? new VBox(question) : new VBox(question, operands);
        HBox.setHgrow(middle, Priority.ALWAYS);
        FontIcon sign = new FontIcon(row.held() ? "fth-check" : "fth-x");
        Label answer = styled(new Label(row.answer(), sign), "lab-finding-answer");
        HBox finding = styled(new HBox(number, middle, answer), "lab-finding");
        if (oneLine) {
            operands.setMinWidth(Region.USE_PREF_SIZE);
            finding.getChildren().add(2, operands);
        }
        finding.getStyleClass().add(shown.chip().kind().name().toLowerCase(Locale.ROOT));
        finding.pseudoClassStateChanged(DECISIVE, row.decisive());
        finding.pseudoClassStateChanged(REFUSED, !row.held());
        finding.setAccessibleText(row.question() + " " + row.operands() + " " + row.answer());
        return finding;
    }

    /** The comparison, in which each value that somebody set leads there. */
    private TextFlow operands(WhyCard.Row row) {
        TextFlow flow = styled(new TextFlow(), "lab-operands");
        for (WhyCard.Part part : row.parts()) {
            Node node = part.origin()
                    .<Node>map(origin -> styled(Cards.link(part.text(), origin, model), "lab-value"))
                    .orElseGet(() -> styled(new Text(part.text()), "lab-value-text"));
            flow.getChildren().add(node);
        }
        return flow;
    }

    /** The name of a counter is one word: beside another card it breaks where another word of it begins. */
    private static Label fact(String text, boolean alone) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.split("(?<=[a-z])(?=[A-Z])")) {
            boolean breaks = !alone && length > 0 && length + word.length() > NARROW;
            lines.append(breaks ? "\n" : "").append(word);
            length = breaks ? word.length() : length + word.length();
        }
        Label fact = new Label(lines.toString());
        fact.setAccessibleText(text);
        return fact;
    }

    private static Node note(WhyCard.Note note, boolean alone) {
        VBox box = styled(
                new VBox(
                        styled(new Label(note.heading()), "lab-note-heading"),
                        wrapped(styled(fact(note.fact(), alone), "lab-note-fact")),
                        wrapped(styled(new Label(note.detail()), "lab-note-detail"))),
                "lab-card");
        box.setMinWidth(0);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setPrefWidth(1);
        return box;
    }

    private static <T extends Node> T styled(T node, String style) {
        node.getStyleClass().add(style);
        return node;
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        setShown(label, !label.getText().isEmpty());
        return label;
    }

    private static void setShown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    @FXML
    void goToOrigin() {
        model.goTo(originJourney);
    }

    @FXML
    void nextVerdict() {
        model.stepForward();
    }
}
