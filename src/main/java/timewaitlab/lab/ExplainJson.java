package timewaitlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.base.SimTime;
import timewaitlab.lab.Explanation.By;
import timewaitlab.lab.Explanation.Explained;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.TcpFlags;

/** An explanation as JSON. */
public final class ExplainJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Explanation explanation;
    private final Map<Integer, Explained> byFrame = new HashMap<>();

    private ExplainJson(Explanation explanation) {
        this.explanation = explanation;
        explanation.segments().forEach(segment -> byFrame.put(segment.frame(), segment));
    }

    /** The whole, or without its segments. */
    public static ObjectNode of(Explanation explanation, boolean summaryOnly) {
        return new ExplainJson(explanation).node(summaryOnly);
    }

    private ObjectNode node(boolean summaryOnly) {
        ObjectNode node = JSON.objectNode();
        node.put("capture", explanation.capture());
        node.put("host", explanation.hosts().get(0).text());
        node.put("profile", explanation.profile().name());
        Explanation.Summary counts = explanation.summary();
        ObjectNode summary = node.putObject("summary");
        summary.put("inbound", counts.inbound());
        summary.put("outbound", counts.outbound());
        summary.put("agrees", counts.agrees());
        summary.put("free", counts.free());
        summary.put("contradicts", counts.contradicts());
        summary.put("cannotTell", counts.cannotTell());
        summary.put("unattributed", counts.unattributed());
        ArrayNode segments = node.putArray("segments");
        if (!summaryOnly) {
            explanation.segments().forEach(segment -> segments.add(segment(segment)));
        }
        node.set("inferred", inferred());
        return node;
    }

    private ObjectNode segment(Explained segment) {
        ObjectNode node = JSON.objectNode();
        node.put("frame", segment.frame());
        node.put("t", SimTime.seconds(segment.time()));
        node.put("in", segment.inbound());
        node.put("flags", TcpFlags.text(segment.segment().flags()));
        if (segment.inbound()) {
            inbound(node, segment);
        } else {
            node.set("by", by(segment.by()));
        }
        if (!segment.note().isEmpty()) {
            node.put("note", segment.note());
        }
        return node;
    }

    private void inbound(ObjectNode node, Explained segment) {
        Judged judged = segment.judged();
        if (judged == null) {
            node.putNull("verdict");
        } else {
            node.set("verdict", VerdictJson.verdict(judged, replies(segment, judged)));
        }
        ArrayNode observed = node.putArray("observed");
        for (Explanation.Observed seen : segment.observed()) {
            observed.addObject()
                    .put("frame", seen.frame())
                    .put("kind", seen.kind().label());
        }
        node.put("agreement", String.valueOf(segment.agreement()));
        if (segment.doubt() == null) {
            node.putNull("reason");
        } else {
            node.put("reason", segment.doubt().name());
        }
    }

    /** What was sent because of it; what should have been, where nothing was. */
    private List<JudgeSegments.Reply> replies(Explained segment, Judged judged) {
        List<Leg> legs = new ArrayList<>();
        for (int id : judged.replies()) {
            legs.add(explanation.trace().legs().get(id - 1));
        }
        for (Explanation.Observed seen : segment.observed()) {
            Explained answer = byFrame.get(seen.frame());
            if (answer != null && answer.leg() > 0) {
                Leg leg = explanation.trace().legs().get(answer.leg() - 1);
                if (!legs.contains(leg)) {
                    legs.add(leg);
                }
            }
        }
        return legs.stream()
                .map(leg -> new JudgeSegments.Reply(Math.max(0, leg.time() - segment.time()), leg))
                .toList();
    }

    private static ObjectNode by(@org.jspecify.annotations.Nullable By by) {
        ObjectNode node = JSON.objectNode();
        if (by == null) {
            return node;
        }
        if (by.timer() != null) {
            return node.put("timer", by.timer());
        }
        return by.call() != null ? node.put("call", by.call()) : node.put("segment", by.frame());
    }

    private ObjectNode inferred() {
        ObjectNode node = JSON.objectNode();
        ArrayNode clocks = node.putArray("clocks");
        for (Explanation.Clock clock : explanation.inferred().clocks()) {
            clocks.addObject()
                    .put("address", clock.address().text())
                    .put("hz", clock.hz())
                    .put("offset", clock.offset());
        }
        ArrayNode behind = node.putArray("behindNat");
        for (Explanation.BehindNat shared : explanation.inferred().behindNat()) {
            behind.addObject()
                    .put("address", shared.address().text())
                    .put("hosts", shared.hosts())
                    .put("evidence", shared.evidence());
        }
        return node;
    }
}
