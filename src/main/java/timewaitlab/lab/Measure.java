package timewaitlab.lab;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * One number of a run.
 *
 * @param name as it was asked for
 * @param of the number
 */
public record Measure(String name, ToDoubleFunction<Trace> of) {
    /** What may be measured, for whoever asked for something else. */
    public static final String KNOWN = "drops, resets, segments, retransmissions, HOST.COUNTER such as B.PAWSPassive,"
            + " HOST.CALL.RESULT such as A.connect.EADDRNOTAVAIL, HOST.CALL.longest (seconds)";

    private static final Map<String, ToDoubleFunction<Trace>> OF_RUNS = Map.of(
            "drops", trace -> outcomes(trace, outcome -> outcome.disposition() == Disposition.DROP),
            "resets",
                    trace -> outcomes(
                            trace, outcome -> outcome.code() == ReplyKind.RST || outcome.code() == ReplyKind.RST_ACK),
            "segments", trace -> trace.legs().size(),
            "retransmissions",
                    trace -> trace.legs().stream()
                            .filter(leg -> leg.rewrites() == 0)
                            .filter(Leg::retransmission)
                            .count());

    /**
     * The measure of this name in runs with these parties.
     *
     * @throws IllegalArgumentException saying what is known
     */
    public static Measure named(String name, List<String> parties) {
        ToDoubleFunction<Trace> ofRun = OF_RUNS.get(name);
        if (ofRun != null) {
            return new Measure(name, ofRun);
        }
        String[] parts = name.split("\\.");
        boolean known = parties.contains(parts[0]) && (parts.length == 2 || parts.length == 3);
        if (!known || parts[1].isEmpty()) {
            throw new IllegalArgumentException("unknown measure \"" + name + "\"; expected " + KNOWN + "; hosts are "
                    + String.join(", ", parties));
        }
        return parts.length == 2
                ? new Measure(name, trace -> counter(trace, parts[0], parts[1]))
                : new Measure(name, trace -> calls(trace, parts));
    }

    private static double outcomes(Trace trace, Predicate<Outcome> wanted) {
        return trace.verdicts().stream()
                .filter(judged -> wanted.test(judged.verdict().outcome()))
                .count();
    }

    /** A counter at the end, by its name with or without the prefix nstat prints. */
    private static double counter(Trace trace, String host, String name) {
        Map<String, Long> counters = trace.counters().getOrDefault(host, Map.of());
        for (String prefix : List.of("", "TcpExt", "Tcp")) {
            Long value = counters.get(prefix + name);
            if (value != null) {
                return value;
            }
        }
        return 0;
    }

    private static double calls(Trace trace, String... hostCallResult) {
        List<AppCall> calls = trace.calls().stream()
                .filter(call -> call.at().equals(hostCallResult[0]))
                .filter(call -> call.call().split(" ", 2)[0].equals(hostCallResult[1]))
                .toList();
        return hostCallResult[2].equals("longest")
                ? calls.stream().mapToLong(AppCall::took).max().orElse(0) / (double) SimTime.SECOND
                : calls.stream()
                        .filter(call -> call.result().equals(hostCallResult[2]))
                        .count();
    }
}
