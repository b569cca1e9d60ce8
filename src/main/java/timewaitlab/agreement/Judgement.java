package timewaitlab.agreement;

import java.util.List;

/**
 * A recording judged in one way.
 *
 * @param recording its name
 * @param kernel version of its profile, such as {@code 4.10.17}
 * @param topics what it is about
 * @param wrong every cell that disagrees
 */
public record Judgement(
        String recording, String kernel, List<String> topics, Way way, Tally tally, List<Disagreement> wrong) {
    public Judgement {
        topics = List.copyOf(topics);
        wrong = List.copyOf(wrong);
    }

    /** How the engine is held to a recording. */
    public enum Way {
        /** Cell by cell: one segment or a few against one state, as {@code verdict} does. */
        VERDICT,
        /** Segment by segment: the captures judged as the recorded host, as {@code explain} does. */
        EXPLAIN,
        /** What a NAT did with each segment that reached it, and its table, as ours does. */
        REPLAY,
        /** Event by event: done again by a scenario, as {@code run} does. */
        RECREATION;

        /** {@code re-creation}. */
        public String label() {
            return this == RECREATION ? "re-creation" : name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A cell that does not agree. {@code noise}: why that is the machine's doing; empty when it is not known to be. */
    public record Disagreement(String recording, Way way, Row row, String noise) {
        /** Whether the recording shows that the machine was at fault. */
        public boolean isNoise() {
            return !noise.isEmpty();
        }
    }

    /** Of rows, each a cell. */
    static Judgement of(Recording recording, Way way, List<Row> rows) {
        List<Disagreement> wrong = rows.stream()
                .filter(row -> !row.held())
                .map(row -> new Disagreement(recording.name(), way, row, Noise.of(recording.name(), row.what())))
                .toList();
        int noise = (int) wrong.stream().filter(Disagreement::isNoise).count();
        Tally tally = new Tally(rows.size() - wrong.size(), noise, wrong.size() - noise, 0, 0);
        return of(recording, way, tally, wrong);
    }

    static Judgement of(Recording recording, Way way, Tally tally, List<Disagreement> wrong) {
        return new Judgement(recording.name(), recording.profile().version(), Topics.of(recording), way, tally, wrong);
    }
}
