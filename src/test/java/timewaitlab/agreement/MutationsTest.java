package timewaitlab.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import timewaitlab.agreement.Mutations.Mutation;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;

/** Each rule is missed when it is taken out, but for those on a list with their reasons. */
class MutationsTest {
    /**
     * Vectors of every kernel are asked, and recordings of today's, which are asked fastest; the command asks every one.
     * A rule that is missed now leaves {@code vectors/unmissed.txt}.
     */
    @Test
    void eachRuleIsMissedOrListedWithAReason() {
        List<Mutation> all = Mutations.of(
                LinuxProfiles.all(), List.of(LinuxProfiles.named("6.18").orElseThrow()), () -> false);
        assertThat(all).hasSizeGreaterThan(250);
        assertThat(all.stream().filter(each -> each.missedBy().isEmpty()).map(Mutation::name))
                .containsExactlyElementsOf(Mutations.knownUnmissed());
        assertThat(Vectors.unmissed().values()).allMatch(reason -> reason.length() > 20);
    }

    @Test
    void whatSpeaksDifferentlyIsNotWhatComesOutDifferently() {
        KernelProfile kernel = LinuxProfiles.named("6.18").orElseThrow();
        String base = "TIME-WAIT rcv_nxt=1000000 snd_nxt=5000000 ts_recent=200000 ts_recent_age=10";
        String row = "V | 6.18 | | R seq 1000001 | | - | - | - | state=TIME-WAIT";
        Witness witness = Witness.of(SegmentVector.read(base, row), kernel);
        assertThat(witness.heard(Hook.TIME_WAIT, "tw.ignore-rst")).isTrue();
        assertThat(witness.heard(Hook.TIME_WAIT, "tw.paws")).isFalse();
        assertThat(witness.misses(kernel)).isEmpty();
        assertThat(witness.misses(kernel.lacking(Hook.TIME_WAIT, "tw.paws"))).isEmpty();
        assertThat(witness.misses(kernel.lacking(Hook.TIME_WAIT, "tw.ignore-rst")))
                .hasValueSatisfying(what -> assertThat(what).contains("replies: -, engine ACK"));
    }

    @Test
    void endsWhenItIsCancelled() {
        assertThat(Mutations.of(List.of(LinuxProfiles.all().get(0)), () -> true))
                .isEmpty();
    }
}
