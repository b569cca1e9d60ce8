package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.wire.TcpFlags;

/** A client A and a server B on one wire, in a few words; and questions to what came of it. */
final class Small {
    private String until = "200 s";
    private String client = "kernel: 6.18";
    private String server = "kernel: 6.18";
    private String wire = "delay: 5 ms";
    private String listen = "listen 80 serve answer";
    private String answer = "read 10, write 10, read to end, close";
    private String call = "\"connect B:80 from 40000\", write 10, read 10, close";
    private String more = "";

    Small until(String time) {
        until = time;
        return this;
    }

    Small client(String words) {
        client = words;
        return this;
    }

    Small server(String words) {
        server = words;
        return this;
    }

    Small wire(String words) {
        wire = words;
        return this;
    }

    /** How B comes to listen. */
    Small listen(String verbs) {
        listen = verbs;
        return this;
    }

    Small answer(String verbs) {
        answer = verbs;
        return this;
    }

    Small call(String verbs) {
        call = verbs;
        return this;
    }

    /** Another step, such as {@code {at: 1 s, on: A, do: ...}}. */
    Small step(String step) {
        more = "  - " + step + "\n";
        return this;
    }

    Scenario scenario() {
        String text = """
                id: small
                title: Small
                until: %s
                hosts:
                  A: {address: 10.0.0.1, %s}
                  B: {address: 10.0.0.2, %s}
                links:
                  - {between: [A, B], %s}
                programs:
                  answer: [%s]
                steps:
                  - {at: 0 s, on: B, do: [%s]}
                  - {at: 0 s, on: A, do: [%s]}
                %s""".formatted(until, client, server, wire, answer, listen, call, more);
        Reading<Scenario> reading = ScenarioParser.parse("small.yaml", text);
        assertThat(reading.problems()).as(text).isEmpty();
        return reading.value().orElseThrow();
    }

    Trace run() {
        return RunScenario.run(scenario());
    }

    /** When this host sent segments with exactly these flags, milliseconds. */
    static List<Long> sent(Trace trace, String host, String flags) {
        int bits = TcpFlags.parse(flags);
        return trace.legs().stream()
                .filter(leg -> leg.at().equals(host) && leg.segment().flags() == bits)
                .map(Leg::time)
                .map(time -> time / SimTime.MILLISECOND)
                .toList();
    }

    /** The states of this host's sockets, in order, as {@code STATE@milliseconds}. */
    static List<String> states(Trace trace, String host) {
        return trace.states().stream()
                .filter(change -> change.at().equals(host))
                .map(change -> change.to().label() + "@" + change.time() / SimTime.MILLISECOND)
                .toList();
    }

    static long entered(Trace trace, String host, TcpState state) {
        return change(trace, host, state, true).orElseThrow().time() / SimTime.MILLISECOND;
    }

    static long left(Trace trace, String host, TcpState state) {
        return change(trace, host, state, false).orElseThrow().time() / SimTime.MILLISECOND;
    }

    static Optional<StateChange> change(Trace trace, String host, TcpState state, boolean entered) {
        return trace.states().stream()
                .filter(change -> change.at().equals(host) && state == (entered ? change.to() : change.from()))
                .findFirst();
    }

    /** {@code connect OK 0+20}: calls of a host, with start and duration in milliseconds. */
    static List<String> calls(Trace trace, String host) {
        return trace.calls().stream()
                .filter(call -> call.at().equals(host))
                .map(Small::words)
                .toList();
    }

    private static String words(AppCall call) {
        return call.call() + " " + call.result() + " " + call.time() / SimTime.MILLISECOND + "+"
                + call.took() / SimTime.MILLISECOND;
    }

    static long counter(Trace trace, String host, String name) {
        return trace.counters().get(host).getOrDefault(name, 0L);
    }
}
