package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import timewaitlab.draw.Clocks;
import timewaitlab.draw.SerialPair;

/**
 * A verdict as the Why pane shows it, top to bottom.
 *
 * @param place {@code 5.022 s · B · LISTEN}
 * @param sentence with the deciding word between asterisks
 * @param origin where the remembered value came from; empty when nothing was remembered
 * @param originJourney the segment that brought it, 0 for none
 * @param pair the values it compared in the deciding question, where they are serial numbers
 * @param clocks the clocks they came from, where they are timestamps; looked up when they are to be drawn
 * @param cite file and function, or RFC and section
 * @param rule kernel and rule id
 */
public record WhyCard(
        VerdictChip chip,
        String place,
        String sentence,
        String origin,
        int originJourney,
        Optional<SerialPair> pair,
        Optional<Supplier<Clocks>> clocks,
        List<Row> findings,
        List<Note> notes,
        List<Change> changes,
        String cite,
        String rule) {
    public WhyCard {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
        changes = List.copyOf(changes);
    }

    /**
     * A finding: what was asked, what was compared, what the answer was.
     *
     * @param brief the comparison in a few characters where it needs no line of its own, else empty
     * @param parts the comparison that is shown, cut where a value says where it comes from
     */
    public record Row(
            int number,
            String question,
            String operands,
            String brief,
            String answer,
            boolean held,
            boolean decisive,
            List<Part> parts) {
        public Row {
            parts = List.copyOf(parts);
        }
    }

    /** A piece of a comparison; a value with where it comes from, or what stands between values. */
    public record Part(String text, Optional<Provenance> origin) {}

    /** A consequence: the counter that moved, what the application sees. */
    public record Note(String heading, String fact, String detail) {}

    /**
     * What would have changed it, computed by asking the rules again.
     *
     * @param group over the changes of whoever could make them
     * @param outcome what would then have been decided; for a minor one, what would differ
     * @param changesAnswer whether the segment would meet another end; a minor change shows in counters only
     * @param edit the change as one to the scenario, where it can be played
     * @param id names it for the keyboard and the robot
     */
    public record Change(
            String group,
            String what,
            String outcome,
            boolean changesAnswer,
            Optional<UnaryOperator<ScenarioChoice>> edit,
            String id) {}
}
