package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.decide.Disposition;
import timewaitlab.export.HostCommand;
import timewaitlab.nat.ConntrackReason;
import timewaitlab.nat.ConntrackState;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.trace.FindingText;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Party;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.Tracked;

/** Connection tracking that translates nothing: two firewalls in a row, and a host that tracks its own connections. */
class UntranslatedTest {
    private static final String TEXT = """
        id: untranslated
        title: Untranslated
        until: 20 s
        hosts:
          A: {address: 192.0.2.2, kernel: 4.9}
          B: {address: 198.51.100.9, kernel: 4.9, conntrack: {conntrack-max: 100}}
        firewalls:
          F: {kernel: 4.9}
          G: {kernel: 6.18, filter: none}
        links:
          - {between: [A, F], delay: 1 ms}
          - {between: [F, G], delay: 1 ms}
          - {between: [G, B], delay: 1 ms}
        programs:
          answer: [read 10, write 10, read to end, close]
          ask: [write 10, read 10, close]
        steps:
          - {at: 0 s, on: B, do: listen 80 serve answer}
          - {at: 1 s, on: A, do: connect B:80 1 per second for 7 s run ask}
        """;

    private static Scenario scenario(String text) {
        Reading<Scenario> reading = ScenarioParser.parse("untranslated.yaml", text);
        assertThat(reading.problems()).isEmpty();
        return reading.value().orElseThrow();
    }

    private static Trace run(String text) {
        return RunScenario.run(scenario(text));
    }

    private static List<Tracked> at(Trace trace, String party) {
        return trace.tracked().stream()
                .filter(tracked -> tracked.at().equals(party))
                .toList();
    }

    @Test
    void everybodyOnTheWayTracksTheSameAndNobodyTranslates() {
        Trace trace = run(TEXT);
        assertThat(trace.parties())
                .extracting(Party::name, Party::kind, Party::tracks)
                .containsExactly(
                        tuple("A", Party.Kind.CLIENT, false),
                        tuple("F", Party.Kind.FIREWALL, true),
                        tuple("G", Party.Kind.FIREWALL, true),
                        tuple("B", Party.Kind.SERVER, true));
        for (Leg leg : trace.legs()) {
            assertThat(List.of(leg.segment().src().text(), leg.segment().dst().text()))
                    .containsExactlyInAnyOrder("192.0.2.2", "198.51.100.9");
        }
        List<List<ConntrackState>> seen = List.of("F", "G", "B").stream()
                .map(party -> at(trace, party).stream().map(Tracked::after).toList())
                .toList();
        assertThat(seen.get(0)).hasSize(7 * 10).isEqualTo(seen.get(1));
        // B hears of what A sends when it comes and of what it answers itself at once, so in another order
        assertThat(seen.get(2)).hasSize(7 * 10).contains(ConntrackState.TIME_WAIT, ConntrackState.LAST_ACK);
        assertThat(trace.census().value("B", "conntrack", trace.until())).isEqualTo(7);
    }

    /** Whatever is translated or not, the states and what is decided are those of a NAT in the same place. */
    @Test
    void aFirewallTracksAsANatDoes() {
        String inside = TEXT.replace("192.0.2.2", "192.168.1.2").replace("  G: {kernel: 6.18, filter: none}\n", "");
        String alone = inside.replace("[F, G]", "[F, B]").replace("  - {between: [G, B], delay: 1 ms}\n", "");
        Trace firewall = run(alone);
        Trace nat = run(alone.replace("firewalls:\n  F: {", "nats:\n  F: {address: 203.0.113.7, "));
        assertThat(at(firewall, "F")).hasSizeGreaterThan(50);
        assertThat(at(firewall, "F"))
                .extracting(Tracked::time, Tracked::before, Tracked::after)
                .isEqualTo(at(nat, "F").stream()
                        .map(tracked -> tuple(tracked.time(), tracked.before(), tracked.after()))
                        .toList());
    }

    @Test
    void theLinesOfConntrackSayTheSameTupleTwice() {
        Trace trace = run(TEXT);
        for (String party : List.of("F", "B")) {
            Party where = trace.parties().stream()
                    .filter(each -> each.name().equals(party))
                    .findFirst()
                    .orElseThrow();
            assertThat(HostCommand.CONNTRACK.isFor(where)).isTrue();
            String line = HostCommand.CONNTRACK
                    .print(trace, Memories.of(trace), where, 2_000_000_000L)
                    .lines()
                    .findFirst()
                    .orElseThrow();
            assertThat(line)
                    .matches("tcp      6 1[12]\\d TIME_WAIT src=192.0.2.2 dst=198.51.100.9 sport=(\\d+) dport=80"
                            + " src=198.51.100.9 dst=192.0.2.2 sport=80 dport=\\1 \\[ASSURED\\] mark=0 use=1");
        }
    }

    @Test
    void aFullTableOfAHostDropsBeforeTcpHearsOfIt() {
        Trace trace = run(TEXT.replace("conntrack-max: 100", "conntrack-max: 5"));
        List<Tracked> drops = at(trace, "B").stream()
                .filter(tracked -> tracked.verdict().outcome().disposition() == Disposition.DROP)
                .toList();
        assertThat(drops).isNotEmpty();
        assertThat(drops).allSatisfy(tracked -> {
            assertThat(tracked.verdict().outcome().code()).isEqualTo(ConntrackReason.TABLE_FULL);
            assertThat(FindingText.sentence(tracked)).startsWith("The table is full, 5 of 5");
        });
        assertThat(drops.get(0).time()).isEqualTo(6_003_000_000L);
        assertThat(trace.counters().get("B")).containsEntry("drop", (long) drops.size());
        assertThat(trace.census().value("B", "drops", trace.until())).isEqualTo(drops.size());
        assertThat(trace.verdicts())
                .filteredOn(judged -> judged.at().equals("B"))
                .allSatisfy(judged -> assertThat(judged.time()).isLessThan(6_000_000_000L));
        assertThat(trace.legs()).filteredOn(leg -> leg.fate() == Fate.FILTERED).hasSameSizeAs(drops);
    }

    /** An old ACK is no connection's: it passes unless a rule drops it, and the host behind answers it itself. */
    @ParameterizedTest
    @CsvSource({
        "firewalls, F, none,, FORWARDED",
        "firewalls, F, drop invalid, DROP, FILTERED",
        "host, B, none,, JUDGED",
        "host, B, drop invalid, DROP, FILTERED"
    })
    void whatIsInvalidPassesUnlessARuleDropsIt(String where, String at, String filter, String dropped, Fate fate) {
        String strict = TEXT.replace("F: {kernel: 4.9}", "F: {kernel: 4.9, sysctls: {nf_conntrack_tcp_loose: 0}}")
                .replace("conntrack-max: 100", "sysctls: {nf_conntrack_tcp_loose: 0}");
        String ruled = where.equals("host")
                ? strict.replace("tcp_loose: 0}}}", "tcp_loose: 0}, filter: " + filter + "}}")
                : strict.replace("tcp_loose: 0}}\n", "tcp_loose: 0}, filter: " + filter + "}\n");
        String crafted = ruled.replace(
                "connect B:80 1 per second for 7 s run ask", "inject 4000 > B:80 . 1000:1000(0) ack 1 win 9");
        Trace trace = run(crafted);
        Tracked verdict = at(trace, at).get(0);
        assertThat(verdict.verdict().outcome().code()).isEqualTo(ConntrackReason.NOT_PICKED_UP);
        assertThat(verdict.verdict().outcome().disposition())
                .isEqualTo(dropped == null ? Disposition.ACCEPT : Disposition.DROP);
        assertThat(FindingText.sentence(verdict)).contains(dropped == null ? "*lets it pass*" : "*drops*");
        Leg leg = trace.legs().stream()
                .filter(each -> each.to().equals(at))
                .findFirst()
                .orElseThrow();
        assertThat(leg.fate()).isEqualTo(fate);
        assertThat(trace.counters().getOrDefault(at, Map.of())).containsEntry("invalid", dropped == null ? 2L : 1L);
    }

    /** A host that connects tracks what it sends first; another rule of it may drop that before it is confirmed. */
    @Test
    void whatARuleDropsBehindIsNeverConfirmed() {
        String turned = TEXT.replace(
                        "{address: 192.0.2.2, kernel: 4.9}", "{address: 192.0.2.2, kernel: 4.9, conntrack: {}}")
                .replace("steps:\n", "steps:\n  - {at: 500 ms, on: A, do: filter drop out S}\n");
        Trace trace = run(turned);
        assertThat(at(trace, "A")).isNotEmpty();
        assertThat(at(trace, "A"))
                .allSatisfy(tracked -> assertThat(tracked.before()).isEqualTo(ConntrackState.NONE));
        assertThat(trace.census().value("A", "conntrack", trace.until())).isZero();
        assertThat(at(trace, "F")).isEmpty();
    }

    @Test
    void anOperatorChangesWhatAHostTracksWith() {
        String operated = TEXT.replace(
                "steps:\n",
                "steps:\n  - {at: 4500 ms, on: B, do: [sysctl nf_conntrack_max = 2, filter drop invalid]}\n"
                        + "  - {at: 6500 ms, on: B, do: forget}\n");
        Trace trace = run(operated);
        assertThat(at(trace, "B"))
                .filteredOn(tracked -> tracked.verdict().outcome().code() == ConntrackReason.TABLE_FULL)
                .extracting(Tracked::time)
                .startsWith(5_003_000_000L, 6_003_000_000L)
                .doesNotContain(7_003_000_000L);
        assertThat(trace.census().value("B", "conntrack", 6_800_000_000L)).isZero();
    }

    @Test
    void aRunIsTheSameWhateverIsRecorded() {
        Scenario scenario = scenario(TEXT.replace("conntrack-max: 100", "conntrack-max: 3"));
        Simulation silent = new Simulation(scenario.wiring(), RecordingPlan.TALLY, RunLimits.NONE).run(() -> false);
        assertThat(silent.digest()).isEqualTo(RunScenario.run(scenario).digest());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        F: {kernel: 4.9} | F: {kernel: 4.9, ports: random} | 8:20: unknown key "ports"
        F: {kernel: 4.9} | A: {kernel: 4.9} | 8:3: a host is called "A" already
        F: {kernel: 4.9} | F: {kernel: 4.9, filter: drop} | 8:28: unknown filter "drop"
        conntrack-max: 100 | max: 100 | 6:55: unknown key "max"
        conntrack-max: 100 | sysctls: {nf_conntrack_mx: 1} | unknown sysctl "nf_conntrack_mx"; did you mean nf_conntrack_max?
        on: B, do: listen 80 serve answer | on: A, do: forget | 18:26: A is a host and cannot forget; expected a NAT, or conntrack on A
        on: B, do: listen 80 serve answer | on: F, do: listen 80 | 18:26: F is a NAT and cannot do that
        on: B, do: listen 80 serve answer | on: F, do: ports random | 18:26: F translates nothing and gives out no ports
        """)
    void mistakesAreToldWithTheirPlace(String before, String after, String told) {
        Reading<Scenario> reading = ScenarioParser.parse("untranslated.yaml", TEXT.replace(before, after));
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .anySatisfy(line -> assertThat(line).contains(told));
    }
}
