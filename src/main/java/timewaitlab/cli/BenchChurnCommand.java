package timewaitlab.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import timewaitlab.lab.BenchChurn;
import timewaitlab.lab.BenchJson;
import timewaitlab.lab.Churn;
import timewaitlab.lab.ChurnRun;

/** {@code bench churn}: short connections at a steady pace, each of which waits 60 s in TIME-WAIT. */
@Command(
        name = "churn",
        description = "Measures short connections: request, response, the server closes first.",
        footer = {
            "",
            "The first 24,000 connections of JVMs started as for run, a warm-up, the median of several runs of RATE x",
            "DURATION connections; the same with 6,000 entries in TIME-WAIT; heap after a collection; what recording",
            "costs.",
            "Clients are ceil(RATE x 60 / 28232) addresses, so that no quadruplet is wanted again while it waits.",
            "",
            "JSON: offered established reopened (SYNs for which an entry made way) refused (connect() failed)",
            "overflowed (no entry, for tcp_max_tw_buckets) clients connectionsPerSecond segmentsPerSecond",
            "peakTimeWait bytesPerTimeWait bytesPerConntrack allocatedBytesPerSegment digest, of the median run;",
            "schema: bench-churn.schema.json"
        })
final class BenchChurnCommand implements Callable<Integer> {
    private static final int FASTEST = 1_000_000;
    private static final int LONGEST = 86_400;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--rate", paramLabel = "R", description = "connections a second; 10000", defaultValue = "10000")
    private String rate = "";

    @Option(names = "--duration", paramLabel = "S", description = "seconds of that; 100", defaultValue = "100")
    private String duration = "";

    @Option(names = "--nat", description = "through a NAT")
    private boolean nat;

    @Option(names = "--trace", paramLabel = "T", description = "none or all: what is recorded", defaultValue = "none")
    private String trace = "";

    @Option(names = "--warm-up", paramLabel = "N", description = "connections first; 500000", defaultValue = "500000")
    private String warmUp = "";

    @Option(names = "--times", paramLabel = "N", description = "runs; 5, or 1 above a million", defaultValue = "0")
    private String times = "";

    @Option(names = "--entries", paramLabel = "N", description = "for the heap; 600000", defaultValue = "600000")
    private String entries = "";

    @Option(names = "--format", paramLabel = "F", description = "text or json", defaultValue = "text")
    private Format format = Format.text;

    @Override
    public Integer call() {
        Commands.requireFormat(format, Format.text, Format.json);
        Churn churn = new Churn(number("--rate", rate, 1, FASTEST), number("--duration", duration, 1, LONGEST), nat);
        if (!trace.equals("none") && !trace.equals("all")) {
            throw new UserMistake("--trace " + trace + ": unknown; expected none or all");
        }
        int most = BenchChurn.Protocol.FULL.times();
        int runs = number("--times", times, 0, 99);
        BenchChurn.Protocol protocol = new BenchChurn.Protocol(
                number("--warm-up", warmUp, 0, Integer.MAX_VALUE),
                runs > 0 ? runs : churn.connections() > FASTEST ? 1 : most,
                number("--entries", entries, 60, FASTEST * 60),
                trace.equals("all"));
        BenchChurn.Result result = BenchChurn.measure(churn, protocol, FreshJvm.median(protocol.times(), churn.nat()));
        PrintWriter out = Commands.out(spec);
        if (format == Format.json) {
            out.println(BenchJson.of(result).toPrettyString());
        } else {
            print(result, out);
        }
        out.flush();
        Optional<String> failure = result.failure();
        failure.ifPresent(Commands.err(spec)::println);
        return failure.isPresent() ? Commands.FAILED : Commands.DONE;
    }

    private static int number(String option, String text, int least, int most) {
        long value = Commands.wholeNumber(option, text);
        if (value < least || value > most) {
            throw new UserMistake(option + " " + text + ": out of range; expected " + least + " to " + most);
        }
        return (int) value;
    }

    private static void print(BenchChurn.Result result, PrintWriter out) {
        Churn timed = result.timed();
        ChurnRun run = result.median();
        out.printf(
                "load        %d connections, %d/s%s, recorded: %s%n",
                timed.connections(),
                timed.rate(),
                timed.nat() ? " through a NAT" : "",
                result.protocol().recorded() ? "all" : "none");
        out.printf(
                "raised      %d client addresses, tcp_max_tw_buckets %d%s%n",
                timed.clients(),
                timed.timeWaitBuckets(),
                timed.nat() ? ", nf_conntrack_max " + timed.conntrackMax() : "");
        out.printf(
                "outcome     %d established, %d reopened, %d refused, %d overflowed%n",
                run.load().established(), run.reopened(), run.load().refused(), run.overflowed());
        out.printf("TIME-WAIT   %d at most, %d expected%n", run.peakTimeWait(), timed.expectedPeak());
        out.printf(
                "speed       %.0f connections/s, %.0f segments/s, %.2f us of CPU a connection (median of %d)%n",
                run.connectionsPerSecond(),
                run.segmentsPerSecond(),
                run.cpuMicrosPerConnection(),
                result.runs().size());
        out.printf(
                "fresh JVM   %.0f connections/s, %.2f us of CPU a connection (median of %d JVMs)%n",
                result.fresh().connectionsPerSecond(),
                result.fresh().cpuMicrosPerConnection(),
                result.protocol().times());
        out.printf("cost        %.2f times that with 6000 in TIME-WAIT%n", result.costRatio());
        out.printf("recording   %.1f times the time of silence%n", result.traceRatio());
        out.printf(
                "heap        %.1f bytes a TIME-WAIT entry, %.1f a conntrack entry%n",
                result.bytesPerTimeWait(), result.bytesPerConntrack());
        out.printf("allocated   %.3f bytes a segment%n", run.bytesPerSegment());
        out.printf("digest      %s, %s%n", run.digest(), result.sameDigest() ? "the same each time" : "not the same");
    }
}
