package timewaitlab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import timewaitlab.base.Reading;

/** Small captures with bytes changed at random. The seed is printed with every failure. */
class CaptureFuzzTest {
    private static final int MUTATIONS = 20_000;
    private static final int[] NASTY = {0, 1, 4, 8, 12, 0x7f, 0x80, 0xfe, 0xff};
    private static final Path FOLDER = Path.of("src/test/resources/capture");

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void everyMutationIsACaptureOrOneProblem() throws IOException {
        long seed = 20_260_114;
        List<byte[]> files = files();
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] file = mutated(files.get(random.nextInt(files.size())), random);
            Reading<Capture> reading = read(file, "seed " + seed + ", mutation " + i);
            reading.value().ifPresent(capture -> assertAddsUp(capture, seed));
            assertThat(reading.problems()).as("seed %d", seed).hasSizeLessThan(2);
            read += reading.value().isPresent() ? 1 : 0;
        }
        assertThat(read).as("files that were still captures").isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
    }

    private static Reading<Capture> read(byte[] file, String which) {
        try {
            return Bytes.read(file);
        } catch (RuntimeException e) {
            throw new AssertionError(which, e);
        }
    }

    private static void assertAddsUp(Capture capture, long seed) {
        FrameCounts counts = capture.frames();
        assertThat(counts.notTcp()
                        + counts.fragments()
                        + counts.unreadable()
                        + capture.segments().size())
                .as("seed %d", seed)
                .isEqualTo(counts.total());
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] file = random.nextInt(8) == 0
                ? Arrays.copyOf(original, random.nextInt(original.length + 1))
                : original.clone();
        for (int i = random.nextInt(6); i >= 0 && file.length > 0; i--) {
            // Half of the changes hit the headers, where they do most.
            int at = random.nextInt(random.nextBoolean() ? Math.min(file.length, 120) : file.length);
            file[at] = (byte) (random.nextBoolean() ? NASTY[random.nextInt(NASTY.length)] : random.nextInt(256));
        }
        return file;
    }

    private static List<byte[]> files() throws IOException {
        byte[] hopByHop = Frames.hex(Frames.IP6.replace("0028 0640", "0030 0040"), "0600010400000000", Frames.TCP6);
        Bytes pcapng = Bytes.little()
                .section()
                .described(101, 0, Bytes.little().i16(9).i16(1).i32(9).bytes());
        Bytes cooked = Bytes.big().section().described(113, 0, new byte[0]);
        return List.of(
                Files.readAllBytes(FOLDER.resolve("open-simultaneous.pcap")),
                Arrays.copyOf(Files.readAllBytes(FOLDER.resolve("exhaust-established-20.pcap")), 1_000),
                Bytes.big()
                        .pcap(PcapFormat.NANOSECONDS, 0)
                        .frame(1, 2, Frames.hex("00000002", Frames.IP4, Frames.TCP4))
                        .bytes(),
                pcapng.enhanced(0, 7, hopByHop)
                        .enhanced(0, 8, Frames.syn4())
                        .block(3, Bytes.little().i32(60).raw(Frames.syn4()).bytes())
                        .bytes(),
                cooked.enhanced(
                                0,
                                7,
                                Frames.hex("0000 0001 0006 020000000001 0000 8100 0005 86dd", Frames.IP6, Frames.TCP6))
                        .bytes());
    }
}
