package timewaitlab.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.agreement.Recording;
import timewaitlab.agreement.Recordings;
import timewaitlab.base.SimTime;
import timewaitlab.lab.RunScenario;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.Scenario.HostSpec;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;

/**
 * What ss and conntrack printed when the recordings were made, against what we print of the recordings done again:
 * queues, addresses, states, the kind of timer, how often it rang, and what it had left.
 */
class RecordedCommandsTest {
    private static final Path HOME = Path.of("src/main/resources/timewaitlab/recreations");
    /** A snapshot takes so long, and the recorded machine is so late. */
    private static final long READING = 60 * SimTime.MILLISECOND;
    /** By so much timers of more than a minute made it later. */
    private static final long BEHIND = 2_600 * SimTime.MILLISECOND;

    private static final long STEP = 12 * SimTime.MILLISECOND;
    /** The wheel's grain for timers of a minute, ms. */
    private static final long GRAIN = 2_100;

    /** Re-creations with snapshots of each state and each kind of timer. */
    static List<String> names() {
        return Stream.of(
                        "close-client-first",
                        "close-half",
                        "close-server-first",
                        "close-simultaneous",
                        "finwait1-orphan-r4",
                        "finwait2-timeout-3",
                        "finwait2-timeout-65",
                        "finwait2-timeout-default",
                        "keepalive-alive",
                        "keepalive-blackhole",
                        "lastack-lost-2",
                        "nat-idle-client-sends",
                        "nat-two-clients-diff-port",
                        "nat-two-clients-same-port",
                        "retries2-3",
                        "tw-buckets-5",
                        "user-timeout-5000")
                .map("linux-6.18/"::concat)
                .toList();
    }

    private static Trace again(Recording recording) throws IOException {
        String text = Files.readString(HOME.resolve(recording.name() + ".yaml"));
        Scenario scenario = ScenarioParser.parse(recording.name(), text).value().orElseThrow();
        List<HostSpec> hosts = scenario.hosts().stream()
                .map(host -> {
                    var sysctls = recording.sysctls(host.name());
                    sysctls.putAll(host.sysctls());
                    return host.with(recording.profile(), recording.hz(), sysctls, host.clock());
                })
                .toList();
        return RunScenario.run(scenario.with(hosts));
    }

    /** A listener is the re-creation's own doing; every other socket is compared. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void socketsAreListedAsTheyWere(String name) throws IOException {
        Recording recording = Recordings.named(name);
        Trace trace = again(recording);
        Memories memories = Memories.of(trace);
        for (JsonNode snapshot : recording.expect().path("ss")) {
            String node = snapshot.get("node").asText();
            long at = Math.round(snapshot.get("t").asDouble() * SimTime.SECOND);
            List<String> wanted = new ArrayList<>();
            snapshot.get("socks").forEach(socket -> wanted.add(text(socket)));
            wanted.removeIf(text -> text.startsWith("LISTEN"));
            wanted.sort(Comparator.naturalOrder());
            List<List<String>> seen = new ArrayList<>();
            for (long time = at - BEHIND; time <= at + READING; time += STEP) {
                List<String> lines = new ArrayList<>();
                SocketLines.of(memories, party(node, recording.hz()), time).forEach(line -> lines.add(text(line)));
                lines.removeIf(text -> text.startsWith("LISTEN"));
                lines.sort(Comparator.naturalOrder());
                seen.add(lines);
            }
            assertThat(seen.stream().filter(lines -> alike(lines, wanted)).findFirst())
                    .as("%s at %d: %s, not %s", node, at, wanted, seen.get(seen.size() / 2))
                    .isPresent();
        }
    }

    private static String text(JsonNode socket) {
        return socket.get("state").asText() + " " + socket.get("recvq") + " " + socket.get("sendq") + " "
                + socket.get("local").asText() + " " + socket.get("peer").asText() + " "
                + socket.path("timer").asText();
    }

    private static String text(SocketLine line) {
        String remote = line.remote().toString().replaceAll(":0$", ":*");
        return SsText.state(line.state()) + " " + line.receiveQueue() + " " + line.sendQueue() + " " + line.local()
                + " " + remote + " " + line.timer();
    }

    private static boolean alike(List<String> ours, List<String> theirs) {
        if (ours.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < ours.size(); i++) {
            String[] one = ours.get(i).split(" ", -1);
            String[] other = theirs.get(i).split(" ", -1);
            for (int word = 0; word < 5; word++) {
                if (!one[word].equals(other[word])) {
                    return false;
                }
            }
            if (!timersAlike(one[5], other[5])) {
                return false;
            }
        }
        return true;
    }

    private static boolean timersAlike(String ours, String theirs) {
        if (ours.isEmpty() || theirs.isEmpty()) {
            return ours.equals(theirs);
        }
        String[] one = ours.split(",", -1);
        String[] other = theirs.split(",", -1);
        return one[0].equals(other[0])
                && one[2].equals(other[2])
                && Math.abs(millis(one[1]) - millis(other[1])) <= GRAIN;
    }

    /** What print_ms_timer() wrote. */
    private static long millis(String text) {
        long millis = 0;
        String rest = text;
        if (rest.contains("min")) {
            millis += Long.parseLong(rest.substring(0, rest.indexOf("min"))) * 60_000;
            rest = rest.substring(rest.indexOf("min") + 3);
        }
        if (rest.endsWith("sec")) {
            return millis + Long.parseLong(rest.replace("sec", "")) * 1000;
        }
        String[] parts = rest.replace("ms", "").split("\\.");
        for (int i = 0; i < parts.length && !parts[i].isEmpty(); i++) {
            millis += Long.parseLong(parts[i]) * (parts.length == 2 && i == 0 ? 1000 : 1);
        }
        return millis;
    }

    @Test
    void everySnapshotOfConntrackIsPrintedAsItWas() throws IOException {
        int compared = 0;
        for (String name : names()) {
            Recording recording = Recordings.named(name);
            JsonNode snapshots = recording.expect().path("conntrack");
            if (!snapshots.isEmpty()) {
                Trace trace = again(recording);
                for (JsonNode snapshot : snapshots) {
                    compare(name, trace, snapshot);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(4);
    }

    /** But for the blanks after the name of the protocol, of which the recordings kept one. */
    private static void compare(String name, Trace trace, JsonNode snapshot) {
        String nat = trace.parties().stream()
                .filter(party -> party.kind() == Party.Kind.NAT)
                .findFirst()
                .orElseThrow()
                .name();
        long at = Math.round(snapshot.get("t").asDouble() * SimTime.SECOND);
        List<String> wanted = new ArrayList<>();
        snapshot.get("lines").forEach(line -> wanted.add(plain(line.asText())));
        wanted.sort(Comparator.naturalOrder());
        List<List<String>> seen = new ArrayList<>();
        Memories memories = Memories.of(trace);
        for (long time = at - BEHIND; time <= at + READING; time += STEP) {
            seen.add(ConntrackText.of(memories, nat, time)
                    .lines()
                    .map(RecordedCommandsTest::plain)
                    .sorted()
                    .toList());
        }
        assertThat(seen.stream().anyMatch(lines -> sameButForASecond(lines, wanted)))
                .as("%s %s: %s, not %s", name, snapshot.get("label"), wanted, seen.get(seen.size() - 1))
                .isTrue();
    }

    /** Single blanks, and no port that the kernel drew by lot. */
    private static String plain(String line) {
        String text = line.replaceAll(" +", " ");
        Matcher ports = Pattern.compile("sport=(\\d+) .* dport=(\\d+)").matcher(text);
        boolean drawn = ports.find() && !ports.group(1).equals(ports.group(2));
        return drawn ? text.replace("dport=" + ports.group(2), "dport=drawn") : text;
    }

    /** Between two ticks an entry has a whole second less, or not yet. */
    private static boolean sameButForASecond(List<String> ours, List<String> theirs) {
        boolean same = ours.size() == theirs.size();
        for (int i = 0; same && i < ours.size(); i++) {
            String[] one = ours.get(i).split(" ", 4);
            String[] other = theirs.get(i).split(" ", 4);
            same = one[3].equals(other[3]) && Math.abs(Long.parseLong(one[2]) - Long.parseLong(other[2])) <= 1;
        }
        return same;
    }

    private static Party party(String name, int hz) {
        return new Party(name, Party.Kind.SERVER, "0.0.0.0", "linux-6.18", hz);
    }
}
