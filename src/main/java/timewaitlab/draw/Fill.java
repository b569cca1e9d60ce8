package timewaitlab.draw;

import org.jspecify.annotations.Nullable;

/** What an outline is filled with: a colour, or a hatch of that colour on whatever lies below. */
public record Fill(Ink ink, double opacity, @Nullable Hatch hatch) {
    public static Fill of(Ink ink) {
        return new Fill(ink, 1, null);
    }

    public static Fill of(Ink ink, double opacity) {
        return new Fill(ink, opacity, null);
    }

    public static Fill hatched(Ink ink, Hatch hatch) {
        return new Fill(ink, 1, hatch);
    }
}
