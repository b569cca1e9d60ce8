package timewaitlab.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long a JVM takes from its start to the first frame of a window, started as this one was. */
final class StartedWindow {
    private static final int TIMES = 5;
    private static final double NANOS_A_MILLI = 1e6;

    private StartedWindow() {}

    /** Medians in milliseconds: of the bare window, and of ours. Started in turn; the first two do not count. */
    static double[] measure() {
        double[] bare = new double[TIMES];
        double[] ours = new double[TIMES];
        try {
            Path home = Files.createTempDirectory("timewait-lab");
            start(FirstFrameOf.BARE, home);
            start(FirstFrameOf.OURS, home);
            for (int i = 0; i < TIMES; i++) {
                bare[i] = start(FirstFrameOf.BARE, home);
                ours[i] = start(FirstFrameOf.OURS, home);
            }
            Files.deleteIfExists(home);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        Arrays.sort(bare);
        Arrays.sort(ours);
        return new double[] {bare[TIMES / 2], ours[TIMES / 2]};
    }

    private static double start(String which, Path home) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FirstFrameOf.class.getName(), which));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        // A window as it is opened for the first time: nothing remembered, nothing to go on with.
        builder.environment().put("XDG_CONFIG_HOME", home.toString());
        builder.environment().put("APPDATA", home.toString());
        long begun = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            while (line != null && !line.equals(FirstFrameOf.SHOWN)) {
                line = said.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("no first frame from " + String.join(" ", command));
            }
            return (System.nanoTime() - begun) / NANOS_A_MILLI;
        } finally {
            process.destroy();
        }
    }
}
