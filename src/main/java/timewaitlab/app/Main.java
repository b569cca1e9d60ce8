package timewaitlab.app;

import timewaitlab.cli.CommandLineApp;

/**
 * Where the program starts. It must not extend {@code javafx.application.Application}: the launcher would then refuse
 * to start from a class path, and the commands would load the toolkit for nothing.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(CommandLineApp.run(args));
    }
}
