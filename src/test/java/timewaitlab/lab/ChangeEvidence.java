package timewaitlab.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import timewaitlab.base.SimTime;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.scenario.Scenario;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/**
 * One situation that two kernels answer differently, as the table of changes tells it: a paragraph that begins with
 * {@code kernel: what changes}, then lines {@code key: value}.
 *
 * <p>A situation is one of: {@code state} and {@code segment}s (in the words of {@link Asked}), one of the short ones of
 * {@link ShortEvidence}, or a run of {@link Small} ({@code run}: whose kernel it is about; {@code client},
 * {@code server}, {@code wire}, {@code call}, {@code answer}, {@code step}, {@code until}; {@code ask}: what to look
 * at). {@code before} and {@code after} are the two answers.
 */
record ChangeEvidence(String kernel, String change, List<String> lines) {
    /** The whole table. */
    static List<ChangeEvidence> read(String resource) {
        List<ChangeEvidence> all = new ArrayList<>();
        for (String paragraph : text(resource).split("\n\\s*\n")) {
            List<String> lines = paragraph
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (!lines.isEmpty()) {
                String[] head = lines.get(0).split(": ", 2);
                all.add(new ChangeEvidence(head[0], head[1], lines.subList(1, lines.size())));
            }
        }
        return all;
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(ChangeEvidence.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of the line with this key. */
    Optional<String> line(String key) {
        return lines(key).stream().findFirst();
    }

    private List<String> lines(String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .toList();
    }

    /** What this kernel says to the situation. */
    String ask(KernelProfile profile) {
        if (line("state").isPresent()) {
            return verdict(profile);
        }
        Optional<String> told = ShortEvidence.ask(this, profile);
        return told.isPresent() ? told.get() : run(profile);
    }

    private String verdict(KernelProfile profile) {
        List<String> said = new ArrayList<>(lines("segment"));
        line("segments").map(text -> text.split(" x ")).ifPresent(times -> {
            said.addAll(Collections.nCopies(Integer.parseInt(times[0]), times[1]));
        });
        String[] segments = said.toArray(String[]::new);
        Asked asked = Asked.of(profile, line("state").orElseThrow(), segments);
        int last = segments.length - 1;
        String timer = asked.judged(last).timer();
        return String.join(
                "; ",
                asked.outcome(last),
                asked.replyKinds(last),
                asked.counters(last),
                timer == null ? "-" : timer,
                asked.judged(last).stateAfter().label());
    }

    private String run(KernelProfile profile) {
        Small small = new Small();
        line("until").ifPresent(small::until);
        line("client").ifPresent(small::client);
        line("server").ifPresent(small::server);
        line("wire").ifPresent(small::wire);
        line("call").ifPresent(small::call);
        line("listen").ifPresent(small::listen);
        line("answer").ifPresent(small::answer);
        line("step").ifPresent(small::step);
        String host = line("run").orElseThrow();
        Trace trace = RunScenario.run(small.scenario().with(new Scenario.Edit.Kernel(host, profile)));
        return seen(trace, line("ask").orElseThrow().split(" "));
    }

    private static String seen(Trace trace, String[] ask) {
        return switch (ask[0]) {
            case "calls" -> String.join(", ", Small.calls(trace, ask[1]));
            case "sent" -> Small.sent(trace, ask[1], ask[2]).toString();
            case "counter" -> Long.toString(Small.counter(trace, ask[1], ask[2]));
            case "lived" -> lived(trace, ask[1], TcpState.of(ask[2]).orElseThrow()) + " ms";
            case "echoes" ->
                sent(trace, ask[1], ask[2]).stream()
                        .map(leg -> SeqNum.unsigned(leg.segment().tsEcr()))
                        .toList()
                        .toString();
            case "stamped" -> sent(trace, ask[1], ask[2]).get(0).segment().isTimestamped() ? "yes" : "no";
            case "parities" ->
                sent(trace, ask[1], ask[2]).stream()
                        .map(leg -> leg.segment().srcPort() % 2 == 0 ? "even" : "odd")
                        .toList()
                        .toString();
            case "ports" ->
                portsWithin(sent(trace, ask[1], ask[2]).get(0).segment().srcPort());
            case "ticks" -> ticks(sent(trace, ask[1], ask[2]));
            case "offsets" -> offsets(sent(trace, ask[1], ask[2]));
            default -> throw new IllegalArgumentException(String.join(" ", ask));
        };
    }

    private static long lived(Trace trace, String host, TcpState state) {
        return Small.left(trace, host, state) - Small.entered(trace, host, state);
    }

    private static List<Leg> sent(Trace trace, String host, String flags) {
        return trace.legs().stream()
                .filter(leg -> leg.at().equals(host) && leg.segment().flags() == TcpFlags.parse(flags))
                .toList();
    }

    private static String portsWithin(int port) {
        return port >= 49_152 ? "dynamic" : port >= 32_768 ? "from 32768 on" : port > 5000 ? "others" : "up to 5000";
    }

    /** How fast the timestamp clock went between the first and the last of these segments, ticks a second. */
    private static String ticks(List<Leg> legs) {
        Leg first = legs.get(0);
        Leg last = legs.get(legs.size() - 1);
        long ticks = SeqNum.unsigned(last.segment().tsVal() - first.segment().tsVal());
        return Long.toString(ticks * SimTime.SECOND / (last.time() - first.time()));
    }

    /** Whether timestamps of these segments go on from one another, as one clock's do. */
    private static String offsets(List<Leg> legs) {
        long step = SeqNum.unsigned(
                legs.get(1).segment().tsVal() - legs.get(0).segment().tsVal());
        boolean zero = legs.get(0).segment().tsVal() == 0;
        return (zero ? "none" : "some") + ", " + (step < 100_000 ? "the same" : "another") + " for another port";
    }
}
