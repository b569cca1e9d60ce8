package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A verdict as the Why pane shows it, top to bottom.
 *
 * @param place {@code 5.022 s · B · LISTEN}
 * @param sentence with the deciding word between asterisks
 * @param origin where the remembered value came from; empty when nothing was remembered
 * @param originJourney the segment that brought it, 0 for none
 * @param cite file and function, or RFC and section
 * @param rule kernel and rule id
 */
public record WhyCard(
        VerdictChip chip,
        String place,
        String sentence,
        String origin,
        int originJourney,
        Optional<NumberLine> line,
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

    /**
     * Two 32-bit values on one axis.
     *
     * @param segment the segment's value
     * @param remembered the value it is compared with
     * @param held whether the difference was too large, so that the segment fell into the hatched zone
     * @param distance in words: {@code 845315 ticks = 56 min}
     * @param margin ticks a value may lie behind
     */
    public record NumberLine(
            long segment,
            long remembered,
            boolean held,
            String distance,
            long margin,
            String segmentName,
            String rememberedName,
            VerdictChip.Kind zone) {
        /** {@code remembered - segment} along the shorter arc. */
        public long behind() {
            return (int) (remembered - segment);
        }
    }
}
