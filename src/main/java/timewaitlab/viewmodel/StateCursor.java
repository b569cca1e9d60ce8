package timewaitlab.viewmodel;

import java.util.Optional;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.StateLayout;
import timewaitlab.tcp.TcpState;

/** The state of a diagram that somebody points at, by keys or with the mouse; none at first. */
public final class StateCursor {
    private Optional<TcpState> at = Optional.empty();

    /** Points at nothing. */
    public void leave() {
        at = Optional.empty();
    }

    /** Points at the state the diagram is about. */
    public void enter(StateLayout layout) {
        at = Optional.of(layout.here());
    }

    /** Points at what lies under a point; answers whether a state does. */
    public boolean point(StateLayout layout, double x, double y) {
        at = layout.stateAt(x, y);
        return at.isPresent();
    }

    /** Walks to the nearest state in a direction, from where the diagram is if nothing was pointed at. */
    public void walk(StateLayout layout, int right, int down) {
        TcpState from = at.orElseGet(layout::here);
        at = layout.beside(from, right, down).or(() -> Optional.of(from));
    }

    /** Who is in the state that is pointed at. */
    public Optional<StatesPane.Occupied> occupied(TraceIndex index, StatesPane shown) {
        return at.map(state -> shown.occupied(index, state));
    }

    /** Its box. */
    public Optional<Box> box(StateLayout layout) {
        return at.map(layout::boxOf);
    }

    /** What is drawn around it. */
    public Optional<Mark> mark(StateLayout layout) {
        return at.map(layout::pointer);
    }
}
