package timewaitlab.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;
import timewaitlab.export.Product;

/** The root command. Subcommands answer; without one, the caller opens the window. */
@Command(
        name = "timewait-lab",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = Product.NAME,
        description = "Explains every accept and drop of TCP connections around TIME-WAIT.",
        subcommands = {
            ListCommand.class,
            RunCommand.class,
            CheckCommand.class,
            DiffCommand.class,
            VerdictCommand.class,
            MapCommand.class,
            ExplainCommand.class,
            AgreementCommand.class,
            ExportCommand.class,
            SweepCommand.class,
            BenchCommand.class
        })
public final class CommandLineApp implements Runnable {
    private static final WindowBench NO_WINDOW = progress -> {
        throw new WindowBench.NoDisplay("there is no window here");
    };

    private final WindowBench window;

    private CommandLineApp(WindowBench window) {
        this.window = window;
    }

    /** Runs a command and says how it ended: 0 done, 1 an expectation failed, 2 a mistake of the user. */
    public static int run(WindowBench window, String... arguments) {
        return run(window, new Console(System.out), new PrintWriter(System.err, true), arguments);
    }

    /** The same with other places for answers and problems, and without a window: for tests. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(NO_WINDOW, out, err, arguments);
    }

    static int run(WindowBench window, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new CommandLineApp(window))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof UserMistake) {
                        err.println(failure.getMessage());
                        return Commands.MISTAKE;
                    }
                    throw failure;
                })
                .setParameterExceptionHandler((mistake, wrong) -> {
                    err.println(mistake.getMessage());
                    return Commands.MISTAKE;
                });
        int code = line.execute(arguments);
        if (Console.lost(out)) {
            err.println("standard output cannot be written");
            return Commands.MISTAKE;
        }
        return code;
    }

    /** Whether the first argument names a command, rather than a scenario or a file for the window. */
    public static boolean isCommand(String argument) {
        return argument.startsWith("-")
                || new CommandLine(new CommandLineApp(NO_WINDOW))
                        .getSubcommands()
                        .containsKey(argument);
    }

    /** Who measures the window. */
    WindowBench window() {
        return window;
    }

    @Override
    public void run() {
        throw new UserMistake("no command given; see --help");
    }
}
