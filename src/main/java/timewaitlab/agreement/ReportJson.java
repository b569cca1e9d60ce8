package timewaitlab.agreement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import timewaitlab.agreement.Judgement.Disagreement;
import timewaitlab.agreement.Judgement.Way;

/** The report as {@code agreement --format json} prints it. */
public final class ReportJson {
    private ReportJson() {}

    /** Everything a report says. */
    public static ObjectNode of(Report report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("recordings", report.folders());
        json.put("judged", report.judgedFolders());
        json.set("total", tally(report.total()));
        ObjectNode ways = json.putObject("ways");
        for (Way way : Way.values()) {
            ways.set(way.label(), tally(report.total(way)));
        }
        ArrayNode topics = json.putArray("topics");
        report.topics()
                .forEach((topic, kernels) -> report.kernels().forEach(kernel -> {
                    Tally tally = kernels.get(kernel);
                    if (tally != null) {
                        ObjectNode row = topics.addObject();
                        row.put("topic", topic).put("kernel", "linux-" + kernel);
                        row.setAll(tally(tally));
                    }
                }));
        ArrayNode disagreements = json.putArray("disagreements");
        report.disagreements().forEach(each -> disagreements.add(disagreement(each)));
        return json;
    }

    private static ObjectNode tally(Tally tally) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("cells", tally.cells())
                .put("agree", tally.agree())
                .put("noise", tally.noise())
                .put("disagree", tally.disagree())
                .put("cannotTell", tally.cannotTell())
                .put("free", tally.free());
    }

    private static ObjectNode disagreement(Disagreement each) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("recording", each.recording())
                .put("way", each.way().label())
                .put("cell", each.row().what())
                .put("recorded", each.row().expected())
                .put("engine", each.row().got())
                .put("noise", each.isNoise() ? each.noise() : null);
    }
}
