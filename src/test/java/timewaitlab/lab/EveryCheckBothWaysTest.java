package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Verdict;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.nat.ConntrackChecksum;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.RandomFlows;
import timewaitlab.nat.SegmentOnConntrack;
import timewaitlab.tcp.ChecksumRules;
import timewaitlab.tcp.SegmentOnListen;
import timewaitlab.wire.Segment;

/**
 * Every check is seen to hold and to fail, and is worded; no wording is left of a check that is gone. What is seen are
 * situations by chance, on all kernels; the recordings judge the same rules with numbers of their own.
 */
class EveryCheckBothWaysTest {
    private static final Pattern OURS = Pattern.compile(
            "check\\.(bind|close|connect|ct|delack|end|entry|icmp|keepalive|limit|listen|nat|persist|request|retransmit|segment|socket|syn-ack-timer|syn-sent|syn-timer|tw)\\..*\\.question");
    private static final int SITUATIONS = 700;
    private static final Set<String> HELD = new TreeSet<>();
    private static final Set<String> FAILED = new TreeSet<>();

    @BeforeAll
    static void ask() {
        RandomSituations chance = new RandomSituations(793);
        RandomFlows flows = new RandomFlows(5382);
        for (KernelProfile kernel : Profiles.all()) {
            ask(kernel, Hook.TIME_WAIT, chance::onTimeWait);
            ask(kernel, Hook.LISTEN, chance::onListen);
            ask(kernel, Hook.SYN_SENT, chance::inSynSent);
            ask(kernel, Hook.SYN_RECV, chance::inSynRecv);
            ask(kernel, Hook.CROSSED, chance::crossed);
            ask(kernel, Hook.SOCKET, chance::onLiveSocket);
            ask(kernel, Hook.CONNECT, chance::connecting);
            ask(kernel, Hook.CONNTRACK, known -> flows.tracked(known.conntrack()));
            ask(kernel, Hook.NAT, known -> flows.first(known.conntrack()));
            ask(kernel, Hook.FLOW, known -> flows.firstUntranslated(known.conntrack()));
            ask(kernel, Hook.BIND, chance::binding);
        }
        askOfChecksums(chance, flows);
        RandomClosings ends = new RandomClosings(793);
        RandomOpenings starts = new RandomOpenings(793);
        for (KernelProfile kernel : Profiles.all()) {
            ask(kernel, Hook.CLOSE, ends::closing);
            ask(kernel, Hook.ORPHAN, ends::closing);
            ask(kernel, Hook.SHUTDOWN, ends::closing);
            ask(kernel, Hook.RETRANSMIT_TIMER, ends::firing);
            ask(kernel, Hook.PERSIST_TIMER, ends::firing);
            ask(kernel, Hook.KEEPALIVE_TIMER, ends::firing);
            ask(kernel, Hook.DELACK_TIMER, ends::firing);
            ask(kernel, Hook.ICMP, ends::hearing);
            ask(kernel, Hook.TIME_WAIT_ENTRY, ends::wanting);
            ask(kernel, Hook.SYN_TIMER, starts::syn);
            ask(kernel, Hook.SYN_ACK_TIMER, starts::synAck);
        }
    }

    private static <S extends Situation<S>> void ask(
            KernelProfile kernel, Hook<S> hook, Function<KernelProfile, S> make) {
        for (int i = 0; i < SITUATIONS; i++) {
            note(kernel.chain(hook).verdict(make.apply(kernel)));
        }
    }

    /** The chains that judge a damaged segment, of one that is and of one that is not. */
    private static void askOfChecksums(RandomSituations chance, RandomFlows flows) {
        Segment damaged = new Segment().damaged(true);
        KernelProfile kernel = Profiles.named("6.18").orElseThrow();
        for (int i = 0; i < SITUATIONS; i++) {
            SegmentOnListen onHost = chance.onListen(kernel);
            onHost.segment().damaged(i % 2 == 0);
            note(ChecksumRules.of(damaged, kernel.chain(Hook.LISTEN)).verdict(onHost));
            SegmentOnConntrack onBox = flows.tracked(kernel.conntrack());
            onBox.segment().damaged(i % 2 == 0);
            onBox.runsWith(onBox.settings().with(ConntrackSysctl.CHECKSUM, i % 3 == 0 ? 0 : 1));
            note(ConntrackChecksum.of(damaged, kernel.chain(Hook.CONNTRACK)).verdict(onBox));
        }
    }

    private static void note(Verdict<?> verdict) {
        verdict.findings()
                .forEach(finding ->
                        (finding.held() ? HELD : FAILED).add(finding.check().id()));
    }

    @Test
    void everyCheckIsSeenToHoldAndToFail() {
        assertThat(without(HELD, FAILED)).as("never seen to fail").isEmpty();
        assertThat(without(FAILED, HELD)).as("never seen to hold").isEmpty();
        assertThat(HELD).hasSizeGreaterThan(60);
    }

    @Test
    void everyCheckIsWorded() throws IOException {
        assertThat(worded()).containsAll(HELD);
    }

    @Test
    void noWordingIsLeftOver() throws IOException {
        assertThat(without(worded(), HELD)).isEmpty();
    }

    private static Set<String> without(Set<String> ids, Set<String> others) {
        Set<String> rest = new TreeSet<>(ids);
        rest.removeAll(others);
        return rest;
    }

    private static Set<String> worded() throws IOException {
        Properties words = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(
                        EveryCheckBothWaysTest.class.getResourceAsStream("/timewaitlab/i18n/findings.properties")),
                StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        Set<String> ids = new TreeSet<>();
        for (String key : words.stringPropertyNames()) {
            if (OURS.matcher(key).matches()) {
                ids.add(key.substring("check.".length(), key.length() - ".question".length()));
            }
        }
        return ids;
    }
}
