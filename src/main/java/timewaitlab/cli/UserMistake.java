package timewaitlab.cli;

/** Something the user got wrong, in one line. Caught once, in {@link CommandLineApp}. */
final class UserMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserMistake(String line) {
        super(line, null, false, false);
    }
}
