package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.scenario.Intervention;

/**
 * An intervention as the panel lists it.
 *
 * @param at its place in the list
 * @param title its name, or its text in brief where it has none
 * @param text the line it was written as
 */
public record InterventionRow(int at, String title, String text, boolean isOn) {

    /** Those of the branch that is shown. */
    public static List<InterventionRow> of(Session session) {
        List<InterventionRow> rows = new ArrayList<>();
        for (Intervention each : session.interventions()) {
            String title = each.name().isEmpty() ? each.change().brief() : each.name();
            rows.add(new InterventionRow(rows.size(), title, each.change().text(), each.isOn()));
        }
        return rows;
    }

    /** Turns it on or off. */
    public void turn(Session session, boolean on) {
        session.replace(at, session.interventions().get(at).turned(on));
    }

    /** Gives it a name; an empty one gives it its text back. */
    public void rename(Session session, String name) {
        String given = name.strip().equals(text) ? "" : name;
        session.replace(at, session.interventions().get(at).named(given));
    }

    /** Takes it out. */
    public void remove(Session session) {
        session.replace(at, null);
    }
}
