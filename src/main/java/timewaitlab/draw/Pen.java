package timewaitlab.draw;

/** Draws marks: on a screen, into a file, as text. */
public interface Pen {
    void shape(Mark.Shape shape);

    void text(Mark.Text text);

    /** What follows until {@link #close} belongs to this group. */
    void open(Mark.Group group);

    void close(Mark.Group group);

    /** Draws these marks in order. */
    default void draw(Iterable<? extends Mark> marks) {
        for (Mark mark : marks) {
            if (mark instanceof Mark.Shape shape) {
                shape(shape);
            } else if (mark instanceof Mark.Text text) {
                text(text);
            } else if (mark instanceof Mark.Group group) {
                open(group);
                draw(group.marks());
                close(group);
            }
        }
    }
}
