package timewaitlab.cli;

import picocli.CommandLine.Command;

/** {@code bench}: how fast the engine and the window are. */
@Command(
        name = "bench",
        description = "Measures how fast the engine and the window are.",
        subcommands = {BenchChurnCommand.class, BenchExplainCommand.class, BenchWindowCommand.class})
final class BenchCommand implements Runnable {
    @Override
    public void run() {
        throw new UserMistake("bench: nothing to measure given; expected churn, explain or window");
    }
}
