package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.agreement.Badge;
import timewaitlab.agreement.Judgement.Disagreement;
import timewaitlab.agreement.Report;
import timewaitlab.agreement.Tally;
import timewaitlab.lab.ScenarioLibrary;

/**
 * How the engine agrees with recordings of real kernels: topics down, kernels across.
 *
 * @param total everything together, in a sentence
 * @param disagreements each cell that does not agree
 */
public record AgreementTable(List<String> kernels, List<Row> rows, String total, List<String> disagreements) {
    /** A topic and its cells: {@code 120 / 120}, or empty where nothing was recorded. */
    public record Row(String topic, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** Cells agreeing / cells. */
    public record Cell(String text, boolean agrees) {}

    public AgreementTable {
        kernels = List.copyOf(kernels);
        rows = List.copyOf(rows);
        disagreements = List.copyOf(disagreements);
    }

    /** The table of this report. */
    public static AgreementTable of(Report report) {
        List<String> kernels = report.kernels();
        List<Row> rows = new ArrayList<>();
        report.topics().forEach((topic, tallies) -> rows.add(new Row(topic, cells(kernels, tallies))));
        rows.add(new Row(Texts.say("agreement.together"), cells(kernels, report.byKernel())));
        Tally total = report.total();
        return new AgreementTable(
                kernels,
                rows,
                Texts.say("agreement.total", total.agree(), total.cells(), report.judgedFolders(), report.folders()),
                report.disagreements().stream().map(AgreementTable::words).toList());
    }

    private static List<Cell> cells(List<String> kernels, Map<String, Tally> tallies) {
        return kernels.stream()
                .map(kernel -> cell(tallies.getOrDefault(kernel, Tally.NONE)))
                .toList();
    }

    private static Cell cell(Tally tally) {
        String text = tally.cells() == 0 ? "" : tally.agree() + " / " + tally.cells();
        return new Cell(text, tally.disagree() == 0);
    }

    private static String words(Disagreement each) {
        String kind = Texts.say(each.isNoise() ? "agreement.noise" : "agreement.disagrees");
        return kind + "  " + each.recording() + "  " + each.row();
    }

    /** How far a scenario can be believed, in a sentence, and whether every cell it rests on agrees. */
    public record Standing(String words, boolean agrees) {}

    /** What the report says of what each shipped scenario rests on that names topics; reads every one of them. */
    static Map<String, Badge> badges(Report report) {
        Map<String, Badge> badges = new HashMap<>();
        for (String scenario : ScenarioLibrary.ids()) {
            ScenarioLibrary.open(scenario)
                    .value()
                    .map(written -> Badge.of(written, report))
                    .filter(badge -> badge.tally().cells() > 0)
                    .ifPresent(badge -> badges.put(scenario, badge));
        }
        return badges;
    }

    /** The same in words. */
    static Standing standing(Badge badge) {
        return new Standing(words(badge), badge.agrees());
    }

    private static String words(Badge badge) {
        return Texts.say(
                badge.agrees() ? "agreement.badge" : "agreement.badge.not",
                badge.tally().agree(),
                badge.tally().cells(),
                String.join(", ", badge.topics()));
    }
}
