package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.draw.Outline.Path;

/** Scales marks and moves them. Dash lengths stay as they are. */
public record Transform(double scale, double dx, double dy) {
    /** Moves only. */
    public static Transform move(double dx, double dy) {
        return new Transform(1, dx, dy);
    }

    /** The same marks elsewhere. */
    public List<Mark> of(List<Mark> marks) {
        List<Mark> moved = new ArrayList<>(marks.size());
        for (Mark mark : marks) {
            moved.add(of(mark));
        }
        return moved;
    }

    private Mark of(Mark mark) {
        if (mark instanceof Mark.Group group) {
            return new Mark.Group(group.id(), group.kind(), group.title(), of(group.marks()));
        }
        if (mark instanceof Mark.Text text) {
            Mark.Lettering was = text.lettering();
            Mark.Lettering lettering = new Mark.Lettering(was.face(), was.size() * scale, was.ink());
            return new Mark.Text(x(text.x()), y(text.y()), text.anchor(), lettering, text.text());
        }
        Mark.Shape shape = (Mark.Shape) mark;
        Stroke was = shape.stroke();
        Stroke stroke = was == null ? null : new Stroke(was.ink(), was.width() * scale, was.opacity(), was.dash());
        return new Mark.Shape(of(shape.outline()), shape.fill(), stroke);
    }

    private Outline of(Outline outline) {
        if (outline instanceof Disc disc) {
            return new Disc(x(disc.x()), y(disc.y()), disc.radius() * scale);
        }
        if (outline instanceof Box box) {
            return new Box(x(box.x()), y(box.y()), box.width() * scale, box.height() * scale, box.radius() * scale);
        }
        return ((Path) outline).mapped(this);
    }

    double x(double value) {
        return value * scale + dx;
    }

    double y(double value) {
        return value * scale + dy;
    }
}
