package timewaitlab.viewmodel;

import timewaitlab.draw.Palette;

/** The colours of the window. */
public enum Theme {
    LIGHT(Palette.LIGHT),
    DARK(Palette.DARK),
    /** Light, for a projector in a lit room. */
    PROJECTOR(Palette.PROJECTOR);

    private final Palette palette;

    Theme(Palette palette) {
        this.palette = palette;
    }

    /** What diagrams are drawn in. */
    public Palette palette() {
        return palette;
    }
}
