package timewaitlab.app;

import java.util.Optional;
import timewaitlab.cli.CommandLineApp;
import timewaitlab.view.LabApplication;

/**
 * Where the program starts. It must not extend {@code javafx.application.Application}: the launcher would then refuse
 * to start from a class path, and the commands would load the toolkit for nothing.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && CommandLineApp.isCommand(args[0])) {
            System.exit(CommandLineApp.run(new MeasuredWindow(), args));
        }
        LabApplication.launch(new LabOfScenarios(), args.length == 0 ? Optional.empty() : Optional.of(args[0]));
    }
}
