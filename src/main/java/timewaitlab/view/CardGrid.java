package timewaitlab.view;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Cards of one width and, in a row, of one height: as many across as have room. */
final class CardGrid extends Pane {
    private static final double GAP = 16;
    private static final double LEAST = 240;

    /** How many stand in a row. */
    int columns() {
        return columns(getWidth());
    }

    private static int columns(double width) {
        return Math.max(1, (int) ((width + GAP) / (LEAST + GAP)));
    }

    private static double cardWidth(double width) {
        int columns = columns(width);
        return Math.floor((width - (columns - 1) * GAP) / columns);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return LEAST;
    }

    @Override
    protected double computePrefWidth(double height) {
        return LEAST;
    }

    @Override
    protected double computePrefHeight(double width) {
        double wide = width < 0 ? Math.max(LEAST, getWidth()) : width;
        int columns = columns(wide);
        double height = -GAP;
        for (int first = 0; first < getChildren().size(); first += columns) {
            height += rowHeight(first, columns, cardWidth(wide)) + GAP;
        }
        return Math.max(0, height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    private double rowHeight(int first, int columns, double width) {
        List<Node> cards = getChildren();
        return cards.subList(first, Math.min(cards.size(), first + columns)).stream()
                .mapToDouble(card -> Math.ceil(card.prefHeight(width)))
                .max()
                .orElse(0);
    }

    @Override
    protected void layoutChildren() {
        int columns = columns();
        double width = cardWidth(getWidth());
        double top = 0;
        for (int first = 0; first < getChildren().size(); first += columns) {
            double height = rowHeight(first, columns, width);
            for (int i = first; i < Math.min(getChildren().size(), first + columns); i++) {
                getChildren().get(i).resizeRelocate((i - first) * (width + GAP), top, width, height);
            }
            top += height + GAP;
        }
    }
}
