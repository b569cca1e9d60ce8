package timewaitlab.draw;

import java.util.Locale;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.draw.Outline.Path;

/** Writes marks as lines of text, one a mark: what tests compare layouts by. */
public final class DumpPen implements Pen {
    private final StringBuilder lines = new StringBuilder();
    private String indent = "";

    /** Everything drawn so far. */
    public String text() {
        return lines.toString();
    }

    @Override
    public void open(Mark.Group group) {
        lines.append(indent)
                .append("# ")
                .append(group.id())
                .append(" (")
                .append(group.kind())
                .append(") ");
        lines.append(group.title()).append('\n');
        indent += "  ";
    }

    @Override
    public void close(Mark.Group group) {
        indent = indent.substring(2);
    }

    @Override
    public void text(Mark.Text text) {
        Mark.Lettering lettering = text.lettering();
        lines.append(indent).append("text ").append(pair(text.x(), text.y())).append(' ');
        lines.append(word(text.anchor()))
                .append(' ')
                .append(word(lettering.face()))
                .append(' ');
        lines.append(Digits.of(lettering.size())).append(' ').append(word(lettering.ink()));
        lines.append(" \"").append(text.text()).append("\"\n");
    }

    @Override
    public void shape(Mark.Shape shape) {
        lines.append(indent);
        if (shape.outline() instanceof Disc disc) {
            lines.append("disc ").append(pair(disc.x(), disc.y())).append(" r ").append(Digits.of(disc.radius()));
        } else if (shape.outline() instanceof Box box) {
            lines.append("box ").append(pair(box.x(), box.y())).append(' ');
            lines.append(pair(box.width(), box.height())).append(" r ").append(Digits.of(box.radius()));
        } else if (shape.outline() instanceof Path path) {
            lines.append("path");
            path.walk(new Steps(lines));
        }
        Fill fill = shape.fill();
        if (fill != null) {
            lines.append(" fill ").append(word(fill.ink()));
            lines.append(fill.hatch() == null ? "" : "/" + word(fill.hatch()));
            lines.append(fill.opacity() < 1 ? "@" + Digits.of(fill.opacity()) : "");
        }
        Stroke stroke = shape.stroke();
        if (stroke != null) {
            lines.append(" line ").append(word(stroke.ink())).append(' ').append(Digits.of(stroke.width()));
            lines.append(stroke.dash() == Stroke.Dash.SOLID ? "" : " " + word(stroke.dash()));
            lines.append(stroke.opacity() < 1 ? "@" + Digits.of(stroke.opacity()) : "");
        }
        lines.append('\n');
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String pair(double x, double y) {
        return Digits.of(x) + "," + Digits.of(y);
    }

    /** Writes the steps of a path. */
    private record Steps(StringBuilder out) implements Path.Walker {
        @Override
        public void moveTo(double x, double y) {
            out.append(" M").append(pair(x, y));
        }

        @Override
        public void lineTo(double x, double y) {
            out.append(" L").append(pair(x, y));
        }

        @Override
        public void curveTo(Outline.Curve c) {
            out.append(" C").append(pair(c.x1(), c.y1())).append(' ');
            out.append(pair(c.x2(), c.y2())).append(' ').append(pair(c.x(), c.y()));
        }

        @Override
        public void close() {
            out.append(" Z");
        }
    }
}
