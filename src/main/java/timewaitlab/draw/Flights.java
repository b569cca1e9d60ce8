package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;

/** Where segments under way are at an instant, on the lines a ladder draws for them. */
public final class Flights {
    /** The head of a segment under way. */
    public record Flight(int leg, double x, double y, Ink ink) {}

    private Flights() {}

    /** Every segment under way at this instant. */
    public static List<Flight> of(LadderLayout layout, long now) {
        List<Flight> flights = new ArrayList<>();
        double y = layout.y(now);
        for (Way way : layout.ways().between(y - 200, y + 200)) {
            if (way.start() <= now && now < way.end()) {
                flights.add(head(way, now));
            }
        }
        return flights;
    }

    /** As far along its line as along its time, leg by leg. */
    private static Flight head(Way way, long now) {
        int leg = 0;
        while (leg + 1 < way.legs().size() && way.legs().get(leg + 1).time() <= now) {
            leg++;
        }
        long from = way.legs().get(leg).time();
        long to = Math.min(way.end(), way.legs().get(leg).arrived());
        double part = to <= from ? 1 : Math.min(1, (double) (now - from) / (to - from));
        double x = way.x()[leg] + part * (way.x()[leg + 1] - way.x()[leg]);
        double y = way.y()[leg] + part * (way.y()[leg + 1] - way.y()[leg]);
        return new Flight(way.legs().get(leg).id(), x, y, way.ink());
    }
}
