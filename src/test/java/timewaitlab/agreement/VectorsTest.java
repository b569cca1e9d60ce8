package timewaitlab.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;

/**
 * Every test vector holds on every kernel it is told of. Where the sheet of facts says [X], the verdict was produced by
 * running the kernels' own functions on exactly these numbers; the profiles between two that agree must agree too.
 */
class VectorsTest {
    static List<Vector> vectors() {
        return Vectors.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void holds(Vector vector) {
        assertThat(vector.kernels()).isNotEmpty();
        for (KernelProfile kernel : vector.kernels()) {
            assertThat(vector.differences(kernel))
                    .as("%s on %s", vector, kernel)
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("segments")
    void isJudgedForTheReasonTold(SegmentVector vector) {
        for (KernelProfile kernel : vector.kernels()) {
            assertThat(vector.outcomes(kernel)).as("%s on %s", vector, kernel).isEmpty();
        }
    }

    static List<SegmentVector> segments() {
        return Vectors.segments();
    }

    @Test
    void areFelt() {
        String base = "TIME-WAIT rcv_nxt=1000000 snd_nxt=5000000 ts_recent=200000 ts_recent_age=10";
        String row =
                "V | 6.18 | | S seq 5 <TS val 1 ecr 0> | | ACK seq=5000000 | PAWSTimewait | 60 s | state=TIME-WAIT";
        KernelProfile kernel = LinuxProfiles.named("6.18").orElseThrow();
        assertThat(SegmentVector.read(base, row).differences(kernel)).isEmpty();
        Stream.of("seq=5000000 -> seq=5000001", "PAWSTimewait -> -", "60 s -> -", "=TIME-WAIT -> =CLOSED", "ACK -> RST")
                .map(edit -> edit.split(" -> "))
                .forEach(edit -> assertThat(SegmentVector.read(base, row.replace(edit[0], edit[1]))
                                .differences(kernel))
                        .hasSize(1));
    }

    @Test
    void everyIdIsGivenOnce() {
        assertThat(vectors()).extracting(Vector::id).doesNotHaveDuplicates();
        assertThat(vectors()).hasSizeGreaterThan(150);
    }
}
