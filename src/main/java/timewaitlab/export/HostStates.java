package timewaitlab.export;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.draw.Face;
import timewaitlab.draw.Ink;
import timewaitlab.draw.Mark;
import timewaitlab.draw.StateLayout;
import timewaitlab.draw.StateOptions;
import timewaitlab.draw.Transform;
import timewaitlab.trace.Trace;

/** The narrow state diagram of a host under a line that says whose it is. */
final class HostStates {
    private static final double HEAD = 44;
    private static final double HEIGHT = 574;
    private static final double LEFT = 10;

    private final String host;
    private final StateLayout states;

    HostStates(Trace trace, Moment moment, String host, double width) {
        this.host = host;
        StateOptions options = StateOptions.narrow(host, moment.time())
                .withSize(width, HEIGHT)
                .withSocket(moment.socket(host).orElse(null));
        states = StateLayout.of(trace, options);
    }

    /** About how high one is. */
    static double usualHeight() {
        return HEAD + HEIGHT;
    }

    double height() {
        return HEAD + states.height();
    }

    /** The diagram with its upper left corner there. */
    List<Mark> marks(double x, double y) {
        List<Mark> marks = new ArrayList<>(head());
        for (Mark mark : Transform.move(0, HEAD).of(states.marks())) {
            marks.add(mark instanceof Mark.Group group ? named(group) : mark);
        }
        return Transform.move(x, y).of(marks);
    }

    private List<Mark> head() {
        Mark.Lettering name = new Mark.Lettering(Face.BOLD, 14, Ink.INK);
        Mark.Lettering state = new Mark.Lettering(Face.SEMIBOLD, 12, Ink.INK);
        Mark.Lettering small = new Mark.Lettering(Face.MONO, 10.5, Ink.MUTED);
        double after = LEFT + name.width(host) + 8;
        List<Mark> marks = new ArrayList<>();
        marks.add(Mark.text(LEFT, 17, Mark.Anchor.START, name, host));
        marks.add(Mark.text(after, 17, Mark.Anchor.START, state, states.here().label()));
        states.socket().ifPresent(socket -> {
            String fitted = fitted(socket, small);
            marks.add(Mark.text(LEFT, 33, Mark.Anchor.START, small, fitted));
        });
        return marks;
    }

    /** {@code :80-203.0.113.7:40000} where there is no room for all of it: a host knows its own address. */
    private String fitted(String socket, Mark.Lettering lettering) {
        int dash = socket.indexOf('-');
        if (dash < 0 || lettering.width(socket) <= states.width() - 2 * LEFT) {
            return socket;
        }
        return socket.substring(Math.max(0, socket.lastIndexOf(':', dash)));
    }

    /** Several diagrams on one sheet have a state each of the same name. */
    private Mark named(Mark.Group group) {
        return new Mark.Group(host + "-" + group.id(), group.kind(), host + " " + group.title(), group.marks());
    }
}
