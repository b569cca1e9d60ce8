package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Check;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Verdict;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.nat.ConntrackChecksum;
import timewaitlab.nat.ConntrackState;
import timewaitlab.nat.RandomFlows;
import timewaitlab.nat.SegmentOnConntrack;
import timewaitlab.tcp.ChecksumRules;
import timewaitlab.tcp.CloseCall;
import timewaitlab.tcp.IcmpReceived;
import timewaitlab.tcp.SegmentOnSocket;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimerFired;
import timewaitlab.trace.Cause;
import timewaitlab.trace.FindingText;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Tracked;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SegmentNotation;

/** Every check, every rule and every value has its words, and no words are left over. */
class FindingWordsTest {
    private static final List<Hook<TimerFired>> TIMERS =
            List.of(Hook.RETRANSMIT_TIMER, Hook.PERSIST_TIMER, Hook.KEEPALIVE_TIMER, Hook.DELACK_TIMER);
    private static final ResourceBundle WORDS = ResourceBundle.getBundle("timewaitlab.i18n.findings");

    @Test
    void everyCheckHasAQuestionAndNoQuestionIsLeftOver() throws Exception {
        Set<String> ids = new TreeSet<>();
        checks().forEach(check -> ids.add(check.id()));
        assertThat(ids).hasSizeGreaterThan(80);
        assertThat(keys("check.", ".question")).isEqualTo(ids);
        assertThat(ids)
                .allSatisfy(id -> assertThat(WORDS.getString("check." + id + ".question"))
                        .matches("[A-Z].{4,45}\\?")
                        .doesNotContainPattern("\\bnot? (a|an|the)\\b"));
    }

    @Test
    void namesOfValuesAreNamesOfValues() throws Exception {
        Set<String> names = new TreeSet<>();
        for (Check<?> check : checks()) {
            names.addAll(List.of(
                    check.left().name(), check.right().name(), check.margin().name()));
        }
        assertThat(names).containsAll(keys("operand.", ""));
        Set<String> asked = new TreeSet<>(names);
        asked.addAll(List.of("host", "state", "after", "rule"));
        for (String key : keys("rule.", "")) {
            String text = WORDS.getString("rule." + key);
            for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
                assertThat(asked).as(key).contains(text.substring(at + 1, text.indexOf('}', at)));
            }
        }
    }

    @Test
    void everyRuleHasASentenceAndNoSentenceIsLeftOver() {
        Set<String> rules = rules();
        Set<String> spoken = new TreeSet<>();
        for (String key : keys("rule.", "")) {
            String rule = ruleOf(key);
            if (!rule.equals("any")) {
                assertThat(rules).as("the rule of " + key).contains(rule);
                spoken.add(rule);
            }
        }
        // chains whose last rule always speaks
        List<String> silent = List.of(
                "listen.otherwise",
                "time-wait.otherwise",
                "syn-recv.otherwise",
                "socket.otherwise",
                "connect.otherwise",
                "bind.otherwise",
                "close.otherwise",
                "shutdown.otherwise",
                "retransmit-timer.otherwise",
                "persist-timer.otherwise",
                "keepalive-timer.otherwise",
                "delack-timer.otherwise",
                "crossed.otherwise",
                "syn-timer.otherwise",
                "syn-ack-timer.otherwise",
                "time-wait-entry.otherwise",
                "icmp.otherwise",
                "conntrack.otherwise",
                "nat.otherwise",
                "flow.otherwise");
        Set<String> missing = new TreeSet<>(rules);
        missing.removeAll(spoken);
        assertThat(missing).isSubsetOf(silent);
    }

    /** Judged by every kernel in every state: no verdict falls back on general words, every sentence names the host. */
    @Test
    void everyVerdictReachedIsWordedAndEveryWordingIsReached() {
        Map<String, String> sentences = new TreeMap<>();
        Set<String> general = new TreeSet<>();
        for (String version : List.of("2.6.32", "3.10", "4.4", "6.18", "rfc9293", "freebsd")) {
            KernelProfile kernel = Profiles.named(version).orElseThrow();
            for (TcpState state : TcpState.values()) {
                for (String situation : situations(state)) {
                    judge(kernel, state, situation, sentences, general);
                }
            }
        }
        ScenarioLibrary.ids()
                .forEach(id -> RunScenario.run(ScenarioLibrary.open(id).value().orElseThrow())
                        .verdicts()
                        .forEach(judged -> listen(judged, sentences, general)));
        listenToEnds(sentences, general);
        listenToDamage(sentences, general);
        hearNats(sentences, general);
        assertThat(general).as("verdicts without words of their own").isEmpty();
        assertThat(sentences)
                .allSatisfy((key, sentence) ->
                        assertThat(sentence).doesNotContain("{", "}").matches(".*(\\*[^*]+\\*).*"));
        assertThat(sentences.values())
                .anySatisfy(sentence -> assertThat(sentence)
                        .isEqualTo("The SYN's timestamp 199990 is *older* than 200000, which host remembers for the"
                                + " address it came from."));
        Set<String> unreached = new TreeSet<>(keys("rule.", ""));
        unreached.removeIf(key -> key.startsWith("any.")
                || key.startsWith("connect.")
                || key.startsWith("bind.")
                || key.startsWith("ack.fin-wait-1-linger2")
                || key.endsWith(".CONTINUE"));
        unreached.removeAll(sentences.keySet());
        assertThat(unreached).as("words for verdicts nobody reaches").isEmpty();
    }

    /** Segments that arrive with a wrong checksum. */
    private static void listenToDamage(Map<String, String> sentences, Set<String> general) {
        Trace trace = new Small()
                .wire("delay: 5 ms, faults: [{corrupt: S, from: A, count: 1}]")
                .run();
        trace.verdicts().forEach(judged -> listen(judged, sentences, general));
        KernelProfile kernel = Profiles.named("6.18").orElseThrow();
        RandomFlows flows = new RandomFlows(5382);
        for (int i = 0; i < 100; i++) {
            SegmentOnConntrack tracked = flows.tracked(kernel.conntrack());
            tracked.segment().damaged(true);
            hear(
                    ConntrackChecksum.of(tracked.segment(), kernel.chain(Hook.CONNTRACK))
                            .verdict(tracked),
                    sentences,
                    general);
        }
    }

    /** Timers and calls that end connections. */
    private static void listenToEnds(Map<String, String> sentences, Set<String> general) {
        RandomClosings ends = new RandomClosings(5);
        RandomOpenings starts = new RandomOpenings(5);
        RandomSituations chance = new RandomSituations(5);
        for (String version : List.of("2.6.32", "4.4", "5.15", "6.18", "freebsd")) {
            KernelProfile kernel = Profiles.named(version).orElseThrow();
            for (int i = 0; i < 300; i++) {
                listen(
                        judged(kernel.chain(Hook.LISTEN).verdict(chance.onListen(kernel)), TcpState.LISTEN),
                        sentences,
                        general);
                SegmentOnSocket crossed = chance.crossed(kernel);
                listen(judged(kernel.chain(Hook.CROSSED).verdict(crossed), TcpState.SYN_RECV), sentences, general);
                SegmentOnSocket asked = chance.inSynRecv(kernel);
                listen(judged(kernel.chain(Hook.SYN_RECV).verdict(asked), TcpState.SYN_RECV), sentences, general);
            }
            for (int i = 0; i < 2_000; i++) {
                for (Hook<CloseCall> hook : List.of(Hook.CLOSE, Hook.ORPHAN, Hook.SHUTDOWN)) {
                    CloseCall call = ends.closing(kernel);
                    listen(judged(kernel.chain(hook).verdict(call), call.socket().state), sentences, general);
                }
                for (Hook<TimerFired> hook : TIMERS) {
                    TimerFired fired = ends.firing(kernel);
                    listen(judged(kernel.chain(hook).verdict(fired), fired.socket().state), sentences, general);
                }
                TimerFired syn = starts.syn(kernel);
                listen(judged(kernel.chain(Hook.SYN_TIMER).verdict(syn), syn.socket().state), sentences, general);
                TimerFired request = starts.synAck(kernel);
                listen(
                        judged(kernel.chain(Hook.SYN_ACK_TIMER).verdict(request), TcpState.SYN_RECV),
                        sentences,
                        general);
                IcmpReceived error = ends.hearing(kernel);
                listen(judged(kernel.chain(Hook.ICMP).verdict(error), error.socket().state), sentences, general);
                Verdict<?> entry = kernel.chain(Hook.TIME_WAIT_ENTRY).verdict(ends.wanting(kernel));
                listen(judged(entry, TcpState.FIN_WAIT_2), sentences, general);
            }
        }
    }

    /** Situations by chance on every kernel: what a NAT decides has its words too. */
    private static void hearNats(Map<String, String> sentences, Set<String> general) {
        RandomFlows flows = new RandomFlows(7857);
        for (KernelProfile kernel : Profiles.all()) {
            for (int i = 0; i < 3_000; i++) {
                hear(kernel.chain(Hook.CONNTRACK).verdict(flows.tracked(kernel.conntrack())), sentences, general);
                hear(kernel.chain(Hook.NAT).verdict(flows.first(kernel.conntrack())), sentences, general);
                hear(kernel.chain(Hook.FLOW).verdict(flows.firstUntranslated(kernel.conntrack())), sentences, general);
            }
        }
    }

    private static Judged judged(Verdict<?> verdict, TcpState state) {
        Cause cause = new Cause.ByTimer("some");
        return new Judged(1, 0, "host", cause, "", state, false, verdict, List.of(), Map.of(), state, null);
    }

    private static void hear(Verdict<?> verdict, Map<String, String> sentences, Set<String> general) {
        Tracked tracked = new Tracked(
                1, 0, "host", new Cause.BySegment(1), "", ConntrackState.NONE, verdict, Map.of(), ConntrackState.NONE);
        listen(verdict, "host", FindingText.sentence(tracked), sentences, general);
    }

    private static List<String> situations(TcpState state) {
        return switch (state) {
            case CLOSED -> List.of("");
            case LISTEN -> List.of("", "full", "peer", "peer off");
            case SYN_SENT -> List.of("", "busy");
            case SYN_RECV -> List.of("", "busy", "full", "abort", "no-budget");
            case TIME_WAIT -> List.of("", "busy", "rfc1337", "no-listener", "no-timestamps");
            case FIN_WAIT_2 -> List.of("", "orphan", "orphan busy", "busy");
            case ESTABLISHED -> List.of("", "busy", "no-budget", "no-timestamps");
            default -> List.of("", "orphan");
        };
    }

    private static void judge(
            KernelProfile kernel,
            TcpState state,
            String situation,
            Map<String, String> sentences,
            Set<String> general) {
        Map<String, BigDecimal> fields = new HashMap<>();
        Map.of("rcv_nxt", 1_000_000, "snd_nxt", 5_000_000, "rcv_wnd", 60_000, "ts_recent", 200_000)
                .forEach((name, value) -> fields.put(name, BigDecimal.valueOf(value)));
        fields.put("synack_tsval_first", BigDecimal.valueOf(3_455_999_000L));
        fields.put("synack_tsval_last", BigDecimal.valueOf(3_456_000_000L));
        Map<Sysctl, Long> sysctls = new HashMap<>();
        if (situation.contains("busy")) {
            fields.put("last_oow_ack_age", new BigDecimal("0.1"));
        }
        if (situation.contains("full") || situation.contains("abort")) {
            fields.put("accept_queue", BigDecimal.valueOf(200));
            sysctls.put(Sysctl.TCP_ABORT_ON_OVERFLOW, situation.contains("abort") ? 1L : 0L);
        }
        if (situation.contains("peer") && kernel.has(Sysctl.TCP_TW_RECYCLE)) {
            fields.put("peer_ts", BigDecimal.valueOf(200_000));
            fields.put("peer_ts_age", BigDecimal.valueOf(5));
            sysctls.put(Sysctl.TCP_TW_RECYCLE, 1L);
        }
        if (situation.contains("rfc1337")) {
            sysctls.put(Sysctl.TCP_RFC1337, 1L);
        }
        if (situation.contains("off")) {
            sysctls.put(Sysctl.TCP_TIMESTAMPS, 0L);
        }
        if (situation.contains("no-budget") && kernel.has(Sysctl.TCP_CHALLENGE_ACK_LIMIT)) {
            sysctls.put(Sysctl.TCP_CHALLENGE_ACK_LIMIT, 0L);
        }
        boolean orphan = situation.contains("orphan");
        boolean timestamps = !situation.contains("no-timestamps");
        boolean listener = !situation.contains("no-listener") && state != TcpState.CLOSED;
        for (String segment : segments(state)) {
            var arriving = List.of(new VerdictRequest.Arriving(0, SegmentNotation.parse(segment)));
            VerdictRequest request =
                    new VerdictRequest(kernel, state, orphan, timestamps, listener, fields, sysctls, arriving);
            JudgeSegments.answer(request).forEach(answer -> listen(answer.judged(), sentences, general));
        }
    }

    private static final Set<String> HEARD = new HashSet<>();

    /** Where numbers make a difference they differ: before, at, in, at the end of and beyond the window. */
    private static List<String> segments(TcpState state) {
        boolean unsynchronised = state == TcpState.CLOSED || state == TcpState.LISTEN || state == TcpState.SYN_SENT;
        boolean asksAcks = state != TcpState.TIME_WAIT && state != TcpState.CLOSED && state != TcpState.LISTEN;
        List<Long> seqs = unsynchronised
                ? List.of(1_000_000L)
                : List.of(500_000L, 999_999L, 1_000_000L, 1_000_100L, 1_060_000L, 2_000_000L);
        List<String> segments = new ArrayList<>();
        for (String flags : List.of("S", "S.", ".", "R", "R.", "F", "F.", "SF")) {
            List<String> acks = !flags.contains(".")
                    ? List.of("0")
                    : asksAcks ? List.of("1000", "5000000", "6000000") : List.of("5000000");
            for (long seq : seqs) {
                for (String ack : acks) {
                    for (String ts : List.of("", " <TS val 199990 ecr 0>", " <TS val 200001 ecr 1>")) {
                        segments.add(flags + " " + seq + ":" + seq + "(0) ack " + ack + " win 65535" + ts);
                        if (!flags.matches("[SR].*") && ts.isEmpty()) {
                            segments.add(flags + " " + seq + ":" + (seq + 50) + "(50) ack " + ack + " win 65535");
                        }
                    }
                }
            }
        }
        return segments;
    }

    private static void listen(Judged judged, Map<String, String> sentences, Set<String> general) {
        listen(judged.verdict(), judged.at(), FindingText.sentence(judged), sentences, general);
    }

    private static void listen(
            Verdict<?> verdict, String host, String sentence, Map<String, String> sentences, Set<String> general) {
        String key = verdict.ruleId() + "." + verdict.outcome().disposition();
        List<String> fitting = keys("rule.", "").stream()
                .filter(known -> known.equals(key) || known.startsWith(key + "."))
                .toList();
        if (fitting.isEmpty()) {
            general.add(key);
        }
        for (String known : fitting) {
            String start = WORDS.getString("rule." + known).split("\\{", 2)[0];
            if (sentence.startsWith(start.isEmpty() ? host : start)) {
                sentences.putIfAbsent(known, sentence);
            }
        }
    }

    private static Set<String> rules() {
        Set<String> ids = Profiles.all().stream()
                .flatMap(kernel -> Hook.all().stream().map(kernel::chain))
                .flatMap(chain -> chain.ruleIds().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Segment damaged = new Segment().damaged(true);
        KernelProfile kernel = Profiles.named("6.18").orElseThrow();
        ids.addAll(ChecksumRules.of(damaged, kernel.chain(Hook.LISTEN)).ruleIds());
        ids.addAll(ConntrackChecksum.of(damaged, kernel.chain(Hook.CONNTRACK)).ruleIds());
        return ids;
    }

    private static String ruleOf(String key) {
        int cut = key.length();
        for (Disposition disposition : Disposition.values()) {
            int at = key.indexOf("." + disposition.name());
            cut = at > 0 ? Math.min(cut, at) : cut;
        }
        return key.substring(0, cut);
    }

    private static final Map<String, Set<String>> KEYS = new HashMap<>();

    private static Set<String> keys(String prefix, String suffix) {
        return KEYS.computeIfAbsent(
                prefix + suffix,
                any -> WORDS.keySet().stream()
                        .filter(key -> key.startsWith(prefix) && key.endsWith(suffix))
                        .map(key -> key.substring(prefix.length(), key.length() - suffix.length()))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** All constants of the rooms that judge. */
    private static List<Check<?>> checks() throws Exception {
        List<Check<?>> checks = new ArrayList<>();
        for (String room : List.of("tcp", "nat")) {
            List<Path> files;
            try (Stream<Path> all = Files.list(Path.of(Check.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve("timewaitlab/" + room))) {
                files = all.filter(file -> file.toString().endsWith(".class")).toList();
            }
            for (Path file : files) {
                String name = file.getFileName().toString().replace(".class", "");
                for (Field field :
                        Class.forName("timewaitlab." + room + "." + name).getDeclaredFields()) {
                    if (field.getType() == Check.class && Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        checks.add((Check<?>) field.get(null));
                    }
                }
            }
        }
        return checks;
    }
}
