package timewaitlab.view;

import timewaitlab.viewmodel.LadderViewModel;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.StatesPane;

/**
 * The state diagrams at both sides of the ladder: clients left, servers right. In a narrow window, and where many
 * lifelines need the room, one diagram shows them all in turn: lifelines too near each other tell nothing.
 */
final class DiagramPair {
    /** From this width on the window has room for both, if the ladder has. */
    private static final double WIDE = 1360;

    private final MainViewModel model;
    private final StatesView left;
    private final StatesView right;
    private final WhatIfView whatIf;
    private double window;

    DiagramPair(MainViewModel model, StatesView left, StatesView right, WhatIfView whatIf) {
        this.model = model;
        this.left = left;
        this.right = right;
        this.whatIf = whatIf;
        left.follow(StatesPane.Whose.CLIENTS);
        left.dividedAt(Divider.Edge.RIGHT, "states");
        right.follow(StatesPane.Whose.SERVERS);
        right.dividedAt(Divider.Edge.LEFT, "states-server");
        model.showing().watch(model.experimentProperty(), (shown, before, now) -> choose());
        whatIf.collapsedProperty().addListener((collapsed, before, now) -> choose());
    }

    /** In a window of this width. */
    void fit(double width, Widths widths) {
        window = width;
        left.setWidth(widths.states(), widths.spare());
        right.setWidth(widths.states(), widths.spare());
        choose();
    }

    private void choose() {
        if (model.showing().isLarge()) {
            return; // a demonstration has a layout of its own
        }
        Widths widths = Widths.of(window);
        boolean folded = whatIf.isCollapsed();
        boolean both = window >= WIDE && widths.ladder(folded) >= LadderViewModel.comfortableWidth(model);
        left.setShown(both);
        right.setShown(widths.holdsDiagram(folded));
        right.follow(both ? StatesPane.Whose.SERVERS : StatesPane.Whose.ALL);
    }
}
