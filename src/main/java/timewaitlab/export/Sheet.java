package timewaitlab.export;

import java.util.List;
import timewaitlab.draw.Mark;

/** A diagram that is ready to be drawn. */
record Sheet(double width, double height, List<Mark> marks) {
    Sheet {
        marks = List.copyOf(marks);
    }
}
