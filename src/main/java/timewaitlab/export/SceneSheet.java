package timewaitlab.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import timewaitlab.base.Watch;
import timewaitlab.draw.Ink;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Transform;
import timewaitlab.trace.Party;

/** A ladder between state diagrams: those of the clients at its left, those of the servers at its right. */
final class SceneSheet {
    private static final double SIDE = 216;
    private static final double GAP = 12;

    private final Sifted sifted;
    private final DiagramRequest request;
    private final Moment moment;
    private final List<Mark> marks = new ArrayList<>();

    SceneSheet(Sifted sifted, DiagramRequest request, Moment moment) {
        this.sifted = sifted;
        this.request = request;
        this.moment = moment;
    }

    /** The sheet, while {@code watch} wants it. */
    Sheet sheet(Watch watch) {
        double width = request.width() - 2 * (SIDE + GAP);
        LadderLayout ladder = DiagramExport.ladder(sifted, request, moment, width, watch);
        int room = Math.max(1, (int) (ladder.height() / HostStates.usualHeight()));
        double left = column(shown(Party.Kind.CLIENT, room), 0);
        double right = column(shown(Party.Kind.SERVER, room), request.width() - SIDE);
        double height = Math.max(ladder.height(), Math.max(left, right));
        marks.addAll(Transform.move(SIDE + GAP, 0).of(ladder.marks()));
        for (double x : new double[] {SIDE + GAP / 2, request.width() - SIDE - GAP / 2}) {
            marks.add(Mark.fill(new Box(x - 0.5, 0, 1, height, 0), Ink.LINE));
        }
        return new Sheet(request.width(), height, marks);
    }

    /** As many hosts as there is room for: first those of the selected segment, then those that did something last. */
    private List<String> shown(Party.Kind kind, int room) {
        List<String> hosts = moment.hosts(kind);
        List<String> chosen = hosts.stream()
                .sorted(Comparator.comparing((String host) -> !host.equals(request.host()))
                        .thenComparing(host -> !moment.concerns(host))
                        .thenComparing(host -> -moment.lastChange(host)))
                .limit(room)
                .toList();
        return hosts.stream().filter(chosen::contains).toList();
    }

    /** Draws diagrams one below the other; answers where they end. */
    private double column(List<String> hosts, double x) {
        double y = 0;
        for (String host : hosts) {
            HostStates states = new HostStates(sifted.trace(), moment, host, SIDE);
            marks.addAll(states.marks(x, y));
            if (y > 0) {
                marks.add(Mark.fill(new Box(x + 8, y, SIDE - 16, 1, 0), Ink.LINE));
            }
            y += states.height();
        }
        return y;
    }
}
