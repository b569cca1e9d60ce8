package timewaitlab.view;

import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Polyline;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.SegmentFilter;

/** The bar above the ladder in which somebody writes which segments to show. */
public final class FilterView {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double TOOTH = 2.5;
    /** Under what is missing at the end there is no character to measure. */
    private static final double MISSING = 8;

    private final SegmentFilter filter;
    private final MainViewModel model;
    private final Polyline wave = new Polyline();
    private Runnable leave = () -> {};

    @FXML
    private VBox pane;

    @FXML
    private FontIcon sign;

    @FXML
    private TextField expression;

    @FXML
    private Pane under;

    @FXML
    private Label tally;

    @FXML
    private Label problem;

    FilterView(MainViewModel model) {
        this.model = model;
        filter = model.filter();
    }

    @FXML
    void initialize() {
        FieldChoices.offerIn(model, expression);
        wave.getStyleClass().add("lab-wave");
        wave.setManaged(false);
        under.getChildren().add(wave);
        expression.textProperty().set(filter.textProperty().get());
        expression
                .textProperty()
                .addListener((text, before, now) -> filter.textProperty().set(now));
        model.showing().watch(filter.textProperty(), (text, before, now) -> {
            if (!now.equals(expression.getText())) {
                expression.setText(now);
                expression.positionCaret(now.length());
            }
        });
        model.showing().watch(filter.problemProperty(), (wrong, before, now) -> show());
        model.showing().watch(filter.shownProperty(), (passed, before, now) -> show());
        model.showing().watch(filter.testProperty(), (test, before, now) -> {
            if (now.isPresent()) {
                setShown(true);
            }
        });
        model.showing().watch(model.experimentProperty(), (value, before, now) -> show());
        expression.caretPositionProperty().addListener(value -> underline());
        expression.widthProperty().addListener(value -> underline());
        show();
    }

    /** Who takes the keys when somebody has written enough. */
    void leftFor(Runnable other) {
        leave = other;
    }

    private void show() {
        boolean wrong = filter.problemProperty().get().isPresent();
        pane.pseudoClassStateChanged(WRONG, wrong);
        sign.setIconLiteral(wrong ? "fth-alert-triangle" : "fth-filter");
        problem.setText(filter.problemText());
        present(problem, wrong);
        tally.setText(filter.tally());
        present(tally, !wrong);
        underline();
    }

    private static void present(Label label, boolean shown) {
        label.setVisible(shown);
        label.setManaged(shown);
    }

    private void setShown(boolean shown) {
        pane.setVisible(shown);
        pane.setManaged(shown);
    }

    /** A wave under the part that cannot be read, wherever the field has scrolled it. */
    private void underline() {
        wave.getPoints().clear();
        filter.problemSpan().ifPresent(span -> {
            if (expression.getSkin() instanceof TextFieldSkin skin && span.from() <= expression.getLength()) {
                double left = skin.getCharacterBounds(span.from()).getMinX();
                double right = span.to() > expression.getLength()
                        ? left + MISSING
                        : skin.getCharacterBounds(span.to()).getMinX();
                double y = expression.getHeight() - 5;
                double start = Math.max(expression.getInsets().getLeft(), left);
                double end =
                        Math.min(expression.getWidth() - expression.getInsets().getRight(), right);
                for (double x = start, side = 0; x <= end; x += TOOTH, side = TOOTH - side) {
                    wave.getPoints().addAll(x, y - side);
                }
            }
        });
    }

    /** Waits for a test to be written. */
    void ask() {
        setShown(true);
        expression.requestFocus();
        expression.selectAll();
    }

    /** Gives the keys back; what was not applied is not kept. */
    void escape() {
        if (expression.isFocused()) {
            filter.revert();
            setShown(filter.testProperty().get().isPresent());
        }
    }

    @FXML
    void apply() {
        filter.apply(leave);
    }

    @FXML
    void clear() {
        filter.clear();
        setShown(false);
        leave.run();
    }
}
