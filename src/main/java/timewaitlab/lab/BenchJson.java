package timewaitlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A measurement as JSON, in the members that the product documentation fixes. */
public final class BenchJson {
    private BenchJson() {}

    /** The median run, and what was measured beside it. */
    public static ObjectNode of(BenchChurn.Result result) {
        ChurnRun median = result.median();
        Churn timed = result.timed();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("offered", median.load().offered());
        root.put("established", median.load().established());
        root.put("reopened", median.reopened());
        root.put("refused", median.load().refused());
        root.put("overflowed", median.overflowed());
        root.put("clients", timed.clients());
        root.put("connectionsPerSecond", round(median.connectionsPerSecond(), 1));
        root.put("segmentsPerSecond", round(median.segmentsPerSecond(), 1));
        root.put("cpuMicrosPerConnection", round(median.cpuMicrosPerConnection(), 1000));
        root.put("peakTimeWait", median.peakTimeWait());
        root.put("bytesPerTimeWait", round(result.bytesPerTimeWait(), 100));
        root.put("bytesPerConntrack", round(result.bytesPerConntrack(), 100));
        root.put("allocatedBytesPerSegment", round(median.bytesPerSegment(), 1000));
        root.put("digest", median.digest());
        root.put("rate", timed.rate());
        root.put("duration", timed.seconds());
        root.put("nat", timed.nat());
        root.put("trace", result.protocol().recorded() ? "all" : "none");
        root.put("timeWaitBuckets", timed.timeWaitBuckets());
        root.put("conntrackMax", timed.nat() ? timed.conntrackMax() : null);
        root.put("freshConnectionsPerSecond", round(result.fresh().connectionsPerSecond(), 1));
        root.put("costAgainstFewTimeWait", round(result.costRatio(), 1000));
        root.put("costOfRecordingAll", round(result.traceRatio(), 1000));
        root.put("sameDigest", result.sameDigest());
        ArrayNode runs = root.putArray("runs");
        result.runs().forEach(run -> runs.add(round(run.connectionsPerSecond(), 1)));
        return root;
    }

    private static double round(double value, int parts) {
        return (double) Math.round(value * parts) / parts;
    }
}
