package timewaitlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.trace.TraceEvent.Tracked;
import timewaitlab.wire.Endpoint;

/** A run as JSON, in the members that the product documentation fixes. */
public final class RunJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RunJson() {}

    /** The whole run. */
    public static ObjectNode of(Scenario scenario, Trace trace, List<RunScenario.Checked> checked) {
        ObjectNode root = JSON.objectNode();
        root.put("scenario", trace.scenario());
        root.put("digest", trace.digest());
        root.put("seed", trace.seed());
        root.put("until", SimTime.seconds(trace.until()));
        if (!trace.plan().isComplete()) {
            ObjectNode recorded = root.putObject("recorded");
            recorded.put("from", SimTime.seconds(trace.plan().from()));
            recorded.put(
                    "until",
                    SimTime.seconds(Math.min(trace.until(), trace.plan().until())));
        }
        ArrayNode hosts = root.putArray("hosts");
        scenario.effective().hosts().forEach(host -> hosts.add(host(host, trace)));
        ArrayNode segments = root.putArray("segments");
        trace.legs().forEach(leg -> segments.add(leg(leg)));
        ArrayNode verdicts = root.putArray("verdicts");
        trace.verdicts().forEach(judged -> verdicts.add(VerdictJson.verdict(judged, replies(judged, trace))));
        trace.tracked().forEach(tracked -> verdicts.add(VerdictJson.tracked(tracked, resets(tracked, trace))));
        ArrayNode states = root.putArray("states");
        trace.states().forEach(change -> states.add(state(change)));
        ArrayNode app = root.putArray("app");
        trace.calls().forEach(call -> app.add(call(call)));
        ObjectNode counters = root.putObject("counters");
        new TreeMap<>(trace.counters()).forEach((name, values) -> {
            ObjectNode node = counters.putObject(name);
            new TreeMap<>(values).forEach(node::put);
        });
        ArrayNode expectations = root.putArray("expectations");
        checked.forEach(each -> expectations.add(expectation(each)));
        return root;
    }

    /** How a scenario and its branches kept their expectations. */
    public static ObjectNode checked(Scenario scenario, List<RunScenario.Checked> checked) {
        ObjectNode root = JSON.objectNode();
        root.put("scenario", scenario.id());
        root.put("held", checked.stream().filter(RunScenario.Checked::held).count());
        ArrayNode expectations = root.putArray("expectations");
        checked.forEach(each -> expectations.add(expectation(each).put("branch", each.branch())));
        return root;
    }

    private static ObjectNode expectation(RunScenario.Checked checked) {
        ObjectNode node = JSON.objectNode();
        node.put("text", checked.expectation().text());
        node.put("held", checked.held());
        checked.failure().ifPresent(failure -> node.put("found", failure));
        return node;
    }

    static List<JudgeSegments.Reply> replies(Judged judged, Trace trace) {
        return judged.replies().stream()
                .map(id -> trace.legs().get(id - 1))
                .map(leg -> new JudgeSegments.Reply(leg.time() - judged.time(), leg))
                .toList();
    }

    /** What the NAT's own TCP sent because of a segment; forwarding is no reply. */
    private static List<JudgeSegments.Reply> resets(Tracked tracked, Trace trace) {
        return trace.legs().stream()
                .filter(leg -> leg.at().equals(tracked.at()) && leg.rewrites() == 0)
                .filter(leg -> leg.time() == tracked.time() && leg.cause().equals(tracked.cause()))
                .map(leg -> new JudgeSegments.Reply(0, leg))
                .toList();
    }

    private static ObjectNode host(Scenario.HostSpec host, Trace trace) {
        ObjectNode node = JSON.objectNode();
        node.put("name", host.name());
        node.put("address", host.addresses().get(0));
        node.put("kernel", host.kernel().name());
        if (!host.kernel().isKernelChecked()) {
            node.put("kernelChecked", false);
        }
        trace.parties().stream()
                .filter(party -> party.name().equals(host.name()))
                .forEach(party -> node.put("hz", party.hz()));
        ObjectNode sysctls = node.putObject("sysctls");
        for (Map.Entry<Sysctl, Long> sysctl : new TreeMap<>(host.sysctls()).entrySet()) {
            if (host.kernel().has(sysctl.getKey())) {
                sysctls.put(sysctl.getKey().dotted(), sysctl.getValue());
            }
        }
        return node;
    }

    private static ObjectNode leg(Leg leg) {
        ObjectNode node = JSON.objectNode();
        node.put("id", leg.id());
        if (leg.rewrites() > 0) {
            node.put("rewrites", leg.rewrites());
        } else {
            node.putNull("rewrites");
        }
        node.put("sent", SimTime.seconds(leg.time()));
        node.put("from", leg.at());
        if (leg.fate() == Fate.JUDGED || leg.fate() == Fate.FORWARDED) {
            node.put("arrived", SimTime.seconds(leg.arrived()));
        } else {
            node.putNull("arrived");
        }
        node.put("at", leg.to());
        node.put("fate", fate(leg.fate()));
        node.put("src", new Endpoint(leg.segment().src(), leg.segment().srcPort()).toString());
        node.put("dst", new Endpoint(leg.segment().dst(), leg.segment().dstPort()).toString());
        VerdictJson.segment(node, leg.segment());
        return node;
    }

    /** A NAT judges too: it forwards or filters. */
    private static String fate(Fate fate) {
        return switch (fate) {
            case JUDGED, FORWARDED -> "judged";
            case LOST -> "lost";
            case FILTERED -> "filtered";
            case IN_FLIGHT -> "in-flight";
        };
    }

    private static ObjectNode state(StateChange change) {
        ObjectNode node = JSON.objectNode();
        node.put("t", SimTime.seconds(change.time()));
        node.put("host", change.at());
        node.put("socket", change.socket().toString());
        node.put("from", change.from().label());
        node.put("to", change.to().label());
        node.put("orphan", change.orphan());
        node.set("by", by(change.cause()));
        return node;
    }

    private static ObjectNode by(Cause cause) {
        ObjectNode node = JSON.objectNode();
        if (cause instanceof Cause.BySegment segment) {
            node.put("segment", segment.leg());
        } else if (cause instanceof Cause.ByTimer timer) {
            node.put("timer", timer.name().toLowerCase(Locale.ROOT));
        } else if (cause instanceof Cause.ByCall call) {
            node.put("call", call.call());
        }
        return node;
    }

    private static ObjectNode call(AppCall call) {
        ObjectNode node = JSON.objectNode();
        node.put("id", call.id());
        node.put("t", SimTime.seconds(call.time()));
        node.put("host", call.at());
        node.put("call", call.call());
        node.put("result", call.result());
        node.put("took", SimTime.seconds(call.took()));
        return node;
    }
}
