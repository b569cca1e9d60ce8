/**
 * The command line: commands, options, exit codes. Nothing but the answer goes to stdout; problems go to stderr, a line
 * each; a user's mistake ends with 2.
 *
 * <p>May use: lab, export and below; picocli. Must never know: javafx.
 */
@NullMarked
package timewaitlab.cli;

import org.jspecify.annotations.NullMarked;
