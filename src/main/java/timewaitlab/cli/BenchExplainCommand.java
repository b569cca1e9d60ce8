package timewaitlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.CaptureHosts;
import timewaitlab.lab.ExplainCapture;
import timewaitlab.lab.ExplainRequest;
import timewaitlab.lab.VerdictRequestReader;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/** {@code bench explain}: how fast a capture is read and judged. */
@Command(
        name = "explain",
        description = "Measures how fast a capture is read and explained.",
        footer = {"", "The first time, and the median of the others: segments and megabytes a second."})
final class BenchExplainCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1e6;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a pcap or pcapng file")
    private String file = "";

    @Option(names = "--host", paramLabel = "ADDR", description = "address of the host; else the first that accepts")
    private @Nullable String host;

    @Option(names = "--profile", paramLabel = "P", description = "its kernel; linux-6.18", defaultValue = "linux-6.18")
    private String profile = "";

    @Option(names = "--times", paramLabel = "N", description = "how often; 5", defaultValue = "5")
    private String times = "";

    @Override
    public Integer call() {
        long runs = Commands.wholeNumber("--times", times);
        if (runs < 1 || runs > 999) {
            throw new UserMistake("--times " + times + ": expected 1 to 999");
        }
        double[] seconds = new double[(int) runs];
        int segments = 0;
        for (int i = 0; i < seconds.length; i++) {
            long begun = System.nanoTime();
            segments = explain();
            seconds[i] = (System.nanoTime() - begun) / NANOS;
        }
        PrintWriter out = Commands.out(spec);
        print(out, "first", segments, seconds[0]);
        if (seconds.length > 1) {
            double[] others = Arrays.copyOfRange(seconds, 1, seconds.length);
            Arrays.sort(others);
            print(out, "median of " + others.length, segments, others[others.length / 2]);
        }
        out.flush();
        return Commands.DONE;
    }

    private void print(PrintWriter out, String what, int segments, double seconds) {
        out.printf(
                Locale.ROOT,
                "%s: %d segments in %.3f s, %.0f segments/s, %.1f MB/s%n",
                what,
                segments,
                seconds,
                segments / seconds,
                size() / MEGABYTE / seconds);
    }

    private int explain() {
        KernelProfile kernel = kernel();
        AddressBook book = new AddressBook();
        Capture capture = ScenarioOptions.require(CaptureReader.read(path(), book));
        List<Address> likely = CaptureHosts.likely(capture);
        if (host == null && likely.isEmpty()) {
            throw new UserMistake(file + ": whose host is to be judged; expected --host");
        }
        Address named = host == null ? likely.get(0) : book.intern(host);
        List<Address> hosts = CaptureHosts.withAliases(capture, List.of(named), kernel.settings());
        ExplainCapture.of(capture, new ExplainRequest(book, hosts, kernel, kernel.settings()));
        return capture.segments().size();
    }

    private KernelProfile kernel() {
        try {
            return VerdictRequestReader.profile(profile);
        } catch (IllegalArgumentException e) {
            throw new UserMistake("--profile: " + e.getMessage());
        }
    }

    private Path path() {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UserMistake(file + ": not a file name");
        }
    }

    private long size() {
        try {
            return Files.size(path());
        } catch (IOException e) {
            throw new UserMistake(file + ": cannot be read: " + Commands.reason(e));
        }
    }
}
