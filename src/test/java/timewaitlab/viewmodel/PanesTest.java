package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.app.Laboratories;
import timewaitlab.base.SimTime;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.StateLayout;
import timewaitlab.draw.StateOptions;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Cause;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.viewmodel.Laboratory.Answer;

/** The panes of the inspector without a window, on the flagship and its neighbours. */
class PanesTest {
    private static final long MS = SimTime.MILLISECOND;
    private static final long REFUSED = 5022 * MS;
    private static final Experiment FLAGSHIP = run("flagship");
    private static final TraceIndex INDEX = new TraceIndex(FLAGSHIP.trace());

    private static Experiment run(String scenario) {
        Answer answer = Laboratories.real().run(ScenarioChoice.of(scenario), () -> false);
        return ((Answer.Done) answer).experiment();
    }

    private static int firstSynOfC() {
        return INDEX.journeys().stream()
                .filter(leg -> leg.at().equals("C"))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static PaneRow row(List<PaneCard> cards, String heading, String name) {
        return cards.stream()
                .filter(card -> card.heading().startsWith(heading))
                .flatMap(card -> card.rows().stream())
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFieldSaysWhatItWasAndWhichEventSetIt() {
        List<PaneCard> cards = SocketPane.cards(INDEX, false, 1, 44 * MS);
        PaneRow next = row(cards, "A ", "rcv_nxt");
        assertThat(next.changed()).isTrue();
        assertThat(next.value()).endsWith(" = irs + 1");
        assertThat(next.before()).isEqualTo("0");
        assertThat(next.origin().orElseThrow().words()).isEqualTo("set by B’s SYN+ACK, 0.044 s");
        PaneRow iss = row(cards, "A ", "iss");
        assertThat(iss.changed()).isFalse();
        assertThat(iss.origin().orElseThrow().words()).isEqualTo("set by A’s connect(), 0.000 s");
    }

    @Test
    void anEntryTakesThePlaceOfTheSocketAndCountsDown() {
        List<PaneCard> cards = SocketPane.cards(INDEX, false, 1, 500 * MS);
        PaneCard entry = cards.stream()
                .filter(card -> card.heading().startsWith("B "))
                .findFirst()
                .orElseThrow();
        assertThat(entry.word()).isEqualTo("TIME-WAIT (time-wait entry)");
        assertThat(row(cards, "B ", "time-wait timer").value()).matches("\\d+ ms left");
        assertThat(row(cards, "B ", "ts_recent").value()).isEqualTo("1105802");
    }

    @Test
    void aListenerShowsItsQueues() {
        List<PaneCard> cards = SocketPane.cards(INDEX, false, firstSynOfC(), REFUSED);
        assertThat(row(cards, "B  listener on port 80", "sk_max_ack_backlog").value())
                .isEqualTo("128");
    }

    @Test
    void aMemoryRefusesWhoIsBelowIt() {
        PeersPane.Peer peer = PeersPane.peers(INDEX, FLAGSHIP, REFUSED).get(0);
        assertThat(peer.refuses()).isTrue();
        assertThat(peer.card().heading()).isEqualTo("B  203.0.113.7");
        assertThat(row(List.of(peer.card()), "B ", "refuses").value()).isEqualTo("a SYN whose TSval is below 1105801");
        assertThat(row(List.of(peer.card()), "B ", "ts").origin().orElseThrow().words())
                .isEqualTo("set by A’s FIN, 0.110 s");
        assertThat(peer.left()).isBetween(0.9, 0.93);
    }

    @Test
    void aMemoryTooOldRefusesNobody() {
        PeersPane.Peer peer = PeersPane.peers(INDEX, FLAGSHIP, 66_000 * MS).get(0);
        assertThat(peer.refuses()).isFalse();
        assertThat(row(List.of(peer.card()), "B ", "refuses").value()).isEqualTo("nobody: it is too old");
    }

    @Test
    void aNatShowsItsMappingsAndTheCellThatDecided() {
        NatPane.Gate gate =
                NatPane.gates(INDEX, FLAGSHIP, firstSynOfC(), 5001 * MS).get(0);
        assertThat(gate.full()).isEqualTo("2 of 262144 entries");
        NatPane.Entry made = gate.entries().get(1);
        assertThat(made.state()).isEqualTo("SYN_SENT");
        assertThat(made.changed()).isTrue();
        assertThat(made.flags()).isEqualTo("UNREPLIED");
        assertThat(made.left()).isEqualTo("2 min");
        assertThat(made.inside()).isEqualTo("10.0.0.3:40000 → 198.51.100.9:80");
        assertThat(made.outside()).isEqualTo("198.51.100.9:80 → 203.0.113.7:40001");
        NatPane.Decision decision = gate.decision().orElseThrow();
        assertThat(decision.passed()).isTrue();
        List<String> asked = decision.table().get(decision.packet());
        assertThat(asked.get(0)).isEqualTo("syn");
        assertThat(asked.get(decision.state() + 1)).isEqualTo("sSS");
    }

    @Test
    void anEntryCountsDownFromItsTimeout() {
        NatPane.Entry later =
                NatPane.gates(INDEX, FLAGSHIP, 0, 5001 * MS).get(0).entries().get(0);
        assertThat(later.state()).isEqualTo("TIME_WAIT");
        assertThat(later.share()).isBetween(0.95, 0.96);
        assertThat(later.changed()).isFalse();
    }

    @Test
    void aSegmentIsATreeOfWiresharksFields() {
        SegmentPane.Card inside =
                SegmentPane.cards(INDEX, FLAGSHIP, firstSynOfC()).get(0);
        assertThat(inside.branches()).extracting(SegmentPane.Branch::name).contains("ip", "tcp", "tcp.options");
        assertThat(field(inside, "tcp.seq")).isEqualTo("0");
        assertThat(field(inside, "tcp.flags")).isEqualTo("0x002 [S]");
        assertThat(field(inside, "tcp.options.timestamp.tsval")).isEqualTo("260487 = 17 min at 250 Hz");
    }

    @Test
    void laterSegmentsCountFromTheBeginningOfTheirConnection() {
        int request = INDEX.journeys().stream()
                .filter(leg -> leg.segment().length() == 100)
                .findFirst()
                .orElseThrow()
                .id();
        SegmentPane.Card inside = SegmentPane.cards(INDEX, FLAGSHIP, request).get(0);
        assertThat(field(inside, "tcp.seq")).isEqualTo("1");
        assertThat(field(inside, "tcp.ack")).isEqualTo("1");
    }

    @Test
    void whatANatRewroteIsMarkedWithWhatItWas() {
        SegmentPane.Card outside =
                SegmentPane.cards(INDEX, FLAGSHIP, firstSynOfC()).get(1);
        PaneRow port = outside.branches().stream()
                .flatMap(branch -> branch.rows().stream())
                .filter(row -> row.name().equals("tcp.srcport"))
                .findFirst()
                .orElseThrow();
        assertThat(port.changed()).isTrue();
        assertThat(port.before()).isEqualTo("40000");
        assertThat(port.value()).isEqualTo("40001");
    }

    @Test
    void aSegmentLeadsToItsCauseAndItsEffects() {
        assertThat(SegmentPane.links(INDEX, firstSynOfC()))
                .extracting(SegmentPane.Link::text)
                .containsExactly("effect: C’s R SYN TSval 260737");
    }

    private static String field(SegmentPane.Card card, String name) {
        return card.branches().stream()
                .flatMap(branch -> branch.rows().stream())
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void countersAreFilteredByNameAndSayWhatThisMomentAdded() {
        List<Counters.Row> rows = Counters.at(INDEX, REFUSED, "paws");
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.name()).isEqualTo("TcpExtPAWSPassive");
            assertThat(row.kernel()).isEqualTo("Linux 2.6.32");
            assertThat(row.value()).isEqualTo(1);
            assertThat(row.added()).isEqualTo(1);
            assertThat(row.origin().orElseThrow().words()).isEqualTo("set by C’s SYN, 5.022 s");
        });
    }

    @Test
    void commandsAreThoseOfTheParty() {
        assertThat(CommandsPane.parties(INDEX)).containsExactly("A", "C", "N", "B");
        assertThat(CommandsPane.first(INDEX)).contains("B");
        assertThat(CommandsPane.commands(INDEX, "N")).containsExactly("conntrack -L", "dmesg", "tcpdump -n");
        assertThat(CommandsPane.commands(INDEX, "B")).doesNotContain("conntrack -L");
        assertThat(CommandsPane.print(INDEX, "netstat -tan", "B", 500 * MS))
                .contains("198.51.100.9:80         203.0.113.7:40000       TIME_WAIT");
    }

    @Test
    void everyValueOfAVerdictSaysWhereItComesFrom() {
        Judged refusal = INDEX.refusals().get(0);
        List<WhyCard.Row> rows =
                new WhyCards(INDEX, FLAGSHIP.marks()).card(refusal).findings();
        WhyCard.Row last = rows.get(rows.size() - 1);
        assertThat(last.parts().stream().map(WhyCard.Part::text).collect(Collectors.joining()))
                .isEqualTo(last.operands());
        assertThat(last.parts())
                .filteredOn(part -> part.origin().isPresent())
                .extracting(
                        part -> part.text() + " " + part.origin().orElseThrow().words())
                .containsExactly("1105802 set by A’s FIN, 0.110 s", "260487 set by C’s SYN, 5.022 s");
        for (WhyCard.Row row : rows) {
            String shown = row.brief().isEmpty() ? row.operands() : row.brief();
            assertThat(row.parts().stream().map(WhyCard.Part::text).collect(Collectors.joining()))
                    .isEqualTo(shown);
        }
    }

    @Test
    void ofWhatTheSenderCouldChangeTheNearestValueComesFirst() {
        List<String> changes = new WhyCards(INDEX, FLAGSHIP.marks())
                .card(INDEX.refusals().get(0)).changes().stream()
                        .map(WhyCard.Change::what)
                        .toList();
        assertThat(changes.get(0)).isEqualTo("TSval ≥ 1105801");
        assertThat(changes).contains("no timestamp option");
    }

    @Test
    void aCallThatFailsNamesItsErrno() {
        TraceIndex ports = new TraceIndex(run("ports-run-out").trace());
        Judged failed = ports.trace().verdicts().stream()
                .filter(judged -> judged.cause() instanceof Cause.ByCall && TraceIndex.isRefusal(judged))
                .findFirst()
                .orElseThrow();
        assertThat(VerdictChip.of(failed).text()).isEqualTo("fails: EADDRNOTAVAIL");
    }

    @Test
    void whatANatRefusesIsExplainedAsWhatAHostRefuses() {
        TraceIndex full =
                new TraceIndex(run("src/test/resources/scenarios/full-nat.yaml").trace());
        Judged refusal = full.refusals().get(0);
        assertThat(refusal.at()).isEqualTo("N");
        assertThat(full.verdictOf(full.journeyOf(refusal))).contains(refusal);
        WhyCard card = new WhyCards(full, Map.of()).card(refusal);
        assertThat(card.chip().text()).isEqualTo("DROP silently");
        assertThat(card.place()).isEqualTo("21.001 s · N · NONE");
        assertThat(card.sentence()).startsWith("The table is full, 20 of 20");
        assertThat(card.notes()).extracting(WhyCard.Note::fact).contains("drop");
        assertThat(card.changes())
                .filteredOn(change -> change.edit().isPresent())
                .extracting(change -> change.what() + ", " + change.outcome())
                .contains("nf_conntrack_max = 21, ACCEPT");
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"560, 900, false", "699, 900, false", "700, 601, false", "700, 602, true", "1000, 860, true"})
    void theWideDiagramIsShownWhereAllOfItHasRoom(double width, double height, boolean wide) {
        StateLayout shown = StatesPane.of(INDEX, "B", 0, REFUSED).layout(INDEX, width, height);
        StateOptions options = wide ? StateOptions.wide("B", REFUSED) : StateOptions.narrow("B", REFUSED);
        StateLayout wanted = StateLayout.of(INDEX.trace(), INDEX.keyframes(), options.withSize(width, height));
        for (TcpState state : TcpState.values()) {
            Box box = shown.boxOf(state);
            assertThat(box.width())
                    .as("%s", state)
                    .isEqualTo(wanted.boxOf(state).width());
            assertThat(box.x()).isNotNegative();
            assertThat(box.x() + box.width()).isLessThanOrEqualTo(width);
            assertThat(box.bottom()).isLessThanOrEqualTo(height);
        }
    }
}
