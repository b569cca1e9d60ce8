package timewaitlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Situation;
import timewaitlab.lab.RandomClosings;
import timewaitlab.lab.RandomOpenings;
import timewaitlab.lab.RandomSituations;
import timewaitlab.tcp.Constant;

/** Every kernel is whole, answers to its names, and differs from its predecessor by what it says it changes. */
class KernelProfilesTest {
    private static final int SITUATIONS = 2_000;

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void hasAChainForEveryHook(KernelProfile kernel) {
        for (Hook<?> hook : Hook.all()) {
            assertThat(kernel.chain(hook).hook()).isEqualTo(hook.toString());
            assertThat(kernel.chain(hook).stages()).isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "linux-4.4, linux-4.4",
        "4.4, linux-4.4",
        "4.10, linux-4.10.17",
        "linux-4.10, linux-4.10.17",
        "4.10.1, linux-4.10.1",
        "2.6.32, linux-2.6.32",
        "6.18, linux-6.18"
    })
    void answersToItsNames(String name, String profile) {
        assertThat(LinuxProfiles.named(name)).map(KernelProfile::name).contains(profile);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource({"linux-2.6.24", "4", "linux-", "''", "6.180", "LINUX-4.4", "linux-linux-4.4"})
    void andToNoOthers(String name) {
        assertThat(LinuxProfiles.named(name)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void itsOwnNameFindsIt(KernelProfile kernel) {
        assertThat(LinuxProfiles.named(kernel.name())).containsSame(kernel);
        assertThat(LinuxProfiles.named(kernel.version())).containsSame(kernel);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("successors")
    void everyChangeIsWorded(KernelProfile kernel) {
        assertThat(kernel.changes()).isNotEmpty().allSatisfy(change -> {
            assertThat(change.what()).isNotBlank().doesNotEndWith(".");
            assertThat(change.since()).matches("[2-6]\\.\\d+.*");
            assertThat(change.where()).isNotBlank();
        });
        assertThat(kernel.changes()).doesNotHaveDuplicates();
    }

    /** A profile that decides and is set as its predecessor would be a name for nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("successors")
    void differsFromItsPredecessor(KernelProfile kernel) {
        KernelProfile before = LinuxProfiles.all().get(LinuxProfiles.all().indexOf(kernel) - 1);
        List<String> differences = new ArrayList<>();
        Arrays.stream(Constant.values())
                .filter(constant ->
                        kernel.settings().get(constant) != before.settings().get(constant))
                .forEach(constant -> differences.add(constant.name()));
        Arrays.stream(Sysctl.values())
                .filter(sysctl -> kernel.has(sysctl) != before.has(sysctl)
                        || kernel.settings().get(sysctl) != before.settings().get(sysctl))
                .forEach(sysctl -> differences.add(sysctl.shortName()));
        RandomSituations chance = new RandomSituations(32);
        compare(Hook.TIME_WAIT, chance::onTimeWait, kernel, before, differences);
        compare(Hook.LISTEN, chance::onListen, kernel, before, differences);
        compare(Hook.SYN_SENT, chance::inSynSent, kernel, before, differences);
        compare(Hook.SYN_RECV, chance::inSynRecv, kernel, before, differences);
        compare(Hook.CROSSED, chance::crossed, kernel, before, differences);
        compare(Hook.SOCKET, chance::onLiveSocket, kernel, before, differences);
        compare(Hook.CONNECT, chance::connecting, kernel, before, differences);
        RandomClosings ends = new RandomClosings(32);
        compare(Hook.CLOSE, ends::closing, kernel, before, differences);
        compare(Hook.ORPHAN, ends::closing, kernel, before, differences);
        compare(Hook.SHUTDOWN, ends::closing, kernel, before, differences);
        compare(Hook.RETRANSMIT_TIMER, ends::firing, kernel, before, differences);
        compare(Hook.PERSIST_TIMER, ends::firing, kernel, before, differences);
        compare(Hook.KEEPALIVE_TIMER, ends::firing, kernel, before, differences);
        compare(Hook.DELACK_TIMER, ends::firing, kernel, before, differences);
        compare(Hook.TIME_WAIT_ENTRY, ends::wanting, kernel, before, differences);
        RandomOpenings starts = new RandomOpenings(32);
        compare(Hook.SYN_TIMER, starts::syn, kernel, before, differences);
        compare(Hook.SYN_ACK_TIMER, starts::synAck, kernel, before, differences);
        assertThat(differences).isNotEmpty();
    }

    /** A chain that was changed must decide something differently; one that was not, nothing. */
    private static <S extends Situation<S>> void compare(
            Hook<S> hook,
            Function<KernelProfile, S> make,
            KernelProfile kernel,
            KernelProfile before,
            List<String> differences) {
        int found = 0;
        for (int i = 0; i < SITUATIONS; i++) {
            S situation = make.apply(before);
            Outcome now = kernel.chain(hook).judge(situation);
            found += now.sameAs(before.chain(hook).judge(situation)) ? 0 : 1;
        }
        boolean changed = kernel.chain(hook) != before.chain(hook);
        assertThat(found > 0).as("%s decides %s differently", kernel, hook).isEqualTo(changed);
        if (changed) {
            differences.add(hook.toString());
        }
    }

    @Test
    void sysctlsThatAreNotThereAreNotOffered() {
        assertThat(LinuxProfiles.all().stream().filter(kernel -> kernel.has(Sysctl.TCP_TW_RECYCLE)))
                .extracting(KernelProfile::version)
                .containsExactly("2.6.32", "3.0", "3.2", "3.10", "3.18", "4.4", "4.9", "4.10.1", "4.10.17", "4.11");
        assertThat(LinuxProfiles.all().stream().filter(kernel -> kernel.has(Sysctl.TCP_TW_REUSE_DELAY)))
                .extracting(KernelProfile::version)
                .containsExactly("6.14", "6.18");
    }

    static List<KernelProfile> all() {
        return LinuxProfiles.all();
    }

    static List<KernelProfile> successors() {
        return IntStream.range(1, all().size()).mapToObj(all()::get).toList();
    }
}
