package timewaitlab.draw;

import java.util.Optional;
import timewaitlab.draw.MapRegions.Point;

/**
 * How a decision map is looked at.
 *
 * @param across how SEG.SEQ is measured and zoomed; its length is fitted to the picture
 * @param up how SEG.TSval is measured and zoomed
 * @param dot the segment, where one is shown
 */
public record MapOptions(
        double width, double height, MapScale across, MapScale up, Optional<Point> dot, Subject subject, Words words) {
    /** Below this width the map is a pane's: smaller type, no headings. */
    private static final double NARROW = 620;

    private static final Margins WIDE_MARGINS = new Margins(104, 92, 24, 76);
    private static final Margins NARROW_MARGINS = new Margins(58, 26, 12, 46);

    /**
     * What the map is of.
     *
     * @param title what is shown, in words; drawn on wide maps only
     * @param kernels the kernel's label, or two that are compared
     * @param sequenceName what SEG.SEQ is measured against; empty for none
     * @param timestampName what SEG.TSval is measured against; empty for none
     * @param dotName what the dot is
     */
    public record Subject(String title, Kernels kernels, String sequenceName, String timestampName, String dotName) {}

    /** Labels of the kernel and of the one it is compared with; the second is empty when it is not. */
    public record Kernels(String first, String second) {}

    /** Pixels around the plane. */
    record Margins(double left, double top, double right, double bottom) {}

    /** All of the plane at this size. */
    public static MapOptions whole(double width, double height, Subject subject) {
        MapScale any = MapScale.whole(1);
        return new MapOptions(width, height, any, any, Optional.empty(), subject, Words.inUse()).fitted();
    }

    /** The same with the axes as long as the picture has room for. */
    public MapOptions fitted() {
        Margins margins = margins();
        double wide = Math.max(40, width - margins.left - margins.right);
        double high = Math.max(40, height - margins.top - margins.bottom);
        return new MapOptions(width, height, across.sized(wide), up.sized(high), dot, subject, words);
    }

    public MapOptions withScales(MapScale newAcross, MapScale newUp) {
        return new MapOptions(width, height, newAcross, newUp, dot, subject, words).fitted();
    }

    public MapOptions withDot(Point newDot) {
        return new MapOptions(width, height, across, up, Optional.of(newDot), subject, words);
    }

    public MapOptions withWords(Words newWords) {
        return new MapOptions(width, height, across, up, dot, subject, newWords);
    }

    boolean isNarrow() {
        return width < NARROW;
    }

    Margins margins() {
        return isNarrow() ? NARROW_MARGINS : WIDE_MARGINS;
    }
}
