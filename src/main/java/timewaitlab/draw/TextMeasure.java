package timewaitlab.draw;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Widths of text in the bundled fonts, from the fonts' own tables (OpenType cmap format 4, hmtx). Unhinted and without
 * kerning, so the same number comes out on every machine and for every pen.
 */
public final class TextMeasure {
    /** Height of capitals as part of the size; text is centred on it. The two families differ by 0.03. */
    public static final double CAPITALS = 0.71;

    private static final int FIRST_WIDE = 0x2E80;
    private static final Map<String, TextMeasure> KNOWN = new ConcurrentHashMap<>();

    private final double[] advances = new double[0x10000];

    private TextMeasure(Face face) {
        ByteBuffer font = ByteBuffer.wrap(FontFile.sfnt(face));
        double em = font.getShort(table(font, "head") + 18);
        int metrics = font.getShort(table(font, "hhea") + 34) & 0xffff;
        int hmtx = table(font, "hmtx");
        int cmap = unicode(font, table(font, "cmap"));
        for (int c = 0; c < advances.length; c++) {
            // A missing glyph comes from another font: one em for the scripts of East Asia, 0.6 em for the rest.
            advances[c] = c >= FIRST_WIDE ? 1 : 0.6;
        }
        int segments = font.getShort(cmap + 6) / 2;
        for (int i = 0; i < segments; i++) {
            int end = font.getShort(cmap + 14 + 2 * i) & 0xffff;
            int start = font.getShort(cmap + 16 + 2 * segments + 2 * i) & 0xffff;
            for (int c = start; c <= end && c < 0xffff; c++) {
                int glyph = glyph(font, cmap, i, c);
                if (glyph > 0) {
                    int at = hmtx + 4 * Math.min(glyph, metrics - 1);
                    advances[c] = (font.getShort(at) & 0xffff) / em;
                }
            }
        }
    }

    /** How wide this text is at this size, in pixels. */
    public static double width(Face face, double size, String text) {
        TextMeasure measure = KNOWN.computeIfAbsent(face.resource(), file -> new TextMeasure(face));
        double width = 0;
        for (int i = 0; i < text.length(); i++) {
            width += measure.advances[text.charAt(i)];
        }
        return width * size;
    }

    private static int table(ByteBuffer font, String name) {
        int wanted = ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
        int tables = font.getShort(4);
        for (int i = 0; i < tables; i++) {
            if (font.getInt(12 + 16 * i) == wanted) {
                return font.getInt(12 + 16 * i + 8);
            }
        }
        throw new IllegalStateException("a bundled font has no table " + name);
    }

    private static int unicode(ByteBuffer font, int cmap) {
        int tables = font.getShort(cmap + 2);
        for (int i = 0; i < tables; i++) {
            int offset = cmap + font.getInt(cmap + 4 + 8 * i + 4);
            if (font.getShort(offset) == 4) {
                return offset;
            }
        }
        throw new IllegalStateException("a bundled font has no cmap of format 4");
    }

    /** OpenType cmap format 4: a segment shifts codes by a delta, or points into an array of glyphs. */
    private static int glyph(ByteBuffer font, int cmap, int segment, int code) {
        int segments = font.getShort(cmap + 6) / 2;
        int start = font.getShort(cmap + 16 + 2 * segments + 2 * segment) & 0xffff;
        int delta = font.getShort(cmap + 16 + 4 * segments + 2 * segment);
        int at = cmap + 16 + 6 * segments + 2 * segment;
        int range = font.getShort(at) & 0xffff;
        if (range == 0) {
            return code + delta & 0xffff;
        }
        int glyph = font.getShort(at + range + 2 * (code - start)) & 0xffff;
        return glyph == 0 ? 0 : glyph + delta & 0xffff;
    }
}
