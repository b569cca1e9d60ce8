package timewaitlab.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import timewaitlab.agreement.Judgement.Disagreement;
import timewaitlab.agreement.Judgement.Way;
import timewaitlab.agreement.Mutations.Mutation;
import timewaitlab.agreement.Report;
import timewaitlab.agreement.Tally;

/** The agreement as a table: topics down, kernels across, cells that agree of all cells; then each that does not. */
final class AgreementText {
    private static final int TOPIC = 13;
    private static final int CELL = 15;

    private AgreementText() {}

    static void print(Report report, PrintWriter out) {
        List<String> kernels = report.kernels();
        StringBuilder head = new StringBuilder(pad("topic", TOPIC));
        kernels.forEach(kernel -> head.append(right(kernel)));
        out.println(head);
        report.topics().forEach((topic, tallies) -> out.println(row(topic, kernels, tallies)));
        out.println(row("every one", kernels, report.byKernel()));
        out.println();
        for (Way way : Way.values()) {
            Tally tally = report.total(way);
            out.println(pad(way.label(), TOPIC) + right(counts(tally)) + " cells agree");
        }
        Tally total = report.total();
        out.println(pad("together", TOPIC) + right(counts(total)) + " cells agree; noise " + total.noise()
                + ", disagree " + total.disagree() + ", cannot tell " + total.cannotTell() + "; free " + total.free());
        out.println(pad("recordings", TOPIC) + right(report.judgedFolders() + " of " + report.folders()) + " judged");
        List<Disagreement> wrong = report.disagreements();
        if (!wrong.isEmpty()) {
            out.println();
            wrong.forEach(each -> out.println(words(each)));
        }
    }

    /** Rules, each with what misses it; those that nothing misses come last, with the reason. */
    static void print(List<Mutation> mutations, PrintWriter out) {
        mutations.forEach(each -> each.missedBy().ifPresent(by -> out.println(each.name() + ": " + by)));
        long missed =
                mutations.stream().filter(each -> each.missedBy().isPresent()).count();
        out.println();
        out.println(String.format(Locale.ROOT, "%d of %d rules are missed when taken out", missed, mutations.size()));
        mutations.stream()
                .filter(each -> each.missedBy().isEmpty())
                .forEach(each -> out.println(
                        "nothing misses " + each.name() + ": " + each.reason().orElse("nobody said why")));
    }

    private static String row(String topic, List<String> kernels, Map<String, Tally> tallies) {
        StringBuilder line = new StringBuilder(pad(topic, TOPIC));
        for (String kernel : kernels) {
            Tally tally = tallies.get(kernel);
            line.append(right(tally == null ? "-" : tally.agree() + "/" + tally.cells()));
        }
        return line.toString();
    }

    private static String counts(Tally tally) {
        return String.format(Locale.ROOT, "%d of %d", tally.agree(), tally.cells());
    }

    private static String words(Disagreement each) {
        String kind = each.isNoise() ? "noise" : "disagrees";
        String evidence = each.isNoise() ? "\n    " + each.noise() : "";
        return kind + ": " + each.recording() + " (" + each.way().label() + ") " + each.row() + evidence;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    private static String right(String text) {
        return " ".repeat(Math.max(1, CELL - text.length())) + text;
    }
}
