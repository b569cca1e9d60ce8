package timewaitlab.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.SimTime;
import timewaitlab.capture.CaptureReader;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.nat.ConntrackState;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Field;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Memory;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Kept;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/** What we print is what the tools print, byte by byte; the files beside say how they were made. */
class HostCommandTest {
    private static final Path HOME = Path.of("src", "test", "resources");
    private static final Trace FLAGSHIP =
            RunScenario.run(ScenarioLibrary.open("flagship").value().orElseThrow());

    private final AddressBook book = new AddressBook();

    private static String golden(String name) throws IOException {
        return Files.readString(HOME.resolve("commands").resolve(name + ".txt"));
    }

    private Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        String address =
                text.substring(0, colon).replace("[", "").replace("]", "").replace("*", "::");
        return new Endpoint(book.intern(address), port.equals("*") ? 0 : Integer.parseInt(port));
    }

    /** Reads back what ss printed. */
    private List<SocketLine> read(String ss) {
        List<SocketLine> lines = new ArrayList<>();
        ss.lines().skip(1).forEach(text -> {
            String[] cells = text.strip().split("\\s+");
            TcpState state = List.of(TcpState.values()).stream()
                    .filter(each -> SsText.state(each).equals(cells[0]))
                    .findFirst()
                    .orElseThrow();
            String timer = cells.length < 6 ? "" : cells[5].replaceAll("timer:\\((.*)\\)", "$1");
            lines.add(new SocketLine(
                    state,
                    Long.parseLong(cells[1]),
                    Long.parseLong(cells[2]),
                    endpoint(cells[3].replaceAll("%[a-z0-9]+", "")),
                    cells[3].replaceAll("^[^%]*%?|:[0-9]+$", ""),
                    endpoint(cells[4]),
                    timer,
                    ""));
        });
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ss-tano", "ss-tano-devices"})
    void ssOfPlainSocketsIsThatOfTheTool(String name) throws IOException {
        String recorded = golden(name);
        assertThat(SsText.of(read(recorded), false)).isEqualTo(recorded);
    }

    @Test
    void ssNamesTheInterfaceASocketIsBoundTo() {
        Trace trace =
                RunScenario.run(ScenarioParser.parse("bound.yaml", """
                    id: bound
                    title: Bound
                    until: 5 s
                    hosts:
                      A: {address: 10.0.0.1, kernel: 6.18}
                      B: {address: 10.0.0.2, kernel: 6.18}
                    links:
                      - {between: [A, B], delay: 5 ms}
                    programs:
                      answer: [read to end, close]
                    steps:
                      - {at: 0 s, on: B, do: [setsockopt SO_BINDTODEVICE eth0, listen 80 serve answer]}
                      - {at: 1 s, on: A, do: [setsockopt SO_BINDTODEVICE eth0, "connect B:80 from 40000", close]}
                      - {at: 1 s, on: A, do: ["connect B:80 from 40001"]}
                    """).value().orElseThrow());
        Memories memories = Memories.of(trace);
        List<String> local = trace.parties().stream()
                .flatMap(party -> SocketLines.of(memories, party, trace.until()).stream())
                .map(line -> line.state() + " " + line.local().port() + " " + line.device())
                .toList();
        assertThat(local)
                .containsExactlyInAnyOrder(
                        "LISTEN 80 eth0", "ESTABLISHED 80 eth0", "ESTABLISHED 40001 ", "TIME_WAIT 40000 eth0");
    }

    @Test
    void ssWithoutTimersHasANarrowLastColumn() {
        assertThat(SsText.of(read("header\nLISTEN 0 128 0.0.0.0:8080 0.0.0.0:*\n"), false))
                .isEqualTo("""
                    State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
                    LISTEN 0      128          0.0.0.0:8080      0.0.0.0:*\\s\\s\\s\\s\\s\\s\\s\\s\\s\\s
                    """.replace("\\s", " "));
    }

    @Test
    void netstatOfSocketsIsThatOfTheTool() throws IOException {
        assertThat(NetstatText.sockets(read(golden("ss-tano")))).isEqualTo(golden("netstat-tan"));
    }

    private static Map<String, Long> counters() throws IOException {
        Map<String, Long> counters = new HashMap<>();
        golden("counters").lines().forEach(line -> {
            String[] words = line.split(" ");
            counters.put(words[0], Long.parseLong(words[1]));
        });
        return counters;
    }

    @Test
    void netstatOfCountersIsThatOfTheTool() throws IOException {
        assertThat(NetstatText.statistics(counters())).isEqualTo(golden("netstat-s"));
    }

    @Test
    void nstatIsThatOfTheTool() throws IOException {
        assertThat(NstatText.of(counters())).isEqualTo(golden("nstat"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"close-client-first", "nat-invalid-accept", "open-simultaneous"})
    void tcpdumpOfRecordedCapturesIsThatOfTheTool(String name) throws IOException {
        var capture = CaptureReader.read(HOME.resolve("capture").resolve(name + ".pcap"), book)
                .value()
                .orElseThrow();
        assertThat(TcpdumpText.of(capture.segments())).isEqualTo(golden("tcpdump-" + name));
    }

    @Test
    void tcpdumpAtAHostIsThatOfTheToolOnOurCapture() throws IOException {
        assertThat(print(HostCommand.TCPDUMP, "B", FLAGSHIP.until())).isEqualTo(golden("tcpdump-flagship-B"));
    }

    @Test
    void conntrackIsThatOfTheTool() throws IOException {
        StringBuilder out = new StringBuilder();
        out.append(conntrack("127.0.0.1:37574", ConntrackState.TIME_WAIT, 119.6))
                .append('\n');
        out.append(conntrack("127.0.0.1:37564", ConntrackState.ESTABLISHED, 431999.9))
                .append('\n');
        assertThat(out).hasToString(golden("conntrack"));
    }

    private String conntrack(String client, ConntrackState state, double left) {
        FourTuple tuple = new FourTuple(endpoint(client), endpoint("127.0.0.1:8080"));
        Memory memory = Memory.of(Memory.Kind.MAPPING)
                .put(Field.CONNTRACK, state.ordinal())
                .put(Field.TIMEOUT_DUE, Math.round(left * SimTime.SECOND))
                .put(Field.SEEN_REPLY, true)
                .put(Field.ASSURED, true)
                .build();
        return ConntrackText.line(new Kept(0, "N", "", List.of(tuple, tuple), memory, new Cause.ByTimer("")), 0);
    }

    @ParameterizedTest(name = "{0} ms: {1}")
    @CsvSource(textBlock = """
        # left,   as ss prints it
        8,        008ms
        204,      204ms
        1000,     1sec
        1140,     1.140ms
        9996,     9.996ms
        10004,    10sec
        57900,    57sec
        60000,    1min
        61004,    1min1sec
        599000,   9min59sec
        600000,   10min
        7199000,  119min
        0,        ''\
        """)
    void timersArePrintedAsSsPrintsThem(long left, String text) {
        assertThat(SocketLines.milliseconds(left)).isEqualTo(text);
    }

    private static String print(HostCommand command, String party, long time) {
        return command.print(FLAGSHIP, Memories.of(FLAGSHIP), party(party), time);
    }

    private static Party party(String name) {
        return FLAGSHIP.parties().stream()
                .filter(party -> party.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theMomentOfTheRefusalInTheWordsOfAnAdministrator() {
        long refused = 5022 * SimTime.MILLISECOND;
        assertThat(print(HostCommand.SS, "B", refused)).isEqualTo("""
            State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
            LISTEN 0      128          0.0.0.0:80        0.0.0.0:*\\s\\s\\s\\s\\s\\s\\s\\s\\s\\s
            """.replace("\\s", " "));
        assertThat(print(HostCommand.SS, "C", refused)).endsWith("timer:(on,976ms,0)\n");
        assertThat(print(HostCommand.NSTAT, "B", refused))
                .contains("TcpExtPAWSPassive               1                  0.0\n");
        assertThat(print(HostCommand.NETSTAT_STATISTICS, "B", refused))
                .contains("    1 passive connections rejected because of time stamp\n");
        assertThat(print(HostCommand.CONNTRACK, "N", refused)).contains("""
            tcp      6 119 SYN_SENT src=10.0.0.3 dst=198.51.100.9 sport=40000 dport=80 [UNREPLIED] \
            src=198.51.100.9 dst=203.0.113.7 sport=80 dport=40001 mark=0 use=1
            """);
    }

    @Test
    void whatIsCountedEndsWhereTheEngineCounted() {
        Memories memories = Memories.of(FLAGSHIP);
        FLAGSHIP.counters().forEach((host, counters) -> {
            if (!host.equals("N")) {
                assertThat(memories.counters(host, FLAGSHIP.until())).as(host).isEqualTo(counters);
            }
        });
    }

    /** A listener that takes connections over both versions is written as of the newer one, as ss and netstat do. */
    @Test
    void addressesOfIpv6AreWrittenAsTheToolsDo() {
        Trace trace =
                RunScenario.run(ScenarioLibrary.open("two-versions").value().orElseThrow());
        Memories memories = Memories.of(trace);
        Party server = trace.parties().stream()
                .filter(party -> party.name().equals("B"))
                .findFirst()
                .orElseThrow();
        assertThat(HostCommand.SS.print(trace, memories, server, SimTime.SECOND).lines())
                .anyMatch(line -> line.matches("LISTEN +0 +128 +\\*:80 +\\*:\\* *"))
                .anyMatch(line -> line.matches("TIME-WAIT +0 +0 +\\[2001:db8:b::9]:80 +\\[2001:db8::7]:40000 .*"));
        assertThat(HostCommand.NETSTAT
                        .print(trace, memories, server, SimTime.SECOND)
                        .lines())
                .contains("tcp6       0      0 :::80                   :::*                    LISTEN     ");
        assertThat(HostCommand.TCPDUMP
                        .print(trace, memories, server, SimTime.SECOND)
                        .lines())
                .element(0)
                .asString()
                .contains(" IP6 2001:db8::7.40000 > 2001:db8:b::9.80: Flags [S], seq ", "mss 1440");
    }
}
