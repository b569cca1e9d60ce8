package timewaitlab.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.LongStream;
import timewaitlab.agreement.ConnectVector;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Situation;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.nat.ConntrackConstant;
import timewaitlab.nat.RandomFlows;
import timewaitlab.node.PeerMemoryKeyTest;
import timewaitlab.scenario.Durations;
import timewaitlab.scenario.Scenario;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Jiffies;
import timewaitlab.tcp.PeerTimestampCache;
import timewaitlab.tcp.RetryLimits;
import timewaitlab.tcp.SocketOptions;
import timewaitlab.tcp.Tcb;
import timewaitlab.trace.Trace;
import timewaitlab.wire.AddressBook;

/** Situations of one line: a call, a setting, a timer, or many by chance. */
final class ShortEvidence {
    private static final int SITUATIONS = 20_000;

    private static final Map<String, BiFunction<KernelProfile, String, String>> KINDS = new LinkedHashMap<>();

    static {
        // connect(), in the words of the connect vectors
        KINDS.put("connect", ShortEvidence::connect);
        // whether nstat lists a counter
        KINDS.put("nstat", (profile, name) -> profile.counts(Counter.valueOf(name)) ? "counted" : "no such counter");
        // what a sysctl reads
        KINDS.put(
                "sysctl",
                (profile, name) ->
                        Long.toString(profile.settings().get(Sysctl.named(name).orElseThrow())));
        // whether a SYN to that address is held against what another address remembered
        KINDS.put("memory", PeerMemoryKeyTest::fate);
        // how many of 40 hosts are remembered where the hash has two buckets and this salt
        KINDS.put("capacity", ShortEvidence::remembered);
        // the tick at which a timer fires: "TICK for DURATION", HZ 250
        KINDS.put("armed", ShortEvidence::fires);
        // the seconds TCP_LINGER2 comes to, 0 for tcp_fin_timeout
        KINDS.put(
                "linger2",
                (profile, seconds) -> Integer.toString(SocketOptions.NONE
                        .linger2(Integer.parseInt(seconds), profile.settings())
                        .linger2()));
        // the wait before a retransmission when TCP_USER_TIMEOUT ends sooner, milliseconds
        KINDS.put("clamped", ShortEvidence::clamped);
        // what connection tracking was compiled with
        KINDS.put(
                "conntrack",
                (profile, name) -> Long.toString(profile.conntrack().get(ConntrackConstant.valueOf(name))));
        // whether there is such a sysctl
        KINDS.put("knows", (profile, name) -> profile.has(Sysctl.named(name).orElseThrow()) ? "there" : "absent");
        // what the kernel was compiled with
        KINDS.put(
                "constant", (profile, name) -> Long.toString(profile.settings().get(Constant.valueOf(name))));
        // a counter at the end of a shipped scenario: "SCENARIO HOST COUNTER", with this kernel on the host
        KINDS.put("shipped", ShortEvidence::counted);
        // outcomes of many situations by chance, as a number; no two chains have the same
        KINDS.put("chance", ShortEvidence::chance);
    }

    private ShortEvidence() {}

    static Optional<String> ask(ChangeEvidence evidence, KernelProfile profile) {
        return KINDS.keySet().stream()
                .filter(kind -> evidence.line(kind).isPresent())
                .findFirst()
                .map(kind -> KINDS.get(kind).apply(profile, evidence.line(kind).orElseThrow()));
    }

    private static String counted(KernelProfile profile, String words) {
        String[] parts = words.split(" ");
        Scenario scenario = ScenarioLibrary.open(parts[0]).value().orElseThrow();
        Trace trace = RunScenario.run(scenario.with(new Scenario.Edit.Kernel(parts[1], profile)));
        return Long.toString(trace.counters().getOrDefault(parts[1], Map.of()).getOrDefault(parts[2], 0L));
    }

    private static String connect(KernelProfile profile, String words) {
        return profile.chain(Hook.CONNECT)
                .verdict(ConnectVector.attempt(profile, words))
                .outcome()
                .toString();
    }

    private static String remembered(KernelProfile profile, String salt) {
        PeerTimestampCache peers = new PeerTimestampCache(
                profile.settings().with(Constant.TCPMHASH_ENTRIES, 2), OptionalInt.of(Integer.decode(salt)));
        AddressBook book = new AddressBook();
        for (int host = 1; host <= 40; host++) {
            peers.meet(host, book.intern("198.18.90." + host).number(), host);
            peers.put(host, 1, 1);
        }
        return Long.toString(LongStream.rangeClosed(1, 40)
                .filter(host -> peers.find(host) != null)
                .count());
    }

    private static String fires(KernelProfile profile, String armed) {
        String[] words = armed.split(" for ");
        long start = Long.parseLong(words[0]);
        Jiffies jiffies = new Jiffies(profile.settings(250), start);
        return Long.toString(start + jiffies.fires(0, Durations.parse(words[1])) * 250 / SimTime.SECOND);
    }

    private static String clamped(KernelProfile profile, String userTimeout) {
        Tcb socket = new Tcb();
        socket.options = SocketOptions.NONE.userTimeout(Integer.parseInt(userTimeout));
        socket.retransmittingSince = 0;
        return Long.toString(RetryLimits.clamped(800, socket, profile.settings(), 700));
    }

    private static String chance(KernelProfile profile, String hook) {
        RandomClosings closings = new RandomClosings(9);
        RandomOpenings starts = new RandomOpenings(9);
        RandomFlows flows = new RandomFlows(9);
        RandomSituations situations = new RandomSituations(9);
        return switch (hook) {
            case "keepalive-timer" -> outcomes(profile, Hook.KEEPALIVE_TIMER, closings::firing);
            case "persist-timer" -> outcomes(profile, Hook.PERSIST_TIMER, closings::firing);
            case "retransmit-timer" -> outcomes(profile, Hook.RETRANSMIT_TIMER, closings::firing);
            case "syn-timer" -> outcomes(profile, Hook.SYN_TIMER, starts::syn);
            case "syn-ack-timer" -> outcomes(profile, Hook.SYN_ACK_TIMER, starts::synAck);
            case "time-wait-entry" -> outcomes(profile, Hook.TIME_WAIT_ENTRY, closings::wanting);
            case "bind" -> outcomes(profile, Hook.BIND, situations::binding);
            case "connect" -> outcomes(profile, Hook.CONNECT, situations::connecting);
            case "conntrack" -> outcomes(profile, Hook.CONNTRACK, known -> flows.tracked(known.conntrack()));
            case "nat" -> outcomes(profile, Hook.NAT, known -> flows.first(known.conntrack()));
            case "flow" -> outcomes(profile, Hook.FLOW, known -> flows.firstUntranslated(known.conntrack()));
            default -> throw new IllegalArgumentException(hook);
        };
    }

    private static <S extends Situation<S>> String outcomes(
            KernelProfile profile, Hook<S> hook, Function<KernelProfile, S> make) {
        long all = 0;
        for (int i = 0; i < SITUATIONS; i++) {
            var outcome = profile.chain(hook).judge(make.apply(profile));
            all = all * 31 + outcome.toString().hashCode() + outcome.effects() * 7 + outcome.counts() * 13;
        }
        return Long.toHexString(all);
    }
}
