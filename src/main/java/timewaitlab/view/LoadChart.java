package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Side;
import javafx.scene.chart.AreaChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.LoadPane.Span;
import timewaitlab.viewmodel.LoadPlot;
import timewaitlab.viewmodel.Numbers;

/** One plot over time: lines with their areas, what is written down, what is marked, and where the playhead stands. */
final class LoadChart extends AreaChart<Number, Number> {
    /** As wide as the widest number beside any plot, so that the same moment stands at the same place in each. */
    private static final double NUMBERS = 46;

    private static final double SECOND = 1e9;
    private static final double MARK = 3.5;
    private static final double FEW = 100;

    private final LoadPlot plot;
    private final NumberAxis time;
    private final Rectangle recorded = shape(new Rectangle(), "lab-load-recorded");
    private final Rectangle chosen = shape(new Rectangle(), "lab-load-chosen");
    private final Line playhead = shape(new Line(), "lab-load-playhead");
    private final List<Polygon> refusals = new ArrayList<>();
    private final List<Long> refused;
    private @Nullable Span recordedSpan;
    private @Nullable Span chosenSpan;
    private long now;

    /** {@code known}: how far the lines may be drawn; {@code labelled}: whether times are written below. */
    LoadChart(LoadPlot plot, long known, boolean labelled) {
        super(new NumberAxis(), numbers(plot));
        this.plot = plot;
        refused = plot.refusals();
        time = (NumberAxis) getXAxis();
        time.setAutoRanging(false);
        time.setSide(Side.BOTTOM);
        time.setTickLabelsVisible(labelled);
        time.setMinorTickVisible(false);
        time.setTickLabelFormatter(new Seconds());
        setAnimated(false);
        setCreateSymbols(false);
        setLegendVisible(false);
        setHorizontalZeroLineVisible(false);
        setVerticalZeroLineVisible(false);
        setVerticalGridLinesVisible(false);
        setAlternativeRowFillVisible(false);
        setMinHeight(labelled ? 72 : 54);
        setPrefHeight(labelled ? 108 : 90);
        getStyleClass().addAll("lab-load-chart", plot.kind().key());
        setId("load-" + plot.kind().key());
        plot.lines().forEach(line -> getData().add(series(line, known)));
        getPlotChildren().add(0, recorded);
        getPlotChildren().add(1, chosen);
        for (int i = 0; i < refused.size(); i++) {
            refusals.add(shape(new Polygon(0, 0, MARK, -1.6 * MARK, -MARK, -1.6 * MARK), "lab-load-refusal"));
        }
        getPlotChildren().addAll(refusals);
        getPlotChildren().add(playhead);
    }

    private static NumberAxis numbers(LoadPlot plot) {
        NumberAxis axis = plot.isShare() ? new NumberAxis(0, FEW, FEW / 2) : new NumberAxis();
        axis.setForceZeroInRange(true);
        axis.setMinorTickVisible(false);
        axis.setMinWidth(NUMBERS);
        axis.setPrefWidth(NUMBERS);
        axis.setMaxWidth(NUMBERS);
        axis.setTickLabelFormatter(new Format(plot.isShare()));
        return axis;
    }

    private XYChart.Series<Number, Number> series(LoadPlot.Line line, long known) {
        List<XYChart.Data<Number, Number>> points = new ArrayList<>();
        for (int number = 0; number < plot.size() && plot.time(number) <= known; number++) {
            double at = plot.time(number) / SECOND;
            points.add(new XYChart.Data<>(at, plot.height(line, number)));
        }
        XYChart.Series<Number, Number> series = new XYChart.Series<>();
        series.setName(line.name());
        series.getData().setAll(points);
        return series;
    }

    private static <T extends javafx.scene.shape.Shape> T shape(T shape, String style) {
        shape.getStyleClass().add(style);
        shape.setManaged(false);
        shape.setMouseTransparent(true);
        return shape;
    }

    /** The part of the run that is drawn. */
    void showSpan(Span span) {
        time.setLowerBound(span.from() / SECOND);
        time.setUpperBound(span.until() / SECOND);
        time.setTickUnit(unit((span.until() - span.from()) / SECOND));
        requestChartLayout();
    }

    private static double unit(double length) {
        double power = Math.pow(10, Math.floor(Math.log10(length / 4)));
        double share = length / 4 / power;
        return power * (share < 2 ? 1 : share < 5 ? 2 : 5);
    }

    /** The part that is written down, and the part that is marked. */
    void showParts(Optional<Span> writtenDown, Optional<Span> marked) {
        recordedSpan = writtenDown.orElse(null);
        chosenSpan = marked.orElse(null);
        requestChartLayout();
    }

    void showPlayhead(long moment) {
        now = moment;
        place();
    }

    /** The moment under this place of the scene. */
    long timeAt(double sceneX) {
        double x = time.sceneToLocal(sceneX, 0).getX();
        double seconds = time.getValueForDisplay(x).doubleValue();
        double inside = Math.max(time.getLowerBound(), Math.min(time.getUpperBound(), seconds));
        return Math.round(inside * SECOND);
    }

    @Override
    protected void layoutPlotChildren() {
        super.layoutPlotChildren();
        place();
    }

    private void place() {
        double height = getYAxis().getHeight();
        span(recorded, recordedSpan, height);
        span(chosen, chosenSpan, height);
        double x = Math.round(x(now)) + 0.5;
        playhead.setStartX(x);
        playhead.setEndX(x);
        playhead.setStartY(0);
        playhead.setEndY(height);
        double last = -MARK * 2;
        for (int i = 0; i < refusals.size(); i++) {
            double at = x(refused.get(i));
            boolean room = at >= last + 2 * MARK;
            refusals.get(i).setVisible(room);
            refusals.get(i).setTranslateX(at);
            refusals.get(i).setTranslateY(2 * MARK);
            last = room ? at : last;
        }
    }

    private void span(Rectangle shape, @Nullable Span span, double height) {
        shape.setVisible(span != null);
        if (span != null) {
            double from = x(span.from());
            shape.setX(from);
            shape.setWidth(Math.max(2, x(span.until()) - from));
            shape.setHeight(height);
        }
    }

    private double x(long moment) {
        return time.getDisplayPosition(moment / SECOND);
    }

    private static final class Seconds extends Format {
        Seconds() {
            super(false);
        }

        @Override
        public String toString(Number number) {
            return Numbers.brief(number.doubleValue());
        }
    }

    /** Numbers beside a plot, as short as they can be. */
    private static class Format extends StringConverter<Number> {
        private final boolean percent;

        Format(boolean percent) {
            this.percent = percent;
        }

        @Override
        public String toString(Number number) {
            // Half a connection is a place on the axis, but nothing to read.
            boolean whole = number.doubleValue() == Math.rint(number.doubleValue());
            return whole ? Numbers.brief(number.doubleValue()) + (percent ? " %" : "") : "";
        }

        @Override
        public Number fromString(String text) {
            throw new UnsupportedOperationException("nobody writes on an axis");
        }
    }

    /** So that its legend's swatches can be told apart as its lines are. */
    static Region swatch(LoadPlot plot, int line) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("lab-load-swatch", plot.kind().key(), "line" + line);
        return swatch;
    }
}
