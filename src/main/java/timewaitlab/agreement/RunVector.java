package timewaitlab.agreement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.lab.RunScenario;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.trace.Trace;
import timewaitlab.wire.TcpFlags;

/**
 * What two hosts on one wire do over some time: timers, calls, queues. A block of {@code vectors/runs.txt}, which
 * explains its lines.
 *
 * @param hosts what is said of A and of B, in the words of a scenario's hosts
 * @param seen who, what, and what of it: {@code A sends S} is {@code 0 1 3}
 */
record RunVector(
        String id,
        List<KernelProfile> kernels,
        Map<String, String> hosts,
        String wire,
        String until,
        List<String> programs,
        List<String> steps,
        Map<String, String> seen)
        implements Vector {
    private static final String SEEN = "= ";
    private static final String KERNEL = "kernel:";

    /** A block: its first line names the vector and its kernels. */
    static RunVector read(List<String> block) {
        String[] head = block.get(0).split("\\|", -1);
        Map<String, String> words = new LinkedHashMap<>();
        List<String> programs = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        Map<String, String> seen = new LinkedHashMap<>();
        for (String line : block.subList(1, block.size())) {
            String[] parts = line.split("\\s+", 2);
            switch (parts[0]) {
                case "A", "B", "wire", "until" -> words.put(parts[0], parts[1]);
                case "program" -> programs.add(parts[1]);
                case "at" -> steps.add(parts[1]);
                case "=" -> seen(seen, line.substring(SEEN.length()));
                default -> throw new IllegalStateException(head[0] + ": " + line);
            }
        }
        return new RunVector(
                head[0].strip(),
                LinuxProfiles.ranges(head[1].strip()),
                Map.of("A", words.getOrDefault("A", ""), "B", words.getOrDefault("B", "")),
                words.getOrDefault("wire", "delay: 5 ms"),
                words.getOrDefault("until", "200 s"),
                List.copyOf(programs),
                List.copyOf(steps),
                seen);
    }

    private static void seen(Map<String, String> seen, String line) {
        String[] sides = line.split(":", 2);
        if (sides.length != 2 || seen.put(sides[0].strip(), sides[1].strip()) != null) {
            throw new IllegalStateException("not a fact, or told twice: " + line);
        }
    }

    @Override
    public List<String> differences(KernelProfile kernel) {
        Trace trace = RunScenario.run(scenario(kernel));
        List<String> differences = new ArrayList<>();
        seen.forEach((what, told) -> {
            String ours = ours(trace, what.split("\\s+"));
            if (!told.equals(ours)) {
                differences.add(what + ": " + told + ", engine " + ours);
            }
        });
        return differences;
    }

    private Scenario scenario(KernelProfile kernel) {
        StringBuilder text = new StringBuilder();
        text.append("id: vector\ntitle: Vector\nuntil: ").append(until).append("\nhosts:\n");
        hosts.forEach((name, words) -> text.append(
                "  %s: {address: 10.0.0.%d, %s}\n".formatted(name, name.equals("A") ? 1 : 2, host(words, kernel))));
        text.append("links:\n  - {between: [A, B], ").append(wire).append("}\n");
        text.append(programs.isEmpty() ? "" : "programs:\n");
        for (String program : programs) {
            String[] named = program.split(":", 2);
            text.append("  ").append(named[0]).append(": ").append(verbs(named[1]));
        }
        text.append("steps:\n");
        for (String step : steps) {
            String[] parts = step.split(":", 2);
            String[] who = parts[0].split(" ");
            text.append("  - at: ").append(who[0]).append(" s\n    on: ").append(who[1]);
            text.append("\n    do: ").append(verbs(parts[1]));
        }
        Reading<Scenario> read = ScenarioParser.parse(id, text.toString());
        if (!read.problems().isEmpty()) {
            throw new IllegalStateException(read.problems() + "\n" + text);
        }
        return with(kernel, read.value().orElseThrow());
    }

    private static String host(String words, KernelProfile kernel) {
        String named = words.startsWith(KERNEL) ? "" : KERNEL + " " + kernel.version();
        return Stream.of(named, words).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    /** The kernel asked for, which may lack something, in place of the one whose name the text has. */
    private Scenario with(KernelProfile kernel, Scenario scenario) {
        return scenario.with(scenario.hosts().stream()
                .map(host -> hosts.getOrDefault(host.name(), "").startsWith(KERNEL)
                        ? host
                        : host.with(kernel, host.hz(), host.sysctls(), host.clock()))
                .toList());
    }

    private static String verbs(String text) {
        return Stream.of(text.split(","))
                .map(verb -> "\"" + verb.strip() + "\"")
                .collect(Collectors.joining(", ", "[", "]\n"));
    }

    private static String ours(Trace trace, String[] what) {
        return switch (what[1]) {
            case "sends" -> sent(trace, what[0], TcpFlags.parse(what[2]));
            case "enters" -> entered(trace, what[0], what[2]);
            case "calls" -> calls(trace, what[0], what[2]);
            default ->
                Long.toString(trace.counters().getOrDefault(what[0], Map.of()).getOrDefault(what[1], 0L));
        };
    }

    private static String sent(Trace trace, String host, int flags) {
        return list(trace.legs().stream()
                .filter(leg -> leg.at().equals(host) && leg.segment().flags() == flags)
                .map(leg -> seconds(leg.time())));
    }

    private static String entered(Trace trace, String host, String state) {
        return list(trace.states().stream()
                .filter(change ->
                        change.at().equals(host) && change.to().label().equals(state))
                .map(change -> seconds(change.time())));
    }

    private static String calls(Trace trace, String host, String call) {
        return list(trace.calls().stream()
                .filter(made ->
                        made.at().equals(host) && made.call().split(" ")[0].equals(call))
                .map(made ->
                        made.result() + (made.result().equals("pending") ? "" : " after " + seconds(made.took()))));
    }

    private static String list(Stream<String> words) {
        String all = words.collect(Collectors.joining(", "));
        return all.isEmpty() ? "-" : all;
    }

    /** To the millisecond. */
    private static String seconds(long nanos) {
        BigDecimal rounded = BigDecimal.valueOf(nanos / SimTime.MILLISECOND, 3).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
    }

    @Override
    public String toString() {
        return id + " " + steps;
    }
}
