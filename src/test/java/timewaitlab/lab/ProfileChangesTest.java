package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.ProfileChange;
import timewaitlab.kernel.Profiles;

/**
 * Every change a kernel makes has its proof: a situation that the kernel and its predecessor answer differently, and
 * that the kernel without this one change answers as before. The situations stand in {@code kernel/changes.txt}.
 */
class ProfileChangesTest {
    private static final List<ChangeEvidence> TABLE = ChangeEvidence.read("/kernel/changes.txt");

    @Test
    void everyChangeHasItsProofAndEveryProofItsChange() {
        Set<String> proven =
                TABLE.stream().map(row -> row.kernel() + ": " + row.change()).collect(Collectors.toSet());
        List<String> made = new ArrayList<>();
        for (KernelProfile kernel : Profiles.all()) {
            kernel.changes().forEach(change -> made.add(kernel + ": " + change.what()));
        }
        assertThat(made)
                .as("each change needs a paragraph in kernel/changes.txt")
                .doesNotHaveDuplicates();
        assertThat(proven).containsExactlyInAnyOrderElementsOf(made);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("proofs")
    void itDecidesDifferently(String name, ChangeEvidence proof) {
        KernelProfile kernel = Kernels.only(proof.kernel());
        ProfileChange change = kernel.changes().stream()
                .filter(made -> made.what().equals(proof.change()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such change: " + name));
        if (proof.line("chance").isPresent()) {
            assertThat(proof.ask(kernel)).isNotEqualTo(proof.ask(kernel.leavingOut(change)));
            return;
        }
        String before = proof.line("before").orElseThrow();
        String after = proof.line("after").orElseThrow();
        assertThat(before).isNotEqualTo(after);
        assertThat(proof.ask(kernel.before().orElseThrow())).as("before").isEqualTo(before);
        assertThat(proof.ask(kernel)).as("after").isEqualTo(after);
        assertThat(proof.ask(kernel.leavingOut(change)))
                .as("without this change")
                .isEqualTo(before);
    }

    static Stream<Object[]> proofs() {
        return TABLE.stream().map(row -> new Object[] {row.kernel() + ": " + row.change(), row});
    }
}
