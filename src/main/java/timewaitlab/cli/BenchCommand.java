package timewaitlab.cli;

import picocli.CommandLine.Command;

/** {@code bench}: how fast the engine is. */
@Command(
        name = "bench",
        description = "Measures how fast the engine is.",
        subcommands = {BenchChurnCommand.class, BenchExplainCommand.class})
final class BenchCommand implements Runnable {
    @Override
    public void run() {
        throw new UserMistake("bench: nothing to measure given; expected churn or explain");
    }
}
