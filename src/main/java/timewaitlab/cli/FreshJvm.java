package timewaitlab.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import timewaitlab.lab.BenchChurn;
import timewaitlab.lab.Churn;
import timewaitlab.lab.ChurnRun;
import timewaitlab.trace.RecordingPlan;

/**
 * The first 24,000 connections of a JVM that has judged nothing before: ten seconds of 2,400 a second. The JVM is one
 * of its own, started as {@code packaging/start} starts one for a short command such as {@code run}; without it, as
 * this one was.
 */
public final class FreshJvm {
    /** Says how a short command is started: the options of its JVM, one a line. */
    private static final String QUICK = "timewaitlab.quick";

    private static final String THROUGH_NAT = "nat";
    private static final int RATE = 2_400;
    private static final int SECONDS = 10;
    /** Sixty times what it takes where it takes long. */
    private static final int PATIENCE_SECONDS = 60;

    private FreshJvm() {}

    /** What the JVM that is measured does: answers on stdout. */
    public static void main(String[] arguments) {
        boolean nat = arguments.length > 0 && arguments[0].equals(THROUGH_NAT);
        ChurnRun run = ChurnRun.of(new Churn(RATE, SECONDS, nat), RecordingPlan.TALLY);
        System.out.println(run.connectionsPerSecond() + " " + run.cpuMicrosPerConnection());
    }

    /** Starts that many, one after the other, and takes the one whose speed is the median. */
    static BenchChurn.Fresh median(int times, boolean nat) {
        List<BenchChurn.Fresh> started = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            started.add(measure(nat));
        }
        started.sort(Comparator.comparingDouble(BenchChurn.Fresh::connectionsPerSecond));
        return started.get(times / 2);
    }

    /** Starts one and waits for it: a minute at most. */
    private static BenchChurn.Fresh measure(boolean nat) {
        List<String> command = command(nat);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("not over within " + PATIENCE_SECONDS + " s");
                }
                String line = said.readLine();
                if (line == null) {
                    throw new IOException("it said nothing, exit code " + process.exitValue());
                }
                String[] numbers = line.split(" ", -1);
                return new BenchChurn.Fresh(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | RuntimeException failed) {
            throw mistake(command, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw mistake(command, stopped);
        }
    }

    private static UserMistake mistake(List<String> command, Exception why) {
        return new UserMistake("bench churn: another JVM could not be measured: " + String.join(" ", command) + ": "
                + why.getMessage());
    }

    private static List<String> command(boolean nat) {
        String quick = System.getProperty(QUICK);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                quick == null
                        ? ManagementFactory.getRuntimeMXBean().getInputArguments()
                        : quick.lines().toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FreshJvm.class.getName()));
        command.add(nat ? THROUGH_NAT : "direct");
        return command;
    }
}
