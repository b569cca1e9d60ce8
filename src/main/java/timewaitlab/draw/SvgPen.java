package timewaitlab.draw;

import java.util.LinkedHashMap;
import java.util.Map;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.draw.Outline.Path;

/**
 * Draws into an SVG document: text stays text, groups keep their ids and titles. The same marks give the same bytes on
 * every machine.
 */
public final class SvgPen implements Pen {
    private static final String SANS = "'IBM Plex Sans','Helvetica Neue',Arial,sans-serif";
    private static final String MONO = "'JetBrains Mono','DejaVu Sans Mono',Consolas,monospace";

    private final Palette palette;
    private final double width;
    private final double height;
    private final Map<String, String> patterns = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder(1 << 14);
    private String indent = "  ";

    /** A sheet of this size, filled with paper. */
    public SvgPen(Palette palette, double width, double height) {
        this.palette = palette;
        this.width = width;
        this.height = height;
    }

    /** The document. {@code title} names it, {@code description} says what it shows. */
    public String document(String title, String description) {
        StringBuilder svg = new StringBuilder(body.length() + 1024);
        String size = Digits.of(width) + "\" height=\"" + Digits.of(height);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(size);
        svg.append("\" viewBox=\"0 0 ").append(Digits.of(width)).append(' ').append(Digits.of(height));
        svg.append("\" role=\"img\" aria-labelledby=\"lab-title lab-desc\" font-kerning=\"none\">\n");
        svg.append("  <title id=\"lab-title\">").append(escape(title)).append("</title>\n");
        svg.append("  <desc id=\"lab-desc\">").append(escape(description)).append("</desc>\n");
        if (!patterns.isEmpty()) {
            svg.append("  <defs>\n");
            patterns.values().forEach(svg::append);
            svg.append("  </defs>\n");
        }
        svg.append("  <rect width=\"").append(size);
        svg.append("\" fill=\"").append(palette.hex(Ink.PAPER)).append("\"/>\n");
        return svg.append(body).append("</svg>\n").toString();
    }

    @Override
    public void open(Mark.Group group) {
        body.append(indent).append("<g id=\"").append(escape(group.id()));
        body.append("\" class=\"").append(escape(group.kind())).append("\">");
        body.append("<title>").append(escape(group.title())).append("</title>\n");
        indent += "  ";
    }

    @Override
    public void close(Mark.Group group) {
        indent = indent.substring(2);
        body.append(indent).append("</g>\n");
    }

    @Override
    public void shape(Mark.Shape shape) {
        body.append(indent);
        if (shape.outline() instanceof Disc disc) {
            body.append("<circle");
            put("cx", disc.x());
            put("cy", disc.y());
            put("r", disc.radius());
        } else if (shape.outline() instanceof Box box) {
            body.append("<rect");
            put("x", box.x());
            put("y", box.y());
            put("width", box.width());
            put("height", box.height());
            if (box.radius() > 0) {
                put("rx", box.radius());
            }
        } else if (shape.outline() instanceof Path path) {
            body.append("<path d=\"");
            path.walk(new Data(body));
            body.append('"');
        }
        paint(shape);
        body.append("/>\n");
    }

    @Override
    public void text(Mark.Text text) {
        Face face = text.lettering().face();
        body.append(indent).append("<text");
        put("x", text.x());
        put("y", text.y());
        if (text.anchor() != Anchor.START) {
            put("text-anchor", text.anchor() == Anchor.MIDDLE ? "middle" : "end");
        }
        put("font-family", face.isMono() ? MONO : SANS);
        put("font-size", text.lettering().size());
        if (face.weight() != 400) {
            put("font-weight", face.weight());
        }
        put("fill", palette.hex(text.lettering().ink()));
        if (text.text().contains("  ")) {
            put("xml:space", "preserve");
        }
        body.append('>').append(escape(text.text())).append("</text>\n");
    }

    private void paint(Mark.Shape shape) {
        Fill fill = shape.fill();
        if (fill == null) {
            put("fill", "none");
        } else {
            put("fill", fill.hatch() == null ? palette.hex(fill.ink()) : "url(#" + pattern(fill.hatch(), fill) + ")");
            if (fill.opacity() < 1) {
                put("fill-opacity", fill.opacity());
            }
        }
        Stroke stroke = shape.stroke();
        if (stroke == null) {
            return;
        }
        put("stroke", palette.hex(stroke.ink()));
        put("stroke-width", palette.stroke(stroke.width()));
        if (stroke.opacity() < 1) {
            put("stroke-opacity", stroke.opacity());
        }
        if (!stroke.dash().isSolid()) {
            put(
                    "stroke-dasharray",
                    Digits.of(stroke.dash().on()) + " "
                            + Digits.of(stroke.dash().off()));
        }
        if (stroke.dash().isRound()) {
            put("stroke-linecap", "round");
        }
        put("stroke-linejoin", "round");
    }

    private String pattern(Hatch hatch, Fill fill) {
        String id = "hatch-" + hatch.name().toLowerCase(java.util.Locale.ROOT) + "-"
                + fill.ink().token().substring(5);
        String pitch = Digits.of(hatch.pitch());
        String middle = Digits.of(hatch.pitch() / 2);
        String ink = hatch.isDots()
                ? "<circle cx=\"" + middle + "\" cy=\"" + middle + "\" r=\"" + Digits.of(hatch.width() / 2)
                        + "\" fill=\"" + palette.hex(fill.ink()) + "\"/>"
                : "<path d=\"M0 " + middle + "H" + pitch + "\" stroke=\"" + palette.hex(fill.ink())
                        + "\" stroke-width=\"" + Digits.of(hatch.width()) + "\"/>";
        patterns.putIfAbsent(
                id,
                "    <pattern id=\"" + id + "\" patternUnits=\"userSpaceOnUse\" width=\"" + pitch + "\" height=\""
                        + pitch + "\" patternTransform=\"rotate(" + Digits.of(-hatch.angle()) + ")\">" + ink
                        + "</pattern>\n");
        return id;
    }

    private void put(String name, double value) {
        put(name, Digits.of(value));
    }

    private void put(String name, String value) {
        body.append(' ').append(name).append("=\"").append(value).append('"');
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                // XML 1.0 has no place for other control characters.
                default -> escaped.append(c < ' ' && c != '\t' && c != '\n' ? '\uFFFD' : c);
            }
        }
        return escaped.toString();
    }

    /** Writes the steps of a path as SVG path data. */
    private record Data(StringBuilder out) implements Path.Walker {
        @Override
        public void moveTo(double x, double y) {
            step('M', x, y);
        }

        @Override
        public void lineTo(double x, double y) {
            step('L', x, y);
        }

        @Override
        public void curveTo(Outline.Curve c) {
            step('C', c.x1(), c.y1());
            step(' ', c.x2(), c.y2());
            step(' ', c.x(), c.y());
        }

        @Override
        public void close() {
            out.append('Z');
        }

        private void step(char letter, double x, double y) {
            out.append(letter).append(Digits.of(x)).append(' ').append(Digits.of(y));
        }
    }
}
